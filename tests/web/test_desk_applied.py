"""What a case's page shows of what was handed in: what matters, people masked, the whole for who says why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.case.office import Desk
from tests.web.conftest import Browser

WHOLE, MASKED = "示例小吃店", "示***"


@pytest.fixture
def page(bench: Desk) -> str:
    return f"/desk/cases/{bench.state.number}"


def test_people_are_masked_and_answers_are_not(page: str, sign_in: Callable[[str], Browser]) -> None:
    shown = sign_in("reviewer").get(page).text
    assert MASKED in shown and WHOLE not in shown
    assert "场所来源" in shown and "自有" in shown


def test_who_says_what_for_sees_the_whole_and_is_on_record(
    bench: Desk, page: str, sign_in: Callable[[str], Browser]
) -> None:
    reviewer = sign_in("reviewer")
    answer = reviewer.send(f"{page}/unmask", page, why="unmask_verify")
    assert answer.status_code == 200 and WHOLE in answer.text
    assert MASKED in reviewer.get(page).text, "the next look is masked again"
    bench.office.store.anchor(bench.now)
    assert "核对原件，看全部" in sign_in("operator").get("/admin/audit").text


@pytest.mark.parametrize("why", ["", "show", "print", "unmask", "x" * 500])
def test_without_a_reason_of_the_list_nothing_is_unmasked(
    page: str, why: str, sign_in: Callable[[str], Browser]
) -> None:
    answer = sign_in("reviewer").send(f"{page}/unmask", page, why=why)
    assert answer.status_code == 422 and WHOLE not in answer.text and "请先选为什么要看" in answer.text


def test_another_department_unmasks_nothing(page: str, sign_in: Callable[[str], Browser]) -> None:
    answer = sign_in("stranger").send(f"{page}/unmask", "/desk", why="unmask_review")
    assert answer.status_code == 404 and WHOLE not in answer.text


def test_materials_that_this_case_does_not_need_are_only_counted(
    page: str, sign_in: Callable[[str], Browser]
) -> None:
    shown = sign_in("reviewer").get(page).text
    materials = shown.partition('id="h-materials"')[2].partition("</section>")[0]
    assert "身份证" in materials and "租赁合同" not in materials and "用不上" in materials


def test_an_act_with_nothing_to_act_on_is_not_offered(
    bench: Desk, page: str, sign_in: Callable[[str], Browser]
) -> None:
    bench.do("accept", "clerk").do("dispatch", "clerk", department=bench.state.terms.department)
    bench.do("transfer", "reviewer")
    shown = sign_in("reviewer").get(page).text
    assert 'id="act-review"' in shown and 'id="act-pause"' in shown
    for verb in ("resume", "answer", "explain_overdue"):
        assert f'id="act-{verb}"' not in shown
