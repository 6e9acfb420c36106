"""Editions for cases: an item of the catalogue with all its files in, what a case is pinned to out.

The files go into the store with the first case of an edition; from then on they are read from there, so that
a case is decided by the text it was received under even if the catalogue has long moved on (guarantees G8).
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from engine.case.model import Refusal
from engine.case.refusals import reason, refusal
from engine.case.terms import Terms
from engine.case.terms_of import terms_of
from engine.catalog.catalog import Catalog, NoEdition, NoItem, Place, TwoEditions, read_bytes
from engine.item.load import load
from engine.item.model import Item
from engine.rules.dmn_tables import Reader, with_dmn_tables
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item, edition_hash

__all__ = ["Edition", "Unusable", "edition_in", "edition_of", "hash_of"]

_MAIN: Final = "item"
_BESIDE: Final = "beside/"


class Unusable(Exception):
    """Files that are no edition: something of the definition is wrong, or not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of an item: its files by name, as written, runnable, and what the road needs of it."""

    files: Mapping[str, str] = field(repr=False)
    item: Item = field(repr=False)
    parts: Mapping[str, Item] = field(repr=False)
    rulebook: Rulebook = field(repr=False)
    terms: Terms

    @property
    def hash(self) -> str:
        """What the edition means, in a few letters."""
        return self.rulebook.edition_hash


def edition_in(
    catalog: Catalog, code: str, on: date, known: MutableMapping[str, Edition]
) -> Edition | Refusal:
    """Choose the edition of an item that is in force on a day; never the newest instead.

    What `known` holds for the same content is not compiled again; decision files beside an item may change
    without it, so an item that has any is read anew.
    """
    chosen = catalog.choose(code, on)
    match chosen:
        case NoItem():
            return refusal([reason("case/no-such-item", name=code)])
        case NoEdition():
            return refusal([reason("case/no-edition", name=code, on=on)])
        case TwoEditions():
            return refusal([reason("case/two-editions", name=code, on=on)])
    parts = catalog.parts(chosen, on)
    key = " ".join((chosen.record.content, *(part.record.content for part in parts)))
    if key in known:
        return known[key]
    try:
        edition = edition_of(_files(catalog.place(chosen), parts), catalog.rulebook(chosen, on))
        if not any(name.startswith(_BESIDE) for name in edition.files):
            known[key] = edition
        return edition
    except (Unusable, OSError, UnicodeDecodeError):
        return refusal([reason("case/unusable-item", name=code, path=chosen.path)])


def hash_of(files: Mapping[str, str]) -> str:
    """Give the hash of an edition by its files, without compiling it; raise `Unusable` if they are none."""
    item, parts = _items(files)
    return edition_hash(item, parts)


def edition_of(files: Mapping[str, str], known: Rulebook | None = None) -> Edition:
    """Make an edition of its files; raise `Unusable` if they are none.

    A rulebook that is `known` is taken if it was made of the same meaning: compiling costs far more than
    reading.
    """

    item, parts = _items(files)
    made = known
    if known is None or known.edition_hash != edition_hash(item, parts):
        made = compile_item(item, parts, read=_beside(files)).rulebook
    if made is None:
        raise Unusable(str(item.code))
    return Edition(files=files, item=item, parts=parts, rulebook=made, terms=terms_of(item, made, parts))


def _items(files: Mapping[str, str]) -> tuple[Item, dict[str, Item]]:
    """Load the item of an edition and its parts by code."""
    beside = _beside(files)
    item = _item(files, _MAIN, beside)
    return item, {str(part.code): _item(files, str(part.code), beside) for part in item.parts}


def _beside(files: Mapping[str, str]) -> Reader:
    return lambda name: files.get(f"{_BESIDE}{name}", "").encode()


def _item(files: Mapping[str, str], name: str, beside: Reader) -> Item:
    """Load one item, its tables that stand in decision files written out."""
    loaded = load(files.get(name, "").encode(), f"{name}.yaml")
    if loaded.item is None or any(fault.kind.level == "fault" for fault in loaded.faults):
        raise Unusable(name)
    whole, faults = with_dmn_tables(loaded.item, beside)
    if faults:
        raise Unusable(name)
    return whole


def _files(main: Place, parts: tuple[Place, ...]) -> dict[str, str]:
    """Give every file that an edition is made of, by a name of our own."""
    made: dict[str, str] = {}
    for name, place in ((_MAIN, main), *((part.record.code, part) for part in parts)):
        data = read_bytes(place.path)
        made[name] = data.decode("utf-8-sig")
        item = load(data, place.path).item
        named = (str(table.dmn_file) for table in item.tables if table.dmn_file) if item is not None else ()
        for file in named:
            text = (Path(place.path).parent / file).read_text(encoding="utf-8")
            if made.setdefault(f"{_BESIDE}{file}", text) != text:
                # Two parts name different files alike; nobody could say later which one is meant.
                raise Unusable(file)
    return made
