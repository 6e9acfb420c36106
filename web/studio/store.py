"""The drafts of one centre in a database of their own; what somebody typed is never overwritten by another.

A text is saved against the version it was made from. If that is no longer the newest, it is kept aside and
both authors' texts are there. Steps are only ever added; the state of a draft moves with them or not at all.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from web.side import memory
from web.studio.model import OPEN, Draft, DraftState, Saved, Step, Version
from web.studio.tables import DRAFT, STEP, TABLES, VERSION

__all__ = ["Drafts"]

# Within this span one author's savings of one text are one version: a pause of thought is no history.
_RUN: Final = timedelta(minutes=2)
_PASSING: Final = timedelta(hours=1)


class Drafts:
    """Every draft, its versions and its steps."""

    def __init__(self, engine: sa.Engine | None = None) -> None:
        """Open the drafts; without a database they live only as long as this object."""
        self._engine = engine or memory()
        self._lock = threading.Lock()
        # Held while a step is decided and done, so that no other one comes between.
        self.stepping = threading.Lock()
        TABLES.create_all(self._engine)

    def begin(
        self,
        *,
        code: str,
        name: str,
        department: str,
        base: str,
        text: str,
        author: str,
        at: datetime,
        key: str = "",
    ) -> Draft:
        """Begin a draft of an item; the one that is open already, if there is one, and the same form once."""
        with self._lock, self._engine.begin() as connection:
            again = sa.or_(
                sa.and_(DRAFT.c.code == code, DRAFT.c.state.in_(OPEN)),
                sa.and_(DRAFT.c.key == key, DRAFT.c.author == author, DRAFT.c.key != ""),
            )
            found = connection.execute(sa.select(DRAFT).where(again)).mappings().first()
            if found is not None:
                return _draft(found)
            values = {
                **{"code": code, "name": name, "department": department, "base": base, "key": key},
                **{"state": "draft", "version": 1, "author": author},
                **{"begun_at": at.isoformat(), "changed_at": at.isoformat()},
            }
            made = connection.execute(DRAFT.insert().values(values).returning(*DRAFT.c)).mappings().one()
            first = Version(number=1, kind="saved", author=author, at=at, based_on=0, text=text)
            begun = Step(verb="begin", by=author, at=at, version=1)
            connection.execute(VERSION.insert().values(_version_row(made["number"], first, (1, at))))
            connection.execute(STEP.insert().values(_step_row(made["number"], begun)))
        return _draft(made)

    def find(self, number: int) -> Draft | None:
        """Give a draft by its number."""
        found = self._all(sa.select(DRAFT).where(DRAFT.c.number == number))
        return _draft(found[0]) if found else None

    def listed(self, states: Iterable[DraftState], department: str = "") -> tuple[Draft, ...]:
        """Give the drafts in these states, the one changed last first; of one department if it is named."""
        query = sa.select(DRAFT).where(DRAFT.c.state.in_(list(states))).order_by(DRAFT.c.changed_at.desc())
        if department:
            query = query.where(DRAFT.c.department == department)
        return tuple(_draft(row) for row in self._all(query))

    def of_item(self, code: str) -> tuple[Draft, ...]:
        """Give every draft there was of an item, the newest first."""
        query = sa.select(DRAFT).where(DRAFT.c.code == code).order_by(DRAFT.c.number.desc())
        return tuple(_draft(row) for row in self._all(query))

    def version(self, draft: int, number: int) -> Version | None:
        """Give one version with its text."""
        found = self._all(sa.select(VERSION).where(VERSION.c.draft == draft, VERSION.c.number == number))
        return _version(found[0]) if found else None

    def text(self, draft: Draft) -> str:
        """Give the text that counts now."""
        found = self.version(draft.number, draft.version)
        assert found is not None, "a draft has the version it names"
        return found.text

    def versions(self, draft: int) -> tuple[Version, ...]:
        """Give the versions without their texts, the newest first; of each run of savings the last one."""
        query = sa.select(VERSION).where(VERSION.c.draft == draft).order_by(VERSION.c.number)
        runs = {row["run"]: row for row in self._all(query)}
        found = [_version(row, text=False) for row in runs.values()]
        return tuple(sorted(found, key=lambda each: -each.number))

    def writers(self, draft: int) -> frozenset[str]:
        """Give everybody who wrote a version of a draft, aside ones too."""
        query = sa.select(VERSION.c.author).where(VERSION.c.draft == draft).distinct()
        return frozenset(str(row["author"]) for row in self._all(query))

    def save(self, number: int, based_on: int, text: str, author: str, at: datetime) -> Saved | None:
        """Keep a text made from a version; nothing if there is no such draft or it is not being written."""
        with self._lock, self._engine.begin() as connection:
            row = connection.execute(sa.select(DRAFT).where(DRAFT.c.number == number)).mappings().first()
            if row is None or row["state"] != "draft":
                return None
            draft = _draft(row)
            query = sa.select(VERSION).where(VERSION.c.draft == number)
            head = _version(
                connection.execute(query.where(VERSION.c.number == draft.version)).mappings().one()
            )
            if head.text == text:
                return Saved(draft=draft, kept=None)
            late = based_on != draft.version
            newest = connection.execute(query.order_by(VERSION.c.number.desc()).limit(1)).mappings().one()
            made = Version(
                number=newest["number"] + 1,
                kind="aside" if late else "saved",
                author=author,
                at=at,
                based_on=based_on,
                text=text,
            )
            connection.execute(VERSION.insert().values(_version_row(number, made, _run(newest, made))))
            connection.execute(_forgotten(number, made))
            if not late:
                values = {"version": made.number, "changed_at": at.isoformat()}
                connection.execute(DRAFT.update().where(DRAFT.c.number == number).values(values))
                draft = replace(draft, version=made.number, changed_at=at)
        return Saved(draft=draft, kept=made, other=head if late else None)

    def step(
        self, draft: Draft, step: Step, after: DraftState | None, *, key: str = "", **changed: str
    ) -> Draft | None:
        """Take a step with a draft as it was seen; nothing if it changed meanwhile."""
        seen = (DRAFT.c.number == draft.number) & (DRAFT.c.state == draft.state)
        seen = seen & (DRAFT.c.version == draft.version)
        values = {"state": after or draft.state, "changed_at": step.at.isoformat(), **changed}
        with self._lock, self._engine.begin() as connection:
            if connection.execute(DRAFT.update().where(seen).values(values)).rowcount != 1:
                return None
            connection.execute(STEP.insert().values(_step_row(draft.number, step, key)))
            query = sa.select(DRAFT).where(DRAFT.c.number == draft.number)
            return _draft(connection.execute(query).mappings().one())

    def stepped(self, draft: int, key: str) -> bool:
        """Tell whether the form with this key has taken its step already."""
        query = sa.select(STEP.c.id).where(STEP.c.draft == draft, STEP.c.key == key)
        return bool(key) and bool(self._all(query))

    def steps(self, draft: int) -> tuple[Step, ...]:
        """Give every step taken with a draft, the first one first."""
        return tuple(
            _step(row) for row in self._all(sa.select(STEP).where(STEP.c.draft == draft).order_by(STEP.c.id))
        )

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def _all(self, query: sa.Select[Any]) -> list[Any]:
        with self._lock, self._engine.connect() as connection:
            return list(connection.execute(query).mappings().all())


def _run(newest: Any, made: Version) -> tuple[int, datetime]:
    """Give the run of savings that a version goes on with, or begins: its first version and moment."""
    begun = datetime.fromisoformat(newest["run_at"])
    same = (newest["kind"], newest["author"]) == (made.kind, made.author) and newest["number"] > 1
    if made.kind == "aside":
        same = same and newest["based_on"] == made.based_on
    return (newest["run"], begun) if same and made.at - begun < _RUN else (made.number, made.at)


def _forgotten(draft: int, made: Version) -> sa.Delete:
    """Forget what was saved in passing over an hour ago: of each run the last stays, and every step's."""
    later = VERSION.alias()
    last = sa.select(sa.func.max(later.c.number)).group_by(later.c.run)
    stepped = sa.select(STEP.c.version).where(STEP.c.draft == draft)
    return VERSION.delete().where(
        VERSION.c.draft == draft,
        VERSION.c.at < (made.at - _PASSING).isoformat(),
        VERSION.c.number.not_in(last.where(later.c.draft == draft)),
        VERSION.c.number.not_in(stepped),
    )


