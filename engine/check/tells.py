"""What is to be told of a submission that was looked at: which findings there are, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from engine.check.look import Looked
from engine.feel.values import Unknown

__all__ = ["facts_told", "lacks_answer", "tells_of"]


def tells_of(seen: Looked, lenient: bool) -> tuple[list[int], Mapping[int, object]]:
    """Give the numbers of the requirements to be told, and the verdicts of those that a person must settle.

    An answer that cannot be read is told in its place, as `~slot`. A verdict that only lacks facts is not
    told: they are asked for.
    """
    told, plugged = seen.unmet, seen.ready.plugged
    open_: dict[int, object] = {}
    for number, verdict in seen.unknown:
        waits = verdict.__class__ is Unknown and verdict.names
        if not waits or (number in plugged and not lenient and lacks_answer(seen, number, verdict)):
            open_[number] = verdict
    if open_:
        told = sorted([*told, *open_])
    return _with_unread(seen, told, open_) if seen.bad else told, open_


def lacks_answer(seen: Looked, number: int, verdict: object) -> bool:
    """Say whether a verdict lacks the answer of a plug-in."""
    if number not in seen.ready.plugged or not isinstance(verdict, Unknown):
        return False
    return any(name.startswith(f"{seen.ready.ids[number]}.答复") for name in verdict.names)


def _with_unread(seen: Looked, told: Sequence[int], open_: Mapping[int, object]) -> list[int]:
    """Put answers that cannot be read where their requirement stands, in its place if it is a question."""
    ready, slots = seen.ready, seen.rulebook.slots
    unread = [n for n, (_, raw) in seen.bad.items() if raw is not None]
    asked = {ready.paths[n] for n in unread}
    placed = [(ready.first.get(slots[n].owner, len(ready.ids)), ~n) for n in unread]
    for number in told:
        if number in open_ or number not in ready.facts or ready.ids[number] not in asked:
            placed.append((number, number))
    return [number for _, number in sorted(placed, key=itemgetter(0))]


def facts_told(seen: Looked, tells: Sequence[int]) -> frozenset[str]:
    """Give the facts that the findings ask for: an unknown that lacks only these does not block."""
    ready = seen.ready
    asked = ready.facts.intersection(tells)
    told = [ready.ids[number] for number in asked] if asked else []
    if seen.bad:
        told += [ready.paths[~number] for number in tells if number < 0]
    return frozenset(told)
