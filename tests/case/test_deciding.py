"""From acceptance to the applicant's hands: transfer, own stages, review, decision, slip, delivery."""

from __future__ import annotations

from datetime import date

import pytest

from engine.case.model import Decision
from engine.case.road import road
from engine.case.stages import holder, is_open, stage_label
from engine.case.state import Explained, State
from tests.case.bench import (
    CERTIFICATE,
    MARKET,
    REASONS,
    SOUND,
    Bench,
    accepted,
    at,
    decided,
    handed_over,
    kept_papers,
    opened,
    received,
    reviewed,
    transferred,
    who,
)
from tests.case.test_intake import renting, told

HEALTH = "卫生健康委员会"


def test_papers_are_listed_and_signed_line_by_line() -> None:
    bench = accepted(30)
    assert bench.refused("transfer", "reviewer") == ["case/not-sent", f"还没有给“{MARKET}”的交接单。"]
    bench.do("dispatch", "runner", department=MARKET)
    assert bench.refused("dispatch", "clerk", department=MARKET)[0] == "case/already-sent"
    assert bench.refused("dispatch", "clerk", department="公安局")[0] == "case/other-department"
    stranger = who("reviewer", department=HEALTH)
    assert bench.refused("transfer", stranger, department=MARKET)[0] == "case/other-department"
    bench.do("transfer", "reviewer")
    assert bench.stage == "transfer"
    line = bench.state.transfers[0]
    assert (line.batch, line.materials) == (f"20260302-1130-{MARKET}", ("身份证", "承诺书"))
    bench.do("dispatch", "clerk", department=HEALTH).do("transfer", stranger)
    assert bench.stage == "现场核查"


def test_a_difference_blocks_its_line_until_it_is_listed_anew() -> None:
    bench = accepted(30)
    for department in (MARKET, HEALTH):
        bench.do("dispatch", "clerk", department=department, materials=["身份证"])
    assert bench.refused("differ", "reviewer")[0] == "case/no-difference"
    bench.do("differ", "reviewer", missing=["身份证"], extra=["户口簿"], note="少了一页")
    assert bench.refused("transfer", "reviewer") == [
        "case/difference-open",
        "这一行有出入：-身份证、+户口簿、少了一页。说清以后重新列单，再签收。",
    ]
    bench.do("transfer", who("reviewer", department=HEALTH))
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    assert bench.stage == "现场核查"


def test_files_go_to_the_departments_at_once() -> None:
    text = Bench().text.replace("形式: 原件", "形式: [原件, 电子]")
    bench = Bench(text=text).do(
        "open",
        who("applicant", "me"),
        channel="online",
        facts={"申请人": {"名称": "示例"}, "场所来源": "自有", "从业人数": 30},
        materials={"身份证": {"state": "sound"}, "承诺书": {"state": "sound"}, "旧证": {"state": "absent"}},
    )
    bench.do("receive", "system").do("accept", "clerk")
    assert [each.kind for each in bench.events[-2:]] == ["transferred", "transferred"]
    assert bench.stage == "现场核查"


def test_what_is_decided_on_the_spot_never_waits_for_a_transfer() -> None:
    text = Bench().text.replace("承诺: 10 个工作日", "承诺: 当场办结")
    bench = accepted(text=text)
    assert (bench.stage, bench.events[-1].kind) == ("decide", "transferred")
    bench.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    assert bench.stage == "hand_over"


def test_departments_act_side_by_side_at_a_stage_of_the_item() -> None:
    bench = transferred(30)
    assert (bench.stage, holder(bench.state)) == ("现场核查", "reviewer")
    bench.do("finish", who("reviewer", department=HEALTH), result="属实")
    again = who("reviewer", department=HEALTH)
    assert bench.refused("finish", again, result="属实")[0] == "case/other-department"
    bench.do("finish", "reviewer", result="属实")
    assert bench.stage == "review"


