"""The road of a draft: only what is sound is sent, a second person approves, what was typed stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.studio.authors import BETTER, NEXT, TEXT, WORSE, Author
from web.house import House


def test_what_has_a_fault_is_not_sent(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422 and "有 1 个定义错误，请先改好" in answer.text


def test_a_sample_that_fails_is_not_sent(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, TEXT.replace("从业人数: 3", "从业人数: 60"))
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422 and "有 1 个样例不过" in answer.text


@pytest.mark.parametrize("day", ["", "2026-03-08", "2026-02-30", "soon"])
def test_no_edition_begins_in_the_past(at: Callable[[str], Author], day: str) -> None:
    li = at("li")
    answer = li.step(li.begin(), "send", first=day)
    assert answer.status_code == 422 and "不能早于今天" in answer.text


def test_whoever_wrote_on_a_draft_cannot_approve_it(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, BETTER)
    li.step(draft, "send", first=NEXT)
    answer = li.step(draft, "approve")
    assert answer.status_code == 422 and "写过这份草稿的人不能审" in answer.text


def test_a_text_in_review_cannot_be_changed(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    li.step(draft, "send", first=NEXT)
    answer = li.write(draft, WORSE)
    assert answer.status_code == 422 and "现在不能改文本" in answer.text
    assert house.drafts is not None and WORSE not in [
        each.text for n in range(1, 9) if (each := house.drafts.version(draft, n)) is not None
    ]


def test_sending_back_needs_a_remark_and_shows_it(at: Callable[[str], Author]) -> None:
    li, wang = at("li"), at("wang")
    draft = li.begin()
    li.step(draft, "send", first=NEXT)
    assert wang.step(draft, "send_back").status_code == 422
    assert wang.step(draft, "send_back", note="面积写错了").status_code == 303
    assert "面积写错了" in li.page(draft, "?tab=history")


def test_a_draft_whose_base_was_passed_by_is_not_published(
    at: Callable[[str], Author], house: House, file: Path
) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, BETTER)
    file.write_text(TEXT.replace("10 个工作日", "9 个工作日"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    house.shelf.renew()
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422 and "底稿之后又发布了新的一版" in answer.text
    assert li.step(draft, "rebase").status_code == 303
    assert li.step(draft, "send", first=NEXT).status_code == 303


def test_the_code_and_the_department_of_a_draft_stay(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(
        draft,
        TEXT.replace("SC-0009", "SC-0010").replace("进驻部门: 市场监督管理局\n一", "进驻部门: 税务局\n一"),
    )
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422
    assert "事项编码要和草稿的一样：SC-0009" in answer.text and "进驻部门要是市场监督管理局" in answer.text


def test_a_supervisor_reviews_and_never_writes(at: Callable[[str], Author]) -> None:
    li, zhao = at("li"), at("zhao")
    draft = li.begin()
    li.step(draft, "send", first=NEXT)
    assert zhao.step(draft, "approve").status_code == 303
    assert zhao.write(draft, WORSE).status_code == 404


def test_the_day_and_the_remark_that_were_typed_stay_when_a_step_is_refused(
    at: Callable[[str], Author],
) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    page = li.step(draft, "send", first=NEXT, note="请看时限").text
    assert f'value="{NEXT}"' in page and "请看时限</textarea>" in page
