"""The pages of operators: who may sign in, windows, working days in force, plug-ins, who read what and why.

Operators look after accounts and the machine; they see no case. Every change is noted in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.responses import Response

from engine import vocabulary
from engine.calendar import Year
from engine.case.events.table import VERBS
from engine.case.model import Event
from engine.case.store.chain import JOURNAL
from engine.case.store.touched import Spot
from engine.center.office import Office
from web.page import page, redirect, refused
from web.people.changes import CHANGED, Changes
from web.people.joining import Joining, last_operator, roles_of
from web.people.model import STAFF_ROLES, Person
from web.people.passwords import too_weak
from web.route import Form, Route, Visit, only
from web.words import WORDS, say

__all__ = ["ROUTES"]

_SHOWN: Final = 50
_NOVEMBER: Final = 11
_PERSON: Final = "/admin/people/{id}"


def people(visit: Visit) -> Response:
    """Show every account."""
    return page(visit, "admin/people.html", people=visit.house.people.all())


def new(visit: Visit) -> Response:
    """Ask who is to get an account."""
    return _form(visit, Joining(login="", name="", roles=()), None, ())


def add(visit: Visit) -> Response:
    """Add somebody; everything that stands against it is said at once."""
    changes = _changes(visit)
    if changes is None:
        return refused(visit, 404)
    one, password = _typed(visit.form, visit.form.one("login").strip()), visit.form.one("password")
    against = [*one.against(taken=visit.house.people.named(one.login) is not None)]
    weak = too_weak(password, one.login)
    if weak is not None:
        against.append(weak)
    if not against:
        try:
            changes.add(one, password)
            return redirect("/admin/people")
        except ValueError:
            against = [*one.against(taken=True)]
    return _form(visit, one, None, tuple(each[visit.lang == "en"] for each in against))


def _typed(form: Form, login: str) -> Joining:
    return Joining(
        login=login,
        name=form.one("name").strip(),
        roles=form.all("role"),
        department=form.one("department").strip(),
        window=form.one("window").strip(),
    )


def _form(visit: Visit, one: Joining, person: Person | None, problems: tuple[str, ...]) -> Response:
    departments = sorted({row.record.department for row in visit.house.shelf.rows(visit.today)})
    return page(
        visit,
        "admin/person.html",
        status=422 if problems else 200,
        one=one,
        chosen=roles_of(one.roles),
        account=person,
        problems=problems,
        roles=STAFF_ROLES,
        departments=departments,
    )


def show(visit: Visit) -> Response:
    """Show one account and what can be changed of it."""
    person = visit.house.people.find(visit.path["id"])
    return refused(visit, 404) if person is None else _form(visit, _as_typed(person), person, ())


def _as_typed(person: Person) -> Joining:
    return Joining(
        login=person.login,
        name=person.name,
        roles=person.roles,
        department=person.department,
        window=person.window,
    )


def change(visit: Visit) -> Response:
    """Keep another name, other roles, another department or window of somebody."""
    person, changes = visit.house.people.find(visit.path["id"]), _changes(visit)
    if person is None or changes is None:
        return refused(visit, 404)
    one = _typed(visit.form, person.login)
    against = [each[visit.lang == "en"] for each in one.against()]
    if "operator" not in roles_of(one.roles) and last_operator(person, visit.house.people.all()):
        against.append(say("admin_last", visit.lang))
    if against:
        return _form(visit, one, person, tuple(against))
    changes.change(
        replace(
            person, name=one.name, roles=roles_of(one.roles), department=one.department, window=one.window
        )
    )
    return redirect("/admin/people")


def act(visit: Visit) -> Response:
    """Disable or enable somebody, give them another password, or sign them out everywhere."""
    person, changes, what = visit.house.people.find(visit.path["id"]), _changes(visit), visit.path["what"]
    if person is None or changes is None or what not in ("disable", "enable", "password", "sign-out"):
        return refused(visit, 404)
    if what == "disable" and last_operator(person, visit.house.people.all()):
        return _form(visit, _as_typed(person), person, (say("admin_last", visit.lang),))
    if what == "password":
        weak = too_weak(visit.form.one("password"), person.login)
        if weak is not None:
            return _form(visit, _as_typed(person), person, (weak[visit.lang == "en"],))
        changes.change(person, visit.form.one("password"))
    elif what == "sign-out":
        changes.end_sessions(person)
    else:
        changes.change(replace(person, active=what == "enable"))
    return redirect("/admin/people")


def _changes(visit: Visit) -> Changes | None:
    office = visit.house.office
    if office is None:
        return None
    return Changes(visit.house.people, lambda draft: office.store.note(draft, visit.now), by=visit.actor.id)


def windows(visit: Visit) -> Response:
    """Show the windows, and who serves at each."""
    found: dict[str, list[Person]] = {}
    for person in visit.house.people.all():
        if person.window and person.active:
            found.setdefault(person.window, []).append(person)
    return page(visit, "admin/windows.html", windows=dict(sorted(found.items())))


def calendars(visit: Visit) -> Response:
    """Show the working days in force, year by year, with who says so."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    calendar, next_year = office.calendar, visit.today.year + 1
    known = {year.year: year for year in calendar.years}
    missing = next_year not in known or known[next_year].status == "projected"
    return page(
        visit,
        "admin/calendars.html",
        years=[(year, _count(year)) for year in reversed(calendar.years)],
        waiting=office.waiting is not None,
        alarm=next_year if missing and visit.today.month >= _NOVEMBER else None,
        digest=calendar.digest,
    )


