"""What a clerk found is taken: only what was changed is recorded, and the correction is made anew.

The form sent whole works without a script; with one, every change is sent by itself and the correction
beside it is exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from engine.case.act import allowed
from engine.case.fold import fold
from engine.case.stages import stage_of
from engine.case.store import Conflict
from engine.center.office import Done, Office, Request
from web.case.staff import case_of, problems_of
from web.counter.opened import Open, read_again
from web.counter.pages import shown, side
from web.page import page, redirect, refused
from web.route import Visit
from web.sheet.flat import changed, flat, posted, taken
from web.typed import whole
from web.words import say

__all__ = ["look"]

_TRIES: Final = 4
_ATTESTS: Final = (("see_original", "original"), ("match_copies", "copy"))


def look(visit: Visit) -> Response:
    """Take what a clerk found; only what was changed is recorded, and the correction is made anew."""
    found = case_of(visit)
    if found is None:
        return refused(visit, 404)
    office, case, _ = found
    before = read_again(visit, office, case)
    if before is None:
        return refused(visit, 404)
    problems = _recorded(visit, before) or _attested(visit, office, case)
    opened = read_again(visit, office, case) or before
    if visit.fragment:
        moved = _answers(before) != _answers(opened)
        return page(visit, "counter/part.html", **side(visit, opened), problems=problems, moved=moved)
    if problems:
        return shown(visit, opened, problems=problems)
    if visit.form.one("do") == "supply":
        office.keep_papers(case, visit.now)
    return redirect(opened.address)


def _answers(opened: Open) -> dict[str, str]:
    return {name: value for name, value in opened.standing.items() if name.startswith("fact:")}


def _recorded(visit: Visit, opened: Open) -> tuple[str, ...]:
    """Record what the clerk changed; gives what stands against it."""
    form = posted(opened.rulebook, visit.form)
    verb = "look"
    if stage_of(opened.state) == "correct":
        if visit.form.one("do") != "supply":
            return ()
        verb = "supply"
    for _ in range(_TRIES):
        shown, others = _as_shown(visit, opened)
        changes = changed(form, shown, opened.standing)
        if not changes:
            return ()
        if others and any(opened.standing[name] != shown[name] for name in changes):
            return (say("changed_meanwhile", visit.lang),)
        outcome = opened.office.act(
            Request(
                verb=verb,
                actor=visit.actor,
                at=visit.now,
                case=opened.case,
                sent=taken(opened.rulebook, changes, opened.standing),
                expected=opened.state.version,
            )
        )
        if isinstance(outcome, Done):
            return ()
        again = read_again(visit, opened.office, opened.case)
        if not isinstance(outcome, Conflict) or again is None:
            return problems_of(visit, outcome)
        opened = again
    return (say("changed_meanwhile", visit.lang),)


def _as_shown(visit: Visit, opened: Open) -> tuple[Mapping[str, str], bool]:
    """Give the fields as the page showed them, and whether anybody else has acted on the case since."""
    version = whole(visit.form.one("_version")) or 0
    if version >= opened.state.version or version < 1:
        return opened.standing, False
    events = opened.office.store.events(opened.case)
    others = any(event.by.id != visit.actor.id for event in events[version:])
    then = opened.office.submission(opened.case, visit.actor, visit.now, "look", upto=version)
    return flat(opened.rulebook, then, fold(events[:version]).ledger), others


def _attested(visit: Visit, office: Office, case: str) -> tuple[str, ...]:
    """Record which originals were seen and which copies compared, where that was not said before."""
    for verb, form in _ATTESTS:
        state = office.state(case)
        assert state is not None
        ticked = [name for name, value in visit.form.below(f"{form}:").items() if value == "1"]
        new = []
        for name in ticked:
            kept = state.ledger.get(name)
            done = kept is not None and (kept.original_seen if form == "original" else kept.copies_match)
            if kept is not None and kept.handed_in and not done:
                new.append(name)
        if not new or verb not in {row.verb for row in allowed(state, visit.actor)}:
            continue
        outcome = office.act(
            Request(verb=verb, actor=visit.actor, at=visit.now, case=case, sent={"materials": new})
        )
        if not isinstance(outcome, Done):
            return problems_of(visit, outcome)
    return ()
