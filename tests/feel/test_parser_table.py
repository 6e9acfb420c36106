"""The parser's table is kept beside the compiled modules, and nothing fails where it cannot be."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.feel import parse as parsing
from engine.feel.interpret import evaluate
from engine.feel.parse import parse


def test_a_folder_that_takes_no_files_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert parsing._table(tmp_path) == str(tmp_path / "feel.lark.table")
    assert parsing._table(tmp_path / "none") is False
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert parsing._table(tmp_path) is False
    (tmp_path / "feel.lark.table").touch()
    assert parsing._table(tmp_path) == str(tmp_path / "feel.lark.table")


def test_the_table_is_not_written_where_bytecode_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert parsing._table(tmp_path) is False


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('string length("店名")', 2),
        ('starts with（"ab"，"a"）', True),
        ("每个 x 属于 1 到 3 都满足 x > 0", True),
        ("有 x 属于 1 到 3 满足 x > 2", True),
        ("-(12345678901234567890123456789012345678.0)", -12345678901234567890123456789012350000),
    ],
)
def test_the_item_profile_reads(text: str, answer: object) -> None:
    parsed = parse(text, profile="item")
    assert parsed.tree is not None
    got = evaluate(parsed.tree, {})
    assert got == answer
