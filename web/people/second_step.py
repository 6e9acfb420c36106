"""The second step of signing in: a code that a telephone shows (RFC 6238), or one that was written down.

A secret is sealed with the keys of the store, as personal values are, and shown only while it is set up.
Codes that were written down are kept as keyed digests. Each code of either kind counts once.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import pyotp
import sqlalchemy as sa

from engine.case.model import Role
from engine.case.store.keys import KeyRing
from engine.case.store.vault import keyed_digest, unwrap, wrap
from web.people.model import STAFF_ROLES, Person
from web.people.store import People
from web.people.tables import CODE, REQUIRED, STEP

__all__ = ["MOST_CODES", "SecondSteps"]

MOST_CODES: Final = 10
_SECONDS: Final = 30
# A telephone whose clock is half a minute off still gives a right code (RFC 6238, 5.2).
_EARLIER_LATER: Final = (0, -1, 1)
_SET_UP_SECONDS: Final = 900
_DIGITS: Final = 6
_LONGEST: Final = 32
# Ids of cases hold no dot, so no case shares this place in the vault.
_PLACE: Final = ".people"
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LETTERS_OF_A_CODE: Final = 10


class SecondSteps:
    """The second steps of one centre's accounts."""

    def __init__(self, people: People, keys: KeyRing) -> None:
        self._people, self._keys = people, keys

    def has(self, person: Person) -> bool:
        """Tell whether somebody has to give a code."""
        return self._row(person, in_force=True) is not None

    def everybody(self) -> frozenset[str]:
        """Give the ids of all who have to give a code."""
        with self._people.working() as db:
            return frozenset(db.scalars(sa.select(STEP.c.person).where(STEP.c.in_force)))

    def begin(self, person: Person, now: datetime) -> None:
        """Make a new secret; what was in force before stays so until a code of the new one came."""
        row = wrap(self._keys, _PLACE, person.id, pyotp.random_base32().encode())
        kept = {"person": person.id, "in_force": False, "step": 0, "at": int(now.timestamp())}
        with self._people.working() as db:
            db.execute(sa.delete(STEP).where(STEP.c.person == person.id, ~STEP.c.in_force))
            db.execute(sa.insert(STEP), {**kept, "sealed": row["sealed"], "key_id": row["key_id"]})

    def fresh(self, person: Person, now: datetime) -> str | None:
        """Give the secret that is being set up, to be shown to its person; nothing after some minutes."""
        row = self._fresh(person, now)
        return None if row is None else self._opened(person, row)

    def address(self, person: Person, secret: str, center: str) -> str:
        """Give what a telephone reads off the screen."""
        return pyotp.TOTP(secret).provisioning_uri(name=person.login, issuer_name=center)

    def confirm(self, person: Person, code: str, now: datetime) -> tuple[str, ...] | None:
        """Put the secret in force that the code is of; gives codes to write down, nothing if it is wrong."""
        row = self._fresh(person, now)
        step = None if row is None else self._step(person, row, _bare(code), now)
        if step is None:
            return None
        with self._people.working() as db:
            db.execute(sa.delete(STEP).where(STEP.c.person == person.id, STEP.c.in_force))
            mine = (STEP.c.person == person.id, ~STEP.c.in_force)
            db.execute(sa.update(STEP).where(*mine).values(in_force=True, step=step))
        return self.renew(person)

    def renew(self, person: Person) -> tuple[str, ...]:
        """Give new codes to write down; those from before are worth nothing."""
        made = tuple(_code() for _ in range(MOST_CODES))
        rows = [{"digest": self._digest(person, each), "person": person.id} for each in made]
        with self._people.working() as db:
            db.execute(sa.delete(CODE).where(CODE.c.person == person.id))
            db.execute(sa.insert(CODE), rows)
        return made

    def left(self, person: Person) -> int:
        """Count the codes that are left."""
        with self._people.working() as db:
            return db.scalar(sa.select(sa.func.count()).where(CODE.c.person == person.id)) or 0

    def passes(self, person: Person, code: str, now: datetime) -> bool:
        """Take a code, of the telephone or written down; a code that was taken once is wrong ever after."""
        typed = _bare(code)
        row = self._row(person, in_force=True)
        if row is None:
            return False
        if len(typed) != _DIGITS:
            gone = sa.delete(CODE).where(
                CODE.c.person == person.id, CODE.c.digest == self._digest(person, typed)
            )
            with self._people.working() as db:
                return bool(db.execute(gone).rowcount)
        step = self._step(person, row, typed, now)
        if step is None:
            return False
        mine = (STEP.c.person == person.id, STEP.c.in_force, STEP.c.step < step)
        with self._people.working() as db:
            return bool(db.execute(sa.update(STEP).where(*mine).values(step=step)).rowcount)

    def remove(self, person: Person) -> None:
        """Take the second step of somebody away."""
        with self._people.working() as db:
            for table in (STEP, CODE):
                db.execute(sa.delete(table).where(table.c.person == person.id))

    @property
    def required(self) -> tuple[Role, ...]:
        """The roles in which nobody works without a second step."""
        with self._people.working() as db:
            found = set(db.scalars(sa.select(REQUIRED.c.role)))
        return tuple(each for each in STAFF_ROLES if each in found)

    def require(self, roles: Iterable[Role]) -> None:
        """Settle the roles in which nobody works without a second step."""
        rows = [{"role": each} for each in dict.fromkeys(roles)]
        with self._people.working() as db:
            db.execute(sa.delete(REQUIRED))
            if rows:
                db.execute(sa.insert(REQUIRED), rows)

    def owes(self, person: Person) -> bool:
        """Tell whether somebody has to set a second step up before anything else."""
        return self.demanded(person) and not self.has(person)

    def demanded(self, person: Person) -> bool:
        """Tell whether any role of somebody demands a second step."""
        return any(each in person.roles for each in self.required)

    def _row(self, person: Person, *, in_force: bool) -> Any:
        wanted = sa.select(STEP).where(STEP.c.person == person.id, STEP.c.in_force == in_force)
        with self._people.working() as db:
            return db.execute(wanted).first()

    def _fresh(self, person: Person, now: datetime) -> Any:
        row = self._row(person, in_force=False)
        return row if row is not None and row.at >= int(now.timestamp()) - _SET_UP_SECONDS else None

    def _opened(self, person: Person, row: Any) -> str | None:
        secret = unwrap(self._keys, _PLACE, person.id, row.sealed, row.key_id)
        return None if secret is None else secret.decode()

    def _step(self, person: Person, row: Any, code: str, now: datetime) -> int | None:
        """Give the step whose code this is, newer than the last that was used; nothing if it is none."""
        secret = self._opened(person, row)
        if secret is None:
            return None
        codes, at = pyotp.HOTP(secret), int(now.timestamp()) // _SECONDS
        right = [at + each for each in _EARLIER_LATER if _same(codes.at(at + each), code)]
        return next((each for each in right if each > row.step), None)

    def _digest(self, person: Person, code: str) -> str:
        return keyed_digest(self._keys, f"recovery/{person.id}", _bare(code).encode()).hex()


def _same(right: str, typed: str) -> bool:
    return hmac.compare_digest(right.encode(), typed.encode())


def _bare(code: str) -> str:
    """Give a code without what people and keyboards put between and around its signs."""
    return "".join(unicodedata.normalize("NFKC", code[:_LONGEST]).split()).replace("-", "").lower()


def _code() -> str:
    made = "".join(secrets.choice(_LETTERS) for _ in range(_LETTERS_OF_A_CODE))
    return f"{made[:5]}-{made[5:]}"
