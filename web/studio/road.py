"""The steps of a draft on the page: which are offered, and what happens when one is taken.

The table of steps decides who may; the text decides whether it can; what stands against it is told at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from web.route import Visit
from web.studio.model import Draft, Step
from web.studio.publish import Against, Plan, dated, latest, plan_of, standing_against, write
from web.studio.reach import known_number, sight_for
from web.studio.sheet import Sheet, Uneditable
from web.studio.sight import Sight
from web.studio.steps import StepRow, against, offered
from web.studio.store import Drafts
from web.typed import day
from web.words import say

__all__ = ["steps_of", "taken"]

_LONGEST_NOTE: Final = 2000


def steps_of(visit: Visit, drafts: Drafts, draft: Draft, sight: Sight) -> dict[str, Any]:
    """Give the steps that this person may take now, with what stands against them."""
    writers = drafts.writers(draft.number)
    rows = offered(draft, writers, visit.actor.id, visit.actor.role)
    newest = latest(visit.house.shelf, draft.code)
    moved = draft.state == "draft" and (newest.record.content if newest is not None else "") != draft.base
    stands = standing_against(sight, draft)
    return {
        "steps": [row for row in rows if row.verb != "rebase" or moved],
        "moved": moved,
        "first": sight.item.valid_from if sight.item is not None else "",
        "today": visit.today,
        "stands": [says(visit, each) for each in stands],
        "waits": draft.state == "in_review" and visit.actor.id in writers,
        "edition": latest(visit.house.shelf, draft.code) if draft.state == "published" else None,
    }


def taken(visit: Visit, drafts: Drafts, draft: Draft, row: StepRow) -> tuple[str, ...]:
    """Take a step; gives what stands against it. The same form sent twice takes it once."""
    with drafts.stepping:
        if drafts.stepped(draft.number, visit.key):
            return ()
        now = drafts.find(draft.number) or draft
        if known_number(visit.form.one("_version")) != now.version:
            return (say("studio_meanwhile", visit.lang),)
        note = visit.form.one("note").strip()[:_LONGEST_NOTE]
        why = against(row, now, drafts.writers(now.number), visit.actor.id, visit.actor.role)
        if not why and row.note == "must" and not note:
            why = "studio_note_need"
        if why:
            return (say(why, visit.lang),)
        step = Step(verb=row.verb, by=visit.actor.id, at=visit.now, version=now.version, note=note)
        return tuple(says(visit, each) for each in _DO.get(row.verb, _plainly)(visit, drafts, now, row, step))


def _plainly(visit: Visit, drafts: Drafts, draft: Draft, row: StepRow, step: Step) -> tuple[Against, ...]:
    """Take a step that only moves the draft on, once its text is sound if it must be."""
    if row.sound:
        found = standing_against(sight_for(visit, draft, drafts.text(draft)), draft)
        if found:
            return found
    return _moved(visit, drafts, draft, row, step)


def _moved(
    visit: Visit, drafts: Drafts, draft: Draft, row: StepRow, step: Step, **changed: str
) -> tuple[Against, ...]:
    made = drafts.step(draft, step, row.after, key=visit.key, **changed)
    return () if made is not None else (Against(key="studio_meanwhile"),)


def _send(visit: Visit, drafts: Drafts, draft: Draft, row: StepRow, step: Step) -> tuple[Against, ...]:
    """Send to review: the day is written into the text first, so that what is approved is what will be."""
    first = day(visit.form.one("first").strip())
    if first is None or first < visit.today:
        return (Against(key="studio_day_need"),)
    found = standing_against(sight_for(visit, draft, drafts.text(draft)), draft)
    if found:
        return found
    try:
        text = dated(Sheet(drafts.text(draft)), first).text
    except Uneditable:
        return (Against(key="studio_against_no_day"),)
    plan = plan_of(draft, sight_for(visit, draft, text), visit.house.shelf, visit.today)
    if not isinstance(plan, Plan):
        return plan
    saved = drafts.save(draft.number, draft.version, text, visit.actor.id, visit.now)
    if saved is None or saved.other is not None:
        return (Against(key="studio_meanwhile"),)
    sent = replace(step, version=saved.draft.version, first=first.isoformat(), edition=first.isoformat())
    return _moved(visit, drafts, saved.draft, row, sent)


def _publish(visit: Visit, drafts: Drafts, draft: Draft, row: StepRow, step: Step) -> tuple[Against, ...]:
    """Write the edition into the catalogue, end the one before it, and put both on record."""
    shelf = visit.house.shelf
    plan = plan_of(draft, sight_for(visit, draft, drafts.text(draft)), shelf, visit.today)
    if not isinstance(plan, Plan):
        return plan
    try:
        write(plan)
    except OSError as error:
        return (Against(key="studio_readonly_catalog", values={"why": error.strerror or str(error)}),)
    shelf.renew()
    path = os.path.relpath(plan.files[0][0], shelf.folder)
    done = replace(step, edition=plan.edition, first=plan.first.isoformat(), path=path)
    return _moved(visit, drafts, draft, row, done)


def _rebase(visit: Visit, drafts: Drafts, draft: Draft, row: StepRow, step: Step) -> tuple[Against, ...]:
    newest = latest(visit.house.shelf, draft.code)
    return _moved(visit, drafts, draft, row, step, base=newest.record.content if newest is not None else "")


_DO: Final[Mapping[str, Callable[[Visit, Drafts, Draft, StepRow, Step], tuple[Against, ...]]]] = {
    "send": _send,
    "publish": _publish,
    "rebase": _rebase,
}


def says(visit: Visit, one: Against) -> str:
    """Say one thing that stands against a step."""
    if one.key:
        return say(one.key, visit.lang, **one.values)
    return one.zh if visit.lang == "zh" else one.en
