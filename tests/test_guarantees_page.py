"""The page of promises names tests that are there, and every test of a promise is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| G\d+ \|", line)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" ")[1])
def test_each_promise_names_a_test_that_is_there(row: str) -> None:
    named = [ROOT / "docs" / path for path in re.findall(r"\]\((\.\./tests/[^)]+)\)", row)]
    assert named
    for path in named:
        assert "def test_" in path.read_text(encoding="utf-8")


def test_each_test_of_a_promise_is_on_the_page() -> None:
    kept = {path.name for path in (ROOT / "tests" / "guarantees").glob("test_g*.py")}
    assert {name for name in kept if name not in PAGE} == set()
