"""A few values stand for all answers: whatever else is answered changes the list as one of them does."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.ask.classes import NONE, OPEN, classes_of
from engine.item.model import Field, Material
from engine.rules.model import Rulebook, Slot
from engine.rules.rulebook import compile_item
from engine.source import NOWHERE, Text
from tests.ask.best_strategy import outcome
from tests.ask.catalogue import CODES, book
from tests.ask.made import made_of
from tests.check.random_items import TODAY, Shape, random_item
from tests.items import sound


def some_answer(generator: random.Random, slot: Slot) -> Any:
    """Give any answer that the field may take, near the day or the ends of its range as well as far."""
    if slot.type == "date":
        return TODAY + timedelta(days=generator.choice((0, 1, -1, generator.randint(-9000, 9000))))
    low, high = slot.range if slot.range is not None else (0, 5000)
    whole = generator.randint(int(low), int(high))
    return whole if slot.type == "integer" else Decimal(whole)


def compared_fields(rulebook: Rulebook) -> list[Slot]:
    kinds = ("date", "integer", "number", "amount")
    foreseen = [name for name, one in rulebook.questions.items() if not (one.counted or one.otherwise)]
    slots = [rulebook.slots[rulebook.index[name]] for name in foreseen]
    return [slot for slot in slots if slot.type in kinds]


def assert_classes_cover(rulebook: Rulebook, generator: random.Random, rounds: int) -> None:
    values = {name: classes_of(rulebook, name, TODAY) for name in rulebook.questions}
    for slot in compared_fields(rulebook):
        for _ in range(rounds):
            facts = {name: generator.choice(found) for name, found in values.items()}
            facts = {name: value for name, value in facts.items() if value is not OPEN}
            answered = outcome(rulebook, {**facts, slot.path: some_answer(generator, slot)}, TODAY)
            foreseen = [outcome(rulebook, {**facts, slot.path: v}, TODAY) for v in values[slot.path]]
            assert answered in foreseen, (slot.path, facts)


@pytest.mark.parametrize("code", CODES)
def test_every_number_and_date_has_its_class_on_items_of_the_catalogue(code: str) -> None:
    assert_classes_cover(book(code), random.Random(code), 6)


@pytest.mark.parametrize("seed", range(25))
def test_every_number_has_its_class_on_random_items(seed: int) -> None:
    generator = random.Random(seed)
    rulebook = compile_item(random_item(generator.choice, Shape(5, 4, 3))).rulebook
    assert rulebook is not None
    assert_classes_cover(rulebook, generator, 20)


def classes(kind: Any, when: str, copies: str | None = None, **more: Any) -> tuple[Any, ...]:
    """Give the classes of 甲 in an item that needs one material when something is so of 甲."""
    field = Field(name=Text("甲"), kind=kind, scenario=True, source=NOWHERE, **more)
    counted = Text(copies) if copies is not None else None
    material = Material(name=Text("证"), when=Text(when), copies=counted, source=NOWHERE)
    return classes_of(sound(made_of([field], [material])), "甲", date(2026, 3, 2))


def test_a_cut_has_two_sides() -> None:
    assert classes("integer", "甲 > 50") == (49, 51)
    assert classes("integer", "甲 ≥ 50") == (49, 50)


def test_an_equality_has_the_value_itself_and_one_other() -> None:
    assert classes("integer", "甲 = 3") == (2, 3)
    assert classes("text", '甲 = "北"') == ("北", "北?")


def test_values_that_no_rule_tells_apart_are_one_class() -> None:
    assert classes("number", "甲 > 50 或 甲 在 10 到 20 之间") == (Decimal("9.99"), 10, Decimal("50.01"))


def test_cuts_outside_the_range_make_no_class() -> None:
    assert classes("integer", "甲 > 50 或 甲 < 5", range=(Decimal(0), Decimal(20))) == (4, 5)


def test_a_date_is_cut_where_the_day_of_application_falls() -> None:
    assert classes("date", "甲 + 18 年 ≤ 申请日期") == (date(2008, 3, 2), date(2008, 3, 3))
    assert classes("date", "甲 ≥ 申请日期 + 5 个工作日") == (date(2026, 3, 8), date(2026, 3, 9))


def test_a_number_of_copies_has_several_classes_that_all_differ() -> None:
    assert classes("integer", "甲 > 1", "甲") == (0, 1, 2, 3)
    assert classes("integer", "1 = 1", "甲 + 1") == (1, 2)


def test_the_argument_of_a_function_is_not_foreseen() -> None:
    assert classes("integer", "甲 > 1", "max(甲, 3)")[-1] is OPEN
    assert classes("integer", "甲 > 1", "甲 * 2")[-1] is OPEN


def test_a_field_that_may_be_left_out_has_none_as_an_answer() -> None:
    assert classes("integer", "甲 > 1", required=False)[-1] is NONE
    assert classes("yes_no", "甲") == (True, False)
