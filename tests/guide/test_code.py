"""The code on a guide: what it carries comes back, and nothing about a person is ever in it."""

from __future__ import annotations

import pytest

from engine.guide.code import Carried, address, answers_for, carried, open_answers
from engine.qr import svg
from tests.guide.catalogue import guide, rulebook

ANSWERS = {"主体类型": "企业", "主体业态": "餐饮服务经营者", "制售冷食生食": True, "经营面积": 120}


def test_answers_and_edition_come_back() -> None:
    made = guide("SC-0201", ANSWERS)
    found = carried(address(made, "https://example.gov.cn/"))
    assert found is not None
    assert (found.item, found.edition) == ("SC-0201", "2026-03-01")
    assert answers_for(rulebook("SC-0201"), found) == {**ANSWERS, "制售冷食生食": "是", "经营面积": "120"}
    assert guide("SC-0201", answers_for(rulebook("SC-0201"), found)) == made


def test_a_date_never_stands_in_an_address() -> None:
    made = guide("WJ-0101", {"考试合格日期": "2023-03-02"})
    assert [one.name for one in made.situation] == ["考试合格日期"]
    assert open_answers(made) == {}
    assert "2023" not in address(made)


def test_answers_that_an_edition_does_not_ask_are_left_out() -> None:
    found = Carried(item="SC-0201", edition="2026-03-01", answers={"主体类型": "企业", "姓名": "张三"})
    assert answers_for(rulebook("SC-0201"), found) == {"主体类型": "企业"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://example.gov.cn/items/",
        "https://example.gov.cn/other/SC-0201?a=b",
        "https://example.gov.cn/items/../etc?a=b",
        "https://[bad/items/SC-0201",
        "/items/SC-0201?" + "&".join(f"a{n}=1" for n in range(100)),
        "/items/%ff?a=b",
        "/items/SC-0201?a=%ff",
        "x" * 5000,
    ],
)
def test_what_is_no_address_of_a_guide_is_nothing(text: str) -> None:
    assert carried(text) is None


def test_a_code_has_a_name_and_no_style_of_its_own() -> None:
    drawn = svg("/items/SC-0201?edition=2026-03-01", "清单二维码")
    assert drawn.startswith('<svg role="img"') and "<title>清单二维码</title>" in drawn
    assert "style=" not in drawn and "http" not in drawn


def test_what_cannot_be_scanned_is_not_drawn() -> None:
    assert svg("x" * 1300, "清单二维码") == ""
