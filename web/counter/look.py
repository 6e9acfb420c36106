"""What a clerk found is taken: only what was changed is recorded, and the correction is made anew.

The form sent whole works without a script; with one, every change is sent by itself and the correction
beside it is exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from engine.case.fold import fold
from engine.case.stages import stage_of
from engine.case.store import Conflict
from engine.case.submission import submission_of
from engine.center.office import Done, Outcome, Request
from web.case.opened import Opened, again
from web.case.staff import case_of, problems_of
from web.counter.laid import Laid, address_of_case, compared, laid_again
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
    before = None if found is None else compared(found)
    if before is None:
        return refused(visit, 404)
    problems = _recorded(visit, before) or _attested(visit, before.opened)
    laid = laid_again(visit, before.opened, before.known)
    if laid is None:
        return refused(visit, 404)
    if visit.fragment:
        moved = _answers(before) != _answers(laid)
        beside = side(visit, laid, sheet=moved)
        return page(visit, "counter/part.html", **beside, problems=problems, moved=moved)
    if problems:
        return shown(visit, laid, problems=problems)
    if visit.form.one("do") == "supply":
        laid.opened.office.keep_papers(laid.opened.case, visit.now)
    return redirect(address_of_case(laid.opened.number))


def _answers(laid: Laid) -> dict[str, str]:
    return {name: value for name, value in laid.standing.items() if name.startswith("fact:")}


def _recorded(visit: Visit, laid: Laid) -> tuple[str, ...]:
    """Record what the clerk changed; gives what stands against it."""
    form = posted(laid.rulebook, visit.form)
    verb = "look"
    if stage_of(laid.opened.state) == "correct":
        if visit.form.one("do") != "supply":
            return ()
        verb = "supply"
    for _ in range(_TRIES):
        shown, others = _as_shown(visit, laid)
        changes = changed(form, shown, laid.standing)
        if not changes:
            return ()
        if others and any(laid.standing[name] != shown[name] for name in changes):
            return (say("changed_meanwhile", visit.lang),)
        what = taken(laid.rulebook, changes, laid.standing)
        outcome = _act(visit, laid.opened, verb, what, laid.opened.state.version)
        if isinstance(outcome, Done):
            return ()
        now = compared(again(laid.opened))
        if not isinstance(outcome, Conflict) or now is None:
            return problems_of(visit, outcome)
        laid = now
    return (say("changed_meanwhile", visit.lang),)


def _act(
    visit: Visit, opened: Opened, verb: str, what: Mapping[str, object], seen: int | None = None
) -> Outcome:
    """Record one change of the sheet; the page sends many, so its key cannot tell one from another."""
    return opened.office.act(
        Request(verb=verb, actor=opened.actor, at=visit.now, case=opened.case, sent=what, expected=seen)
    )


def _as_shown(visit: Visit, laid: Laid) -> tuple[Mapping[str, str], bool]:
    """Give the fields as the page showed them, and whether anybody else has acted on the case since."""
    version, opened = whole(visit.form.one("_version")) or 0, laid.opened
    if version >= opened.state.version or version < 1:
        return laid.standing, False
    events = opened.office.store.events(opened.case)
    others = any(event.by.id != visit.actor.id for event in events[version:])
    then = submission_of(events, laid.known, version)
    return flat(laid.rulebook, then, fold(events[:version]).ledger), others


def _attested(visit: Visit, opened: Opened) -> tuple[str, ...]:
    """Record which originals were seen and which copies compared, where that was not said before."""
    for verb, form in _ATTESTS:
        opened = again(opened)
        ticked = [name for name, value in visit.form.below(f"{form}:").items() if value == "1"]
        new = []
        for name in ticked:
            kept = opened.state.ledger.get(name)
            seen = kept is not None and (kept.original_seen if form == "original" else kept.copies_match)
            if kept is not None and kept.handed_in and not seen:
                new.append(name)
        if not new or verb not in opened.can:
            continue
        outcome = _act(visit, opened, verb, {"materials": new})
        if not isinstance(outcome, Done):
            return problems_of(visit, outcome)
    return ()
