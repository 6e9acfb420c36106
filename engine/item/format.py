"""Formats an item file (order, indentation, columns, punctuation), or turns it into the other language.

The author's own lines are moved and edited in place, so comments stay where they belong and a file in order
comes back byte for byte. A text that cannot be read for certain comes back with its certain repairs only.
"""

from __future__ import annotations

from typing import Final

from engine.item.arrange import arranged
from engine.item.build import build
from engine.item.columns import align_comments, align_tables
from engine.item.node import ListNode, MapNode, Node, ScalarNode
from engine.item.rewrite import apply, rewrites
from engine.item.shape import ITEM
from engine.item.text import Tree, read
from engine.item.walk import Walk, language
from engine.source import Text
from engine.vocabulary import Lang

__all__ = ["cured", "format_text"]

# A repair may bring the next fault to light, so the text is read again until nothing changes.
ROUNDS: Final = 40


def format_text(text: str, lang: Lang | None = None) -> str:
    """Format the text of an item file; with `lang`, also turn its words into that language."""
    text = cured(text.replace("\r\n", "\n"))
    tree = _sound(text)
    if tree is None or tree.root is None:
        return text
    text = _reworded(text, tree.root, lang)
    for step in (_arranged, _aligned):
        text = step(text)
    return text.rstrip("\n") + "\n"


def cured(text: str) -> str:
    """Repair everything about the text (not its structure) that has a certain cure."""
    for _ in range(ROUNDS):
        faults = read(text.encode("utf-8", "surrogatepass"), "").faults
        cures = [fault.cure for fault in faults if fault.cure and fault.kind.level == "fault"]
        repaired = apply(text, cures)
        if repaired == text:
            break
        text = repaired
    return text


def _sound(text: str) -> Tree | None:
    """Read a text; nothing if it has a fault that reading had to guess around."""
    tree = read(text.encode("utf-8", "surrogatepass"), "")
    if tree.root is None or any(fault.kind.level == "fault" for fault in tree.faults):
        return None
    return tree


def _reworded(text: str, root: MapNode, lang: Lang | None) -> str:
    written = language(root)
    record = Walk(written).keys(root, ITEM, Text(""))
    assert record is not None
    item = build(record, "", written)
    return apply(text, rewrites(root, text, item, lang or written))


def _arranged(text: str) -> str:
    tree = _sound(text)
    if tree is None or tree.root is None:
        return text
    lines = [line.rstrip() if not line.strip() else line for line in text.split("\n")]
    ordered = "\n".join(arranged(lines, tree.root))
    return ordered if _same(tree, _sound(ordered)) else text


def _aligned(text: str) -> str:
    tree = _sound(text)
    if tree is None or tree.root is None:
        return text
    aligned = "\n".join(align_comments(align_tables(text.split("\n"), tree.root), tree.root))
    return aligned if _sound(aligned) else text


def _same(before: Tree, after: Tree | None) -> bool:
    """Tell whether two trees say the same but for the order of keys: the seat belt of every rearrangement."""
    if after is None or before.root is None or after.root is None:
        return False
    return _meaning(before.root) == _meaning(after.root)


def _meaning(node: Node) -> object:
    match node:
        case ScalarNode():
            return str(node.text)
        case ListNode():
            return [_meaning(item) for item in node.items]
        case MapNode():
            return {str(pair.key): _meaning(pair.value) for pair in node.pairs}
