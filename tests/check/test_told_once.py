"""Told once (DESIGN 2): who changes only what the correction names is never told anything new."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.check.check import check, find
from engine.check.guard import judge, told_of
from engine.rules.rulebook import compile_item
from tests.check.random_items import TODAY, Shape, completions, random_item, random_submission, repaired

ROUNDS = 8
"""Submissions and repairs tried on every generated item."""


def breaches(pick: Any, rounds: int, shape: Shape) -> list[str]:
    """Generate one item, check and repair it `rounds` times, and name every finding that was not told."""
    item = random_item(pick, shape)
    compiled = compile_item(item)
    assert compiled.rulebook is not None, [fault.says() for fault in compiled.faults]
    found = []
    for _ in range(rounds):
        first = random_submission(pick, compiled.rulebook)
        answer = check(compiled.rulebook, first, TODAY, closed=True)
        if not answer.complete:
            continue
        second = repaired(pick, compiled.rulebook, first, answer.replaced)
        told = told_of(answer, first, closed=True)
        for judged in judge(compiled.rulebook, told, second, closed=True):
            if judged.because != "told" and judged.finding.verdict == "unmet":
                found.append(f"{judged.finding.id} {judged.because} {judged.changed}: {first} -> {second}")
    return found


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
@given(st.data())
def test_nothing_new_is_told_the_second_time(data: st.DataObject) -> None:
    """250 items with 8 repaired submissions each: 2,000 pairs."""
    assert breaches(lambda sequence: data.draw(st.sampled_from(sequence)), ROUNDS, Shape(3, 3, 4)) == []


@pytest.mark.parametrize("seed", range(40))
def test_nothing_new_on_larger_items(seed: int) -> None:
    generator = random.Random(seed)
    assert breaches(generator.choice, 25, Shape(6, 7, 10)) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2000))
def test_nothing_new_on_100_000_pairs(seed: int) -> None:
    generator = random.Random(10_000 + seed)
    assert breaches(generator.choice, 50, Shape(6, 7, 10)) == []


def test_nearly_every_generated_answer_is_complete_and_so_is_tested() -> None:
    complete = total = 0
    for seed in range(40):
        generator = random.Random(seed)
        rulebook = compile_item(random_item(generator.choice, Shape(6, 7, 10))).rulebook
        assert rulebook is not None
        for _ in range(10):
            total += 1
            complete += check(
                rulebook, random_submission(generator.choice, rulebook), TODAY, closed=True
            ).complete
    assert complete / total > 0.8


@pytest.mark.parametrize("seed", range(60))
def test_ids_alone_are_the_same_as_the_whole_answer(seed: int) -> None:
    generator = random.Random(seed)
    rulebook = compile_item(random_item(generator.choice, Shape(5, 5, 8))).rulebook
    assert rulebook is not None
    for _ in range(20):
        submission = random_submission(generator.choice, rulebook)
        answer = check(rulebook, submission, TODAY, closed=True)
        assert find(rulebook, submission, TODAY, closed=True) == [finding.id for finding in answer.findings]


def test_no_more_than_needed() -> None:
    """At most one line in ten is one that no completion makes true, on items searched exhaustively."""
    lines = needless = 0
    for seed in range(120):
        generator = random.Random(seed)
        rulebook = compile_item(random_item(generator.choice, Shape(3, 2, 3))).rulebook
        assert rulebook is not None
        for _ in range(3):
            submission = random_submission(generator.choice, rulebook)
            answer = check(rulebook, submission, TODAY, closed=True)
            stated = {m.id for f in answer.findings for m in f.must} | {
                i for a in answer.announcements for i in a.ids
            }
            ways = list(completions(rulebook, submission, answer.replaced, 4000)) if stated else []
            if not ways:
                continue
            possible = {i for way in ways for i in find(rulebook, way, TODAY, closed=True)}
            lines += len(stated)
            needless += len(stated - possible)
    assert lines > 100
    print(f"needless lines: {needless} of {lines}")
    assert needless / lines <= 0.10
