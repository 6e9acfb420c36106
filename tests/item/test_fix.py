"""Cures written into a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.fault import Cure
from engine.item.fix import apply
from engine.source import Source


def cure(line: int, column: int, end: int, text: str) -> Cure:
    return Cure(source=Source(path="x.yaml", line=line, column=column, end_column=end), text=text)


def test_cures_on_one_line_keep_their_places() -> None:
    fixed = apply("名称：甲，乙\n", [cure(1, 3, 4, ": "), cure(1, 5, 6, "、")])
    assert fixed.text == "名称: 甲、乙\n"
    assert fixed.waiting == ()


def test_cure_may_change_the_number_of_lines() -> None:
    fixed = apply("a: {b: c}\nd：e\n", [cure(1, 4, 10, "\n  b: c"), cure(2, 2, 3, ": ")])
    assert fixed.text == "a: \n  b: c\nd: e\n"


def test_overlapping_cure_waits() -> None:
    first, second = cure(1, 1, 3, "x"), cure(1, 2, 4, "y")
    fixed = apply("abcd", [second, first])
    assert (fixed.text, fixed.applied, fixed.waiting) == ("xcd", (first,), (second,))


def test_same_cure_twice_is_applied_once() -> None:
    assert apply("甲,乙", [cure(1, 2, 3, "，"), cure(1, 2, 3, "，")]).text == "甲，乙"


def test_two_insertions_at_one_point_are_not_guessed() -> None:
    fixed = apply("ab", [cure(1, 2, 2, "x"), cure(1, 2, 2, "y")])
    assert (fixed.text, len(fixed.waiting)) == ("axb", 1)


def test_carriage_returns_stay() -> None:
    assert apply("甲：乙\r\n丙：丁\r\n", [cure(2, 2, 3, ": ")]).text == "甲：乙\r\n丙: 丁\r\n"


def test_cure_outside_its_text_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="line 3 of 1"):
        apply("a", [cure(3, 1, 2, "x")])


@given(st.text("甲a\n", max_size=30), st.data())
def test_text_outside_cures_is_untouched(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    line = data.draw(st.integers(1, len(lines)))
    start = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    end = data.draw(st.integers(start, len(lines[line - 1]) + 1))
    fixed = apply(text, [cure(line, start, end, "")])
    lines[line - 1] = lines[line - 1][: start - 1] + lines[line - 1][end - 1 :]
    assert fixed.text == "\n".join(lines)
