"""Where a store lies: its data folder, its database if that is elsewhere, and its key file.

Options, `YICI_DATA`, `YICI_STORE` and `YICI_KEYS` go in; the place comes out. The key file stands beside the
data folder, never in it, so that a copy of the folder is no copy of the keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["DEFAULT_DATA", "Place", "place"]

DEFAULT_DATA: Final = "./yici-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`url` names a PostgreSQL database; without it the database is a file in the data folder."""

    data: Path
    keys: Path
    url: str | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "store.sqlite"

    @property
    def uploads(self) -> Path:
        """The folder of sealed uploads."""
        return self.data / "uploads"

    @property
    def name(self) -> str:
        """The place as it may be shown: a database address without its password."""
        return str(self.data) if self.url is None else self.url.rpartition("@")[2]


def place(
    data: str | None = None,
    url: str | None = None,
    keys: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Place:
    """Choose the place: what is named, else what the environment names, else `./yici-data`."""
    known = {} if environment is None else environment
    folder = Path(data or known.get("YICI_DATA") or DEFAULT_DATA)
    file = keys or known.get("YICI_KEYS")
    return Place(
        data=folder,
        url=url or known.get("YICI_STORE") or None,
        keys=Path(file) if file else folder.with_name(folder.resolve().name + ".keys"),
    )
