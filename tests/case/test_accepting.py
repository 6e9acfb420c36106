"""Who is accepted and who is declined: the check decides, a deviation needs two, silence accepts."""

from __future__ import annotations

from dataclasses import replace

from engine.case.model import Decision
from tests.case.bench import REASONS, RENTED, SOUND, Bench, accepted, at, received, renting, told, who


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


def test_a_person_settles_only_what_the_check_left_open() -> None:
    bench = received().do("check", "clerk")
    assert bench.refused("settle", "clerk", finding="R1", verdict="met", reason="看过")[0] == (
        "case/no-such-finding"
    )


def test_another_edition_of_the_check_is_no_check_of_this_case() -> None:
    bench = received()
    setting = bench.setting("accept", {})
    assert setting.checked is not None
    other = replace(setting, checked=replace(setting.checked, edition_hash="sha256:other"))
    assert bench.act("accept", who("clerk"), other).code == "case/not-checked"


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