def test_departments_act_in_order_where_the_item_does_not_say_side_by_side() -> None:
    text = Bench().text.replace("    并联: true\n", "").replace("    并联: 是\n", "")
    bench = transferred(30, text=text)
    late = who("reviewer", department=HEALTH)
    assert bench.refused("finish", late, result="属实")[0] == "case/other-department"
    bench.do("finish", "reviewer", result="属实").do("finish", late, result="属实")
    assert bench.stage == "review"


def test_several_departments_review_side_by_side() -> None:
    text = Bench().text.replace(
        "办理流程:\n", f"办理流程:\n  审批:\n    进驻部门: [{MARKET}, {HEALTH}]\n    并联: 是\n"
    )
    bench = accepted(text=text)
    for department in (MARKET, HEALTH):
        bench.do("dispatch", "clerk", department=department)
        bench.do("transfer", who("reviewer", department=department))
    opinion = {"opinion": "agree", "reasons": "行"}
    bench.do("review", who("reviewer", department=HEALTH), **opinion)
    assert (
        bench.refused("review", who("reviewer", department=HEALTH), **opinion)[0] == "case/other-department"
    )
    bench.do("review", "reviewer", **opinion)
    assert bench.stage == "decide"


def at_the_special_procedure() -> Bench:
    bench = transferred(45)
    for department in (MARKET, HEALTH):
        bench.do("finish", who("reviewer", department=department), result="属实")
    return bench.do("review", "reviewer", opinion="agree", reasons="行")


def test_a_special_procedure_stops_the_clock_by_a_written_notice() -> None:
    bench = at_the_special_procedure()
    assert bench.stage == "专家评审会"
    assert bench.refused("finish", "reviewer", result="通过")[0] == "case/pause-first"
    bench.do("pause", "reviewer", reason="expert_review", days=5)
    assert bench.clock("promised").standing == "stopped"
    bench.on("2026-03-05").do("finish", "reviewer", result="通过")
    assert bench.stage == "decide"
    assert str(bench.state.pauses[0].end) == "2026-03-05"
    assert bench.due("promised") == "2026-03-19"


def test_a_special_procedure_of_several_departments_ends_with_the_first() -> None:
    both = f"    特别程序: 专家评审\n    进驻部门: [{MARKET}, {HEALTH}]\n    并联: 是\n"
    text = Bench().text.replace("    特别程序: 专家评审\n", both)
    bench = transferred(45, text=text)
    for department in (MARKET, HEALTH):
        bench.do("finish", who("reviewer", department=department), result="属实")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    bench.do("pause", "reviewer", reason="expert_review").do("resume", "reviewer", result="中断")
    assert bench.refused("finish", "reviewer", result="通过")[0] == "case/pause-first"
    bench.do("pause", "reviewer", reason="expert_review").do("finish", "reviewer", result="通过")
    bench.do("finish", who("reviewer", department=HEALTH), result="通过")
    assert bench.stage == "decide"


def test_only_listed_reasons_stop_the_clock() -> None:
    bench = transferred()
    assert bench.refused("pause", "reviewer", reason="on_site_check") == [
        "case/pause-not-listed",
        "“on_site_check”不能暂停计时。可以的：检验。",
    ]
    assert bench.refused("pause", "reviewer", reason="correct")[0] == "case/pause-not-listed"
    assert bench.refused("resume", "reviewer", result="合格")[0] == "case/no-pause"
    bench.do("pause", "reviewer", reason="inspection")
    assert bench.state.pauses[0].notice == f"{MARKET}特告〔2026〕0001号"
    assert bench.refused("pause", "reviewer", reason="inspection")[0] == "case/pause-running"
    bench.do("resume", "reviewer", reason="inspection", result="合格")
    assert bench.state.pause is None


