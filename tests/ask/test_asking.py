"""The small functions that the wizard runs say what the whole check says: needed, asked, broken."""

from __future__ import annotations

import random
from typing import Any

import pytest

from engine.check.look import look
from engine.feel.values import Null, Unknown
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item
from tests.ask.catalogue import CODES, book
from tests.check.random_items import TODAY, Shape, random_item, random_submission


def plain(value: object) -> object:
    """Give a value that can be compared: what is not known by the facts that it lacks."""
    if isinstance(value, Unknown):
        return value.names
    return "null" if isinstance(value, Null) else value


def assert_same(rulebook: Rulebook, submission: dict[str, Any]) -> None:
    seen = look(rulebook, submission, TODAY)
    functions = rulebook.functions
    for place, member in enumerate(rulebook.materials):
        if f"need{place}" in functions:
            assert plain(functions[f"need{place}"](seen.slots)) == plain(
                seen.derived[f"needed {member.name}"]
            )
    applies = functions["weigh"](seen.slots)
    for number, requirement in enumerate(rulebook.requirements):
        if requirement.kind == "condition":
            assert plain(functions[f"verdict{number}"](seen.slots)) == plain(seen.verdicts[number])
        asks = functions.get(f"asks{rulebook.index.get(requirement.id, -1)}")
        if requirement.kind == "fact" and asks is not None:
            assert plain(asks(seen.slots)) == plain(applies[number])


@pytest.mark.parametrize("seed", range(60))
def test_on_random_items(seed: int) -> None:
    generator = random.Random(seed)
    rulebook = compile_item(random_item(generator.choice, Shape(5, 5, 4))).rulebook
    assert rulebook is not None
    for _ in range(5):
        assert_same(rulebook, random_submission(generator.choice, rulebook))


@pytest.mark.parametrize("code", CODES)
def test_on_items_of_the_catalogue(code: str) -> None:
    generator = random.Random(code)
    for _ in range(5):
        assert_same(book(code), random_submission(generator.choice, book(code)))
