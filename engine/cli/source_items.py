"""The items behind a rulebook as they were written: what a guide or an export needs beside the rules."""

from __future__ import annotations

from engine.cli.desk import Chosen, Desk, read_file
from engine.cli.output import Wrong
from engine.item.load import load
from engine.item.model import Item
from engine.item.text import MAX_BYTES

__all__ = ["read_item"]


def read_item(desk: Desk, chosen: Chosen) -> tuple[Item, dict[str, Item]]:
    """Read the item that was chosen and the parts that it includes, as they are on the day."""
    item = _read(chosen.path)
    paths = {str(part.code): desk.choose(str(part.code), desk.on).path for part in item.parts}
    return item, {code: _read(path) for code, path in paths.items()}


def _read(path: str) -> Item:
    item = load(read_file(path, MAX_BYTES), path).item
    if item is None:
        raise Wrong(
            f"{path} 读不了。请先看：yici lint {path}", f"{path} cannot be read. See: yici lint {path}"
        )
    return item
