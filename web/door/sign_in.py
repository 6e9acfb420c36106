"""Signing in and out, changing one's role, and the two choices every visitor has: language and type size."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from web.demo.accounts import ACCOUNTS, PASSWORD, Account
from web.door.endpoint import LARGE_COOKIE, address_of
from web.door.home import home_of, local
from web.door.language import LANG_COOKIE
from web.door.second_step import half_in
from web.page import page, redirect
from web.people.model import STAFF_ROLES
from web.route import ANYBODY, Route, Visit, only

__all__ = ["ROUTES"]

_STATUS: Final = {"sign_in_wait": 429, "sign_in_wrong": 422}
_YEAR: Final = 365 * 24 * 3600


def ask(visit: Visit) -> Response:
    """Show the sign-in form."""
    back = local(visit.query.get("back", "/"))
    named = next((each.login for each in _shown(visit) if each.login == visit.query.get("as")), "")
    return _page(visit, back=back, login=named, password=PASSWORD if named else "")


def _page(visit: Visit, *, back: str, login: str, wrong: str = "", password: str = "") -> Response:
    return page(
        visit,
        "sign_in.html",
        status=_STATUS.get(wrong, 200),
        back=back,
        wrong=wrong,
        login=login,
        password=password,
        empty=not visit.house.people.all(),
        accounts=_shown(visit),
    )


def _shown(visit: Visit) -> tuple[Account, ...]:
    """Give the accounts that the page itself may tell: those of a demonstration."""
    return ACCOUNTS if visit.house.demo else ()


def sign_in(visit: Visit) -> Response:
    """Sign somebody in; every wrong entry gets the same words, after the same time."""
    login, back = visit.form.one("login")[:64], local(visit.form.one("back", "/"))
    limits, address = visit.house.limits, address_of(visit)
    if not (limits.allows("sign-in", login) and limits.allows("sign-in-address", address)):
        return _page(visit, back=back, login=login, wrong="sign_in_wait")
    person = visit.house.people.verified(login, visit.form.one("password"))
    if person is None:
        return _page(visit, back=back, login=login, wrong="sign_in_wrong")
    limits.forgives("sign-in", login)
    half = half_in(visit, person, back)
    if half is not None:
        return half
    visit.ticket.sign_in(person)
    return redirect(back if back != "/" else home_of(person.roles[0]))


def sign_out(visit: Visit) -> Response:
    """Sign out here, or everywhere."""
    visit.ticket.sign_out(everywhere=visit.form.one("everywhere") == "1")
    return redirect("/")


def take_role(visit: Visit) -> Response:
    """Act in another of one's roles."""
    role = visit.form.one("role")
    if visit.person is not None and role in visit.person.roles:
        visit.ticket.act_as(next(each for each in STAFF_ROLES if each == role))
    return redirect(home_of(role))


def prefer(visit: Visit) -> Response:
    """Keep the choice of language or type size in a cookie of its own, and go back."""
    response = redirect(local(visit.form.one("back", "/")))
    for field, cookie, allowed in (
        ("large", LARGE_COOKIE, ("0", "1")),
        ("lang", LANG_COOKIE, ("zh", "en")),
    ):
        value = visit.form.one(field)
        if value in allowed:
            response.set_cookie(cookie, value, max_age=_YEAR, path="/", samesite="lax", httponly=True)
    return response


ROUTES: Final = (
    Route(path="/sign-in", name="sign-in", rule=ANYBODY, answer=ask),
    Route(path="/sign-in", name="sign-in-send", rule=ANYBODY, answer=sign_in, method="POST", takes="form"),
    Route(path="/sign-out", name="sign-out", rule=ANYBODY, answer=sign_out, method="POST", takes="form"),
    Route(path="/role", name="role", rule=only(*STAFF_ROLES), answer=take_role, method="POST", takes="form"),
    Route(
        path="/prefer",
        name="prefer",
        rule=ANYBODY,
        answer=prefer,
        method="POST",
        takes="form",
        tokenless=True,
    ),
)
