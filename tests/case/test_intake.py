"""What must be so before anybody is received: a case begun, its edition pinned, its originals seen."""

from __future__ import annotations

from tests.case.bench import RENTED, SOUND, Bench, at, opened, told, who


def test_a_case_begins_once_and_nothing_happens_before() -> None:
    bench = opened()
    assert bench.refused("open", "clerk")[0] == "case/exists"
    assert Bench().refused("receive", "clerk")[0] == "case/no-such-case"


def test_an_unknown_act_is_said() -> None:
    assert opened().refused("sing", "clerk")[0] == "case/unknown-act"


def test_a_ticket_waits_until_it_is_called() -> None:
    bench = Bench().do("queue", "clerk", zone="B")
    assert (bench.stage, bench.state.queue_number) == ("queue", "B001")
    bench.do("pass_over", "clerk").do("call", "clerk", window="3")
    assert bench.stage == "receive"


def test_the_case_has_a_number_of_its_day() -> None:
    assert opened().state.number == "20260302-0001"


def test_an_original_is_seen_and_a_copy_compared_before_the_receipt() -> None:
    bench = Bench().do(
        "open",
        "clerk",
        facts=RENTED,
        materials={**SOUND, "租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2027-01-01"}},
    )
    assert bench.refused("receive", "clerk") == [
        "case/original-not-seen",
        "“身份证”要看原件，还没有核对。",
        "“租赁合同”的复印件还没有和原件核对。",
        "“承诺书”要看原件，还没有核对。",
    ]
    bench.do("see_original", "clerk", materials=["身份证", "承诺书"])
    bench.do("match_copies", "clerk", materials=["租赁合同"])
    assert bench.do("receive", "clerk").stage == "accept"
    assert bench.state.ledger["租赁合同"].copies_match == "clerk-1"


def test_what_was_posted_is_looked_at_after_the_receipt() -> None:
    bench = Bench(now=at("2026-03-02", "18:30"))
    bench.do("open", "clerk", channel="post", facts=RENTED, materials=SOUND)
    bench.do("receive", "clerk", signed_for_at="2026-03-02T16:00:00+08:00", waybill="EMS1")
    assert str(bench.state.rounds[0].starts_on) == "2026-03-02"
    bench.on("2026-03-03").do("look", "clerk", materials={"租赁合同": {"state": "absent"}})
    bench.do("tell", "clerk").do("supply", "applicant", facts={"场所来源": "自有"})
    assert bench.refused("accept", "clerk")[0] == "case/original-not-seen"


def test_a_receipt_after_closing_time_counts_from_the_next_workday() -> None:
    bench = opened(now=at("2026-03-06", "17:30"))
    bench.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")
    assert str(bench.state.received and bench.state.received.on) == "2026-03-09"


def test_files_need_no_original_where_the_item_takes_them() -> None:
    bench = Bench().do(
        "open",
        who("applicant", "citizen"),
        channel="online",
        facts=RENTED,
        materials={**SOUND, "租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2027-01-01"}},
    )
    bench.do("receive", "system")
    refused = bench.refused("accept", "clerk")
    assert not any("租赁合同" in line for line in refused)
    assert "“身份证”要看原件，还没有核对。" in refused


def test_nobody_attests_what_is_not_there() -> None:
    bench = opened()
    assert bench.refused("match_copies", "clerk", materials=["租赁合同"])[0] == "case/not-handed-in"


def test_a_material_supplied_anew_is_attested_anew() -> None:
    bench = told(now=at("2026-03-02")).do("supply", "applicant", materials={"身份证": {"state": "sound"}})
    assert bench.state.ledger["身份证"].original_seen == ""
    assert bench.state.ledger["承诺书"].original_seen == "clerk-1"


def test_nothing_outside_the_item_is_asked_for() -> None:
    bench = opened()
    wrong = bench.refused("look", "clerk", materials={"户口簿": {"state": "sound"}})
    assert wrong == ["case/unknown-material", "这个事项没有“户口簿”这样材料。"]


def test_everything_wrong_with_what_was_sent_is_said_at_once() -> None:
    bench = opened()
    assert bench.refused("receive", "issuer", medium="stone", colour="red", signed_for_at="yesterday") == [
        "case/wrong-role",
        "“收件”由窗口人员、系统来做，您现在是出件人员。",
        "这个动作不收“colour”。",
        "材料形式（medium）要写成其中一个：paper、electronic、both。",
        "邮件签收时刻（signed_for_at）要写成像 2026-03-02T09:00:00+08:00 这样的时刻。",
    ]


def test_the_wrong_stage_says_what_is_possible() -> None:
    code, line = opened().refused("accept", "clerk")
    assert code == "case/wrong-stage"
    assert line.startswith("现在是“收件”环节，不能“受理”。现在可以：定版、")
    assert "、收件、" in line


def test_the_edition_is_pinned_until_it_is_received() -> None:
    bench = opened()
    bench.do("pin", "clerk", applied_on="2026-03-02")
    received_ = bench.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")
    assert received_.refused("pin", "clerk")[0] == "case/wrong-stage"
