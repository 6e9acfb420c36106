"""The second look: it decides only what is touched, and opens all that obeying a correction may change."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from engine.check.answer import Answer, Finding
from engine.check.check import check
from engine.check.correction import said_after
from engine.check.look import look
from engine.check.second import Second, look_again
from engine.check.tells import tells_of
from engine.dataclass import quickly
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item
from tests.check.random_items import TODAY, Shape, random_item, random_submission


def second_looks(seed: int) -> Iterator[tuple[Second, Sequence[int]]]:
    """Give the second looks at ten submissions of a random item, some facts and papers not known yet."""
    generator = random.Random(seed)
    rulebook = compile_item(random_item(generator.choice, Shape(6, 7, 10))).rulebook
    assert rulebook is not None
    for _ in range(10):
        submission = random_submission(generator.choice, rulebook)
        for part in (submission["facts"], submission["materials"]):
            for name in generator.sample(sorted(part), min(len(part), generator.randrange(3))):
                del part[name]
        seen = look(rulebook, submission, TODAY, closed=generator.random() < 0.5)
        tells = tells_of(seen, lenient=False)
        yield look_again(seen, tells, ()), tells.numbers


@pytest.mark.parametrize("seed", range(60))
def test_deciding_everything_says_nothing_more(seed: int) -> None:
    """What is sure, and what is left untouched, is just what deciding everything would say."""
    for second, tells in second_looks(seed):
        said, opened = said_after(second, tells, "zh"), second.opened
        second.unsettle()
        while second.decide():
            pass
        assert said_after(second, tells, "zh") == said
        assert second.opened == opened


@pytest.mark.parametrize("seed", range(60))
def test_looking_again_has_opened_all_that_it_may(seed: int) -> None:
    for second, _ in second_looks(seed):
        before = second.opened
        assert not second.decide()
        assert second.opened == before


@pytest.mark.parametrize("seed", range(18, 24))
def test_no_answer_hangs_on_what_was_checked_before(seed: int) -> None:
    generator = random.Random(seed)
    rulebook = compile_item(random_item(generator.choice, Shape(6, 7, 10))).rulebook
    assert rulebook is not None
    fresh = rulebook.to_bytes()
    for _ in range(40):
        submission = random_submission(generator.choice, rulebook)
        for part in (submission["facts"], submission["materials"]):
            for name in generator.sample(sorted(part), min(len(part), generator.randrange(4))):
                del part[name]
        for closed in (False, True):
            alone = check(Rulebook.from_bytes(fresh), submission, TODAY, closed=closed)
            assert check(rulebook, submission, TODAY, closed=closed) == alone


def test_some_of_these_open_a_thing_after_others_were_derived_from_it() -> None:
    """The tests above would be idle otherwise."""
    looks = [second for seed in range(60) for second, _ in second_looks(seed)]
    assert sum(second.ready.late != 0 for second in looks) > 20
    assert sum(len(second.perhaps) for second in looks) > 500
    assert sum(second.sure != 0 for second in looks) > 50


def test_a_value_made_quickly_is_the_value_and_cannot_be_changed() -> None:
    generator = random.Random(3)
    rulebook = compile_item(random_item(generator.choice, Shape(6, 7, 10))).rulebook
    assert rulebook is not None
    submissions = (random_submission(generator.choice, rulebook) for _ in range(50))
    answer = next(made for one in submissions if (made := check(rulebook, one, TODAY)).findings)
    finding = answer.findings[0]
    assert (type(answer), type(finding)) == (Answer, Finding)
    assert replace(answer) == answer and repr(replace(answer)) == repr(answer)
    assert replace(finding) == finding and hash(replace(finding)) == hash(finding)
    with pytest.raises(AttributeError):
        finding.id = "x"  # type: ignore[misc]  # this is what is tested


def test_fields_that_come_together_come_first() -> None:
    made = quickly(Finding, ("verdict", "id"))
    finding = made(
        ("unmet", "R1"), "check", "correct", None, (), "不对。", "请改。", "", (), None, None, (), None
    )
    assert finding == Finding(
        id="R1",
        kind="check",
        verdict="unmet",
        gravity="correct",
        material=None,
        facts=(),
        says="不对。",
        remedy="请改。",
        basis="",
    )
