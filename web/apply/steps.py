"""The pages of an online application, one step a page: who, the answers, the materials, a last look.

Everything typed is kept in the draft as it is sent, whatever else is wrong with the page: a refused file
loses no word. A page that was answered goes on to the next; nothing is recorded before the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.store import UploadRefused
from engine.rules.model import Rulebook
from engine.vocabulary import in_lang
from web.apply.draft import Draft
from web.apply.drafts import Drafts
from web.apply.who import KINDS, lines_of, missing, opened_by, who_typed
from web.door.endpoint import address_of
from web.house import House
from web.page import page, redirect, refused
from web.route import Upload, Visit
from web.said import named
from web.sheet.entry import Entry, entry_of, typed_in
from web.sheet.pane import Gap
from web.shelf import Missing
from web.upload import inspected, not_taken, scanned
from web.words import say

__all__ = ["STEPS", "Filling", "drafts_of", "filling", "gone", "open_gaps", "save", "show", "shown", "tasks"]

STEPS: Final = ("who", "answers", "materials", "review")
_FILE: Final = "file:"
_REMOVE: Final = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A draft in the hands of its session, read once; `changed`: the item has a new edition by now."""

    drafts: Drafts
    draft: Draft
    rulebook: Rulebook
    entry: Entry
    name: str
    changed: bool


def drafts_of(house: House) -> Drafts | None:
    """Give where drafts lie: beside the cases; nowhere if only guides are shown."""
    office = house.office
    return None if office is None else Drafts(Path(office.store.place.data) / "drafts")


def filling(visit: Visit) -> Filling | None:
    """Read the draft of this session; nothing if there is none, or its item is gone."""
    drafts = drafts_of(visit.house)
    draft = None if drafts is None or not visit.ticket.known else drafts.read(visit.session, visit.now)
    return None if drafts is None or draft is None else _read(visit, drafts, draft)


def _read(visit: Visit, drafts: Drafts, draft: Draft) -> Filling | None:
    book = visit.house.shelf.book(draft.item, visit.today)
    if isinstance(book, Missing):
        return None
    ask = visit.house.center.asker(book)
    typed = {**{f"how:{each.material}": "file" for each in draft.files}, **_said(draft)}
    return Filling(
        drafts=drafts,
        draft=draft,
        rulebook=book,
        entry=entry_of(book, typed, visit.today, visit.lang, ask),
        name=named(book, visit.lang),
        changed=book.edition_hash != draft.edition_hash,
    )


def _said(draft: Draft) -> dict[str, str]:
    """Give what was typed; of a material that has a file nobody need say that it comes as one."""
    with_file = {f"how:{each.material}" for each in draft.files}
    return {name: text for name, text in draft.typed.items() if text or name not in with_file}


def gone(visit: Visit) -> Response:
    """Say that there is no draft, and why that may be."""
    if visit.house.office is None:
        return refused(visit, 404)
    return page(visit, "apply/gone.html", status=404)


def open_gaps(visit: Visit, now: Filling) -> dict[str, tuple[Gap, ...]]:
    """Give what is still open, by the step on whose page it is filled in."""
    fields = {cell.id for cell in now.entry.answers}
    gaps = now.entry.told.gaps
    lacking = tuple(
        Gap(says=say("apply_gap_file", visit.lang, name=look.label), at=f"#{look.id}")
        for look in now.entry.looks
        if now.entry.how(look.name) == "file" and not now.draft.files_of(look.name)
    )
    answers = tuple(gap for gap in gaps if gap.at.lstrip("#") in fields)
    named = {line.id for line in now.entry.sheet.answers} - fields
    rest = tuple(gap for gap in gaps if gap not in answers and gap.at.lstrip("#") not in named)
    return {"who": missing(now.draft.typed, visit.lang), "answers": answers, "materials": (*rest, *lacking)}


def tasks(visit: Visit) -> Response:
    """Show which steps there are and how far each is."""
    now = filling(visit)
    if now is None:
        return gone(visit)
    if now.draft.case:
        return redirect("/submission/sent")
    gaps = open_gaps(visit, now)
    begun = {
        "who": bool(who_typed_in(now.draft)),
        "answers": any(name.startswith("fact:") for name in now.draft.typed),
        "materials": bool(now.draft.files) or any(name.startswith("how:") for name in now.draft.typed),
    }
    return page(visit, "apply/tasks.html", now=now, gaps=gaps, begun=begun, steps=STEPS)


def who_typed_in(draft: Draft) -> list[str]:
    """Give the fields of the first page that hold something."""
    return [name for name, text in draft.typed.items() if name.startswith("who:") and text]


