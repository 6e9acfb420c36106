"""Tokens by which programs sign in: of an account, for one of its roles, with scopes, until a day.

Kept by their hash only, beside the accounts; a token that was revoked, is over, or whose account may no
longer come is worth nothing at once. What is told once when a token is made is never shown again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

import sqlalchemy as sa

from engine.case.model import Role
from web.people.model import Person
from web.people.store import People

__all__ = ["LONGEST", "SCOPES", "Scope", "Token", "Tokens"]

Scope: TypeAlias = Literal["cases:read", "cases:open", "cases:act", "figures:read"]
SCOPES: Final[tuple[Scope, ...]] = ("cases:read", "cases:open", "cases:act", "figures:read")
LONGEST: Final = timedelta(days=366)
_BEGINS: Final = "yici_"
_LONGEST_TEXT: Final = 100
_SEEN_EVERY: Final = timedelta(hours=1)
_TABLES: Final = sa.MetaData()
_TOKEN: Final = sa.Table(
    "token",
    _TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("key", sa.String(64), unique=True, nullable=False),
    sa.Column("person", sa.String(32), nullable=False, index=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("until", sa.String(32), nullable=False),
    sa.Column("used_at", sa.String(32), nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program may do, as whom, and until when; `name` says to people which program it is."""

    id: str
    person: str
    name: str
    role: Role
    scopes: frozenset[Scope]
    until: datetime
    used_at: str = ""


class Tokens:
    """The tokens of one centre's accounts."""

    def __init__(self, people: People) -> None:
        self._people = people
        with people.working() as connection:
            _TABLES.create_all(connection)

    def issue(
        self, person: Person, name: str, role: Role, scopes: Iterable[Scope], now: datetime, until: datetime
    ) -> tuple[Token, str]:
        """Make a token and give its text, which is told only now; raises ValueError for what may not be."""
        kept = frozenset(scopes)
        if role not in person.roles or not kept or kept - {*SCOPES} or not now < until <= now + LONGEST:
            raise ValueError(role)
        text = _BEGINS + secrets.token_urlsafe(32)
        token = Token(
            id=f"t-{secrets.token_hex(6)}", person=person.id, name=name, role=role, scopes=kept, until=until
        )
        row = {
            "id": token.id,
            "key": _key(text),
            "person": person.id,
            "name": name[:64],
            "role": role,
            "scopes": json.dumps(sorted(kept)),
            "until": until.isoformat(),
            "used_at": "",
        }
        with self._people.working() as connection:
            connection.execute(_TOKEN.insert().values(row))
        return token, text

    def verified(self, text: str, now: datetime) -> tuple[Token, Person] | None:
        """Give a token that is still good and whose it is; nobody otherwise, for whatever reason."""
        if not text.startswith(_BEGINS) or len(text) > _LONGEST_TEXT:
            return None
        with self._people.working() as connection:
            row = connection.execute(sa.select(_TOKEN).where(_TOKEN.c.key == _key(text))).mappings().first()
            if row is None:
                return None
            token = _token(row)
            if now >= token.until:
                return None
            if not token.used_at or now - datetime.fromisoformat(token.used_at) > _SEEN_EVERY:
                used = _TOKEN.update().where(_TOKEN.c.id == token.id)
                connection.execute(used.values(used_at=now.isoformat()))
        person = self._people.find(token.person)
        good = person is not None and person.active and token.role in person.roles
        return (token, person) if person is not None and good else None

    def all(self) -> tuple[Token, ...]:
        """Give every token, by account and name."""
        with self._people.working() as connection:
            rows = connection.execute(sa.select(_TOKEN).order_by(_TOKEN.c.person, _TOKEN.c.name)).mappings()
            return tuple(_token(row) for row in rows)

    def revoke(self, id: str) -> bool:
        """Make a token worth nothing, at once; false if there is none."""
        with self._people.working() as connection:
            return bool(connection.execute(_TOKEN.delete().where(_TOKEN.c.id == id)).rowcount)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _token(row: Any) -> Token:
    return Token(
        id=row["id"],
        person=row["person"],
        name=row["name"],
        role=row["role"],
        scopes=frozenset(json.loads(row["scopes"])),
        until=datetime.fromisoformat(row["until"]),
        used_at=row["used_at"],
    )
