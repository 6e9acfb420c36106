"""Stages of the item: departments in order or side by side, under their own names, where they apply."""

from __future__ import annotations

import pytest

from engine.case.road import road
from engine.case.stages import holder, stage_label
from engine.case.state import State
from tests.case.bench import HEALTH, MARKET, Bench, accepted, at_the_special_procedure, transferred, who


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
