"""The catalogue as the tests of the guide read it: items by code, rulebooks, guides."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from engine.guide.build import build_guide
from engine.guide.model import Guide
from engine.guide.words import Lang
from engine.item.load import load_file
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item

CATALOG = Path(__file__).parents[2] / "catalog"
ON = date(2026, 3, 2)


@cache
def items() -> dict[str, Item]:
    """Give every item of the catalogue by its code."""
    loaded = (load_file(path).item for path in sorted(CATALOG.rglob("*.yaml")))
    return {str(item.code): item for item in loaded if item is not None}


CODES = sorted(items())


def parts_of(item: Item) -> dict[str, Item]:
    return {str(part.code): items()[str(part.code)] for part in item.parts}


def compiled(item: Item) -> Rulebook:
    made = compile_item(item, parts_of(item))
    assert made.rulebook is not None, [fault.says() for fault in made.faults]
    return made.rulebook


@cache
def rulebook(code: str) -> Rulebook:
    return compiled(items()[code])


def guide(code: str, facts: dict[str, object] | None = None, lang: Lang = "zh") -> Guide:
    item = items()[code]
    return build_guide(item, rulebook(code), ON, parts=parts_of(item), facts=facts, lang=lang)
