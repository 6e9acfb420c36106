"""A tree in, the names out that swallowed a keyword: `有执照且有合同` is one unknown name.

Only what is certain is reported: the name is unknown, and without the keyword its parts are known.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.feel import ast
from engine.feel.problem import Problem
from engine.feel.syntax import JOINED_NAMES
from engine.feel.walk import children
from engine.feel.words import KEYWORDS

__all__ = ["joined"]

_JOINING = ("且", "或")
_COMPARING = ("不属于", "属于", "不是", "是")
_STATES = tuple(zh for token, _, zh in KEYWORDS if zh and token.endswith(("SUBMITTED", "FILLED")))


def joined(tree: ast.Node, text: str, names: Iterable[str]) -> tuple[Problem, ...]:
    """Report every name of a tree that is two names and a keyword written without a space."""
    if text.isascii():
        return ()
    known: frozenset[str] | None = None
    found = []
    waiting: list[ast.Node] = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(children(node))
        if not isinstance(node, ast.Name | ast.Path) or node.name.isascii():
            continue
        if known is None:
            known = frozenset(part for name in names for part in (name, *name.split(".")))
        if (
            known
            and node.name not in known
            and (spaced := _split(node.name, known, member=isinstance(node, ast.Path)))
        ):
            span = (node.span[1] - len(node.name), node.span[1])
            values = {"word": node.name, "spaced": spaced}
            found.append(Problem(kind=JOINED_NAMES, span=span, values=values, replacement=spaced))
    return tuple(sorted(found, key=lambda problem: problem.span))


def _split(word: str, known: frozenset[str], *, member: bool = False) -> str:
    """Give the word with its keywords set apart, or nothing where that is not certain."""
    for at in range(1, len(word)):
        left = word[:at]
        if left not in known and not member:
            continue
        for keyword in _STATES:
            if word[at:] == keyword:
                return f"{left} {keyword}"
        if left not in known:
            continue
        for keyword in _COMPARING:
            right = word[at + len(keyword) :]
            if word.startswith(keyword, at) and right:
                return f"{left} {keyword} {right}"
        if word[at] == "在" and word[at + 1 : at + 2].isdigit():
            return f"{left} 在 {word[at + 1 :]}"
        for keyword in _JOINING:
            right = word[at + 1 :]
            if word[at] == keyword and (rest := right if right in known else _split(right, known)):
                return f"{left} {keyword} {rest}"
    return ""