def _version_row(draft: int, version: Version, run: tuple[int, datetime]) -> dict[str, object]:
    return {
        "draft": draft,
        "number": version.number,
        "kind": version.kind,
        "author": version.author,
        "at": version.at.isoformat(),
        "run": run[0],
        "run_at": run[1].isoformat(),
        "based_on": version.based_on,
        "text": zlib.compress(version.text.encode("utf-8", "surrogatepass")),
    }


def _step_row(draft: int, step: Step, key: str = "") -> dict[str, object]:
    return {
        "draft": draft,
        "verb": step.verb,
        "by": step.by,
        "at": step.at.isoformat(),
        "version": step.version,
        "note": step.note,
        "edition": step.edition,
        "first": step.first,
        "path": step.path,
        "key": key or None,
    }


def _draft(row: Any) -> Draft:
    names = ("number", "code", "name", "department", "base", "state", "version", "author")
    return Draft(
        **{name: row[name] for name in names},
        begun_at=datetime.fromisoformat(row["begun_at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
    )


def _version(row: Any, *, text: bool = True) -> Version:
    return Version(
        number=row["number"],
        kind=row["kind"],
        author=row["author"],
        at=datetime.fromisoformat(row["at"]),
        based_on=row["based_on"],
        text=zlib.decompress(row["text"]).decode("utf-8", "surrogatepass") if text else "",
    )


def _step(row: Any) -> Step:
    kept = {name: row[name] for name in ("verb", "by", "version", "note", "edition", "first", "path")}
    return Step(at=datetime.fromisoformat(row["at"]), **kept)