def show(step: str, visit: Visit) -> Response:
    """Show the page of a step."""
    now = filling(visit)
    if now is None:
        return gone(visit)
    return redirect("/submission/sent") if now.draft.case else shown(visit, now, step)


def shown(
    visit: Visit,
    now: Filling,
    step: str,
    *,
    problems: tuple[Gap, ...] = (),
    refusals: Mapping[str, tuple[str, ...]] | None = None,
    status: int = 422,
) -> Response:
    """Show a step as it stands, with everything that stands against going on."""
    return page(
        visit,
        "apply/told.html" if visit.fragment else f"apply/{step}.html",
        status=status if problems or refusals else 200,
        problems=problems,
        refusals=refusals or {},
        **_values(visit, now, step),
    )


def _values(visit: Visit, now: Filling, step: str) -> dict[str, Any]:
    applicant, agent = lines_of(now.draft.typed)
    number = STEPS.index(step)
    return {
        "now": now,
        "entry": now.entry,
        "told": now.entry.told,
        "step": step,
        "steps": STEPS,
        "number": number + 1,
        "applicant": applicant,
        "agent": agent,
        "role": opened_by(now.draft.typed),
        "kinds": KINDS,
        "kind": now.draft.typed.get("who:kind", KINDS[0]),
        "hows": {look.name: _ways(now.rulebook, look.name) for look in now.entry.looks},
        "later": {look.name for look in now.entry.looks if _may_follow(now.rulebook, look.name)},
        "gaps": open_gaps(visit, now) if step == "review" else {},
        "hold": visit.house.practice.hold_online,
        "medium": lambda name: in_lang("medium", name, visit.lang),
        "page_of": {},
    }


def _ways(rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """Give how a material may come: on paper wherever the item does not ask for a file alone."""
    alone = rulebook.member[name].medium == ("electronic",)
    return ("file", "absent") if alone else ("file", "paper", "absent")


def _may_follow(rulebook: Rulebook, name: str) -> bool:
    return rulebook.member[name].necessity == "deferrable"


def save(step: str, visit: Visit) -> Response:
    """Keep what a page sent, then its files; go on if nothing was refused."""
    now = filling(visit)
    if now is None:
        return gone(visit)
    if now.draft.case:
        return redirect("/submission/sent")
    typed = who_typed(visit.form) if step == "who" else typed_in(now.rulebook, visit.form)
    now.drafts.change(visit.session, typed, visit.now)
    refusals = _taken(visit, now) if step == "materials" else {}
    again = filling(visit)
    if again is None:
        return gone(visit)
    if refusals:
        return shown(visit, again, step, refusals=refusals)
    if visit.fragment:
        return shown(visit, again, step)
    return redirect(_onward(visit, step))


def _onward(visit: Visit, step: str) -> str:
    """Give where a page leads: to the next, or back to a material whose file came or went."""
    at = visit.form.one("stay")[:200]
    if at or visit.form.one(_REMOVE):
        return f"/submission/{step}" + (f"#{quote(at)}" if at else "")
    return f"/submission/{STEPS[STEPS.index(step) + 1]}"


def _taken(visit: Visit, now: Filling) -> dict[str, tuple[str, ...]]:
    """Take the files of a page into the draft; gives what was refused, by material."""
    material, _, hash = visit.form.one(_REMOVE).rpartition("/")
    if hash:
        now.drafts.remove(visit.session, material, hash, visit.now)
    sent = {
        name[len(_FILE) :]: files
        for name, files in visit.form.files.items()
        if name.startswith(_FILE) and name[len(_FILE) :] in now.rulebook.member
    }
    if sent and not visit.house.limits.allows("upload", address_of(visit)):
        return dict.fromkeys(sent, (say("apply_upload_wait", visit.lang),))
    refusals: dict[str, tuple[str, ...]] = {}
    for name, files in sent.items():
        for file in files:
            wrong = _added(visit, now, name, file)
            if wrong is not None:
                refusals[name] = (*refusals.get(name, ()), not_taken(visit, file, wrong))
    return refusals


def _added(visit: Visit, now: Filling, material: str, file: Upload) -> UploadRefused | None:
    """Take one file into the draft, once it was looked into, and looked into for viruses."""
    office = visit.house.office
    assert office is not None, "where there are drafts there is an office"
    wrong = inspected(file)
    if wrong is not None:
        return wrong
    looked = scanned(visit, office, file)
    return looked.refused or now.drafts.add(visit.session, material, file, looked.mark, visit.now)
