"""How a case ends undecided: sent back by a person, withdrawn by the applicant, or by the item's own word."""

from __future__ import annotations

from tests.case.bench import Bench, at, decided, opened, received, renting, reviewed, told


def test_sending_back_is_a_persons_decision_after_an_unanswered_correction() -> None:
    wish = {"reason": "逾期没补", "remedies": "六十日内可以申请复议", "originals_returned": True}
    bench = told(now=at("2026-03-02"))
    assert bench.refused("send_back", "clerk", **wish) == [
        "case/not-yet-due",
        "2026-03-23 之前还不能这样做。",
    ]
    bench.on("2026-03-24")
    kept = {**wish, "originals_returned": False}
    assert bench.refused("send_back", "clerk", **kept)[0] == "case/originals-first"
    assert bench.refused("deem_withdrawn", "system")[0] == "case/not-offered"
    bench.do("send_back", "clerk", **wish)
    assert (bench.stage, bench.state.ended and bench.state.ended.kind) == ("archive", "sent_back")


def test_without_a_period_nothing_is_sent_back() -> None:
    text = Bench().text.replace("  补正期限: 15 个工作日\n", "")
    bench = told(text=text).on("2026-12-01")
    wish = {"reason": "没补", "remedies": "复议", "originals_returned": True}
    assert bench.refused("send_back", "clerk", **wish)[0] == "case/no-period"
    assert bench.do("withdraw", "applicant").stage == "archive"


def test_what_was_promised_and_never_came_may_be_sent_back() -> None:
    bench = received(now=at("2026-03-02")).do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    wish = {"reason": "没补", "remedies": "复议", "originals_returned": True}
    assert bench.refused("send_back", "clerk", **wish)[0] == "case/not-yet-due"
    assert bench.on("2026-03-06").do("send_back", "clerk", **wish).stage == "archive"


def test_an_unanswered_correction_counts_as_withdrawn_only_where_the_item_says_so() -> None:
    text = Bench().text.replace(
        "  补正期限: 15 个工作日\n", "  补正期限: 15 个工作日\n  逾期未补: 视为撤回\n"
    )
    bench = told(text=text, now=at("2026-03-02"))
    assert bench.refused("deem_withdrawn", "system")[0] == "case/not-yet-due"
    bench.on("2026-03-24")
    wish = {"reason": "没补", "remedies": "复议", "originals_returned": True}
    assert bench.refused("send_back", "clerk", **wish)[0] == "case/not-offered"
    bench.do("deem_withdrawn", "system")
    assert bench.state.ended is not None and bench.state.ended.kind == "deemed_withdrawn"


def test_the_applicant_may_withdraw_until_it_is_decided() -> None:
    assert opened().do("withdraw", "applicant").stage == "rate"
    assert renting().do("withdraw", "applicant", reason="不开了").stage == "archive"
    assert reviewed().do("withdraw", "applicant").stage == "archive"
    assert decided().refused("withdraw", "applicant")[0] == "case/wrong-stage"
    bench = received()
    assert bench.refused("withdraw", "clerk")[0] == "case/not-signed"
    assert bench.do("withdraw", "clerk", signed=True).stage == "archive"
