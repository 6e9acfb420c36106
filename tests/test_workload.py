"""The workload of the benchmarks: the engine finds what a programmer's own function finds, in that order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.workload import by_hand
from benchmarks.workload.submissions import make_submissions
from engine.check.check import check, find
from engine.item.load import load_file
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item

ITEM = Path(__file__).parent.parent / "benchmarks" / "workload" / "food-licence.yaml"
SEED = 7


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    loaded = load_file(ITEM)
    assert loaded.item is not None
    compiled = compile_item(loaded.item)
    assert [
        fault.says("zh") for fault in (*loaded.faults, *compiled.faults) if fault.kind.level == "fault"
    ] == []
    assert compiled.rulebook is not None
    return compiled.rulebook


def test_the_engine_finds_what_the_hand_written_function_finds(rulebook: Rulebook) -> None:
    for number, submission in enumerate(make_submissions(500, SEED)):
        applied_on, closed = date.fromisoformat(submission["applied_on"]), submission.get("closed", False)
        wanted = by_hand.find(submission, applied_on)
        assert find(rulebook, submission, applied_on, closed) == wanted, (SEED, number)


def test_the_whole_check_finds_the_same(rulebook: Rulebook) -> None:
    for number, submission in enumerate(make_submissions(100, SEED)):
        applied_on, closed = date.fromisoformat(submission["applied_on"]), submission.get("closed", False)
        answer = check(rulebook, submission, applied_on, closed=closed)
        found = [finding.id for finding in answer.findings if finding.verdict == "unmet"]
        assert found == by_hand.find(submission, applied_on), (SEED, number)


def test_the_same_seed_makes_the_same_submissions() -> None:
    assert make_submissions(20, SEED) == make_submissions(20, SEED)
    assert make_submissions(20, SEED) != make_submissions(20, SEED + 1)
