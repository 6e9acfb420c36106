"""The road of one case: the standard stages with what its item changes, fixed when it was accepted.

State in, steps out. Terms say what the item adds (办理流程); the acceptance says which of it applies to the
facts of this case. A stage of an item's own stands on the road after acceptance, whatever it follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.case.remembered import remembered
from engine.case.state import State
from engine.case.terms import Extra, Part

__all__ = ["STANDARD", "Step", "part_codes", "parts_of", "reviewing", "road", "sending", "turns"]

STANDARD: Final = (
    "queue",
    "receive",
    "correct",
    "accept",
    "transfer",
    "review",
    "decide",
    "hand_over",
    "issue",
    "archive",
    "rate",
)
_BEFORE: Final = STANDARD[:3]
_LAST: Final = STANDARD[-2:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the road: who acts there, side by side or in order, and whether the clock stands still."""

    name: str
    departments: tuple[str, ...] = ()
    parallel: bool = False
    special: str = ""
    own: bool = False


@remembered
def road(state: State) -> tuple[Step, ...]:
    """Give the whole road of a case as far as it can be known."""
    if state.ended is not None:
        return tuple(_standard(state, name) for name in (_LAST if state.received is not None else ("rate",)))
    names = [name for name in STANDARD if name != "review" or not _instant(state)]
    if state.accepted is None:
        return tuple(_standard(state, name) for name in names)
    extras = {
        each.name: each for each in state.terms.extras if each.after and each.name in state.accepted.steps
    }
    follows: dict[str, list[str]] = {}
    for extra in extras.values():
        follows.setdefault(_after(extra, names, extras), []).append(extra.name)
    order = [each for name in names for each in _with_own(name, follows)]
    return tuple(_own(state, extras[name]) if name in extras else _standard(state, name) for name in order)


def _after(extra: Extra, names: list[str], extras: Mapping[str, Extra]) -> str:
    """Give what an own stage follows: acceptance, if it names what comes earlier or is not there."""
    if extra.after not in extras:
        return extra.after if extra.after in names and extra.after not in _BEFORE else "accept"
    before, seen = extra.after, {extra.name}
    while before in extras:
        if before in seen:
            return "accept"
        seen.add(before)
        before = extras[before].after
    return extra.after


def _with_own(name: str, follows: Mapping[str, list[str]]) -> Iterator[str]:
    yield name
    for each in follows.get(name, ()):
        yield from _with_own(each, follows)


def _own(state: State, extra: Extra) -> Step:
    return Step(
        name=extra.name,
        departments=extra.departments or (state.terms.department,),
        parallel=extra.parallel,
        special=extra.special,
        own=True,
    )


def _standard(state: State, name: str) -> Step:
    changed = _changed(state, name)
    match name:
        case "review":
            own = tuple(dict.fromkeys(part.department for part in parts_of(state)))
            departments = changed.departments if changed and changed.departments else own
            parallel = bool(own) or (changed is not None and changed.parallel)
            return Step(name=name, departments=departments or (state.terms.department,), parallel=parallel)
        case "decide":
            own = tuple(dict.fromkeys(part.department for part in parts_of(state)))
            return Step(name=name, departments=own or (state.terms.department,), parallel=True)
        case _:
            return Step(name=name, departments=(state.terms.department,))


def _changed(state: State, name: str) -> Extra | None:
    """Give what the item changes about a standard stage, if it applies to this case."""
    applies = state.accepted.steps if state.accepted is not None else ()
    return next((each for each in state.terms.extras if each.name == name and name in applies), None)


def _instant(state: State) -> bool:
    """Tell whether the case is decided on the spot: there is nothing to review apart from deciding."""
    if state.accepted is not None:
        return state.accepted.promised is not None and state.accepted.promised.count == 0
    return state.terms.instant


def parts_of(state: State) -> tuple[Part, ...]:
    """Give the parts of a package that are still to be decided or have been; none for a single item."""
    applies = state.accepted.parts if state.accepted is not None else ()
    gone = state.withdrawn_parts
    parts = state.terms.parts
    return tuple(each for each in parts if each.code in applies and each.code not in gone)


def part_codes(state: State) -> tuple[str, ...]:
    """Give what is decided apart: the codes of the parts, or one empty code for a single item."""
    return tuple(part.code for part in parts_of(state)) or ("",)


def reviewing(state: State) -> tuple[tuple[str, str], ...]:
    """Give every review that is needed, as part and department."""
    parts = parts_of(state)
    if parts:
        return tuple((part.code, part.department) for part in parts)
    return tuple(("", department) for department in _standard(state, "review").departments)


def deciding(state: State) -> tuple[tuple[str, str], ...]:
    """Give every decision that is needed, as part and department."""
    parts = parts_of(state)
    return tuple((part.code, part.department) for part in parts) or (("", state.terms.department),)


def sending(state: State) -> tuple[str, ...]:
    """Give the departments that the materials go to: all that act on the case."""
    acting = [step for step in road(state) if step.own or step.name in ("review", "decide")]
    return tuple(dict.fromkeys(department for step in acting for department in step.departments))


def turns(state: State, step: Step) -> tuple[tuple[str, str], ...]:
    """Give who must act now at a step, as part and department; in order unless they act side by side."""
    match step.name:
        case "transfer":
            signed = {each.department for each in state.transfers if each.signed_on is not None}
            return tuple(("", each) for each in sending(state) if each not in signed)
        case "review":
            left = tuple(each for each in reviewing(state) if each not in state.reviews)
        case "decide":
            made = {each.part for each in state.decisions}
            return tuple(each for each in deciding(state) if each[0] not in made)
        case _ if step.own:
            ready = {department for name, department, _ in state.finished if name == step.name}
            left = tuple(("", each) for each in step.departments if each not in ready)
        case _:
            return tuple(("", each) for each in step.departments)
    return left if step.parallel else left[:1]
