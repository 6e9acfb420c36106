"""Cures of names: a slip of the hand is cured, what would change a condition is only suggested."""

from __future__ import annotations

import pytest

from engine.feel.problem import Problem
from engine.feel.settle.faults import UNKNOWN_NAME
from engine.rules.cautious import fault_of
from engine.source import Source, Text


def cured(written: str, replacement: str) -> str | None:
    """Give the text that `--fix` would write for an unknown name."""
    text = Text(written, Source(path="f.yaml", line=1, column=1, end_column=1 + len(written)))
    values = {"name": written, "where": "", "where_en": ""}
    problem = Problem(
        kind=UNKNOWN_NAME,
        span=(0, len(written)),
        values=values,
        nearest=(replacement,),
        replacement=replacement,
    )
    cure = fault_of(problem, text).cure
    return None if cure is None else cure.text


@pytest.mark.parametrize(
    ("written", "replacement", "expected"),
    [
        ("租赁合冋", "租赁合同", "租赁合同"),
        ("单们", "单位", "单位"),
        ("非本市居民", "本市居民", "非 本市居民"),
        ("不本市居民", "本市居民", None),
        ("没有房产", "房产", None),
        ("单位", "单位介绍信", None),
        ("本市居民", "本市.居民", None),
        ("本市居民", "非本市居民", None),
    ],
)
def test_only_a_slip_is_cured(written: str, replacement: str, expected: str | None) -> None:
    assert cured(written, replacement) == expected
