"""An application begins and is handed in: a draft becomes a case that waits for the window, exactly once.

Everything goes into one event with the draft's own key, then the files, each kept under its hash. Sent twice,
or taken up again after a power cut, it is the same case with the same files.
"""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import Response

from engine.case.code import code_of
from engine.case.model import Actor
from engine.case.state import Ledger, State
from engine.case.store import Upload
from engine.case.terms import Wanted
from engine.center.office import Done, Office, Request
from engine.qr import svg
from engine.vocabulary import Lang
from web.apply.draft import Draft
from web.apply.steps import Filling, drafts_of, filling, gone, open_gaps, shown
from web.apply.who import opened_by, people_of
from web.case.staff import problems_of
from web.citizen.mine import remembers
from web.page import page, redirect, refused
from web.route import Visit
from web.said import moment, named
from web.sheet.carried import carried
from web.sheet.entry import takes_online
from web.sheet.flat import APPLICANT, NAME, blank
from web.sheet.pane import Gap
from web.shelf import Missing
from web.words import say

__all__ = ["begin", "end", "send", "sent", "start"]


def start(visit: Visit) -> Response:
    """Say how an online application goes; the answers of the guide come along."""
    item = visit.house.shelf.item(visit.path["code"], visit.today)
    if visit.house.office is None or isinstance(item, Missing):
        return refused(visit, 404)
    book = item.rulebook
    standing = filling(visit)
    return page(
        visit,
        "apply/start.html",
        code=book.item,
        name=named(book, visit.lang),
        online=takes_online(item.item),
        carried=carried(visit, book),
        standing=standing if standing is not None and not standing.draft.case else None,
    )


def begin(visit: Visit) -> Response:
    """Begin a draft; one that stood in this session before is thrown away."""
    drafts, item = drafts_of(visit.house), visit.house.shelf.item(visit.path["code"], visit.today)
    if drafts is None or isinstance(item, Missing) or not takes_online(item.item):
        return refused(visit, 404)
    book = item.rulebook
    known = blank(book)
    typed = {name: visit.form.one(name).strip() for name in visit.form.texts if name in known}
    drafts.sweep(visit.now)
    drafts.end(visit.session)
    draft = Draft(item=book.item, edition_hash=book.edition_hash, key=secrets.token_urlsafe(24), typed=typed)
    drafts.write(visit.session, draft, visit.now)
    return redirect("/submission/who")


def end(visit: Visit) -> Response:
    """Throw the draft away and end the session: the next person at this terminal finds nothing."""
    drafts = drafts_of(visit.house)
    if drafts is not None:
        drafts.end(visit.session)
    if visit.person is None:
        visit.ticket.sign_out()
    return redirect("/")


def send(visit: Visit) -> Response:
    """Hand in: what is still open is told at once; what is wrong may be handed in knowingly."""
    now, office = filling(visit), visit.house.office
    if now is None or office is None:
        return gone(visit)
    if now.draft.case:
        return redirect("/submission/sent")
    problems = _against(visit, now)
    if problems:
        return shown(visit, now, "review", problems=problems)
    outcome = office.act(
        Request(
            verb="open",
            actor=Actor(id=visit.session.visitor, role=_role(now.draft)),
            at=visit.now,
            item=now.draft.item,
            sent=_sent(now, visit.lang),
            key=now.draft.key,
        )
    )
    if not isinstance(outcome, Done):
        lines = problems_of(visit, outcome)
        return shown(visit, now, "review", problems=tuple(Gap(says=each, at="#send") for each in lines))
    _keep_files(visit, office, now, outcome.case)
    now.drafts.finish(visit.session, now.draft, outcome.case, visit.now)
    return redirect("/submission/sent")


def _role(draft: Draft) -> Any:
    return opened_by(draft.typed)


def _against(visit: Visit, now: Filling) -> tuple[Gap, ...]:
    """Give what stands against handing in: everything open, and findings that nobody has acknowledged."""
    told = now.entry.told
    gaps = tuple(
        Gap(says=gap.says, at=f"/submission/{step}{gap.at}")
        for step, found in open_gaps(visit, now).items()
        for gap in found
    )
    if told.places and visit.house.practice.hold_online:
        return (*gaps, Gap(says=say("apply_held", visit.lang, count=told.places), at="#told"))
    if told.places and visit.form.one("anyway") != "1":
        return (*gaps, Gap(says=say("apply_say_anyway", visit.lang), at="#anyway"))
    return gaps


def _sent(now: Filling, lang: Lang) -> dict[str, object]:
    """Give the application as the act of opening a case takes it; nobody has looked at a material yet."""
    submission, draft = now.entry.submission, now.draft
    materials = {look.name: _look(now, look.name) for look in now.entry.looks if now.entry.how(look.name)}
    facts = {**submission["facts"]}
    facts[APPLICANT] = {**facts.get(APPLICANT, {}), "名称": draft.typed.get(NAME, "")}
    return {
        "channel": "online",
        **people_of(draft.typed, lang),
        "facts": facts,
        "record": {each: one["record"] for each, one in submission["materials"].items() if "record" in one},
        "materials": materials,
        "names": {each.hash: each.name for each in draft.files if each.material in materials},
    }


def _look(now: Filling, name: str) -> dict[str, object]:
    how, copies = now.entry.how(name), now.entry.submission["materials"][name].get("copies")
    made: dict[str, object] = {"state": "absent" if how == "absent" else "unseen"}
    if copies is not None:
        made["copies"] = copies
    if how == "file":
        made |= {"form": "electronic", "files": [each.hash for each in now.draft.files_of(name)]}
    return made


def _keep_files(visit: Visit, office: Office, now: Filling, case: str) -> None:
    for each in now.draft.files:
        content = now.drafts.content(visit.session, each)
        kept = office.store.keep_upload(
            case, content, name=each.name, declared=each.declared, at=visit.now, scan=each.scan
        )
        assert isinstance(kept, Upload), "the file was inspected when it came"


def sent(visit: Visit) -> Response:
    """Show that it was handed in: number, code, what came, what follows; to print."""
    now, office = filling(visit), visit.house.office
    if now is None or office is None or not now.draft.case:
        return gone(visit)
    case = now.draft.case
    state = office.state(case)
    assert state is not None
    answer = page(
        visit,
        "apply/sent.html",
        name=now.name,
        state=state,
        code=code_of(case),
        at=moment(visit, office.store.events(case)[0].at),
        qr=Markup(svg(f"{visit.site}/cases?number={quote(state.number)}", say("apply_sent_qr", visit.lang))),
        lines=_lines(visit, state),
    )
    remembers(visit, answer, state.number, case)
    return answer


def _lines(visit: Visit, state: State) -> list[tuple[str, str, int]]:
    """Give the materials as they were handed in: name, how, how many files."""
    ledger = state.ledger
    return [
        (each.name, say(_how(each, ledger[each.name]), visit.lang), len(ledger[each.name].files))
        for each in state.terms.materials
        if each.name in ledger
    ]


def _how(wanted: Wanted, one: Ledger) -> str:
    if one.state == "absent":
        return "apply_how_later" if wanted.necessity == "deferrable" else "apply_how_absent"
    return "apply_how_file" if one.files else "apply_how_paper"
