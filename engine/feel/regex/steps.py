"""A backtracking matcher that counts its steps: only for what RE2 cannot do, back-references."""

from __future__ import annotations

from typing import TypeAlias

from engine.feel.regex.sets import holds
from engine.feel.regex.syntax import Choice, Edge, Group, Node, PatternError, Repeat, Same, Sequence, Set

__all__ = ["Program", "TooManySteps", "compile_steps", "find"]

STEPS = 20_000
_MAX_PROGRAM = 20_000

Step: TypeAlias = tuple[str, object, object]
Program: TypeAlias = tuple[Step, ...]


class TooManySteps(Exception):
    """The match took more steps than are allowed."""


def compile_steps(tree: Node, groups: int) -> Program:
    """Turn a tree into steps; slots 0 and 1 hold the whole match, 2n and 2n + 1 group n."""
    steps: list[Step] = []
    slots = [2 * groups + 2]
    _emit(tree, steps, slots)
    steps.append(("match", slots[0], None))
    return tuple(steps)


def _emit(node: Node, steps: list[Step], slots: list[int]) -> None:
    if len(steps) > _MAX_PROGRAM:
        raise PatternError("the regular expression is too large")
    if isinstance(node, Set):
        steps.append(("set", node.chars, None))
    elif isinstance(node, Edge):
        steps.append((node.kind, node.lines, None))
    elif isinstance(node, Same):
        steps.append(("same", node.group, node.fold))
    elif isinstance(node, Sequence):
        for part in node.parts:
            _emit(part, steps, slots)
    elif isinstance(node, Choice):
        _emit_choice(node, steps, slots)
    elif isinstance(node, Group):
        _emit_group(node, steps, slots)
    else:
        _emit_repeat(node, steps, slots)


def _emit_group(node: Group, steps: list[Step], slots: list[int]) -> None:
    if node.number:
        steps.append(("save", 2 * node.number, None))
    _emit(node.body, steps, slots)
    if node.number:
        steps.append(("save", 2 * node.number + 1, None))


def _emit_choice(node: Choice, steps: list[Step], slots: list[int]) -> None:
    ends = []
    for part in node.parts[:-1]:
        fork = len(steps)
        steps.append(("", None, None))
        _emit(part, steps, slots)
        ends.append(len(steps))
        steps.append(("", None, None))
        steps[fork] = ("fork", fork + 1, len(steps))
    _emit(node.parts[-1], steps, slots)
    for end in ends:
        steps[end] = ("jump", len(steps), None)


def _emit_repeat(node: Repeat, steps: list[Step], slots: list[int]) -> None:
    for _ in range(node.least):
        _emit(node.body, steps, slots)
    if node.most is None:
        slot = slots[0]
        slots[0] += 1
        fork = len(steps)
        steps.append(("", None, None))
        steps.append(("save", slot, None))
        _emit(node.body, steps, slots)
        steps.append(("moved", slot, None))
        steps.append(("jump", fork, None))
        steps[fork] = _fork(node.lazy, fork + 1, len(steps))
        return
    forks = []
    for _ in range(node.most - node.least):
        forks.append(len(steps))
        steps.append(("", None, None))
        _emit(node.body, steps, slots)
    for fork in forks:
        steps[fork] = _fork(node.lazy, fork + 1, len(steps))


def _fork(lazy: bool, inside: int, outside: int) -> Step:
    return ("fork", outside, inside) if lazy else ("fork", inside, outside)


def find(program: Program, text: str, start: int) -> tuple[int, ...] | None:
    """Find the first match at or after `start`; give its slots (-1 where a group took no part)."""
    budget = [STEPS]
    for begin in range(start, len(text) + 1):
        found = _run(program, text, begin, budget)
        if found is not None:
            return found
    return None


def _run(program: Program, text: str, begin: int, budget: list[int]) -> tuple[int, ...] | None:
    size = program[-1][1]
    assert isinstance(size, int)
    todo: list[tuple[int, int, tuple[int, ...]]] = [(0, begin, (begin, -1, *(-1 for _ in range(size - 2))))]
    while todo:
        at, position, saved = todo.pop()
        while True:
            budget[0] -= 1
            if budget[0] < 0:
                raise TooManySteps
            kind, one, other = program[at]
            if kind == "match":
                return (saved[0], position, *saved[2:])
            if kind == "fork":
                todo.append((_number(other), position, saved))
                at = _number(one)
            elif kind == "jump":
                at = _number(one)
            elif kind == "save":
                saved = (*saved[: _number(one)], position, *saved[_number(one) + 1 :])
                at += 1
            else:
                after = _consume(kind, one, other, text, position, saved)
                if after is None:
                    break
                position = after
                at += 1
    return None


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _consume(
    kind: str, one: object, other: object, text: str, position: int, saved: tuple[int, ...]
) -> int | None:
    """Give the position after a step that looks at the text, or None where it fails."""
    if kind == "set":
        fits = position < len(text) and holds(one, ord(text[position]))  # type: ignore[arg-type]  # a set's step
        return position + 1 if fits else None
    if kind == "start":
        fits = position == 0 or (bool(one) and text[position - 1] == "\n")
        return position if fits else None
    if kind == "end":
        fits = position == len(text) or (bool(one) and text[position] == "\n")
        return position if fits else None
    if kind == "moved":
        return None if saved[_number(one)] == position else position
    first, last = saved[2 * _number(one)], saved[2 * _number(one) + 1]
    wanted = text[first:last] if first >= 0 and last >= 0 else ""
    given = text[position : position + len(wanted)]
    if given == wanted or (other and given.casefold() == wanted.casefold()):
        return position + len(wanted)
    return None
