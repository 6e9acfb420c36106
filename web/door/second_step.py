"""The second step: the code that signs somebody in, and the page on which a person sets it up for themselves.

A wrong code gets the same words whatever is wrong with it; too many of them wait. Everything works by forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from markupsafe import Markup
from starlette.responses import Response

from engine.qr import drawn
from web.door.home import home_of
from web.page import page, redirect, refused
from web.people.changes import Changes
from web.people.halfway import Halfway
from web.people.model import STAFF_ROLES, Person
from web.people.second_step import SecondSteps
from web.route import ANYBODY, Route, Visit, only
from web.words import say

__all__ = ["ROUTES", "half_in"]

_CODE: Final = "/sign-in/code"
_OWN: Final = "/account/second-step"


def half_in(visit: Visit, person: Person, back: str) -> Response | None:
    """Ask for the code of somebody whose password was right; nothing if they have no second step."""
    steps = visit.house.second_steps
    if steps is None or not steps.has(person):
        return None
    visit.ticket.renew()
    Halfway(visit.house.people).begin(visit.session, person, back, visit.now)
    return redirect(_CODE)


def ask(visit: Visit) -> Response:
    """Ask for the code."""
    half = Halfway(visit.house.people).find(visit.session, visit.now) if visit.ticket.known else None
    return redirect("/sign-in") if half is None else page(visit, "account/code.html", wrong="")


def take(visit: Visit) -> Response:
    """Sign in whoever has given the right code."""
    halfway, steps = Halfway(visit.house.people), visit.house.second_steps
    half = halfway.find(visit.session, visit.now)
    if half is None or steps is None:
        return redirect("/sign-in")
    if not _may_try(visit, half.person):
        return page(visit, "account/code.html", status=429, wrong="sign_in_wait")
    if not steps.passes(half.person, visit.form.one("code"), visit.now):
        return page(visit, "account/code.html", status=422, wrong="step_wrong")
    _forgiven(visit, half.person)
    halfway.end(visit.session)
    visit.ticket.sign_in(half.person)
    return redirect(half.back if half.back != "/" else home_of(half.person.roles[0]))


def _may_try(visit: Visit, person: Person) -> bool:
    limits = visit.house.limits
    return limits.allows("second-step", person.id) and limits.allows("second-step-day", person.id)


def _forgiven(visit: Visit, person: Person) -> None:
    """Forget the tries before one that was right; those of a day are counted all the same."""
    visit.house.limits.forgives("second-step", person.id)


def show(visit: Visit) -> Response:
    """Show somebody their own second step."""
    steps = visit.house.second_steps
    return refused(visit, 404) if steps is None else _shown(visit, steps)


def _shown(visit: Visit, steps: SecondSteps, wrong: str = "") -> Response:
    person = _person(visit)
    secret = steps.fresh(person, visit.now)
    name = visit.house.name or say("center", visit.lang)
    address = "" if secret is None else steps.address(person, secret, name)
    return page(
        visit,
        "account/second_step.html",
        status=422 if wrong else 200,
        wrong=wrong,
        on=steps.has(person),
        owes=steps.owes(person),
        left=steps.left(person),
        secret=secret,
        qr=Markup(drawn(address, say("step_qr", visit.lang))) if address else "",
    )


def act(visit: Visit) -> Response:
    """Do what a form of one's own page asks for; what changes something needs the password or a code."""
    steps, doing = visit.house.second_steps, _ACTS.get(visit.path["act"])
    return refused(visit, 404) if steps is None or doing is None else doing(visit, steps)


def _begin(visit: Visit, steps: SecondSteps) -> Response:
    """Make a secret: the first one for whoever knows the password, another one for whoever has a code."""
    wrong = _code_wrong(visit, steps) if steps.has(_person(visit)) else _password_wrong(visit)
    if wrong:
        return _shown(visit, steps, wrong)
    steps.begin(_person(visit), visit.now)
    return redirect(_OWN)


def _confirm(visit: Visit, steps: SecondSteps) -> Response:
    """Put the secret in force by a code of it, and show the codes to write down, now and never again."""
    person = _person(visit)
    codes = steps.confirm(person, visit.form.one("code"), visit.now) if _may_try(visit, person) else None
    if codes is None:
        return _shown(visit, steps, "step_wrong")
    _forgiven(visit, person)
    _changes(visit).note_step(person, "step_set")
    return page(visit, "account/codes.html", codes=codes)


def _codes(visit: Visit, steps: SecondSteps) -> Response:
    """Give new codes to write down."""
    wrong = _code_wrong(visit, steps)
    if wrong:
        return _shown(visit, steps, wrong)
    person = _person(visit)
    _changes(visit).note_step(person, "step_codes")
    return page(visit, "account/codes.html", codes=steps.renew(person))


def _remove(visit: Visit, steps: SecondSteps) -> Response:
    """Take one's own second step away, where nobody demands it."""
    person = _person(visit)
    wrong = "step_demanded" if steps.demanded(person) else _code_wrong(visit, steps)
    if wrong:
        return _shown(visit, steps, wrong)
    steps.remove(person)
    _changes(visit).note_step(person, "step_removed")
    return redirect(_OWN)


def _person(visit: Visit) -> Person:
    assert visit.person is not None, "the page is for those who have signed in"
    return visit.person


def _code_wrong(visit: Visit, steps: SecondSteps) -> str:
    person = _person(visit)
    if not _may_try(visit, person):
        return "sign_in_wait"
    if not steps.passes(person, visit.form.one("code"), visit.now):
        return "step_wrong"
    _forgiven(visit, person)
    return ""


def _password_wrong(visit: Visit) -> str:
    login = _person(visit).login
    if not visit.house.limits.allows("sign-in", login):
        return "sign_in_wait"
    known = visit.house.people.verified(login, visit.form.one("password"))
    return "step_password_wrong" if known is None else ""


def _changes(visit: Visit) -> Changes:
    office = visit.house.office
    assert office is not None, "where there are keys there is an office"
    return Changes(visit.house.people, lambda draft: office.store.note(draft, visit.now), by=visit.actor.id)


_Act: TypeAlias = Callable[[Visit, SecondSteps], Response]
_ACTS: Final[Mapping[str, _Act]] = {
    "begin": _begin,
    "confirm": _confirm,
    "codes": _codes,
    "remove": _remove,
}
_STAFF: Final = only(*STAFF_ROLES)
ROUTES: Final = (
    Route(path=_CODE, name="sign-in-code", rule=ANYBODY, answer=ask),
    Route(path=_CODE, name="sign-in-code-send", rule=ANYBODY, answer=take, method="POST", takes="form"),
    Route(path=_OWN, name="second-step", rule=_STAFF, answer=show, one_step=True),
    Route(
        path=f"{_OWN}/{{act}}",
        name="second-step-act",
        rule=_STAFF,
        answer=act,
        method="POST",
        takes="form",
        one_step=True,
    ),
)
