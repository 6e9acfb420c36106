"""Looks at the text of a draft: everything wrong with it, its samples run, what they cover.

Text in, `Sight` out; the same engine as `yici lint` and `yici test`. One text is looked at at a time and the
newest ones are remembered, so that a page and its parts ask only once.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from engine.catalog.diagnose import diagnose
from engine.center import Center
from engine.check.sample import Coverage, Ran, cover, run_sample
from engine.fault import Fault
from engine.item.model import Item
from engine.rules.model import Rulebook
from web.shelf import Shelf
from web.typed import day

__all__ = ["Sight", "Tried", "sight_of"]

_PACKAGE: Final = re.compile(r"^(?:包含事项|included_items)\s*[:：]", re.MULTILINE)
_LONGEST: Final = 5.0
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The samples that ran, what they cover, and how many there was no time for."""

    ran: tuple[Ran, ...]
    coverage: Coverage
    left: int = 0

    @property
    def failed(self) -> int:
        """How many samples gave something else than their author expects."""
        return sum(not each.passed for each in self.ran)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One text as the engine sees it; `rulebook` and `tried` are None while a fault stands in the way."""

    text: str
    path: str
    item: Item | None
    rulebook: Rulebook | None
    parts: Mapping[str, Item]
    faults: tuple[Fault, ...]
    tried: Tried | None

    @property
    def wrong(self) -> tuple[Fault, ...]:
        """What must be put right."""
        return tuple(fault for fault in self.faults if fault.kind.level == "fault")

    @property
    def reminders(self) -> tuple[Fault, ...]:
        """What may stay as it is."""
        return tuple(fault for fault in self.faults if fault.kind.level == "reminder")

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong and every sample gives what its author expects."""
        tried = self.tried
        return not self.wrong and tried is not None and not tried.failed and not tried.left


def sight_of(text: str, path: str, shelf: Shelf, center: Center, on: date) -> Sight:
    """Look at a text as if it stood in a file; a package is looked at anew when the catalogue changes."""
    stamp = tuple(place.record.content for place in shelf.files()) if _PACKAGE.search(text) else ()
    with _ONE_AT_A_TIME:
        return _sight(text, path, shelf, center, on, stamp)


@lru_cache(maxsize=32)
def _sight(text: str, path: str, shelf: Shelf, center: Center, on: date, stamp: tuple[str, ...]) -> Sight:
    def part(code: str, whole: Item) -> Item | None:
        return shelf.written(code, day(str(whole.valid_from)) or on) or shelf.written(code, on)

    seen = diagnose(text.encode("utf-8", "surrogatepass"), path, part)
    faults, item = seen.faults, seen.item
    if item is not None and any(check.plugin is not None for check in (*item.conditions, *item.checks)):
        faults = (*faults, *center.lint(item))
    tried = None if item is None or seen.rulebook is None else _tried(item, seen.rulebook)
    return Sight(
        text=text,
        path=path,
        item=item,
        rulebook=seen.rulebook,
        parts=seen.parts,
        faults=tuple(sorted(faults, key=lambda fault: (fault.source.line, fault.source.column))),
        tried=tried,
    )


def _tried(item: Item, rulebook: Rulebook) -> Tried:
    """Run the samples of an item, for a few seconds at most."""
    coverage, ran = Coverage(), []
    until = time.monotonic() + _LONGEST
    for sample in item.samples:
        if time.monotonic() > until:
            break
        ran.append(run_sample(rulebook, item, sample))
        cover(rulebook, item, coverage, sample)
    return Tried(ran=tuple(ran), coverage=coverage, left=len(item.samples) - len(ran))
