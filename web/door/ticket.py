"""The session of one request: read from its cookie, begun only when a page needs one, told back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.case.model import Role
from web.people.model import Person, Session
from web.people.store import LONGEST, People

__all__ = ["Ticket"]

_SECURE: Final = "__Host-sid"
_PLAIN: Final = "sid"
_LONGEST_ID: Final = 64


class Ticket:
    """A session that may not have begun yet. Public pages without a form never begin one."""

    def __init__(self, people: People, request: Request, now: datetime) -> None:
        self._people = people
        self._now = now
        self._secure = request.url.scheme == "https"
        self._found = self._read(request)
        self._fresh = False
        self._ended = False

    @property
    def person(self) -> Person | None:
        """Who has signed in with this browser."""
        return None if self._found is None else self._found[1]

    @property
    def known(self) -> bool:
        """Whether the browser brought a session that is still good."""
        return self._found is not None and not self._fresh

    @property
    def session(self) -> Session:
        """The session; begun now if there was none."""
        if self._found is None:
            self._found = (self._people.begin(self._now), None)
            self._fresh = True
        return self._found[0]

    def sign_in(self, person: Person, role: Role | None = None) -> None:
        """Begin a new session for somebody; the reference from before is worth nothing any more."""
        if self._found is not None:
            self._people.end(self._found[0])
        self._found = (self._people.begin(self._now, person, role), person)
        self._fresh = True

    def renew(self) -> None:
        """Begin a new session for a visitor: nothing that was known of the one before counts any more."""
        if self._found is not None:
            self._people.end(self._found[0])
        self._found = (self._people.begin(self._now), None)
        self._fresh = True

    def act_as(self, role: Role) -> None:
        """Let the session act in another role of its person, from now on."""
        assert self._found is not None and self.person is not None and role in self.person.roles
        session, person = self._found
        self._people.take_role(session, role)
        self._found = (replace(session, role=role), person)

    def sign_out(self, *, everywhere: bool = False) -> None:
        """End the session, or all sessions of the person."""
        if self._found is not None:
            self._people.end(self._found[0], everywhere=everywhere)
        self._found, self._fresh, self._ended = None, False, True

    def stamp(self, response: Response) -> None:
        """Tell the browser about a session that was begun or ended."""
        if self._fresh:
            assert self._found is not None
            response.set_cookie(
                self._name,
                self._found[0].id,
                max_age=int(LONGEST.total_seconds()),
                path="/",
                secure=self._secure,
                httponly=True,
                samesite="lax",
            )
        elif self._ended:
            response.delete_cookie(self._name, path="/", secure=self._secure, httponly=True, samesite="lax")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'

    @property
    def _name(self) -> str:
        return _SECURE if self._secure else _PLAIN

    def _read(self, request: Request) -> tuple[Session, Person | None] | None:
        id = request.cookies.get(self._name, "")
        return self._people.session(id, self._now) if 0 < len(id) <= _LONGEST_ID else None
