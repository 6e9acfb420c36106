"""What is to be told of a submission that was looked at: which findings there are, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from engine.check.look import Looked
from engine.check.quickly import quickly
from engine.dataclass import dataclass
from engine.feel.values import Unknown

__all__ = ["Tells", "lacks_answer", "tells_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tells:
    """What is to be told of a submission, and what is not known of it.

    `numbers` are the requirements to be told, in their order; an answer that cannot be read is told in its
    place, as `~slot`. `unsettled` are the verdicts among them that a person must settle. `blocked` are the
    unknown facts that block accepting and telling, each with the requirements that it matters to, as bits.
    `waits` is what is decided again because it lacked facts (see `Lanes`).
    """

    numbers: Sequence[int]
    unsettled: Mapping[int, object]
    blocked: Mapping[str, int]
    waits: int


_tells = quickly(Tells)


def tells_of(seen: Looked, lenient: bool) -> Tells:
    """Sort out what is to be told. A verdict that only lacks facts is not told: they are asked for."""
    ready, told = seen.ready, seen.unmet
    unsettled: dict[int, object] = {}
    blocked: dict[str, int] = {}
    waits = 0
    for number, verdict in seen.unknown:
        if verdict.__class__ is Unknown and verdict.names:
            waits |= ready.waits[number]
            bit = 1 << number
            for name in verdict.names:
                blocked[name] = blocked[name] | bit if name in blocked else bit
            if lenient or number not in ready.plugged or not lacks_answer(seen, number, verdict):
                continue
        else:
            waits |= ready.waits[number] if verdict.__class__ is Unknown else ready.stuck[number]
        unsettled[number] = verdict
    if unsettled:
        told = sorted([*told, *unsettled])
    if seen.bad:
        told = _with_unread(seen, told, unsettled)
    if lenient:
        blocked = {}
    elif blocked:
        for name in _facts_told(seen, told):
            blocked.pop(name, None)
    return _tells(told, unsettled, blocked, waits)


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


def _facts_told(seen: Looked, tells: Sequence[int]) -> list[str]:
    """Give the facts that the findings ask for: an unknown that lacks only these does not block."""
    ready = seen.ready
    asked = ready.facts.intersection(tells)
    told = [ready.ids[number] for number in asked] if asked else []
    if seen.bad:
        told += [ready.paths[~number] for number in tells if number < 0]
    return told
