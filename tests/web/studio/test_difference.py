"""What differs between two editions stands under the name of its thing, word by word."""

from __future__ import annotations

import time

import pytest

from tests.web.studio.authors import TEXT
from web.studio.difference import Changed, difference, pieces
from web.studio.sheet import Sheet


def changed(new: str) -> dict[tuple[str, str], Changed]:
    sections = difference(Sheet(TEXT), Sheet(new), "zh")
    assert sections is not None
    return {(section.title, thing.name): thing for section in sections for thing in section.things}


def test_nothing_differs_from_itself_and_comments_say_nothing() -> None:
    assert changed(TEXT) == {} == changed(f"# 又一行批注\n{TEXT}")


def test_a_changed_limit_stands_with_both_words() -> None:
    found = changed(TEXT.replace("承诺: 10 个工作日", "承诺: 7 个工作日"))
    (line,) = found["办结时限", ""].lines
    assert line.label == "承诺"
    assert [(piece.kind, piece.text) for piece in line.pieces] == [
        ("out", "10"),
        ("in", "7"),
        ("same", " 个工作日"),
    ]


def test_a_new_material_and_one_that_went_are_told_as_wholes() -> None:
    found = changed(TEXT.replace("  - 名称: 旧证\n    必要性: 非必要", "  - 名称: 新照\n    必要性: 必要"))
    assert found["申请材料", "新照"].kind == "added" and found["申请材料", "旧证"].kind == "removed"


def test_a_thing_that_only_moved_is_no_difference() -> None:
    one = "  - 名称: 身份证\n    形式: 原件\n"
    moved = TEXT.replace(one, "").replace("  - 名称: 承诺书", f"{one}  - 名称: 承诺书")
    assert changed(moved) == {}


def test_a_list_of_words_is_one_value() -> None:
    (line,) = changed(TEXT.replace("[自有, 租赁]", "[自有, 租赁, 借用]"))["办理情形", "场所来源"].lines
    assert "".join(piece.text for piece in line.pieces if piece.kind != "out") == "自有、租赁、借用"


def test_a_text_that_cannot_be_read_has_no_differences_to_tell() -> None:
    assert difference(Sheet(TEXT), Sheet("事项名称: ["), "zh") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "新"),
        ("旧", ""),
        ("合同要剩 6 个月", "合同要剩 12 个月"),
        ("2026-03-01", "2026-04-01"),
        ("甲乙", "丙丁"),
    ],
)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    made = pieces(old, new)
    assert "".join(piece.text for piece in made if piece.kind != "in") == old
    assert "".join(piece.text for piece in made if piece.kind != "out") == new


def test_a_date_is_one_word() -> None:
    assert [piece.text for piece in pieces("2026-03-01", "2026-04-01")] == ["2026-03-01", "2026-04-01"]


@pytest.mark.parametrize("new", ["乙" * 2000, "甲乙" * 2000, "乙甲" * 90])
def test_whatever_is_compared_takes_little_time(new: str) -> None:
    began = time.process_time()
    made = pieces("甲" * 2000, new)
    assert "".join(piece.text for piece in made if piece.kind != "out") == new
    assert time.process_time() - began < 1