def _count(year: Year) -> int:
    return sum(day.weekday() < 5 for day in year.off)


def plugins(visit: Visit) -> Response:
    """Show what is plugged in, what it has cost, and what was refused."""
    center = visit.house.center
    faults = [fault.says(visit.lang) for fault in center.faults]
    return page(visit, "admin/plugins.html", uses=center.uses, faults=faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One line of the audit: when, who, in which role, what for, of which case."""

    at: str
    who: str
    role: str
    what: str
    case: str


def audit(visit: Visit) -> Response:
    """Show who read personal values, of which case and what for, the newest first."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    found = office.store.accessed(_spot(visit.query.get("before", "")), _SHOWN)
    numbers: dict[str, str] = {}
    rows: list[Read] = []
    for each in found:
        case = each.chain.partition(".")[0]
        events = office.store.events(each.chain)[each.first - 1 : each.last]
        people = [event for event in events if event.by.role != "system"]
        if people and case not in numbers:
            numbers[case] = _number(office, case)
        rows += [_read(visit, event, numbers[case]) for event in reversed(people)]
    more = f"/admin/audit?before={found[-1].spot[0]}.{found[-1].chain}" if len(found) == _SHOWN else ""
    return page(visit, "admin/audit.html", rows=rows, more=more, changes=_noted(visit, office))


def _spot(said: str) -> Spot | None:
    number, dot, chain = said.partition(".")
    whole = dot and number.isascii() and number.isdigit() and len(number) < 16
    return (int(number), chain[:64]) if whole else None


def _number(office: Office, case: str) -> str:
    state = office.state(case)
    return state.number if state is not None else ""


def _read(visit: Visit, event: Event, number: str) -> Read:
    person = visit.house.people.find(event.by.id)
    purpose = str(event.data.get("purpose", event.kind))
    return Read(
        at=f"{event.at.astimezone(visit.now.tzinfo):%Y-%m-%d %H:%M}",
        who=event.by.id if person is None else person.name,
        role=vocabulary.in_lang("role", event.by.role, visit.lang),
        what=_purpose(visit, purpose),
        case=number,
    )


def _purpose(visit: Visit, purpose: str) -> str:
    """Say what personal values were read for: a word of ours, or the act that needed them."""
    key = f"purpose_{purpose}"
    if key in WORDS:
        return say(key, visit.lang)
    kind = VERBS[purpose].kind if purpose in VERBS else purpose
    return vocabulary.in_lang("event", kind, visit.lang).replace("_", " ")


def _noted(visit: Visit, office: Office) -> Sequence[Read]:
    """Give the newest changes of accounts."""
    journal = [event for event in office.store.events(JOURNAL) if event.kind == CHANGED]
    everybody = {person.id: person.name for person in visit.house.people.all()}
    return [
        Read(
            at=f"{event.at.astimezone(visit.now.tzinfo):%Y-%m-%d %H:%M}",
            who=everybody.get(str(event.data["by"]), say("admin_terminal", visit.lang)),
            role="",
            what=say(f"changed_{event.data['what']}", visit.lang),
            case=everybody.get(str(event.data["person"]), ""),
        )
        for event in reversed(journal[-_SHOWN:])
    ]


_OPERATORS: Final = only("operator")
ROUTES: Final = (
    Route(path="/admin", name="admin", rule=_OPERATORS, answer=people),
    Route(path="/admin/people", name="admin-people", rule=_OPERATORS, answer=people),
    Route(path="/admin/people", name="admin-add", rule=_OPERATORS, answer=add, method="POST", takes="form"),
    Route(path="/admin/new", name="admin-new", rule=_OPERATORS, answer=new),
    Route(path=_PERSON, name="admin-person", rule=_OPERATORS, answer=show),
    Route(path=_PERSON, name="admin-change", rule=_OPERATORS, answer=change, method="POST", takes="form"),
    Route(
        path=f"{_PERSON}/{{what}}",
        name="admin-act",
        rule=_OPERATORS,
        answer=act,
        method="POST",
        takes="form",
    ),
    Route(path="/admin/windows", name="admin-windows", rule=_OPERATORS, answer=windows),
    Route(path="/admin/calendars", name="admin-calendars", rule=_OPERATORS, answer=calendars),
    Route(path="/admin/plugins", name="admin-plugins", rule=_OPERATORS, answer=plugins),
    Route(path="/admin/audit", name="admin-audit", rule=_OPERATORS, answer=audit),
)
