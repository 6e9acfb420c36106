"""Who may sign in: accounts are added, changed, disabled; every change is noted in the journal."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from web.page import page, redirect, refused
from web.people.changes import Changes
from web.people.joining import Joining, last_operator, roles_of
from web.people.model import STAFF_ROLES, Person
from web.people.passwords import too_weak
from web.route import Form, Visit
from web.words import say

__all__ = ["act", "add", "change", "new", "people", "show"]


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
