"""Bringing a store up to the schema of this program, after a copy of it was made."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from engine.case.store.canonical import CHINA
from engine.case.store.connect import unavailable, writing_engine
from engine.case.store.files import make_folder, sync_folder
from engine.case.store.lock import lock
from engine.case.store.open import founded, no_store
from engine.case.store.place import Place
from engine.case.store.schema import STEPS, run_steps
from engine.case.store.snapshot import snapshot

__all__ = ["Upgraded", "upgrade"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """The schema before and after, and the copy that was made before anything changed."""

    before: int
    after: int
    copy: Path | None


def upgrade(place: Place, at: datetime, steps: Path = STEPS) -> Upgraded:
    """Run the steps that are missing; killed in between, it goes on with the step that was not finished."""
    if not founded(place):
        raise no_store(place)
    copies: list[Path] = []

    def copy(found: int) -> None:
        folder = place.data / "before-upgrade"
        make_folder(folder)
        name = f"{found:04}-{at.astimezone(CHINA):%Y-%m-%dT%H%M%S}.sqlite"
        partial = folder / f".{name}.partial"
        partial.unlink(missing_ok=True)
        snapshot(place, partial)
        copies.append(partial.rename(folder / name))
        sync_folder(folder)

    held = lock(place.data) if place.url is None else None
    engine = writing_engine(place)
    try:
        before, after = run_steps(engine, before=copy, steps=steps)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise unavailable(error) or error from error
    finally:
        engine.dispose()
        if held is not None:
            held.release()
    return Upgraded(before=before, after=after, copy=copies[0] if copies else None)
