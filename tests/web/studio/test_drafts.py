"""Drafts: no text is lost whoever writes, faults have their cure, another department sees nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.web.studio.authors import BETTER, CODE, TEXT, WORSE, Author
from web.house import House


def test_an_item_is_revised_from_its_text_with_every_comment(at: Callable[[str], Author]) -> None:
    li = at("li")
    page = li.page(li.begin())
    assert "# 这一行是作者的批注" in page and "没有定义错误，样例都过" in page


def test_a_second_author_comes_to_the_draft_that_is_open(at: Callable[[str], Author]) -> None:
    assert at("li").begin() == at("wang").begin()


def test_a_fault_is_told_with_its_place_and_its_cure(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    page = li.page(draft)
    line = WORSE[: WORSE.index("租凭")].count("\n") + 1
    assert f"第 {line} 行" in page and "rule/unknown-option" in page and "改成「租赁」" in page


def test_a_cure_is_applied_by_its_button(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    key = re.search(r'value="(cure:[^"]+)"', li.page(draft))
    assert key is not None
    assert li.write(draft, WORSE, do=key[1]).status_code == 303
    assert house.drafts is not None
    found = house.drafts.find(draft)
    assert found is not None and house.drafts.text(found) == TEXT


def test_only_what_stands_beside_the_text_is_exchanged_for_a_script(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    token = li.token(f"/studio/drafts/{draft}")
    sent = {"_token": token, "text": WORSE, "_version": "1"}
    answer = li.client.post(f"/studio/drafts/{draft}/text", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.text and "rule/unknown-option" in answer.text


def test_of_two_authors_at_once_the_second_is_told_and_nothing_is_lost(
    at: Callable[[str], Author], house: House
) -> None:
    li, wang = at("li"), at("wang")
    draft = li.begin()
    seen = wang.version(draft)
    li.write(draft, BETTER)
    answer = wang.write(draft, WORSE, based_on=seen)
    assert answer.status_code == 409 and "李静" in answer.text and "没有丢" in answer.text
    assert house.drafts is not None
    found = house.drafts.find(draft)
    assert found is not None and house.drafts.text(found) == BETTER
    aside = [each for each in house.drafts.versions(draft) if each.kind == "aside"]
    kept = house.drafts.version(draft, aside[0].number)
    assert kept is not None and kept.text == WORSE


def test_the_second_author_may_choose_their_own_text(at: Callable[[str], Author], house: House) -> None:
    li, wang = at("li"), at("wang")
    draft = li.begin()
    seen = wang.version(draft)
    li.write(draft, BETTER)
    wang.write(draft, WORSE, based_on=seen)
    assert wang.write(draft, WORSE, based_on=seen, do="mine").status_code == 303
    assert house.drafts is not None
    texts = {each.number: house.drafts.version(draft, each.number) for each in house.drafts.versions(draft)}
    assert {BETTER, WORSE, TEXT} <= {each.text for each in texts.values() if each is not None}


def test_drafts_and_items_of_another_department_do_not_exist(at: Callable[[str], Author]) -> None:
    li, chen = at("li"), at("chen")
    draft = li.begin()
    paths = (f"/studio/drafts/{draft}", f"/studio/drafts/{draft}/guide", f"/studio/items/{CODE}")
    assert [chen.get(path).status_code for path in paths] == [404, 404, 404]
    assert chen.send("/studio/drafts", "/studio", **{"from": CODE}).status_code == 404
    assert "小餐饮登记" not in chen.get("/studio").text


def test_a_new_item_begins_from_the_template_in_its_department(at: Callable[[str], Author]) -> None:
    li = at("li")
    page = li.page(li.begin(name="露天演出登记", code="SC-0777"))
    assert "事项编码: SC-0777" in page and "进驻部门: 市场监督管理局" in page


@pytest.mark.parametrize(
    ("name", "code"), [("", "SC-1"), ("演出", ""), ("演出", "../x"), ("演出", CODE), ("一\n二", "SC-1")]
)
def test_a_new_item_needs_a_name_and_a_free_code(at: Callable[[str], Author], name: str, code: str) -> None:
    answer = at("li").send("/studio/drafts", "/studio", name=name, code=code)
    assert answer.status_code == 422


def test_a_text_saved_earlier_can_be_taken_again(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    page = li.get(f"/studio/drafts/{draft}/versions/1").text
    assert "换成这一稿" in page and "<ins>" in page
