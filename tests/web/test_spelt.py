"""Answers are spelt as the standard library spells them, byte for byte, and what is no JSON is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.check.check import check
from engine.exchange.examples import examples
from engine.rules.model import Rulebook
from web.api.check import checked
from web.api.operation import spelt
from web.house import House

TEXT = some.text(some.characters(), max_size=20)
LEAF = some.none() | some.booleans() | some.integers() | TEXT
PLAIN = some.recursive(LEAF, lambda part: some.lists(part) | some.dictionaries(TEXT, part), max_leaves=20)


def by_the_book(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@given(PLAIN)
def test_every_plain_value_is_spelt_by_the_book(content: object) -> None:
    assert spelt(content) == by_the_book(content)


@pytest.mark.parametrize(
    "content", ["\ud800", 10**30, -(2**63) - 1, {1: "a"}, 0.5, "\x00\x1f\x7f\u2028", "“中”"]
)
def test_odd_values_are_spelt_by_the_book(content: object) -> None:
    assert spelt([content]) == by_the_book([content])


@dataclass(frozen=True)
class Noun:
    name: str


@pytest.mark.parametrize("content", [Noun(name="a"), date(2026, 3, 2), Decimal(1), {1, 2}, object()])
def test_what_is_no_json_is_refused(content: object) -> None:
    with pytest.raises(TypeError):
        spelt({"content": content})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_spelt_once_for_many_answers_is_spelt_by_the_book(house: House, lang: str) -> None:
    for _, sent in examples():
        on = sent.applied_on or house.now().date()
        book = house.shelf.book(sent.item or "", on)
        assert isinstance(book, Rulebook)
        few = replace(sent, closed=False, submission={"facts": {}, "materials": {}, "answers": {}})
        for each in (sent, few):
            ask = house.center.asker(book)
            answer = check(book, each.submission, on, closed=each.closed, ask=ask, lang=lang)
            assert [checked(house, book, each, on, lang) for _ in range(2)] == [
                by_the_book(answer.to_json())
            ] * 2
