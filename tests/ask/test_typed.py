"""What people type at a terminal is read in every usual form; anything else is answered with the forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ask.model import Asked, Option
from engine.ask.typed import choices, read_typed


def asked(kind: Any, *options: str, required: bool = True, ends: tuple[str, str] | None = None) -> Asked:
    return Asked(
        name="甲",
        label="甲",
        ask="甲？",
        state="open",
        kind=kind,
        scenario=True,
        required=required,
        when="",
        waits_for=(),
        options=tuple(Option(value=option, label=option) for option in options),
        range=ends,
    )


CHOICE = asked("option", "自有房屋", "租赁房屋", "网络（平台）")
YES_NO = asked("yes_no")
AREA = asked("number", ends=("1", "50000"))
PEOPLE = asked("integer", ends=("0", "99"))
DAY = asked("date")


@pytest.mark.parametrize(
    ("question", "line", "value"),
    [
        (CHOICE, "2", "租赁房屋"),
        (CHOICE, "２", "租赁房屋"),
        (CHOICE, " 租赁房屋 ", "租赁房屋"),
        (CHOICE, "租赁", "租赁房屋"),
        (CHOICE, "网络(平台)", "网络（平台）"),
        (YES_NO, "是", True),
        (YES_NO, "Y", True),
        (YES_NO, "2", False),
        (YES_NO, "没有", False),
        (AREA, "60", 60),
        (AREA, "６０．５", Decimal("60.5")),
        (AREA, "1,200", 1200),
        (PEOPLE, "0", 0),
        (DAY, "2026-03-02", "2026-03-02"),
        (DAY, "2026/3/2", "2026-03-02"),
        (DAY, "2026年3月2日", "2026-03-02"),
        (DAY, "20260302", "2026-03-02"),
        (asked("list"), "2", [{}, {}]),
        (asked("text"), " 和平路 1 号 ", "和平路 1 号"),
        (asked("date", required=False), "没有", None),
        (asked("option", "甲", "乙", required=False), "-", None),
    ],
)
def test_every_usual_form_is_read(question: Asked, line: str, value: object) -> None:
    typed = read_typed(question, line, "zh")
    assert (typed.kind, typed.value) == ("answer", value)


@pytest.mark.parametrize("question", [CHOICE, YES_NO])
def test_0_is_not_known_where_answers_are_numbered(question: Asked) -> None:
    assert read_typed(question, "0", "zh").kind == "skip"


@pytest.mark.parametrize("question", [CHOICE, YES_NO, AREA, PEOPLE, DAY])
@pytest.mark.parametrize("line", ["?", "？", "不知道", "还不知道"])
def test_not_known_is_said_in_words_everywhere(question: Asked, line: str) -> None:
    assert read_typed(question, line, "zh").kind == "skip"


@pytest.mark.parametrize("line", ["<", "＜", "上一题", "back"])
def test_back_is_no_answer(line: str) -> None:
    assert read_typed(asked("text"), line, "zh").kind == "back"


@pytest.mark.parametrize(
    ("question", "line", "forms"),
    [
        (CHOICE, "4", "请写 1 到 3 里的一个数，或者照着写选项；不知道就写 0。"),
        (CHOICE, "房屋", "请写 1 到 3 里的一个数，或者照着写选项；不知道就写 0。"),
        (CHOICE, "", "请写 1 到 3 里的一个数，或者照着写选项；不知道就写 0。"),
        (YES_NO, "也许", "请写 1 到 2 里的一个数，或者照着写选项；不知道就写 0。"),
        (AREA, "0", "请写 1 到 50000 之间的数字；不知道就写 ?。"),
        (AREA, "六十", "请写 1 到 50000 之间的数字；不知道就写 ?。"),
        (PEOPLE, "1.5", "请写 0 到 99 之间的整数；不知道就写 ?。"),
        (DAY, "2026-02-30", "请写日期，例如 2026-03-02、20260302 或 2026年3月2日；不知道就写 ?。"),
        (asked("text"), "字" * 201, "请写几个字；不知道就写 ?。"),
        (asked("list"), "-1", "一共几项？请写一个整数，例如 2；不知道就写 ?。"),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_forms_that_can(
    question: Asked, line: str, forms: str
) -> None:
    typed = read_typed(question, line, "zh")
    assert (typed.kind, typed.says) == ("wrong", forms)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    st.text(max_size=40), st.sampled_from([CHOICE, YES_NO, AREA, PEOPLE, DAY, asked("text"), asked("list")])
)
def test_no_line_breaks_anything(line: str, question: Asked) -> None:
    typed = read_typed(question, line, "en")
    assert (typed.kind == "wrong") is bool(typed.says)


def test_numbered_answers_carry_their_notes() -> None:
    question = asked("option")
    noted = Option(value="自有", label="自有", note="自己的房子")
    with_note = Asked(**{**{f: getattr(question, f) for f in question.__slots__}, "options": (noted,)})
    assert choices(with_note, "zh") == ("自有（自己的房子）",)
    assert choices(YES_NO, "en") == ("yes", "no")
