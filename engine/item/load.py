"""Loads an item: the bytes of a file in, the item and everything wrong with its text and structure out.

Names, options and expressions are not looked at here; `engine.rules` and `engine.item.lint` do that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.dataclass import dataclass
from engine.fault import Fault
from engine.item import structure_faults as kinds
from engine.item.build import build
from engine.item.intake import WINDOW_ID
from engine.item.model import Item
from engine.item.node import MapNode
from engine.item.record import Record
from engine.item.shape import ITEM
from engine.item.text import MAX_BYTES, read
from engine.item.walk import Walk, language
from engine.source import Text

__all__ = ["Loaded", "load", "load_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An item (None if nothing could be read) and its faults in the order of the file."""

    item: Item | None
    faults: tuple[Fault, ...]


def load(data: bytes, path: str) -> Loaded:
    """Load an item from the bytes of its file; never raises, and reports all faults at once."""
    tree = read(data, path)
    if tree.root is None:
        return Loaded(item=None, faults=tree.faults)
    item, faults = _item(tree.root, path)
    everything = [*tree.faults, *faults]
    everything.sort(key=lambda fault: (fault.source.line, fault.source.column))
    return Loaded(item=item, faults=tuple(everything))


def load_file(path: str | Path) -> Loaded:
    """Load an item from a file; a file that cannot be opened raises `OSError`."""
    with open(path, "rb") as file:
        # One byte more than allowed is enough to know that it is too much.
        data = file.read(MAX_BYTES + 1)
    return load(data, str(path))


def _item(root: MapNode, path: str) -> tuple[Item, list[Fault]]:
    lang = language(root)
    walk = Walk(lang)
    record = walk.keys(root, ITEM, Text(""))
    assert record is not None
    return build(record, path, lang), [*walk.faults, *_same_names(record)]


def _same_names(record: Record) -> list[Fault]:
    """Find names that stand twice where one name must mean one thing."""
    checks = [
        name
        for section in ("conditions", "checks")
        for each in record.records(section)
        if (name := each.text("id"))
    ]
    window = record.values.get("intake_window")
    if isinstance(window, Record):
        checks.insert(0, Text(WINDOW_ID, window.source, exact=False))
    names = [key for section in ("scenario", "form", "decision_tables") for key, _ in record.named(section)]
    names += _texts(record, "materials")
    return [
        *_twice(checks, "编号", "id"),
        *_twice(names, "名字", "name"),
        *_twice(_groups(record, names), "名字", "name"),
        *_twice(_ids(checks, names), "名字", "name"),
        *_twice(_texts(record, "outputs"), "办理结果", "output"),
        *_twice(_texts(record, "samples"), "样例", "sample"),
    ]


def _texts(record: Record, section: str) -> list[Text]:
    return [name for each in record.records(section) if (name := each.text("name"))]


def _groups(record: Record, names: list[Text]) -> list[Text]:
    """Give the name a group took from something else, each after the name it took."""
    known = {str(name): name for name in names}
    groups: dict[str, Text] = {}
    for each in record.records("materials"):
        group = each.text("any_of")
        if group:
            groups.setdefault(str(group), group)
    return [each for group, text in groups.items() if group in known for each in (known[group], text)]


def _ids(checks: list[Text], names: list[Text]) -> list[Text]:
    """Give what a check is called like, and the check: findings tell them apart by nothing else."""
    known = {str(name): name for name in names}
    return [each for check in dict.fromkeys(checks) if check in known for each in (known[check], check)]


def _twice(names: Iterable[Text], what: str, what_en: str) -> list[Fault]:
    """Give a fault for every name that stands a second time, with the place of the first."""
    seen: dict[str, Text] = {}
    faults = []
    for name in names:
        first = seen.setdefault(name, name)
        if first is name:
            continue
        values = {
            "name": str(name),
            "what": what,
            "what_en": what_en,
            "line": str(first.source.line),
        }
        faults.append(Fault(kind=kinds.SAME_ID, source=name.source, values=values, also=first.source))
    return faults
