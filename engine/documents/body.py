"""The body of a paper, and the pieces that several kinds share: facts about the case, tables of materials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine.case.state import Ledger
from engine.documents.law import remedy_on
from engine.documents.model import Block, Bullets, Entry, Facts, Prose, Table, bullets
from engine.documents.record import Reading

__all__ = [
    "Body",
    "about",
    "entries",
    "materials_table",
    "medium_of",
    "places",
    "prose",
    "remedies",
    "wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What one kind of paper says.

    `title` where the name of the kind is not it; `addressed`: it begins with the applicant's name; `organ` is
    the department that issues it, where it is not the one of the item.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    addressed: bool = False
    organ: str = ""


def entries(reading: Reading, *pairs: tuple[str, str]) -> Facts:
    """Give facts under their labels, leaving out those of which there is nothing to say."""
    return Facts(entries=tuple(Entry(label=reading.say(key), says=says) for key, says in pairs if says))


def about(reading: Reading, *more: tuple[str, str], masked: bool = False) -> Facts:
    """Give the facts that every paper about a case begins with, and those of its own."""
    terms = reading.state.terms
    return entries(
        reading,
        ("item", reading.say("item_coded", name=reading.item_name, code=terms.item)),
        ("applicant", reading.masked_applicant if masked else reading.applicant),
        *more,
    )


def places(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Give where and when to come, and whom to call."""
    return tuple((key, reading.note(key)) for key in ("place", "hours", "consultation", "complaint"))


def prose(reading: Reading, key: str, heading: str = "", **values: object) -> Prose:
    """Give one of our sentences as a paragraph."""
    return Prose(says=reading.say(key, **values), heading=reading.say(heading) if heading else "")


_WIDTHS: Final = (8, 41, 14, 11, 10, 16)


def materials_table(reading: Reading, heading: str, names: Iterable[str]) -> Block:
    """Give the materials with form, copies, pages, and what was attested about them."""
    rows = tuple(
        (str(number), reading.label(name), *_ledger_row(reading, name))
        for number, name in enumerate(names, start=1)
    )
    if not rows:
        return prose(reading, "none_received")
    head = ("row", "material", "medium", "copies", "pages", "compared")
    return Table(
        heading=reading.say(heading),
        head=tuple(reading.say(key) for key in head),
        rows=rows,
        widths=_WIDTHS,
    )


def _ledger_row(reading: Reading, name: str) -> tuple[str, str, str, str]:
    one = reading.state.ledger.get(name, Ledger())
    marks = (("seen", one.original_seen), ("match", one.copies_match))
    attested = [reading.say(key) for key, by in marks if by]
    copies = 1 if one.copies is None else one.copies
    pages = reading.say("unsaid") if one.pages is None else str(one.pages)
    return medium_of(reading, name), str(copies), pages, reading.joined(attested) or reading.say("unsaid")


def medium_of(reading: Reading, name: str) -> str:
    """Say in which form a material came, or in which it is asked for."""
    form = reading.state.ledger.get(name, Ledger()).form
    found = reading.material(name)
    media = (form,) if form else found.medium if found is not None else ()
    return reading.joined(reading.word("medium", each) for each in media) or reading.say("unsaid")


def wanted(reading: Reading, heading: str, names: Iterable[str]) -> Table:
    """Give materials that are still to come, with what is asked of them."""
    rows = tuple(
        (str(number), reading.label(name), medium_of(reading, name), reading.demand(name))
        for number, name in enumerate(names, start=1)
    )
    return Table(
        heading=reading.say(heading),
        head=tuple(reading.say(key) for key in ("row", "material", "medium", "demand")),
        rows=rows,
        widths=(8, 34, 18, 40),
    )


def remedies(reading: Reading) -> Bullets:
    """Give the remedies with their periods, which no paper may lack, and what the organ adds to them."""
    law = remedy_on(reading.on)
    appeal = reading.say("appeal", days=law.days, months=law.months, basis=law.basis(reading.lang))
    return bullets(reading.say("remedies"), (appeal, reading.text("remedies")))
