"""Writers that go flat out, and the look at what is left of their work, for the tests of death and power.

Every act draws a number, sets one timer, one line and one idempotency key, and each of them names the version
it belongs to, so that half an act can be told from a whole one.
"""

from __future__ import annotations

import json
import os
import random
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Decision, Draft, Draw, Event, Timer
from engine.case.store import Key, Place, Recorded, Unavailable, open_store
from engine.case.store.keys import KeyRing
from engine.case.store.record import SPAN
from engine.case.store.tables import counters, events, lines, requests, timers
from engine.case.store.verify import verify_all
from tests.case.store.desk import AT, CLERK, line, minutes

__all__ = ["SERIES", "Acknowledged", "look", "read_acknowledged", "step", "write_on"]

SERIES = "case-2026"


@dataclass(frozen=True)
class Acknowledged:
    """What a writer was told is on disk."""

    case: str
    sequence: int
    number: int


def step(told: Sequence[Event], draw: Draw) -> Decision:
    """Decide the next event of a case; everything it leaves names its version."""
    version = len(told) + 1
    return Decision(
        events=(Draft(kind="step", data={"version": version, "number": draw(SERIES), "pad": "证" * 60}),),
        timers=(Timer(kind="notice", at=minutes(version), data={"version": version}),),
        line=line(marks=(str(version),)),
    )


def write_on(place: Place, said: Path, name: str, clients: int = 4) -> None:
    """Act without end on new and on old cases, and note each answer in a file; ends only when killed."""
    store = open_store(place)
    out = os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def client(own: int) -> None:
        chance, cases = random.Random(own), [""]
        for turn in range(10**9):
            case = chance.choice(cases) or None
            key = Key(route="step", key=f"{name}-{os.getpid()}-{own}-{turn}", body_hash="")
            try:
                answer = store.append(case, step, CLERK, AT, key=key)
            except Unavailable:
                continue
            assert isinstance(answer, Recorded)
            # One short write to the end of a file: it is there as a whole, or not at all.
            number = answer.events[0].data["number"]
            os.write(out, f"{answer.case} {answer.sequence} {number}\n".encode())
            cases = [*cases[-5:], answer.case]

    threads = [threading.Thread(target=client, args=(own,), daemon=True) for own in range(clients)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def read_acknowledged(path: Path) -> list[Acknowledged]:
    """Read what the writers noted."""
    if not path.exists():
        return []
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [Acknowledged(case, int(sequence), int(number)) for case, sequence, number in rows]


def look(db: Connection, keys: KeyRing, said: Sequence[Acknowledged], epoch: int = 0) -> Iterator[str]:
    """Say everything that is lost, given twice, half there or out of its chain."""
    yield from (each.says("en") for each in verify_all(db, keys).broken)
    there: dict[tuple[str, int], int] = {}
    for chain, sequence, body in db.execute(sa.select(events.c.chain_id, events.c.sequence, events.c.body)):
        if "." not in chain:
            there[chain, sequence] = json.loads(body)["data"]["number"]
    yield from (f"lost: {each}" for each in said if there.get((each.case, each.sequence)) != each.number)
    numbers = sorted(there.values())
    if len(set(numbers)) != len(numbers):
        yield "a number was given twice"
    if epoch == 0 and numbers != list(range(1, len(numbers) + 1)):
        yield "a number was left out"
    yield from _halves(db, there, max(numbers, default=epoch * SPAN))


def _halves(db: Connection, there: dict[tuple[str, int], int], highest: int) -> Iterator[str]:
    """Say which acts are there in part: each case has one line and one timer, both of its last version."""
    versions: dict[str, int] = {}
    for case, sequence in there:
        versions[case] = max(sequence, versions.get(case, 0))
    listed = {row.case_id: int(json.loads(row.marks)[0]) for row in db.execute(sa.select(lines))}
    timed = {row.case_id: json.loads(row.data)["version"] for row in db.execute(sa.select(timers))}
    asked = db.execute(sa.select(sa.func.count()).select_from(requests)).scalar_one()
    drawn = db.execute(sa.select(counters.c.value).where(counters.c.series == SERIES)).scalar() or 0
    if listed != versions:
        yield "lines and events do not agree"
    if timed != versions:
        yield "timers and events do not agree"
    if asked != len(there):
        yield "idempotency keys and events do not agree"
    if drawn != highest:
        yield "the counter and the numbers do not agree"
