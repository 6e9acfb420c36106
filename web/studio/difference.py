"""What differs between two texts of a definition, word by word and under the name of each thing.

Two texts in, sections out, in the order of the file: what came, what went, what was changed and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from engine.item.node import ListNode, MapNode, Node, ScalarNode
from engine.item.shape import ITEM
from engine.vocabulary import Lang, english, in_lang
from web.studio.edits import edits
from web.studio.sheet import Sheet

__all__ = ["Changed", "Line", "Piece", "Section", "difference", "pieces"]

PieceKind = Literal["same", "in", "out"]
_TOKEN: Final = re.compile(r"[A-Za-z0-9_.-]+|\s+|.", re.DOTALL)
# Which keys name an entry of a list, so that a moved entry is no change.
_NAMES: Final = ("id", "name", "item", "ask")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of words that stayed, came in or went out."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value: its key, and its words before and after."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One thing, a material or a check; without a name the section itself."""

    name: str
    kind: Literal["added", "removed", "changed"]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the definition with what changed in it."""

    key: str
    title: str
    things: tuple[Changed, ...]


_Values = dict[tuple[str, ...], str]


def difference(old: Sheet, new: Sheet, lang: Lang) -> tuple[Section, ...] | None:
    """Give what differs; None if one of the texts cannot be read for certain."""
    if old.root is None or new.root is None:
        return None
    before, after = _things(old.root), _things(new.root)
    found: dict[str, list[Changed]] = {}
    for section, name in dict.fromkeys((*after, *before)):
        values = before.get((section, name), {}), after.get((section, name), {})
        if values[0] != values[1]:
            found.setdefault(section, []).append(_changed(name, *values, lang))
    order = {row.name: number for number, row in enumerate(ITEM.rows)}
    return tuple(
        Section(key=key, title=_label(key, lang), things=tuple(found[key]))
        for key in sorted(found, key=lambda each: order.get(each, len(order)))
    )


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts by words; Chinese by characters."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    made: list[tuple[PieceKind, str]] = []
    done = 0
    for i, j, k, n in edits(a, b):
        made += [("same", "".join(a[done:i])), ("out", "".join(a[i:j])), ("in", "".join(b[k:n]))]
        done = j
    return tuple(_merged([*made, ("same", "".join(a[done:]))]))


def _merged(parts: Sequence[tuple[PieceKind, str]]) -> Iterator[Piece]:
    """Join one sign that stayed between two changes to them: single letters read badly."""
    out = "".join(text for kind, text in parts if kind != "in")
    new = "".join(text for kind, text in parts if kind != "out")
    same = sum(len(text) for kind, text in parts if kind == "same")
    if out and new and 2 * same < max(len(out), len(new)):
        parts = [("out", out), ("in", new)]
    for kind, text in parts:
        if text:
            yield Piece(kind=kind, text=text)


def _changed(name: str, before: _Values, after: _Values, lang: Lang) -> Changed:
    lines = tuple(
        Line(label=_path(path, lang), pieces=pieces(before.get(path, ""), after.get(path, "")))
        for path in dict.fromkeys((*after, *before))
        if before.get(path) != after.get(path)
    )
    kind: Literal["added", "removed", "changed"] = "changed"
    if name and not (before and after):
        kind = "added" if after else "removed"
    return Changed(name=name, kind=kind, lines=lines)


def _things(root: MapNode) -> Mapping[tuple[str, str], _Values]:
    """Give the values of a definition by section and thing; what has no name hangs on the section."""
    made: dict[tuple[str, str], _Values] = {}
    for pair in root.pairs:
        section = english("keys", pair.key) or str(pair.key)
        for name, node in _entries(pair.value):
            values = made.setdefault((section, name), {})
            for path, text in _leaves(node, ()):
                values[path] = text
    return made


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, ListNode) and any(isinstance(each, MapNode) for each in node.items):
        for number, each in enumerate(node.items, start=1):
            yield _name(each) or str(number), each
    elif isinstance(node, MapNode):
        named = [pair for pair in node.pairs if isinstance(pair.value, MapNode)]
        if named and all(english("keys", pair.key) is None for pair in named):
            for pair in node.pairs:
                yield str(pair.key), pair.value
        else:
            yield "", node
    else:
        yield "", node


def _name(node: Node) -> str:
    found = node.first(*_spellings()) if isinstance(node, MapNode) else None
    return str(found.text) if isinstance(found, ScalarNode) else ""


def _spellings() -> tuple[str, ...]:
    return tuple(in_lang("keys", name, lang) for name in _NAMES for lang in ("zh", "en"))


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match node:
        case ScalarNode():
            yield path, str(node.text)
        case ListNode():
            if any(isinstance(each, MapNode | ListNode) for each in node.items):
                for number, each in enumerate(node.items, start=1):
                    yield from _leaves(each, (*path, _name(each) or str(number)))
            else:
                yield path, "、".join(str(each.text) for each in node.items if isinstance(each, ScalarNode))
        case MapNode():
            for pair in node.pairs:
                yield from _leaves(pair.value, (*path, english("keys", pair.key) or str(pair.key)))


def _label(key: str, lang: Lang) -> str:
    said = in_lang("keys", key, lang) if english("keys", key) is not None else key
    return said if lang == "zh" else said.replace("_", " ")


def _path(path: tuple[str, ...], lang: Lang) -> str:
    return " › ".join(_label(each, lang) for each in path)
