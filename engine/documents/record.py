"""What papers are written from: a case's events, its personal values as revealed, and its edition.

`Record` is handed in by whoever may reveal; `Reading` is the same for one paper in one language, as the case
stood after the event that owes it. Nothing is looked up and nobody is asked what day it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from engine import vocabulary
from engine.case.clock.say import spell
from engine.case.model import Event, Json
from engine.case.setting import CHINA
from engine.case.state import Owed, State
from engine.documents.law import article
from engine.documents.mask import mask_name
from engine.documents.words import moment_words, on_words, say
from engine.item.model import English, Item, Material
from engine.item.terms import Span
from engine.rules.model import Rulebook
from engine.vocabulary import Lang

__all__ = ["Reading", "Record"]

_NAMES: Final = ("名称", "姓名", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A case with all that its papers may print; `values` are by the id of their reference.

    `parts` are the items of a package by code. A value that was erased is not there, and the paper says so.
    """

    events: Sequence[Event]
    values: Mapping[str, Json] = field(repr=False)
    item: Item
    rulebook: Rulebook
    parts: Mapping[str, Item] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One paper about to be written."""

    record: Record
    owed: Owed
    event: Event
    state: State
    lang: Lang

    def say(self, key: str, **values: object) -> str:
        """Give one of our sentences."""
        return say(key, self.lang, **values)

    # What the event says.

    @property
    def held(self) -> Mapping[str, Any]:
        """What the event holds openly."""
        return self.event.data

    def text(self, name: str) -> str:
        """Give an open text of the event."""
        found = self.held.get(name)
        return found if isinstance(found, str) else ""

    def value(self, name: str) -> Any:
        """Give a personal value of the event; None if there is none or it was erased."""
        reference = self.event.personal.get(name)
        return None if reference is None else self.record.values.get(reference.id)

    def said(self, name: str) -> str:
        """Give a personal text of the event, or that it was erased; empty if it never had one."""
        found = self.value(name)
        if isinstance(found, str):
            return found
        return self.say("erased") if name in self.event.personal else ""

    def latest(self, name: str) -> Any:
        """Give what was last recorded under a name, up to this event."""
        for event in reversed(self.record.events[: self.event.sequence]):
            if name in event.personal:
                return self.record.values.get(event.personal[name].id)
        return None

    @property
    def printed(self) -> Mapping[str, Any]:
        """What was fixed for print when it happened."""
        found = self.held.get("printed")
        return found if isinstance(found, Mapping) else {}

    def due(self, clock: str) -> str:
        """Give the last day of a clock, as it was told when it happened; empty if it stood still."""
        found = self.printed.get("due", {}).get(clock)
        return self.day(date.fromisoformat(found)) if found else ""

    # People.

    @property
    def applicant(self) -> str:
        """The applicant's name."""
        known = (self.latest("applicant"), _within(self.latest("facts")))
        for entries in known:
            if isinstance(entries, Mapping):
                found = next((str(entries[key]) for key in _NAMES if entries.get(key)), "")
                if found:
                    return found
        recorded = any("applicant" in each.personal for each in self.record.events[: self.event.sequence])
        return self.say("erased" if recorded and known[0] is None else "nobody")

    @property
    def masked_applicant(self) -> str:
        """The applicant's name as a mask."""
        return mask_name(self.applicant)

    # Days, spans, words.

    @property
    def on(self) -> date:
        """The day of the event."""
        return self.event.at.astimezone(CHINA).date()

    def day(self, on: date | None) -> str:
        """Write a day; nothing for none."""
        return on_words(on, self.lang) if on is not None else ""

    def moment(self) -> str:
        """Write the moment of the event."""
        return moment_words(self.event.at.astimezone(CHINA), self.lang)

    def span(self, span: Span) -> str:
        """Say a length of time."""
        return spell(span, self.lang)

    def word(self, group: str, text: str) -> str:
        """Give a word of the vocabulary in the language of the paper."""
        return vocabulary.in_lang(group, text, self.lang)

    def joined(self, parts: Iterable[str]) -> str:
        """Join words of a list."""
        return ("、" if self.lang == "zh" else ", ").join(parts)

    def article(self, key: str) -> str:
        """Cite the article behind one of our sentences; for what is no permit, what the item itself cites."""
        item = self.record.item
        if item.item_type in (None, "licence") or not item.basis:
            return article(key, self.lang)
        return str(item.basis)

    # The item.

    def items(self) -> Iterator[Item]:
        """Give the item and then its parts."""
        yield self.record.item
        yield from self.record.parts.values()

    @property
    def item_name(self) -> str:
        """The name of the item."""
        terms = self.state.terms
        return terms.name_en if self.lang == "en" and terms.name_en else terms.name

    def department(self, name: str = "") -> str:
        """Give a department, the one of the item by default, in the language of the paper."""
        wanted = name or self.state.terms.department
        for item in self.items():
            found = item.english.get("department")
            if self.lang == "en" and str(item.department) == wanted and isinstance(found, str):
                return found
        return wanted

    def note(self, key: str) -> str:
        """Give what the item says of place, hours, enquiries or complaints."""
        return self.translated(self.record.item.english, key, self.record.item.notes.get(key))

    def material(self, name: str) -> Material | None:
        """Find a material as it was written, in the item or a part."""
        return next((each for item in self.items() for each in item.materials if each.name == name), None)

    def label(self, name: str) -> str:
        """Give what people call a material."""
        return self.record.rulebook.called(name, self.lang)

    def demand(self, name: str) -> str:
        """Give the note of a material."""
        found = self.material(name)
        return self.translated(found.english, "note", found.note) if found is not None else ""

    def translated(self, english: English, key: str, chinese: str | None) -> str:
        """Give an author's text in the language of the paper; what has no English stays as it is."""
        found = english.get(key) if self.lang == "en" and chinese else None
        return found if isinstance(found, str) and found else str(chinese or "")


def _within(facts: Any) -> Any:
    """Give the entries about the applicant among the facts."""
    return (facts.get("申请人") or facts.get("applicant")) if isinstance(facts, Mapping) else None