def test_a_limit_is_extended_once_with_an_approver_and_a_reason() -> None:
    bench = reviewed()
    wish = {"span": "5 workdays", "reason": "复杂", "basis": "许可法 42"}
    assert bench.refused("extend", "decider", **wish)[0] == "case/no-second-person"
    bench.do("permit", who("decider", "d9"), what="extend", reason="复杂")
    assert bench.refused("extend", who("decider", "d9"), **wish)[0] == "case/same-person"
    bench.do("extend", "decider", **wish)
    assert bench.events[-1].data["approver"] == "d9"
    bench.do("permit", who("decider", "d9"), what="extend", reason="再来")
    assert bench.refused("extend", "decider", **wish) == [
        "case/extended-before",
        "时限只能延长一次，已经延长了 5 个工作日。",
    ]


def test_accepting_and_deciding_are_done_by_different_people() -> None:
    bench = received().do("accept", who("clerk", "zhang"))
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    assert bench.refused("decide", who("decider", "zhang"), result="refused", **REASONS) == [
        "case/same-person",
        "这一步要由另一个人来做：受理的人也是您。",
    ]


def test_a_decision_gives_reasons_and_remedies() -> None:
    assert reviewed().refused("decide", "decider", result="refused") == [
        "case/missing-data",
        "还要写：理由（reasons）。",
        "还要写：救济途径（remedies）。",
    ]


def test_a_grant_says_what_stands_on_the_certificate() -> None:
    assert reviewed().refused("decide", "decider", result="granted", **REASONS)[0] == "case/no-certificate"


def test_reasons_are_personal_and_never_stand_openly() -> None:
    for event in decided().events:
        assert "符合条件" not in repr(event.data)
        assert "示例小吃店" not in repr(event.data)


def test_a_certificate_that_differs_is_refused_with_the_entries_and_mended() -> None:
    bench = decided()
    assert bench.refused("hand_over", "issuer", certificate=CERTIFICATE)[0] == "case/no-slip"
    wrong = {**CERTIFICATE, "编号": "JY-2"}
    bench.do("make_slip", "reviewer", certificate=wrong)
    assert bench.refused("make_slip", "reviewer", certificate=wrong)[0] == "case/slip-made"
    assert bench.refused("mend_slip", "reviewer", certificate=wrong)[0] == "case/nothing-to-mend"
    assert bench.refused("hand_over", "issuer", certificate=wrong) == [
        "case/differs",
        "“编号”对不上，不能接收。请拒收（yici case refuse-slip），退部门更正。",
    ]
    assert bench.refused("refuse_slip", "issuer", differing=["颜色"])[0] == "case/no-such-entry"
    bench.do("refuse_slip", "issuer", differing=["编号"])
    assert holder(bench.state) == "reviewer"
    assert bench.refused("hand_over", "issuer", certificate=CERTIFICATE)[0] == "case/mend-first"
    bench.do("mend_slip", "reviewer", certificate=CERTIFICATE)
    padded = {name: f" {value} " for name, value in CERTIFICATE.items()}
    bench.do("hand_over", "issuer", certificate=padded)
    assert bench.stage == "issue"


def test_an_entry_that_is_missing_differs_too() -> None:
    bench = decided().do("make_slip", "reviewer", certificate=CERTIFICATE)
    short = {"名称": "示例小吃店", "编号": "JY-1"}
    assert bench.refused("hand_over", "issuer", certificate=short)[0] == "case/differs"
    more = {**CERTIFICATE, "防伪码": "X"}
    assert "防伪码" in bench.refused("hand_over", "issuer", certificate=more)[1]
    bare = bench.setting("receive", {})
    assert (
        bench.act("hand_over", who("issuer"), bare, certificate=CERTIFICATE).code == "case/changed-meanwhile"
    )


def test_what_is_due_at_issue_is_listed_on_the_slip_and_collected() -> None:
    bench = received().do("look", "clerk", materials={"旧证": {"state": "sound", "form": "original"}})
    bench.do("see_original", "clerk", materials=["旧证"]).do("accept", "clerk")
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    bench.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    bench.do("make_slip", "reviewer", certificate=CERTIFICATE, collect=["保证书"], delegated="核对旧证")
    assert bench.state.slip is not None and bench.state.slip.collect == ("旧证", "保证书")
    bench.do("hand_over", "issuer", certificate=CERTIFICATE)
    taken = {"by": "applicant", "identity": "id_card"}
    assert bench.refused("pick_up", "issuer", **taken) == [
        "case/not-collected",
        "“旧证”要在取件时收，还没有收。",
        "“保证书”要在取件时收，还没有收。",
    ]
    assert bench.refused("post", "issuer", waybill="1")[0] == "case/not-collected"
    assert bench.refused("collect", "issuer", materials=["户口簿"])[0] == "case/nothing-to-collect"
    bench.do("collect", "issuer", materials=["旧证", "保证书"]).do("pick_up", "issuer", **taken)
    assert bench.stage == "archive"


