"""The databases of the web itself: beside the cases, never in them.

SQLite files in the data folder, for their owner alone; or the PostgreSQL database of the cases.
"""

from __future__ import annotations

import os

import sqlalchemy as sa
from sqlalchemy import Engine

from engine.case.store import Place
from engine.case.store.connect import writing_engine

__all__ = ["memory", "side_engine"]


def side_engine(place: Place, name: str) -> Engine:
    """Give a database of the web by its name."""
    if place.url is not None:
        return writing_engine(place)
    path = place.data / f"{name}.sqlite"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    return sa.create_engine(
        f"sqlite+pysqlite:///{path}", hide_parameters=True, connect_args={"check_same_thread": False}
    )


def memory() -> Engine:
    """Give a database that lives only as long as its engine."""
    return sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
