"""FEEL as a line-by-line service: a JSON object in, a JSON object out, one per line.

In: `{"expr": "a + 1", "context": {"a": "41"}}`. The values of the context are themselves FEEL, and `unknown`
may list names whose value is not yet known.
Out: `{"value": "42", "type": "number"}`, a null with its `reason`, or an `error` with its code, its words
and, where a text cannot be read, its position (counted from 1, in characters).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from engine.feel.compare import kind_of
from engine.feel.evaluation.work import ITEM, STANDARD, Setting
from engine.feel.interpret import evaluate
from engine.feel.parse import Profile, parse
from engine.feel.problem import Problem
from engine.feel.show import show
from engine.feel.temporal import DateTime
from engine.feel.values import Null, Unknown

__all__ = ["answer", "answers", "describe", "describe_problem"]

_LONGEST_LINE = 1_000_000
_HALF = re.compile("[\ud800-\udfff]")  # half a character: no file can hold it unescaped


def answers(
    lines: Iterable[str], *, profile: Profile = "standard", now: DateTime | None = None
) -> Iterator[str]:
    """Answer every line that is not empty."""
    for line in lines:
        if line.strip():
            yield answer(line, profile=profile, now=now)


def answer(line: str, *, profile: Profile = "standard", now: DateTime | None = None) -> str:
    """Answer one line; whatever it holds, nothing is raised."""
    try:
        said = _answer(line, profile, now)
    except RecursionError:
        said = _error("lines/too-deep", "the line or its answer is nested too deeply")
    text = json.dumps(said, ensure_ascii=False)
    return text if text.isascii() or not _HALF.search(text) else json.dumps(said)


def _answer(line: str, profile: Profile, now: DateTime | None) -> dict[str, Any]:
    asked = _read(line)
    if isinstance(asked, str):
        return _error("lines/not-a-question", asked)
    setting = Setting(limits=ITEM if profile == "item" else STANDARD, now=now)
    scope: dict[str, object] = {name: Unknown(frozenset({name})) for name in asked.get("unknown", [])}
    for name, text in asked.get("context", {}).items():
        value = _evaluate(text, profile, {}, setting)
        if isinstance(value, Problem):
            return describe_problem(value) | {"name": name}
        scope[name] = value
    result = _evaluate(asked["expr"], profile, scope, setting)
    return describe_problem(result) if isinstance(result, Problem) else describe(result)


def _read(line: str) -> dict[str, Any] | str:
    """Read a line, or say what is wrong with it."""
    if len(line) > _LONGEST_LINE:
        return "the line is too long"
    try:
        asked = json.loads(line)
    except ValueError:
        return "the line is not JSON"
    if not isinstance(asked, dict) or not isinstance(asked.get("expr"), str):
        return "a line is an object with the text `expr`"
    context = asked.get("context", {})
    if not isinstance(context, dict) or not all(isinstance(text, str) for text in context.values()):
        return "`context` gives a FEEL text for every name"
    unknown = asked.get("unknown", [])
    if not isinstance(unknown, list) or not all(isinstance(name, str) for name in unknown):
        return "`unknown` is a list of names"
    return cast("dict[str, Any]", asked)


def _evaluate(text: str, profile: Profile, scope: Mapping[str, object], setting: Setting) -> object:
    parsed = parse(text, profile=profile, names=tuple(scope))
    if parsed.tree is not None and not parsed.problems:
        return evaluate(parsed.tree, scope, setting=setting)
    return parsed.problems[0] if parsed.problems else Null("there is nothing to evaluate")


def describe(value: object) -> dict[str, Any]:
    """Give a value as it is answered."""
    if isinstance(value, Unknown):
        return {"value": None, "type": "unknown", "lacks": sorted(value.names)}
    if isinstance(value, Null):
        said: dict[str, Any] = {"value": None, "type": "null"}
        return said | {"reason": value.reason} if value.reason else said
    return {"value": show(value), "type": kind_of(value)}


def describe_problem(problem: Problem) -> dict[str, Any]:
    """Give an error as it is answered."""
    words = problem.kind.en.format_map(problem.values)
    start, end = problem.span
    return _error(problem.kind.code, words, position=start + 1, end=end + 1)


def _error(code: str, says: str, **more: int) -> dict[str, Any]:
    return {"error": {"code": code, "says": says, **more}}
