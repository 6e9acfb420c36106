"""Signing in and out, changing one's role, and the two choices every visitor has: language and type size."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from web.door.endpoint import LARGE_COOKIE, address_of
from web.door.language import LANG_COOKIE
from web.page import page, redirect
from web.people.model import STAFF_ROLES
from web.route import ANYBODY, Route, Visit, only

__all__ = ["ROUTES", "home_of", "local"]

_YEAR: Final = 365 * 24 * 3600
_HOMES: Final = {
    "clerk": "/counter",
    "runner": "/desk",
    "reviewer": "/desk",
    "decider": "/desk",
    "issuer": "/desk",
    "archivist": "/desk",
    "supervisor": "/board",
    "author": "/studio",
    "operator": "/admin",
}


def home_of(role: str | None) -> str:
    """Give the page on which somebody in this role begins."""
    return _HOMES.get(role or "", "/")


def local(address: str) -> str:
    """Give an address of this site, or the start page for any other: nobody is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if plain and not any(sign < " " for sign in address) else "/"


def ask(visit: Visit) -> Response:
    """Show the sign-in form."""
    back = local(visit.query.get("back", "/"))
    return page(visit, "sign_in.html", back=back, wrong="", login="", empty=not visit.house.people.all())


def sign_in(visit: Visit) -> Response:
    """Sign somebody in; every wrong entry gets the same words, after the same time."""
    login, back = visit.form.one("login")[:64], local(visit.form.one("back", "/"))
    limits, address = visit.house.limits, address_of(visit)
    if not (limits.allows("sign-in", login) and limits.allows("sign-in-address", address)):
        return _again(visit, "sign_in_wait", 429)
    person = visit.house.people.verified(login, visit.form.one("password"))
    if person is None:
        return _again(visit, "sign_in_wrong", 422)
    limits.forgives("sign-in", login)
    visit.ticket.sign_in(person)
    return redirect(back if back != "/" else home_of(person.roles[0]))


def _again(visit: Visit, wrong: str, status: int) -> Response:
    login, back = visit.form.one("login")[:64], local(visit.form.one("back", "/"))
    return page(visit, "sign_in.html", status=status, back=back, wrong=wrong, login=login, empty=False)


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
