"""The catalogue as the tests of the wizard read it: a rulebook by its code, compiled once and when needed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from engine.item.load import load_file
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item

CATALOG = Path(__file__).parents[2] / "catalog"
_CODE = re.compile(r"^(?:事项编码|item_code): *(\S+)", re.MULTILINE)
PATHS = {_CODE.findall(path.read_text(encoding="utf-8"))[0]: path for path in sorted(CATALOG.rglob("*.yaml"))}
CODES = sorted(PATHS)


@cache
def item(code: str) -> Item:
    """Give one item of the catalogue."""
    found = load_file(PATHS[code]).item
    assert found is not None
    return found


@cache
def book(code: str) -> Rulebook:
    """Give the rulebook of one item, a package with its parts."""
    one = item(code)
    made = compile_item(one, {str(part.code): item(str(part.code)) for part in one.parts})
    assert made.rulebook is not None, [fault.says() for fault in made.faults]
    return made.rulebook