def test_what_must_be_collected_is_on_the_slip_without_being_asked_for() -> None:
    text = Bench().text.replace(
        "  - 名称: 旧证\n    必要性: 非必要\n", "  - 名称: 旧证\n    前提: 场所来源 是 自有\n"
    )
    bench = Bench(text=text).do(
        "open",
        "clerk",
        facts={"申请人": {"名称": "示例"}, "场所来源": "自有", "从业人数": 3},
        materials={**SOUND, "租赁合同": {"state": "absent"}, "旧证": {"state": "sound"}},
    )
    bench.do("see_original", "clerk", materials=["身份证", "承诺书", "旧证"])
    bench.do("receive", "clerk").do("accept", "clerk")
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    bench.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    bench.do("make_slip", "reviewer", certificate=CERTIFICATE)
    assert bench.state.slip is not None and bench.state.slip.collect == ("旧证",)


def test_whoever_collects_for_another_needs_a_mandate() -> None:
    bench = handed_over()
    wish = {"by": "agent", "identity": "id_card"}
    assert bench.refused("pick_up", "issuer", **wish)[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a1", until="2026-03-31").do("pick_up", "issuer", **wish)


def test_a_result_is_posted_once_and_delivered() -> None:
    bench = handed_over().do("notify", "issuer", channel="sms")
    assert bench.refused("deliver", "issuer", way="post")[0] == "case/not-posted"
    assert bench.refused("post", "issuer", waybill="E1", payer="agent")[0] == "case/agent-pays"
    bench.do("post", "issuer", waybill="E1", payer="applicant", address="和平路 1 号")
    assert bench.refused("post", "issuer", waybill="E2")[0] == "case/on-its-way"
    assert bench.refused("pick_up", "issuer", by="applicant", identity="id_card")[0] == "case/on-its-way"
    bench.do("deliver", "issuer", way="post", delivered_on="2026-03-04")
    assert bench.state.delivery is not None and str(bench.state.delivery.delivered_on) == "2026-03-04"
    left = handed_over().do("deliver", "issuer", way="left", witness="社区")
    assert left.stage == "archive"


def test_a_refusal_is_served_without_a_certificate() -> None:
    bench = decided("refused")
    assert bench.refused("make_slip", "reviewer", certificate=CERTIFICATE)[0] == "case/wrong-stage"
    assert bench.do("pick_up", "issuer", by="applicant", identity="id_card").stage == "archive"


def test_a_file_is_closed_only_with_its_obligatory_papers() -> None:
    bench = handed_over().do("pick_up", "issuer", by="applicant", identity="id_card")
    refused = bench.refused("archive", "archivist")
    assert refused[0] == "case/papers-missing"
    assert "证件交接凭证" in refused[1] and "材料交接单" not in refused[1]
    assert bench.refused("keep", "system", paper="slip", number="9")[0] == "case/no-such-paper"
    kept_papers(bench)
    owed = bench.state.papers[0]
    assert bench.refused("keep", "system", paper=owed.paper, number=owed.number)[0] == "case/no-such-paper"
    bench.do("archive", "archivist", keep_for="10 年")
    assert not is_open(bench.state)


def test_one_rating_changeable_until_midnight() -> None:
    bench = handed_over().do("pick_up", "issuer", by="applicant", identity="id_card")
    assert bench.refused("rate", "applicant", grade=6)[0] == "case/grade"
    assert bench.refused("rate", "applicant", grade=5, attitude=0)[0] == "case/grade"
    bench.do("rate", "applicant", grade=4, comment="等得久").on("2026-03-02", "23:59")
    bench.do("rate", "applicant", grade=2)
    bench.do("rate", "applicant", of="agency", grade=1)
    assert {each.of: each.grade for each in bench.state.ratings} == {"case": 2, "agency": 1}
    bench.on("2026-03-03", "00:00")
    assert bench.refused("rate", "applicant", grade=1)[0] == "case/rated-before"


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


def test_a_reminder_is_given_once() -> None:
    bench = accepted()
    assert isinstance(bench.last, Decision)
    kinds = {(each.kind, each.data.get("clock"), each.data.get("level")) for each in bench.last.timers}
    assert ("remind", "promised", "50") in kinds
    bench.do("remind", "system", clock="promised", level="50", due="2026-03-16")
    levels = [each.data.get("level") for each in bench.last.timers if each.data.get("clock") == "promised"]
    assert "50" not in levels and "80" in levels


def test_a_line_says_what_lists_show() -> None:
    bench = renting(now=at("2026-03-02"))
    line = bench.last.line if isinstance(bench.last, Decision) else None
    assert line is not None
    assert (line.stage, line.holder, str(line.due_on), line.number) == (
        "accept",
        "clerk",
        "2026-03-09",
        "20260302-0001",
    )
    bench.do("tell", "clerk")
    line = bench.last.line if isinstance(bench.last, Decision) else None
    assert line is not None
    assert (line.stage, line.holder, str(line.due_on)) == ("correct", "applicant", "2026-03-23")


def test_a_clock_of_the_machine_that_goes_back_is_flagged() -> None:
    bench = received(now=at("2026-03-02")).on("2026-03-01").do("accept", "clerk")
    assert bench.state.clock_jumped
    assert "clock_jumped" in (
        bench.last.line.marks if isinstance(bench.last, Decision) and bench.last.line else ()
    )


def test_who_urges_is_on_record() -> None:
    assert accepted().do("urge", "supervisor", reason="快到期了").events[-1].kind == "urged"


def test_why_a_case_is_late_is_said_openly_once_it_is() -> None:
    bench, why = accepted(), {"reason": "检测设备坏了"}
    assert bench.refused("explain_overdue", "reviewer", **why)[0] == "case/not-overdue"
    late = bench.on("2026-06-01")
    past = late.refused("explain_overdue", "reviewer", **why, expected_on="2026-05-29")
    assert past[0] == "case/expected-in-the-past"
    late.do("explain_overdue", "reviewer", **why, expected_on="2026-06-10")
    assert late.state.explained == Explained(
        reason="检测设备坏了", on=date(2026, 6, 1), department=MARKET, expected_on=date(2026, 6, 10)
    )
    late.do("explain_overdue", "clerk", reason="还在修")
    assert late.state.explained is not None and late.state.explained.expected_on is None


def test_a_change_of_the_calendar_is_on_record() -> None:
    bench = accepted()
    bench.do("move_dates", "operator", why="国务院通知", old="a", new="b")
    assert bench.events[-1].data == {"why": "国务院通知", "old": "a", "new": "b", "moved": {}}


@pytest.mark.parametrize(("lang", "name"), [("zh", "专家评审会"), ("en", "专家评审会")])
def test_a_stage_of_the_items_own_keeps_its_name(lang: str, name: str) -> None:
    bench = at_the_special_procedure()
    assert stage_label(bench.state, "专家评审会", "en" if lang == "en" else "zh") == name
    assert stage_label(bench.state, "review", "zh") == "审批"
    assert stage_label(State(), "现场核查", "zh") == "现场核查"


def test_the_road_shows_only_what_applies() -> None:
    assert "现场核查" not in [step.name for step in road(accepted(3).state)]
    names = [step.name for step in road(accepted(45).state)]
    assert names.index("现场核查") == names.index("transfer") + 1
    assert names.index("专家评审会") == names.index("review") + 1
