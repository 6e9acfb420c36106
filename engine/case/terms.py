"""The terms of a case: what its edition says about the road and the clocks, written into its first event.

Nothing of the item is read again later: whoever has the events has all that stage, clock and papers are
folded from, and a new edition cannot reach a running case (guarantees G8). `engine.case.terms_of` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from engine.case.model import Json
from engine.item.terms import Span

__all__ = ["NO_TERMS", "Extra", "Part", "Terms", "Wanted", "read_span", "spell_span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A material as the road sees it: its form, whether it may follow later, where it is taken."""

    name: str
    necessity: str
    medium: tuple[str, ...] = ()
    collect_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A stage of the item's own, or a standard one with departments of its own.

    `after` is the stage it follows, empty for a standard one. `special` is the kind of special procedure
    during which the clock stands still.
    """

    name: str
    after: str = ""
    departments: tuple[str, ...] = ()
    parallel: bool = False
    special: str = ""
    conditional: bool = False
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item of a package: who decides it, and on which other parts' results it waits."""

    code: str
    name: str
    department: str
    outputs: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that a case needs to know of its edition."""

    item: str
    name: str
    name_en: str
    edition: str
    edition_hash: str
    department: str
    tell_within: Span
    correct_within: Span | None = None
    on_overdue: str = "offer_return"
    counts_from: str = "accept"
    window_ends_on: date | None = None
    promised: Span | None = None
    statutory: Span | None = None
    pauses: tuple[str, ...] = ()
    materials: tuple[Wanted, ...] = ()
    extras: tuple[Extra, ...] = ()
    parts: tuple[Part, ...] = ()
    outputs: tuple[str, ...] = ()

    @property
    def instant(self) -> bool:
        """Tell whether the item is decided on the spot (当场办结)."""
        return self.promised is not None and self.promised.count == 0

    def material(self, name: str) -> Wanted | None:
        """Give a material by its name."""
        return next((each for each in self.materials if each.name == name), None)

    def to_json(self) -> dict[str, Json]:
        """Give the terms as they stand in an event."""
        made: dict[str, Json] = {
            "item": self.item,
            "name": self.name,
            "name_en": self.name_en,
            "edition": self.edition,
            "edition_hash": self.edition_hash,
            "department": self.department,
            "tell_within": spell_span(self.tell_within),
            "correct_within": spell_span(self.correct_within),
            "on_overdue": self.on_overdue,
            "counts_from": self.counts_from,
            "window_ends_on": self.window_ends_on.isoformat() if self.window_ends_on else None,
            "promised": spell_span(self.promised),
            "statutory": spell_span(self.statutory),
            "pauses": list(self.pauses),
            "outputs": list(self.outputs),
        }
        for name in ("materials", "extras", "parts"):
            made[name] = [_plain(each) for each in getattr(self, name)]
        return made

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Terms:
        """Read back what `to_json` gave."""
        ends = data["window_ends_on"]
        return Terms(
            **{name: data[name] for name in _TEXTS},
            tell_within=cast(Span, read_span(data["tell_within"])),
            correct_within=read_span(data["correct_within"]),
            promised=read_span(data["promised"]),
            statutory=read_span(data["statutory"]),
            window_ends_on=date.fromisoformat(ends) if ends else None,
            pauses=tuple(data["pauses"]),
            outputs=tuple(data["outputs"]),
            materials=tuple(Wanted(**_values(each)) for each in data["materials"]),
            extras=tuple(Extra(**_values(each)) for each in data["extras"]),
            parts=tuple(Part(**_values(each)) for each in data["parts"]),
        )


NO_TERMS = Terms(
    item="",
    name="",
    name_en="",
    edition="",
    edition_hash="",
    department="",
    tell_within=Span(count=0, unit="workdays"),
)
"""The terms of a case that has not begun."""
_TEXTS = ("item", "name", "name_en", "edition", "edition_hash", "department", "on_overdue", "counts_from")


def _plain(value: Wanted | Extra | Part) -> dict[str, Json]:
    fields = ((name, getattr(value, name)) for name in value.__dataclass_fields__)
    return {name: list(part) if isinstance(part, tuple) else part for name, part in fields}


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(part) if isinstance(part, Sequence) and not isinstance(part, str) else part
            for name, part in data.items()}  # fmt: skip


def spell_span(span: Span | None) -> str | None:
    """Write a span as it stands in events: `5 workdays`."""
    return None if span is None else f"{span.count} {span.unit}"


def read_span(text: str | None) -> Span | None:
    """Read a span written by `spell_span`."""
    if text is None:
        return None
    count, _, unit = text.partition(" ")
    return Span(count=int(count), unit=cast(Any, unit))
