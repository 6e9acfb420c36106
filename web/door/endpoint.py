"""What stands between an address and its answer: session, rule, forgery, limits, form; then the page itself.

A route goes in, an endpoint for Starlette comes out. Everything a stranger sends passes here and nowhere
else; a page sees only a `Visit` (guarantees D10 to D13, G17).
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from engine.case.store.uploads import INCOMING
from web.door.bearer import bearer
from web.door.body import body_of
from web.door.forms import MOST_FORM, MOST_UPLOAD, BadForm
from web.door.language import lang_of
from web.door.ticket import Ticket
from web.guard import BodyRefused
from web.house import House
from web.page import refused
from web.people.model import Person
from web.route import Form, Route, Visit

__all__ = ["LARGE_COOKIE", "address_of", "came_from", "endpoint", "host_of", "visit_of"]

LARGE_COOKIE: Final = "yici_elder"
# What has come of a body is written when there is this much of it, away from the other requests.
_SOME: Final = 256 * 1024
_FORWARDED: Final = frozenset({"forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via"})
_SAME: Final = frozenset({"same-origin", "none"})


def endpoint(house: House, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """Give the endpoint of a route."""

    async def answer(request: Request) -> Response:
        if route.takes == "upload" and not await run_in_threadpool(_may_send, house, route, request):
            return await run_in_threadpool(_refused, house, route, request, 403)
        try:
            form = await _form(house, request, route)
        except BadForm as bad:
            return await run_in_threadpool(_refused, house, route, request, bad.status)
        try:
            if route.light is not None and route.light(house, request):
                return _answered(house, route, request, form)
            return await run_in_threadpool(_answered, house, route, request, form)
        finally:
            form.close()

    answer.__name__ = route.name.replace("-", "_")
    return answer


async def _form(house: House, request: Request, route: Route) -> Form:
    """Read the form of a request as it arrives; whatever stands against it, no file is left behind."""
    if route.method == "GET" or route.takes == "nothing":
        return Form()
    most = MOST_UPLOAD if route.takes == "upload" else MOST_FORM
    body = body_of(
        request.headers.get("content-type", ""), _folder(house, route), parts=route.takes == "upload"
    )
    waiting, count = bytearray(), 0
    try:
        async for chunk in request.stream():
            waiting += chunk
            count += len(chunk)
            if count > most:
                raise BodyRefused(413)
            if len(waiting) >= _SOME:
                await run_in_threadpool(body.write, bytes(waiting))
                waiting.clear()
        body.write(bytes(waiting))
        return body.form()
    except BaseException:  # also where the sender goes away: the request is then cancelled
        body.close()
        raise


def _may_send(house: House, route: Route, request: Request) -> bool:
    """Whether anything of a body with files is read at all: not of one that must be refused at its end."""
    ticket = Ticket(house.people, request, house.now())
    return ticket.known and (route.rule.open or ticket.person is not None)


def _folder(house: House, route: Route) -> Path | None:
    """Give where files on their way in lie: with the cases, sealed; nowhere if the route takes none."""
    office = house.office
    return None if office is None or route.takes != "upload" else office.store.place.uploads / INCOMING


def visit_of(house: House, request: Request, form: Form | None = None) -> Visit:
    """Make the visit of a request."""
    now = house.now()
    return Visit(
        house=house,
        request=request,
        path={key: str(value) for key, value in request.path_params.items()},
        lang=lang_of(request),
        large=request.cookies.get(LARGE_COOKIE) == "1",
        ticket=Ticket(house.people, request, now),
        form=form or Form(),
        now=now,
    )


def _answered(house: House, route: Route, request: Request, form: Form) -> Response:
    visit = visit_of(house, request, form)
    response = _stopped(route, visit) or route.answer(visit)
    visit.ticket.stamp(response)
    return response


def _refused(house: House, route: Route, request: Request, status: int) -> Response:
    return refused(visit_of(house, request), status)


def _stopped(route: Route, visit: Visit) -> Response | None:
    """Stop a visit that may not go on: too many, forged, not signed in, or not for this role."""
    if route.method == "POST":
        if not visit.house.limits.allows("send", address_of(visit)):
            return refused(visit, 429)
        if _forged(visit, route):
            return refused(visit, 403)
    if route.rule.open or (route.local and _from_here(visit.request)):
        return None
    if route.scope is not None and visit.request.headers.get("authorization"):
        return None if _by_token(visit, route) else refused(visit, 403)
    if visit.person is None:
        if route.method == "POST":
            return refused(visit, 403)
        return RedirectResponse(f"/sign-in?back={quote(visit.request.url.path)}", status_code=303)
    if not route.one_step and _owes(visit, visit.person):
        return RedirectResponse("/account/second-step", status_code=303)
    if visit.actor.role in route.rule.roles:
        return None
    mine = [role for role in visit.person.roles if role in route.rule.roles]
    if not mine:
        # What is not yours does not exist: no page says who may see what.
        return refused(visit, 404)
    visit.ticket.act_as(mine[0])
    return None


def _by_token(visit: Visit, route: Route) -> bool:
    """Whether a program comes with a token that opens a route; it needs no session, and begins none."""
    limits, address = visit.house.limits, address_of(visit)
    if limits.spent("token-wrong", address):
        return False
    found = bearer(visit.house, visit.request.headers["authorization"], address)
    if found is None:
        return False
    token, _ = found
    opens = token.role in route.rule.roles and route.scope in token.scopes
    return opens and limits.allows("token", token.id)


def _owes(visit: Visit, person: Person) -> bool:
    """Whether somebody has to set up a second step before anything else is theirs."""
    steps = visit.house.second_steps
    return steps is not None and steps.owes(person)


def _forged(visit: Visit, route: Route) -> bool:
    """Whether a form cannot have come from a page of ours in this session."""
    headers = visit.request.headers
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _SAME:
        return True
    origin = headers.get("origin")
    # Under our own Referrer-Policy a browser names no origin and says `null`; then it has said the site.
    nameless = origin == "null" and site is not None
    if origin is not None and not nameless and urlsplit(origin).netloc != headers.get("host"):
        return True
    if route.tokenless:
        return False
    sent = visit.form.one("_token") or headers.get("x-token", "")
    return not visit.ticket.known or not hmac.compare_digest(sent.encode(), visit.session.token.encode())


def address_of(visit: Visit) -> str:
    """Give the address a visit comes from."""
    return came_from(visit.request)


def _from_here(request: Request) -> bool:
    """Whether a program on this machine asks for itself; a proxy speaks for somebody else, and says so."""
    if not _FORWARDED.isdisjoint(request.headers.keys()):
        return False
    try:
        return ip_address(came_from(request)).is_loopback
    except ValueError:
        return False


def came_from(request: Request) -> str:
    """Give the address a request comes from; the server has put the one that a named proxy tells there."""
    return host_of(request.scope)


def host_of(scope: Scope) -> str:
    """Give the address that the server has found for a connection; empty where it has none."""
    client: tuple[str, int] | None = scope.get("client")
    return client[0] if client is not None else ""
