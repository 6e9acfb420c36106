"""The first page of the studio: what is being written, what waits for a review, and how to begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from engine.catalog.catalog import read_bytes
from engine.item.template import new_item
from engine.item.text import decode
from web.page import page, redirect, refused
from web.route import Visit
from web.studio.model import OPEN, Draft
from web.studio.publish import latest
from web.studio.reach import department_of, name_of, own, when
from web.studio.sheet import Sheet, Uneditable
from web.studio.store import Drafts
from web.words import say

__all__ = ["begin", "start"]

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}", re.ASCII)
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One draft in a list, in words."""

    draft: Draft
    who: str
    at: str


def start(visit: Visit) -> Response:
    """Show the drafts of this person's department and the items they may revise."""
    drafts = visit.house.drafts
    return refused(visit, 404) if drafts is None else _started(visit, drafts)


def _started(visit: Visit, drafts: Drafts, problem: str = "") -> Response:
    words = visit.query.get("q", "").strip()
    found = [each for each in drafts.listed(OPEN, department_of(visit))]
    me = visit.actor.id
    review = [each for each in found if each.state == "in_review" and me not in drafts.writers(each.number)]
    rows = [row for row in visit.house.shelf.rows(visit.today) if own(visit, row.record.department)]
    if words:
        hits = visit.house.shelf.search(words, visit.today)
        order = {hit.code: number for number, hit in enumerate(hits.hits or hits.near)}
        rows = sorted((row for row in rows if row.code in order), key=lambda row: order[row.code])
    return page(
        visit,
        "studio/start.html",
        status=422 if problem else 200,
        review=[_line(visit, each) for each in review],
        drafts=[_line(visit, each) for each in found if each not in review],
        rows=rows,
        q=words,
        writes=visit.actor.role == "author",
        problem=problem,
        typed=visit.form,
        departments=[] if department_of(visit) else sorted({row.record.department for row in rows}),
    )


def _line(visit: Visit, draft: Draft) -> Line:
    return Line(draft=draft, who=name_of(visit, draft.author), at=when(visit, draft.changed_at))


def begin(visit: Visit) -> Response:
    """Begin a draft: from the newest edition of an item, or of a new item from the template."""
    drafts, source = visit.house.drafts, visit.form.one("from").strip()
    if drafts is None:
        return refused(visit, 404)
    if source:
        return _revised(visit, drafts, source)
    name, code = visit.form.one("name").strip(), visit.form.one("code").strip()
    department = department_of(visit) or visit.form.one("department").strip()
    problem = say("studio_new_need", visit.lang)
    if not 0 < len(name) <= _LONGEST_NAME or "\n" in name or _CODE.fullmatch(code) is None or not department:
        return _started(visit, drafts, problem)
    if visit.house.shelf.editions(code):
        return _started(visit, drafts, say("studio_new_taken", visit.lang, code=code))
    try:
        text = Sheet(new_item(name, code)).put(("department",), [department]).text
    except Uneditable:
        return _started(visit, drafts, problem)
    return _begun(visit, drafts, code, name, department, "", text)


def _revised(visit: Visit, drafts: Drafts, code: str) -> Response:
    newest = latest(visit.house.shelf, code)
    if newest is None or not own(visit, newest.record.department):
        return refused(visit, 404)
    text, _ = decode(read_bytes(newest.path), newest.path)
    record = newest.record
    return _begun(visit, drafts, code, record.name, record.department, record.content, text or "")


def _begun(
    visit: Visit, drafts: Drafts, code: str, name: str, department: str, base: str, text: str
) -> Response:
    draft = drafts.begin(
        code=code,
        name=name,
        department=department,
        base=base,
        text=text,
        author=visit.actor.id,
        at=visit.now,
        key=visit.key,
    )
    if not own(visit, draft.department):
        return refused(visit, 404)
    return redirect(f"/studio/drafts/{draft.number}")
