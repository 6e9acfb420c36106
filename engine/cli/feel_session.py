"""Expressions answered one after the other, once or in a loop at a terminal."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final, TextIO

from engine.cli.output import FINDINGS, FINE, Console
from engine.cli.report import Files, render
from engine.feel import ast
from engine.feel.compare import kind_of
from engine.feel.functions import BY_NAME, CLOCKS
from engine.feel.interpret import Setting, evaluate
from engine.feel.lines import describe, describe_problem
from engine.feel.parse import Profile, parse
from engine.feel.problem import Problem, to_fault
from engine.feel.show import show
from engine.feel.values import Null, Unknown
from engine.feel.walk import children, transform
from engine.source import Source, Text

__all__ = ["Session"]

_PROMPT: Final = "feel> "
_PLACE: Final = "feel"
_GIVE: Final = ":="


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The names in scope and how to answer; `open`: names that have no value are not yet known."""

    console: Console
    profile: Profile
    setting: Setting
    open: bool = False
    json: bool = False
    names: dict[str, object] = field(default_factory=dict)

    def answer(self, text: str) -> int:
        """Answer one expression; 1 if it is faulty, or its value is unknown or null for a reason."""
        value = self.value(text)
        self._show(value, text)
        missing = isinstance(value, (Problem, Unknown)) or (isinstance(value, Null) and bool(value.reason))
        return FINDINGS if missing else FINE

    def value(self, text: str) -> object:
        """Give the value of an expression, or what is wrong with it."""
        parsed = parse(text, profile=self.profile, names=tuple(self.names))
        if parsed.tree is None:
            return parsed.problems[0]
        if not self.open:
            return evaluate(parsed.tree, self.names, setting=self.setting)
        tree = transform(parsed.tree, self._option)
        return evaluate(tree, self.names | _unknown(tree, self.names), setting=self.setting)

    def loop(self, stream: TextIO) -> int:
        """Answer line after line, at a terminal with a prompt; `name := expression` gives a value a name."""
        if stream.isatty():
            self.console.tell(
                "一行一个式子；名字 := 式子 记下一个值；空行结束。",
                "One expression a line; name := expression keeps a value; an empty line ends.",
            )
        code = FINE
        while line := self._next(stream):
            name, given, text = line.partition(_GIVE)
            if not given:
                code = max(code, self.answer(line))
                continue
            value = self.value(text)
            self._show(value, text)
            if not isinstance(value, Problem):
                self.names[name.strip()] = value
        return FINE if stream.isatty() else code

    def _next(self, stream: TextIO) -> str:
        """Give the next line that is not empty; at a terminal an empty one ends the loop."""
        if stream.isatty():
            try:
                return input(_PROMPT).strip()
            except EOFError:
                return ""
        for line in stream:
            if line.strip():
                return line.strip()
        return ""

    def _option(self, node: ast.Node) -> ast.Node:
        """Read a word compared with the text of a fact as an option, which needs no quotes."""
        if not isinstance(node, ast.Compare) or node.operator not in ("=", "!="):
            return node
        sides = node.left, node.right
        if not any(isinstance(each, ast.Name) and each.name not in self.names for each in sides):
            return node
        left, right = (self._as_option(each, other) for each, other in (sides, sides[::-1]))
        return ast.Compare(span=node.span, operator=node.operator, left=left, right=right)

    def _as_option(self, node: ast.Expr, other: ast.Expr) -> ast.Expr:
        if not isinstance(node, ast.Name) or node.name in self.names:
            return node
        beside = evaluate(other, self.names, setting=self.setting)
        return ast.String(span=node.span, value=node.name) if isinstance(beside, str) else node

    def _show(self, value: object, text: str) -> None:
        """Show the value on standard output, and what is to be said about it on standard error."""
        if self.json:
            said = describe_problem(value) if isinstance(value, Problem) else describe(value)
            self.console.show(json.dumps(said, ensure_ascii=False))
        elif isinstance(value, Problem):
            placed = Text(text, Source(path=_PLACE, line=1, column=1, end_column=len(text) + 1))
            files = Files(texts={_PLACE: text})
            faults = (to_fault(value, placed),)
            self.console.err.write(render(faults, lang=self.console.lang, files=files) + "\n")
        elif isinstance(value, Unknown):
            lacks = "、".join(f"「{name}」" for name in sorted(value.names))
            self.console.show(self.console.say("无法判断", "unknown"))
            self.console.tell(f"还不知道{lacks}", f"not yet known: {', '.join(sorted(value.names))}")
        else:
            self.console.show(show(value))
            reason = value.reason if isinstance(value, Null) else kind_of(value)
            if reason:
                self.console.tell(reason, reason)


def _unknown(tree: ast.Expr, names: dict[str, object]) -> dict[str, object]:
    """Give every name that has no value and is no built-in as unknown."""
    found: dict[str, object] = {}
    waiting: list[ast.Node] = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(children(node))
        if isinstance(node, ast.Name) and node.name not in names and not _built_in(node.name):
            found[node.name] = Unknown(frozenset({node.name}))
    return found


def _built_in(name: str) -> bool:
    plain = name.replace("_", " ")
    return name in BY_NAME or plain in BY_NAME or name in CLOCKS or plain in CLOCKS
