"""Whose password was right, and whose code has not come yet: kept by the session of the browser, for minutes.

Such a session signs nobody in: it belongs to a visitor like any other until the code has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from web.people.model import Person, Session
from web.people.store import People, key_of
from web.people.tables import HALF

__all__ = ["Half", "Halfway"]

_SECONDS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """Somebody whose password was right, and where they were going."""

    person: Person
    back: str


class Halfway:
    """Those who are half way in."""

    def __init__(self, people: People) -> None:
        self._people = people

    def begin(self, session: Session, person: Person, back: str, now: datetime) -> None:
        """Wait for the code of somebody, in this session."""
        at = int(now.timestamp())
        row = {"key": key_of(session.id), "person": person.id, "back": back, "at": at}
        with self._people.working() as db:
            db.execute(sa.delete(HALF).where((HALF.c.at < at - _SECONDS) | (HALF.c.key == row["key"])))
            db.execute(sa.insert(HALF), row)

    def find(self, session: Session, now: datetime) -> Half | None:
        """Give whose code is waited for in this session; nobody after some minutes."""
        oldest = int(now.timestamp()) - _SECONDS
        wanted = sa.select(HALF).where(HALF.c.key == key_of(session.id), HALF.c.at >= oldest)
        with self._people.working() as db:
            row = db.execute(wanted).first()
        person = None if row is None else self._people.find(row.person)
        if row is None or person is None or not person.active:
            return None
        return Half(person=person, back=row.back)

    def end(self, session: Session) -> None:
        """Wait no longer."""
        with self._people.working() as db:
            db.execute(sa.delete(HALF).where(HALF.c.key == key_of(session.id)))
