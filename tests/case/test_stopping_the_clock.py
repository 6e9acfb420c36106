"""What stops a clock or lengthens it: a listed reason, in writing, once."""

from __future__ import annotations

from tests.case.bench import HEALTH, MARKET, Bench, at_the_special_procedure, reviewed, transferred, who


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
