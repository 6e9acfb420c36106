"""The nouns of an address: a route, the rule that says who may go there, and the visit that is made of both.

Every page is a row: path, rule, what it takes, and a function from a `Visit` to an answer. A row without a
rule cannot be written, so no page can be forgotten (guarantees G17).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from engine.case.model import Actor, Role
from engine.vocabulary import Lang

if TYPE_CHECKING:
    from engine.case.store.spool import Spool
    from engine.case.store.upload_words import Wrong
    from web.door.ticket import Ticket
    from web.house import House
    from web.people.model import Person, Session
    from web.people.tokens import Scope

__all__ = ["ANYBODY", "Answer", "Form", "Route", "Rule", "Upload", "Visit", "only"]

Takes: TypeAlias = Literal["nothing", "form", "upload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may go to an address: anybody, or people with one of these roles."""

    roles: frozenset[Role] = frozenset()

    @property
    def open(self) -> bool:
        """Whether anybody may come, without signing in."""
        return not self.roles


ANYBODY = Rule()


def only(*roles: Role) -> Rule:
    """Give the rule for people with one of these roles."""
    assert roles
    return Rule(roles=frozenset(roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was sent: its name is a text like any other, its kind only a claim.

    `wrong` is what was known of it while it came; then nothing of it was kept.
    """

    name: str
    claimed: str
    file: Spool = field(repr=False)
    wrong: Wrong | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form sent: texts by name, several where a name stands several times, and files."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Give the text of a field, the last if there are several."""
        return self.texts.get(name, (default,))[-1]

    def all(self, name: str) -> tuple[str, ...]:
        """Give every text of a field."""
        return self.texts.get(name, ())

    def close(self) -> None:
        """Leave nothing behind of the files that were sent."""
        for some in self.files.values():
            for each in some:
                each.file.close()

    def below(self, prefix: str) -> dict[str, str]:
        """Give the fields whose names begin with a prefix, by the rest of their names."""
        return {name[len(prefix) :]: all_[-1] for name, all_ in self.texts.items() if name.startswith(prefix)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request on its way to its answer: who comes, in which language, with what."""

    house: House
    request: Request
    path: Mapping[str, str]
    lang: Lang
    large: bool
    ticket: Ticket
    form: Form
    now: datetime

    @property
    def person(self) -> Person | None:
        """Who has signed in, if anybody."""
        return self.ticket.person

    @property
    def session(self) -> Session:
        """The session of the browser; begun now if there was none."""
        return self.ticket.session

    @property
    def key(self) -> str:
        """The key of the form that was sent: the same form sent twice does one thing (guarantees G5)."""
        return self.form.one("_key")

    @property
    def today(self) -> date:
        """The day it is at the centre."""
        return self.now.date()

    @property
    def query(self) -> Mapping[str, str]:
        """The answers in the address."""
        return self.request.query_params

    @property
    def site(self) -> str:
        """The address of this site, for what is printed or carried along."""
        return f"{self.request.url.scheme}://{self.request.url.netloc}"

    @property
    def fragment(self) -> bool:
        """Whether only a part of the page was asked for."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def actor(self) -> Actor:
        """Who acts: the person who signed in, in the role of the page; else the applicant of this session."""
        if self.person is None:
            return Actor(id=self.session.visitor, role="applicant")
        return self.person.actor(self.session.role)


Answer: TypeAlias = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address: `name` is what links and tests call it; GET changes nothing, POST takes a form.

    A form that changes nothing but the browser's own cookies is `tokenless`: then no page needs a session.
    One that is `one_step` may be used by somebody who still owes a second step of signing in.
    `light` tells of a visit whether its page is made at once, so that no thread is worth it. What is `local`
    is also read without a session, by a program on this machine itself; what has a `scope` by any program
    with a token of that scope, of an account in one of the roles of the rule.
    """

    path: str
    name: str
    rule: Rule
    answer: Answer
    method: Literal["GET", "POST"] = "GET"
    takes: Takes = "nothing"
    tokenless: bool = False
    one_step: bool = False
    light: Callable[[House, Request], bool] | None = None
    local: bool = False
    scope: Scope | None = None
