"""What one check found: nothing wrong, several things wrong, or that there is nothing to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.archive.seen import Seen

__all__ = ["Both", "Check", "Line", "Look", "NotHere", "Property", "Standing", "checks"]

Property: TypeAlias = Literal["authentic", "complete", "usable", "safe"]
Standing: TypeAlias = Literal["passed", "failed", "not_applicable"]
Both: TypeAlias = tuple[str, str]
"""A sentence in Chinese and in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHere:
    """There is nothing to look at, and why."""

    says: Both


Look: TypeAlias = "Callable[[Seen], Iterable[Both] | NotHere]"
"""Looks at a package and says everything that is wrong; nothing wrong is an empty answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One row of the table: to which property it belongs, what is looked at, and how."""

    key: str
    of: Property
    zh: str
    en: str
    look: Look


def checks(of: Property, *rows: tuple[str, str, str, Look]) -> tuple[Check, ...]:
    """Give the rows of one property: key, what is looked at in both languages, and how."""
    return tuple(Check(key=key, of=of, zh=zh, en=en, look=look) for key, zh, en, look in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the answer; `says` are what was found, or why there was nothing to look at."""

    check: Check
    standing: Standing
    says: tuple[Both, ...] = ()
