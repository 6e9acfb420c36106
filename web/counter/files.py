"""What the counter shows of an application from the net: its files by material, and by whose right it came.

Files are taken in here too, from a scanner, a camera or a disk; the mandate of an agent is recorded once the
clerk has seen it on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from starlette.responses import Response

from engine.case.state import Ledger
from engine.case.store import Wanted
from engine.center.office import Done, Office
from engine.documents.mask import mask_name, mask_number
from web.case.files import filed, keep
from web.case.line import Line, line_of
from web.case.opened import Opened, done
from web.case.staff import case_of, problems_of
from web.case.vault import read
from web.counter.laid import address_of_case
from web.page import page, redirect, refused
from web.route import Visit
from web.words import say

__all__ = ["at_counter", "from_net", "mandated", "taken_in"]

_MOST: Final = 50


def from_net(visit: Visit, office: Office) -> list[Line]:
    """Give the applications that were sent in and wait to be received, the first to come first."""
    some = (each for each in office.listed(Wanted(stage="receive")) if "online" in each.line.marks)
    return [line_of(visit, each) for each in islice(some, _MOST)]


def at_counter(visit: Visit, opened: Opened) -> dict[str, Any]:
    """Give what the counter shows beside the sheet of a case: its files, and by whose right it came."""
    state, can = opened.state, opened.can
    waits = bool(state.agent) and (state.mandate is None or state.mandate.ended) and "mandate" in can
    return {
        "files": filed(visit, opened),
        "may_file": "look" in can,
        "online": state.channel == "online",
        "agent": _agent(visit, opened) if waits else None,
    }


def _agent(visit: Visit, opened: Opened) -> dict[str, str]:
    """Give who came for the applicant, masked: the clerk holds it against the mandate on paper."""
    events = opened.office.store.events(opened.case)
    references = tuple(each.personal["person"] for each in events if "person" in each.personal)
    revealed = read(visit, opened, references, "mandate")
    value = revealed.get(references[-1].id) if references else None
    person = value if isinstance(value, Mapping) else {}
    return {
        "name": mask_name(str(person.get("姓名", ""))),
        "number": mask_number(str(person.get("证件号码", ""))),
    }


def taken_in(visit: Visit) -> Response:
    """Take files at the counter, from a scanner, a camera or a disk, and put them with their material."""
    found = case_of(visit)
    material = visit.form.one("material")
    if found is None or found.state.terms.material(material) is None or "look" not in found.can:
        return refused(visit, 404)
    files = tuple(file for all_ in visit.form.files.values() for file in all_)
    names, refusals = keep(visit, found, files)
    problems = refusals if names or refusals else (say("apply_no_file", visit.lang),)
    if names:
        look = _look_again(found.state.ledger.get(material, Ledger()), tuple(names))
        outcome = done(visit, found, "look", {"materials": {material: look}, "names": names})
        problems += () if isinstance(outcome, Done) else problems_of(visit, outcome)
    return _back(visit, found, problems)


def _look_again(one: Ledger, files: tuple[str, ...]) -> dict[str, object]:
    """Give a material as it was found already, with more files."""
    made: dict[str, object] = {"state": one.state, "files": list(files)}
    if one.copies is not None:
        made["copies"] = one.copies
    if one.form:
        made["form"] = one.form
    if one.flaws:
        made["flaws"] = list(one.flaws)
    return made


def mandated(visit: Visit) -> Response:
    """Record that the clerk has seen the mandate of whoever sent the application in."""
    found = case_of(visit)
    if found is None or not found.state.agent:
        return refused(visit, 404)
    until = visit.form.one("until").strip()
    what = {"agent": found.state.agent, **({"until": until} if until else {})}
    outcome = done(visit, found, "mandate", what)
    return _back(visit, found, () if isinstance(outcome, Done) else problems_of(visit, outcome))


def _back(visit: Visit, opened: Opened, problems: tuple[str, ...]) -> Response:
    address = address_of_case(opened.number)
    if problems:
        return page(visit, "apply/not_taken.html", status=422, problems=problems, address=address)
    return redirect(f"{address}#files")
