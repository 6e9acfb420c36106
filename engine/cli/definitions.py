"""Definitions read in full, for the commands that authors use: lint, test, new, format."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

from engine.catalog.catalog import Catalog, NoEdition, open_catalog
from engine.catalog.diagnose import Diagnosed, diagnose
from engine.catalog.store import Row
from engine.cli.desk import Desk, item_files, read_file
from engine.item.load import load_file
from engine.item.model import Item
from engine.item.text import MAX_BYTES

__all__ = ["Definitions"]


class Definitions:
    """The item files that a command was given, and the parts that packages among them name."""

    def __init__(self, desk: Desk, paths: Sequence[str], *, contributed: bool = True) -> None:
        """Take the files that are named; if none are, the catalogue and what plug-ins contribute to it."""
        self._desk = desk
        self._beside: dict[str, Catalog] = {}
        self.paths = item_files(
            paths, lambda: (desk.catalog_path, *(desk.contributed() if contributed else ()))
        )

    def read(self, path: str) -> bytes:
        """Read the bytes of a file."""
        return read_file(path, MAX_BYTES)

    def diagnose(self, path: str, data: bytes) -> Diagnosed:
        """Say everything that is wrong with a file."""
        return diagnose(data, path, lambda code, item: self._part(path, code, item))

    def _part(self, path: str, code: str, item: Item) -> Item | None:
        """Find a part beside the package, then in the catalogue, as it stands when the package begins."""
        day = _day(str(item.valid_from)) or self._desk.on
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._beside:
            self._beside[folder] = open_catalog(folder, store=self._desk.store, deep=False)
        return _item(self._beside[folder], code, day) or _item(self._desk.catalog, code, day)


def _item(catalog: Catalog, code: str, day: date) -> Item | None:
    choice = catalog.choose(code, day)
    if isinstance(choice, NoEdition):
        choice = choice.editions[0]
    return load_file(catalog.place(choice).path).item if isinstance(choice, Row) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
