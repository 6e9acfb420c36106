"""The author's desk: the text or its form on the left, and beside it what the engine makes of it.

One address takes every change of the text. Sent whole it works without a script and leads back to the page;
with one, each pause in typing is saved and looked at, and only what stands beside the text is exchanged.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from engine.item.format import format_text
from web.guard import policy
from web.page import page, redirect, refused
from web.route import Visit
from web.studio import tabs
from web.studio.form import added, edited, form_of, removed
from web.studio.model import Draft, Saved
from web.studio.reach import draft_of, known_number, name_of, sight_for, when
from web.studio.road import steps_of, taken
from web.studio.sheet import Sheet, Uneditable
from web.studio.steps import StepRow
from web.studio.store import Drafts
from web.studio.told import all_cured, cured, told
from web.words import say

__all__ = ["TABS", "VIEWS", "act", "act_on_form", "act_on_text", "show"]

VIEWS: Final = ("text", "form")
# More at once help nobody: most of them go with the first.
_MOST_FAULTS: Final = 30
_KEYS: Final = (
    (("Ctrl", "studio_space"), "studio_key_complete"),
    (("F8",), "studio_key_next"),
    (("Ctrl", "."), "studio_key_cure"),
    (("Ctrl", "Enter"), "studio_key_check"),
)
TABS: Final[Mapping[str, Callable[[tabs.Desk], Mapping[str, Any]]]] = {
    "overview": tabs.overview,
    "guide": tabs.guide,
    "samples": tabs.samples,
    "matrix": tabs.matrix,
    "changes": tabs.changes,
    "history": tabs.history,
}


def show(visit: Visit) -> Response:
    """Show a draft with what stands beside it; only the latter when a script asks."""
    draft, drafts = draft_of(visit), visit.house.drafts
    if draft is None or drafts is None:
        return refused(visit, 404)
    return shown(visit, drafts, draft)


def shown(
    visit: Visit,
    drafts: Drafts,
    draft: Draft,
    *,
    problems: tuple[str, ...] = (),
    verb: str = "",
    late: Saved | None = None,
) -> Response:
    """Show a draft as it stands now, with what stands against an act or a saving."""
    text = drafts.text(draft)
    beside = _beside(visit, drafts, draft, text, late)
    status = 409 if late is not None else 422 if problems else 200
    if visit.fragment:
        return page(visit, "studio/beside.html", status=200, **beside, problems=problems, verb=verb)
    nonce = secrets.token_urlsafe(16)
    view = beside["view"]
    answer = page(
        visit,
        "studio/desk.html",
        status=status,
        text=late.kept.text if late is not None and late.kept is not None else text,
        form=form_of(Sheet(text), visit.lang) if view == "form" else None,
        nonce=nonce,
        keys=_KEYS,
        problems=problems,
        verb=verb,
        **beside,
    )
    answer.headers["Content-Security-Policy"] = policy(nonce)
    return answer


def _beside(visit: Visit, drafts: Drafts, draft: Draft, text: str, late: Saved | None) -> dict[str, Any]:
    sight = sight_for(visit, draft, text)
    # Whoever reviews comes for what was changed.
    first = "overview" if draft.state in ("draft", "withdrawn") else "changes"
    tab = _chosen(visit, "tab", tuple(TABS), first)
    desk = tabs.Desk(visit=visit, drafts=drafts, draft=draft, sight=sight)
    return {
        "draft": draft,
        "address": f"/studio/drafts/{draft.number}",
        "sight": sight,
        "faults": told(sight, visit.lang),
        "most_faults": _MOST_FAULTS,
        "tabs": tuple(TABS),
        "tab": tab,
        "view": _chosen(visit, "view", VIEWS, VIEWS[0]),
        "saved_at": when(visit, draft.changed_at),
        "writing": draft.state == "draft" and visit.actor.role == "author",
        "late": None if late is None else _late(visit, late),
        **steps_of(visit, drafts, draft, sight),
        **TABS[tab](desk),
    }


def _late(visit: Visit, late: Saved) -> dict[str, Any]:
    assert late.kept is not None and late.other is not None
    return {
        "kept": late.kept.number,
        # Until one of the texts is chosen, whatever is typed goes on aside.
        "base": late.kept.based_on,
        "says": say(
            "studio_late",
            visit.lang,
            who=name_of(visit, late.other.author),
            time=when(visit, late.other.at),
            number=late.kept.number,
        ),
    }


def _chosen(visit: Visit, name: str, known: tuple[str, ...], otherwise: str) -> str:
    """Give what was chosen, in the form that was sent or in the address."""
    found = visit.form.one(name) or visit.query.get(name, "")
    return found if found in known else otherwise


def act_on_text(visit: Visit) -> Response:
    """Take the text as it was sent: keep it, cure a fault, put it in order, or take back an earlier one."""
    draft, drafts = draft_of(visit), visit.house.drafts
    if draft is None or drafts is None or "text" not in visit.form.texts:
        return refused(visit, 404)
    text, act = visit.form.one("text"), visit.form.one("do")
    if act == "format":
        text = format_text(text)
    elif act == "cure-all":
        text = all_cured(sight_for(visit, draft, text))
    elif act.startswith("cure:"):
        text = cured(sight_for(visit, draft, text), act.removeprefix("cure:"))
    return saved(visit, drafts, draft, text, draft.version if act == "mine" else None)


def act_on_form(visit: Visit) -> Response:
    """Take the form as it was sent: what was changed goes into the text it was made from."""
    draft, drafts = draft_of(visit), visit.house.drafts
    if draft is None or drafts is None:
        return refused(visit, 404)
    base = drafts.version(draft.number, known_number(visit.form.one("_version")))
    if base is None:
        return shown(visit, drafts, draft, problems=(say("studio_form_old", visit.lang),))
    sheet, stuck = edited(Sheet(base.text), visit.form, visit.lang)
    what, _, place = visit.form.one("do").partition(":")
    try:
        if what == "add":
            sheet = added(sheet, place)
        elif what == "remove":
            sheet = removed(sheet, place)
    except Uneditable:
        stuck = (*stuck, place)
    problems = tuple(say("studio_form_stuck", visit.lang, label=label) for label in stuck)
    return saved(visit, drafts, draft, sheet.text, problems=problems)


def saved(
    visit: Visit,
    drafts: Drafts,
    draft: Draft,
    text: str,
    based_on: int | None = None,
    problems: tuple[str, ...] = (),
) -> Response:
    """Save a text against the version it was made from, and show what came of it."""
    base = known_number(visit.form.one("_version")) if based_on is None else based_on
    kept = drafts.save(draft.number, base, text, visit.actor.id, visit.now)
    if kept is None:
        return shown(visit, drafts, draft, problems=(say("studio_readonly", visit.lang),))
    if kept.other is not None or problems or visit.fragment:
        late = kept if kept.other is not None else None
        return shown(visit, drafts, kept.draft, late=late, problems=problems)
    asked = {name: visit.form.one(name) for name in ("view", "tab") if visit.form.one(name)}
    return redirect(f"/studio/drafts/{draft.number}{'?' + urlencode(asked) if asked else ''}")


def act(row: StepRow, visit: Visit) -> Response:
    """Take a step with a draft; what stands against it is told all at once, on the same page."""
    draft, drafts = draft_of(visit), visit.house.drafts
    if draft is None or drafts is None:
        return refused(visit, 404)
    problems = taken(visit, drafts, draft, row)
    if problems:
        return shown(visit, drafts, drafts.find(draft.number) or draft, problems=problems, verb=row.verb)
    return redirect(f"/studio/drafts/{draft.number}")
