"""What may stand beside the text, one function a tab: a desk in, the values of its template out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog.catalog import Place, read_bytes
from engine.check.sample import Coverage, run_sample
from engine.guide.build import build_guide
from engine.guide.model import Guide
from engine.guide.to_html import bring_title
from engine.item.text import decode
from web.route import Visit
from web.studio.difference import Section, difference
from web.studio.matrix import matrix_of
from web.studio.model import Draft, Step
from web.studio.publish import latest
from web.studio.reach import name_of, when
from web.studio.sheet import Sheet
from web.studio.sight import Sight, sight_of
from web.studio.store import Drafts
from web.studio.told import Sampled, sampled
from web.words import say

__all__ = [
    "Desk",
    "base_of",
    "changes",
    "guide",
    "guide_of",
    "history",
    "matrix",
    "overview",
    "samples",
    "text_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A draft as one visit sees it."""

    visit: Visit
    drafts: Drafts
    draft: Draft
    sight: Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """A sample of the edition before whose outcome changes."""

    name: str
    was: str
    now: str


def overview(desk: Desk) -> Mapping[str, Any]:
    """The faults stand here; beside them how the samples came out and the guide in short."""
    return {**samples(desk), **guide(desk)}


def guide(desk: Desk) -> Mapping[str, Any]:
    """The guide as citizens would read it."""
    made = guide_of(desk.visit, desk.sight)
    return {"guide": made, "bring": "" if made is None else bring_title(made)}


def guide_of(visit: Visit, sight: Sight, facts: Mapping[str, object] | None = None) -> Guide | None:
    """Build the guide of a text; nothing while a fault stands in the way."""
    if sight.item is None or sight.rulebook is None:
        return None
    return build_guide(
        sight.item, sight.rulebook, visit.today, parts=sight.parts, facts=facts or {}, lang=visit.lang
    )


def samples(desk: Desk) -> Mapping[str, Any]:
    """How every sample came out, and what none of them reaches."""
    tried = desk.sight.tried
    if tried is None:
        return {"samples": None, "shares": (), "missing": ()}
    shares = tuple(f"{share:.0%}" for share in tried.coverage.shares())
    return {
        "samples": sampled(tried, desk.visit.lang),
        "shares": shares,
        "missing": tuple(_missing(tried.coverage, desk.visit)),
    }


def _missing(coverage: Coverage, visit: Visit) -> Iterator[str]:
    """Say what no sample has seen."""
    lang = visit.lang
    kinds = ((coverage.checks, "met", "unmet"), (coverage.materials, "handed", "not_handed"))
    for seen, yes, no in kinds:
        for name, verdicts in seen.items():
            for verdict, key in ((True, yes), (False, no)):
                if verdict not in verdicts:
                    yield say(f"studio_{key}", lang, name=name)
    for table, count in coverage.row_count.items():
        for row in range(count):
            if row not in coverage.rows[table]:
                yield say("studio_row", lang, name=table, row=row + 1)


def matrix(desk: Desk) -> Mapping[str, Any]:
    """Who needs what when, by the questions in the address."""
    visit, book = desk.visit, desk.sight.rulebook
    wanted = visit.form.all("by") or tuple(visit.request.query_params.getlist("by"))
    return {"matrix": None if book is None else matrix_of(book, visit.today, visit.lang, wanted)}


def changes(desk: Desk) -> Mapping[str, Any]:
    """What differs from the edition it began from, and what that does to that edition's samples."""
    base = base_of(desk)
    if base is None:
        return {"base": None, "sections": (), "count": 0, "impact": ()}
    old = text_of(base)
    sections = difference(Sheet(old), Sheet(desk.sight.text), desk.visit.lang)
    return {
        "base": base.record,
        "sections": sections,
        "count": _count(sections or ()),
        "impact": None if desk.sight.rulebook is None else tuple(_impact(desk, old, base.path)),
    }


def _count(sections: tuple[Section, ...]) -> int:
    things = [thing for section in sections for thing in section.things]
    return sum(len(thing.lines) if thing.kind == "changed" else 1 for thing in things)


def base_of(desk: Desk) -> Place | None:
    """Give the edition a draft began from; if it was revised since, the newest before the draft's own."""
    editions = desk.visit.house.shelf.editions(desk.draft.code)
    same = [each for each in editions if each.record.content == desk.draft.base]
    if same or desk.draft.state != "published":
        return same[0] if same else latest(desk.visit.house.shelf, desk.draft.code)
    own = [number for number, each in enumerate(editions) if text_of(each) == desk.sight.text]
    return editions[own[0] - 1] if own and own[0] else None


def text_of(place: Place) -> str:
    """Read the text of an edition."""
    return decode(read_bytes(place.path), place.path)[0] or ""


def _impact(desk: Desk, old: str, path: str) -> Iterator[Impact]:
    """Run the samples of the edition before under the new text; gives those that come out otherwise."""
    house, new = desk.visit.house, desk.sight
    before = sight_of(old, path, house.shelf, house.center, desk.visit.today)
    if before.tried is None or new.item is None or new.rulebook is None:
        return
    was = {each.name: each for each in sampled(before.tried, desk.visit.lang)}
    for ran in before.tried.ran:
        again = run_sample(new.rulebook, new.item, ran.sample)
        lines = sampled(type(before.tried)(ran=(again,), coverage=Coverage()), desk.visit.lang)
        first: Sampled = was[str(ran.sample.name)]
        if lines[0].got != first.got:
            yield Impact(name=first.name, was=first.got, now=lines[0].got)


def history(desk: Desk) -> Mapping[str, Any]:
    """What was done with the draft, and every text that was saved."""
    visit, draft = desk.visit, desk.draft
    names = {id: name_of(visit, id) for id in desk.drafts.writers(draft.number)}
    return {
        "trace": [_trace(visit, step) for step in reversed(desk.drafts.steps(draft.number))],
        "versions": [
            (each.number, each.kind == "aside", names[each.author], when(visit, each.at))
            for each in desk.drafts.versions(draft.number)
        ],
    }


def _trace(visit: Visit, step: Step) -> tuple[str, str, str, str]:
    return say(f"studio_{step.verb}", visit.lang), name_of(visit, step.by), when(visit, step.at), step.note
