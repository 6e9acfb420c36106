"""What is to be told of a submission that was looked at: which findings there are, and in which order."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from engine.check.answer import Open
from engine.check.look import Looked
from engine.check.prepared import remember
from engine.dataclass import dataclass, quickly
from engine.feel.values import Unknown

__all__ = ["Blocked", "Tells", "lacks_answer", "tells_of"]

MOST_LACKING: Final = 1024
"""How many ways in which a submission lacks facts are remembered."""
NO_FACTS: Final[Mapping[str, int]] = MappingProxyType({})


class Blocked(dict[str, int]):
    """The unknown facts that block accepting and telling, each with the requirements that it matters to.

    These are bits. `asked` remembers what is asked because of them, by language.
    """

    __slots__ = ("asked",)

    def __init__(self, facts: Mapping[str, int] = NO_FACTS) -> None:
        super().__init__(facts)
        self.asked: dict[str, tuple[Open, ...]] = {}


NOTHING_BLOCKS: Final = Blocked()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What follows from verdicts that are not known to be met, whatever else is so of the submission.

    `unsettled` are those that a person must settle, for the others facts are asked for; `waits` is what is
    decided again because it lacked facts (see `Lanes`).
    """

    unsettled: frozenset[int]
    blocked: Blocked
    waits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tells:
    """What is to be told of a submission, and what is not known of it.

    `numbers` are the requirements to be told, in their order; an answer that cannot be read is told in its
    place, as `~slot`. `unsettled` are the verdicts among them that a person must settle; `blocked` and
    `waits` are those of `Lacks`, without the facts that the findings ask for.
    """

    numbers: Sequence[int]
    unsettled: Mapping[int, object]
    blocked: Blocked
    waits: int


_tells = quickly(Tells)


def tells_of(seen: Looked, lenient: bool) -> Tells:
    """Sort out what is to be told. A verdict that only lacks facts is not told: they are asked for."""
    told, waits, blocked = seen.unmet, 0, NOTHING_BLOCKS
    unsettled: dict[int, object] = {}
    if seen.unknown:
        lacks = _lacks(seen, lenient)
        waits, blocked = lacks.waits, lacks.blocked
        if lacks.unsettled:
            unsettled = {number: verdict for number, verdict in seen.unknown if number in lacks.unsettled}
            told = sorted([*told, *unsettled])
    if seen.bad:
        told = _with_unread(seen, told, unsettled)
    if blocked:
        asked = [name for name in _facts_told(seen, told) if name in blocked]
        if asked:
            blocked = Blocked({name: bits for name, bits in blocked.items() if name not in asked})
    return _tells(told, unsettled, blocked, waits)


def _lacks(seen: Looked, lenient: bool) -> Lacks:
    """Give what follows from the verdicts that are not known to be met; the same come again and again."""
    key = tuple(
        [
            (number, verdict.names if verdict.__class__ is Unknown else None)
            for number, verdict in seen.unknown
        ]
    )
    memory: dict[Hashable, Lacks] = seen.ready.lacking[lenient]
    found = memory.get(key)
    if found is None:
        found = _sorted_out(seen, lenient)
        remember(memory, key, found, MOST_LACKING)
    return found


def _sorted_out(seen: Looked, lenient: bool) -> Lacks:
    ready, blocked, waits = seen.ready, Blocked(), 0
    unsettled: list[int] = []
    for number, verdict in seen.unknown:
        if verdict.__class__ is Unknown and verdict.names:
            waits |= ready.waits[number]
            for name in () if lenient else verdict.names:
                blocked[name] = blocked.get(name, 0) | 1 << number
            if lenient or not lacks_answer(seen, number, verdict):
                continue
        else:
            waits |= ready.waits[number] if verdict.__class__ is Unknown else ready.stuck[number]
        unsettled.append(number)
    return Lacks(unsettled=frozenset(unsettled), blocked=blocked, waits=waits)


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
