"""What must be so before anybody is received, told, accepted or declined; each guard by its claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.case.model import Decision
from tests.case.bench import (
    MARKET,
    REASONS,
    SOUND,
    Bench,
    accepted,
    at,
    opened,
    received,
    reviewed,
    transferred,
    who,
)

RENTED = {"申请人": {"名称": "示例小吃店"}, "场所来源": "租赁", "从业人数": 3}


def renting(lease: str = "absent", ends: str = "2027-01-01", **kept: object) -> Bench:
    """Receive somebody who rents; the lease may be missing, or end too early."""
    bench = Bench(**kept)  # type: ignore[arg-type]
    bench.do(
        "open",
        "clerk",
        channel="window",
        facts=RENTED,
        materials={**SOUND, "租赁合同": {"state": lease}},
        record={"租赁合同": {"到期日": ends}} if lease == "sound" else {},
    )
    bench.do("see_original", "clerk", materials=["身份证", "承诺书"])
    if lease == "sound":
        bench.do("match_copies", "clerk", materials=["租赁合同"])
    return bench.do("receive", "clerk")


def told(**kept: object) -> Bench:
    return renting(**kept).do("tell", "clerk")


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


def test_the_check_decides_who_is_accepted() -> None:
    bench = renting()
    assert bench.refused("accept", "clerk") == [
        "case/not-acceptable",
        "审查结果是“补正”，不能受理：租赁合同。",
        "要先由另一个人批准（yici case permit --what accept），写明理由。",
    ]
    assert isinstance(received().act("accept", who("clerk")), Decision)


def test_a_check_is_on_record_before_what_rests_on_it() -> None:
    kinds = [each.kind for each in accepted().events]
    assert kinds.index("checked") == kinds.index("accepted") - 1
    bench = received().do("check", "clerk").do("accept", "clerk")
    assert [each.kind for each in bench.events].count("checked") == 1


def test_the_gate_holds_while_anything_is_unseen() -> None:
    bench = Bench().do("open", "clerk", facts=RENTED, materials=SOUND)
    bench.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")
    for verb, sent in (("accept", {}), ("tell", {}), ("decline", REASONS)):
        assert bench.refused(verb, "clerk", **sent)[:2] == [
            "case/undetermined",
            "还有没看、没问清的：租赁合同。看完才能受理或告知。",
        ]


def test_a_deviation_needs_a_second_person_of_another_id() -> None:
    bench = renting().do("permit", who("supervisor", "boss"), what="accept", reason="系统查到了合同")
    assert bench.refused("accept", who("clerk", "boss"))[2] == "这一步要由另一个人来做：批准的人也是您。"
    bench.do("accept", "clerk")
    taken = bench.state.accepted
    assert taken is not None and taken.how == "deviation"
    assert bench.events[-1].data["despite"] == ["租赁合同"]
    assert bench.state.permits[0].used


def test_leave_is_for_the_submission_it_was_given_for() -> None:
    bench = renting().do("permit", "supervisor", what="accept", reason="查到了")
    bench.do("look", "clerk", materials={"身份证": {"state": "flawed", "flaws": ["不清晰"]}})
    assert bench.refused("accept", "clerk")[0] == "case/not-acceptable"


def test_who_has_handed_in_everything_is_accepted_and_not_told_again() -> None:
    assert received().refused("tell", "clerk")[0] == "case/nothing-wrong"
    assert received().refused("decline", "clerk", **REASONS)[0] == "case/nothing-wrong"


def test_what_can_be_put_right_is_not_declined() -> None:
    assert renting().refused("decline", "clerk", **REASONS)[0] == "case/can-be-put-right"


def test_what_cannot_be_put_right_is_declined_with_reasons() -> None:
    bench = received(60)
    assert bench.refused("tell", "clerk")[0] == "case/cannot-be-put-right"
    assert bench.refused("decline", "clerk") == [
        "case/missing-data",
        "还要写：理由（reasons）。",
        "还要写：救济途径（remedies）。",
    ]
    bench.do("decline", "clerk", **REASONS)
    assert bench.stage == "archive"
    assert [each.paper for each in bench.state.papers] == ["receipt", "decline"]
    assert bench.events[-1].data["findings"] == ["T1"]


def test_an_old_check_is_no_check() -> None:
    bench = received()
    old = bench.setting("accept", {})
    bench.do("look", "clerk", materials={"身份证": {"state": "absent"}})
    assert bench.act("accept", who("clerk"), old).code == "case/changed-meanwhile"
    assert bench.act("accept", who("clerk"), replace(old, seen=None)).code == "case/not-checked"
    assert bench.act("accept", who("clerk"), replace(old, seen=None, checked=None)).code == "case/not-checked"


def test_a_correction_names_what_was_found_and_by_when() -> None:
    bench = told(now=at("2026-09-18"))
    told_ = bench.state.correction
    assert told_ is not None
    assert (told_.findings, str(told_.correct_by)) == (("租赁合同",), "2026-10-15")
    assert bench.stage == "correct"
    assert bench.due("correct") == "2026-10-15"
    assert bench.clock("tell").standing == "over"


def test_each_resubmission_starts_a_new_notice_clock() -> None:
    bench = told(now=at("2026-03-02")).on("2026-03-10")
    bench.do("supply", "applicant", facts={"场所来源": "自有"})
    assert [str(each.starts_on) for each in bench.state.rounds] == ["2026-03-02", "2026-03-10"]
    assert bench.due("tell") == "2026-03-17"
    bench.on("2026-03-18").do("deem_accepted", "system")
    assert str(bench.state.accepted and bench.state.accepted.on) == "2026-03-10"


def test_putting_right_means_handing_something_in() -> None:
    assert told().refused("supply", "applicant")[0] == "case/missing-data"


def test_a_second_correction_may_say_what_the_applicant_brought() -> None:
    bench = told()
    bench.do(
        "supply",
        "applicant",
        materials={"租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2026-04-01"}},
    )
    bench.do("match_copies", "clerk", materials=["租赁合同"]).do("tell", "clerk")
    assert bench.state.corrections[1].findings == ("R1",)
    assert bench.state.corrections[1].breaches == ()


def test_a_second_correction_may_not_say_what_the_first_should_have() -> None:
    bench = told()
    bench.do(
        "supply",
        "applicant",
        materials={"租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2027-04-01"}},
    )
    bench.do("match_copies", "clerk", materials=["租赁合同"])
    bench.do("look", "clerk", materials={"身份证": {"state": "flawed", "flaws": ["不清晰"]}})
    refused = bench.refused("tell", "clerk")
    assert refused[:2] == [
        "case/told-once",
        "这些第一次就该说：身份证。再告知要由另一个人批准并写明理由（yici case permit --what tell）。",
    ]
    bench.do("permit", "supervisor", what="tell", reason="第一次没看清", missed_by="clerk-1")
    bench.do("tell", who("clerk", "clerk-2"))
    second = bench.state.corrections[1]
    assert second.breaches == ("身份证",)
    assert bench.events[-1].data["missed_by"] == "clerk-1"
    assert "breach" in (bench.last.line.marks if isinstance(bench.last, Decision) and bench.last.line else ())


def test_a_second_correction_without_judgement_is_refused() -> None:
    bench = told().do("supply", "applicant", facts={"从业人数": 4})
    setting = replace(bench.setting("tell", {}), judged=None)
    assert bench.act("tell", who("clerk"), setting).code == "case/not-checked"


def test_a_question_about_a_correction_is_answered_once_asked() -> None:
    bench = told().do("ask", "applicant", finding="租赁合同", question="续租协议行吗？")
    number = bench.events[-1].sequence
    assert bench.state.questions == {number: 0}
    assert bench.refused("answer", "reviewer", question=99, answer="行")[0] == "case/no-such-question"
    bench.do("answer", "reviewer", question=number, answer="行")
    assert bench.state.questions == {number: number + 1}


def test_what_follows_later_is_listed_promised_and_signed() -> None:
    bench = received().do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    assert bench.refused("accept", "clerk")[0] == "case/promise-first"
    assert bench.refused("promise", "clerk", materials=["身份证"], signed=True)[0] == "case/not-deferrable"
    assert bench.refused("promise", "clerk", materials=["承诺书"], signed=False)[0] == "case/not-signed"
    late = bench.refused("promise", "clerk", materials=["承诺书"], until="2026-03-06", signed=True)
    assert late == ["case/later-than-promised", "“承诺书”最晚 2026-03-05 补交，不能答应到 2026-03-06。"]
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    assert bench.due("supply_later") == "2026-03-05"
    assert "later_promise" in [each.paper for each in bench.state.papers]


def test_a_promise_needs_a_day_where_the_item_sets_none() -> None:
    text = Bench().text.replace("    补交期限: 3 个工作日\n", "")
    bench = received(text=text).do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    assert bench.refused("promise", "clerk", materials=["承诺书"], signed=True)[0] == "case/missing-data"
    bench.do("promise", "clerk", materials=["承诺书"], until="2026-03-20", signed=True)
    assert bench.due("supply_later") == "2026-03-20"


def test_nothing_is_granted_before_everything_is_there() -> None:
    bench = received().do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    granted = {"result": "granted", **REASONS, "certificate": {"编号": "1"}}
    assert bench.refused("decide", "decider", **granted)[0] == "case/still-to-follow"
    looks = {"承诺书": {"state": "sound"}}
    assert bench.refused("supply_later", "clerk", materials={"旧证": {"state": "sound"}})[0] == (
        "case/nothing-to-follow"
    )
    bench.on("2026-03-04").do("supply_later", "clerk", materials=looks)
    assert str(bench.clock("supply_later").ended_on) == "2026-03-04"
    bench.do("decide", "decider", **granted)


def test_what_came_flawed_is_still_to_follow() -> None:
    bench = received().do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    bench.do("supply_later", "clerk", materials={"承诺书": {"state": "flawed", "flaws": ["没签字"]}})
    assert bench.state.later[0].supplied_on is None


def test_a_person_settles_only_what_the_check_left_open() -> None:
    bench = received().do("check", "clerk")
    assert bench.refused("settle", "clerk", finding="R1", verdict="met", reason="看过")[0] == (
        "case/no-such-finding"
    )


def test_a_pause_for_the_correction_of_an_accepted_case() -> None:
    bench = transferred(now=at("2026-03-02")).on("2026-03-04")
    bench.do("look", "reviewer", materials={"身份证": {"state": "flawed", "flaws": ["过期"]}})
    bench.do("tell", "reviewer")
    assert bench.stage == "correct"
    assert bench.clock("promised").standing == "stopped"
    bench.on("2026-03-11").do("supply", "clerk", materials={"身份证": {"state": "sound"}})
    assert bench.stage == "review"
    assert bench.due("promised") == "2026-03-23"
    assert len(bench.state.rounds) == 1


def test_what_cannot_be_put_right_may_be_told_after_acceptance() -> None:
    bench = transferred()
    bench.do("look", "reviewer", facts={"从业人数": 60}).do("tell", "reviewer")
    assert bench.state.corrections[0].findings == ("T1",)


def test_put_right_at_the_window_stays_on_record() -> None:
    bench = renting("sound", "2026-04-01")
    bench.do("fix", "clerk", what="到期日读错了", record={"租赁合同": {"到期日": "2027-04-01"}})
    bench.do("accept", "clerk")
    assert [each.kind for each in bench.events].count("fixed") == 1


def test_the_edition_is_pinned_until_it_is_received() -> None:
    bench = opened()
    bench.do("pin", "clerk", applied_on="2026-03-02")
    received_ = bench.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")
    assert received_.refused("pin", "clerk")[0] == "case/wrong-stage"


def test_another_edition_of_the_check_is_no_check_of_this_case() -> None:
    bench = received()
    setting = bench.setting("accept", {})
    assert setting.checked is not None
    other = replace(setting, checked=replace(setting.checked, edition_hash="sha256:other"))
    assert bench.act("accept", who("clerk"), other).code == "case/not-checked"


@pytest.mark.parametrize("verb", ["fill", "withdraw", "supply"])
def test_nobody_acts_on_a_case_of_somebody_else(verb: str) -> None:
    bench = Bench().do("open", who("applicant", "me"), channel="online", facts=RENTED)
    sent = {} if verb == "withdraw" else {"facts": {"从业人数": 9}}
    assert "这个办件不是您的。" in bench.refused(verb, who("applicant", "you"), **sent)


def test_an_agent_acts_under_a_mandate_that_stands() -> None:
    agent = who("agent", "a1")
    bench = opened()
    assert bench.refused("fill", agent, facts={"从业人数": 4})[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a2")
    assert bench.refused("fill", agent, facts={"从业人数": 4})[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a1", until="2026-03-03")
    bench.do("fill", agent, facts={"从业人数": 4})
    bench.on("2026-03-04")
    assert bench.refused("fill", agent, facts={"从业人数": 5})[0] == "case/mandate-over"


def test_what_an_agent_prepares_is_handed_in_under_a_mandate() -> None:
    bench = Bench().do("open", who("agent", "a1"), channel="post", facts=RENTED, materials=SOUND)
    assert bench.refused("receive", "clerk")[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a1").do("receive", "clerk")


def test_a_mandate_ends_with_papers_returned_and_signed_for() -> None:
    bench = opened()
    wish = {"reason": "不办了", "signed": True}
    assert bench.refused("end_mandate", "clerk", **wish)[0] == "case/no-mandate"
    bench.do("mandate", "applicant", agent="a1")
    assert bench.refused("end_mandate", "clerk", reason="不办了", signed=False)[0] == "case/not-signed"
    bench.do("end_mandate", "clerk", **wish)
    assert "returned_list" in [each.paper for each in bench.state.papers]
    assert bench.refused("fill", who("agent", "a1"), facts={"从业人数": 4})[0] == "case/mandate-ended"
    assert bench.refused("end_mandate", "clerk", **wish)[0] == "case/mandate-ended"


def test_an_agent_never_pays() -> None:
    bench = received().do("mandate", "clerk", agent="a1")
    paid = {"amount": "50", "payer": "applicant"}
    assert bench.refused("pay", who("agent", "a1"), **paid)[0] == "case/agent-pays"
    assert bench.refused("pay", "clerk", amount="50", payer="agent")[0] == "case/agent-pays"
    assert bench.do("pay", "clerk", **paid).state.paid


def test_another_department_is_refused() -> None:
    bench = received()
    stranger = who("reviewer", department="公安局")
    assert bench.refused("accept", stranger) == [
        "case/other-department",
        "这一步由“市场监督管理局”来办，不是“公安局”。",
    ]
    assert reviewed().refused("decide", who("decider", department="公安局"), result="refused", **REASONS)[
        0
    ] == ("case/other-department")


def test_deeming_waits_for_the_whole_last_day() -> None:
    bench = received(now=at("2026-03-02"))
    assert bench.refused("deem_accepted", "system") == ["case/not-yet-due", "2026-03-09 之前还不能这样做。"]
    told_ = told(now=at("2026-03-02")).on("2026-06-01")
    assert told_.refused("deem_accepted", "system")[0] == "case/wrong-stage"


def test_a_deemed_case_of_unknown_facts_keeps_the_limit_of_the_law() -> None:
    text = Bench().text.replace("承诺: 10 个工作日", "承诺: 若 从业人数 > 20 则 12 个工作日 否则 8 个工作日")
    bench = Bench(text=text, now=at("2026-03-02")).do("open", "clerk", channel="post")
    bench.do("receive", "clerk").on("2026-03-10").do("deem_accepted", "system")
    taken = bench.state.accepted
    assert taken is not None and taken.promised is not None
    assert (taken.promised.count, taken.steps) == (20, ())
    known = received(text=text).do("accept", "clerk").state.accepted
    assert known is not None and known.promised is not None and known.promised.count == 8
