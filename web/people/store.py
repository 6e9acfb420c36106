"""The accounts and sessions in a database of their own: beside the cases, never in them.

SQLite in the data folder, or the database of the cases by its address. A session is known by the hash of its
reference only, so a copied database signs nobody in.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from engine.case.model import Role
from web.people.model import Person, Session
from web.people.passwords import hashed, matches
from web.people.tables import HALF, PERSON, SESSION, TABLES
from web.side import memory

__all__ = ["IDLE", "LONGEST", "People", "key_of"]

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
_SEEN_EVERY: Final = timedelta(minutes=1)


class People:
    """The accounts of one centre."""

    def __init__(self, engine: sa.Engine | None = None) -> None:
        """Open the accounts; without a database they live only as long as this object."""
        self._engine = engine or memory()
        self._lock = threading.Lock()
        TABLES.create_all(self._engine)

    def add(
        self,
        login: str,
        name: str,
        roles: Iterable[Role],
        password: str,
        *,
        department: str = "",
        window: str = "",
    ) -> Person:
        """Add somebody; raises ValueError if the login name is taken."""
        person = Person(
            id=f"p-{secrets.token_hex(8)}",
            login=login,
            name=name,
            roles=tuple(roles),
            department=department,
            window=window,
        )
        self.keep(person, hashed(password))
        return person

    def keep(self, person: Person, kept: str) -> None:
        """Keep a new person with a hash; raises ValueError if the login name is taken."""
        try:
            with self._lock, self._engine.begin() as connection:
                connection.execute(PERSON.insert().values({**_row(person), "password": kept}))
        except sa.exc.IntegrityError:
            raise ValueError(person.login) from None

    def change(self, person: Person, password: str | None = None) -> None:
        """Keep what changed of somebody; a person who may no longer come loses their sessions at once."""
        row = _row(person) | ({} if password is None else {"password": hashed(password)})
        with self._lock, self._engine.begin() as connection:
            connection.execute(PERSON.update().where(PERSON.c.id == person.id).values(row))
            if not person.active or password is not None:
                for table in (SESSION, HALF):
                    connection.execute(table.delete().where(table.c.person == person.id))

    def all(self) -> tuple[Person, ...]:
        """Give everybody, by login name."""
        with self._lock, self._engine.connect() as connection:
            rows = connection.execute(sa.select(PERSON).order_by(PERSON.c.login)).mappings().all()
        return tuple(_person(row) for row in rows)

    def find(self, id: str) -> Person | None:
        """Give the person of an id, whether they may still come or not."""
        with self._lock, self._engine.connect() as connection:
            row = connection.execute(sa.select(PERSON).where(PERSON.c.id == id)).mappings().first()
        return None if row is None else _person(row)

    def named(self, login: str) -> Person | None:
        """Give the person of a login name, whether they may still come or not."""
        return next((each for each in self.all() if each.login == login), None)

    def verified(self, login: str, password: str) -> Person | None:
        """Give the person of a name and password; nobody if either is wrong or they may not come."""
        with self._lock, self._engine.connect() as connection:
            row = connection.execute(sa.select(PERSON).where(PERSON.c.login == login)).mappings().first()
        right = matches(None if row is None else row["password"], password)
        return _person(row) if row is not None and right and row["active"] else None

    def begin(self, now: datetime, person: Person | None = None, role: Role | None = None) -> Session:
        """Begin a session with a new reference, for a visitor or for somebody who has signed in."""
        session = Session(
            id=secrets.token_urlsafe(24),
            token=secrets.token_urlsafe(24),
            visitor=f"v-{secrets.token_hex(8)}",
            person="" if person is None else person.id,
            role=None if person is None else (role or person.roles[0]),
            begun_at=now,
            seen_at=now,
        )
        values = {
            "key": key_of(session.id),
            "token": session.token,
            "visitor": session.visitor,
            "person": session.person,
            "role": session.role or "",
            "begun_at": now.isoformat(),
            "seen_at": now.isoformat(),
        }
        with self._lock, self._engine.begin() as connection:
            connection.execute(SESSION.insert().values(values))
        return session

    def session(self, id: str, now: datetime) -> tuple[Session, Person | None] | None:
        """Give a session that is still good, with its person; nothing if it is unknown or over."""
        query = sa.select(SESSION).where(SESSION.c.key == key_of(id))
        with self._lock, self._engine.begin() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            begun, seen = (datetime.fromisoformat(row[name]) for name in ("begun_at", "seen_at"))
            if now - seen > IDLE or now - begun > LONGEST:
                connection.execute(SESSION.delete().where(SESSION.c.key == row["key"]))
                return None
            if now - seen > _SEEN_EVERY:
                update = SESSION.update().where(SESSION.c.key == row["key"])
                connection.execute(update.values(seen_at=now.isoformat()))
        person = self.find(row["person"]) if row["person"] else None
        if row["person"] and (person is None or not person.active):
            return None
        role: Any = row["role"] or None
        made = Session(
            id=id,
            token=row["token"],
            visitor=row["visitor"],
            person=row["person"],
            role=role,
            begun_at=begun,
            seen_at=now,
        )
        return made, person

    def take_role(self, session: Session, role: Role) -> None:
        """Let a session act in another role of its person."""
        with self._lock, self._engine.begin() as connection:
            update = SESSION.update().where(SESSION.c.key == key_of(session.id))
            connection.execute(update.values(role=role))

    def end(self, session: Session, *, everywhere: bool = False) -> None:
        """End a session, or all sessions of its person."""
        mine = SESSION.c.key == key_of(session.id)
        where = SESSION.c.person == session.person if everywhere and session.person else mine
        with self._lock, self._engine.begin() as connection:
            connection.execute(SESSION.delete().where(where))

    @contextmanager
    def working(self) -> Iterator[sa.Connection]:
        """Give a connection whose work is kept as a whole, for what stands beside the accounts."""
        with self._lock, self._engine.begin() as connection:
            yield connection

    def end_all(self, person: Person) -> None:
        """End every session of somebody."""
        with self._lock, self._engine.begin() as connection:
            connection.execute(SESSION.delete().where(SESSION.c.person == person.id))

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()


def key_of(id: str) -> str:
    """Give what a session is known by here: a hash, so that a copied database signs nobody in."""
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()


def _row(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "roles": json.dumps(person.roles),
        "department": person.department,
        "window": person.window,
        "active": person.active,
    }


def _person(row: Any) -> Person:
    return Person(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=tuple(json.loads(row["roles"])),
        department=row["department"],
        window=row["window"],
        active=row["active"],
    )
