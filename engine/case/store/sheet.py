"""The sheet of a transaction: what a batch of acts needs is read at once, what it decided is written at once.

Between reading and writing everything happens in memory, so an act that is refused or fails leaves nothing
behind, and twelve statements serve sixty-four acts as well as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Event, Line, Timer
from engine.case.store.act import Act, Claimed
from engine.case.store.canonical import canonical, micros
from engine.case.store.chain import Head, Ledger, event_of, is_case
from engine.case.store.recent import Recent
from engine.case.store.rows import insert_rows, put_rows, rows_in, run_each
from engine.case.store.tables import (
    NEVER,
    chains,
    counters,
    events,
    lines,
    requests,
    timers,
    vault_finds,
    vault_keys,
    vault_values,
)

__all__ = [
    "Repeat",
    "Row",
    "Sheet",
    "line_row",
    "read_case",
    "read_events",
    "read_persons",
    "read_sheet",
    "timer_row",
    "write_sheet",
]

Row: TypeAlias = dict[str, Any]
_Key: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What a request with an idempotency key did when it came first."""

    body_hash: str
    case: str
    first: int
    sequence: int


@dataclass(slots=True, kw_only=True)
class Sheet:
    """What was read, brought up to date by each act, and the rows that wait to be written."""

    ledger: Ledger
    heads: dict[str, Head]
    events: dict[str, tuple[Event, ...]]
    repeats: dict[_Key, Repeat]
    claims: set[int]
    persons: dict[str, dict[str, tuple[bytes, str]]] = field(default_factory=dict)
    found: dict[str, int | None] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)
    keys: dict[tuple[str, str], bytes] = field(default_factory=dict)
    born: set[str] = field(default_factory=set)
    grown: dict[str, int] = field(default_factory=dict)
    lines: dict[str, Row | None] = field(default_factory=dict)
    timers: dict[str, list[Row]] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: sa.Table, row: Row) -> None:
        """Put a row with those that wait."""
        self.rows.setdefault(table.name, []).append(row)


_NOW: Final = sa.select(chains.c.id, chains.c.sequence, chains.c.hash)
_HEADS: Final = _NOW.order_by(chains.c.id).with_for_update()
_EVENTS: Final = sa.select(events.c.chain_id, events.c.sequence, events.c.body).order_by(
    events.c.chain_id, events.c.sequence
)
_REPEATS: Final = sa.select(
    requests.c.actor,
    requests.c.route,
    requests.c.key,
    requests.c.body_hash,
    requests.c.case_id,
    requests.c.first,
    requests.c.sequence,
)
_CLAIMS: Final = sa.select(timers.c.id, timers.c.turn, timers.c.case_id)
_PERSONS: Final = sa.select(vault_keys.c.person, vault_keys.c.sealed, vault_keys.c.key_id).where(
    vault_keys.c.case_id == sa.bindparam("case")
)


def read_sheet(db: Connection, ledger: Ledger, acts: Sequence[Act], recent: Recent) -> Sheet:
    """Read what the acts need; on PostgreSQL their cases stay locked until the end of the transaction."""
    cases = sorted({act.case for act in acts if act.case is not None})
    heads = {}
    if cases:
        for id, sequence, hash in rows_in(db, _HEADS, chains.c.id, cases):
            heads[id] = Head(sequence=sequence, hash=hash)
    return Sheet(
        ledger=ledger,
        heads=heads,
        # What stands beside cases is only written to; nobody decides by it.
        events=_read_cases(db, {id: head for id, head in heads.items() if is_case(id)}, recent),
        repeats=_read_repeats(db, acts),
        claims=_read_claims(db, [act.fires for act in acts if act.fires is not None]),
    )


def read_case(db: Connection, case: str, recent: Recent) -> tuple[Event, ...]:
    """Give the events of one chain as it stands now; none if there is no such chain."""
    found = rows_in(db, _NOW, chains.c.id, [case])
    heads = {id: Head(sequence=sequence, hash=hash) for id, sequence, hash in found}
    told = _read_cases(db, heads, recent).get(case, ())
    if told:
        recent.keep(case, heads[case], told)
    return told


def _read_cases(db: Connection, heads: Mapping[str, Head], recent: Recent) -> dict[str, tuple[Event, ...]]:
    """Give the events of cases: those at hand, the others from the database."""
    known = {case: recent.find(case, head) for case, head in heads.items()}
    read = read_events(db, [case for case, events in known.items() if events is None])
    return {case: tuple(read[case]) if events is None else events for case, events in known.items()}


def read_events(db: Connection, ids: Iterable[str]) -> dict[str, list[Event]]:
    """Read the events of chains in their order; a chain that is not there has none."""
    told: dict[str, list[Event]] = {id: [] for id in ids}
    if told:
        for id, sequence, body in rows_in(db, _EVENTS, events.c.chain_id, told):
            told[id].append(event_of(id, sequence, body))
    return told


def read_persons(db: Connection, case: str) -> dict[str, tuple[bytes, str]]:
    """Read the sealed keys of the persons of a case."""
    return {person: (sealed, key_id) for person, sealed, key_id in db.execute(_PERSONS, {"case": case})}


def _read_repeats(db: Connection, acts: Sequence[Act]) -> dict[_Key, Repeat]:
    keys = {act.key.key for act in acts if act.key is not None}
    if not keys:
        return {}
    return {
        (actor, route, key): Repeat(body_hash=body_hash, case=case, first=first, sequence=sequence)
        for actor, route, key, body_hash, case, first, sequence in rows_in(db, _REPEATS, requests.c.key, keys)
    }


def _read_claims(db: Connection, claims: Sequence[Claimed]) -> set[int]:
    """Give the ids of those claims that still hold: the timer is there and did not change hands."""
    if not claims:
        return set()
    held = {(claim.id, claim.turn, claim.case) for claim in claims}
    found = rows_in(db, _CLAIMS, timers.c.id, [claim.id for claim in claims])
    return {id for id, turn, case in found if (id, turn, case) in held}


_GROWN: Final = (
    sa.update(chains)
    .where(chains.c.id == sa.bindparam("chain"))
    .values(sequence=sa.bindparam("to"), hash=sa.bindparam("hashed"), at=sa.bindparam("moment"))
)
_RAISED: Final = (
    sa.update(counters).where(counters.c.series == sa.bindparam("name")).values(value=sa.bindparam("to"))
)
_NO_TIMERS: Final = sa.delete(timers).where(timers.c.case_id == sa.bindparam("case"))
_SETTLED: Final = sa.delete(timers).where(timers.c.id == sa.bindparam("timer"))
_NO_LINES: Final = sa.delete(lines).where(lines.c.case_id == sa.bindparam("case"))
_FINDS: Final = sa.select(vault_finds.c.digest, vault_finds.c.case_id, vault_finds.c.person)


def write_sheet(db: Connection, sheet: Sheet) -> None:
    """Write everything that was decided."""
    _write_chains(db, sheet)
    for table in (events, vault_keys, vault_values, requests):
        insert_rows(db, table, sheet.rows.get(table.name, ()))
    _write_finds(db, sheet.rows.get("vault_finds", []))
    _write_counters(db, sheet)
    run_each(db, _NO_TIMERS, [{"case": case} for case in sheet.timers if case not in sheet.born])
    run_each(db, _SETTLED, [{"timer": id} for id in sorted(sheet.settled)])
    insert_rows(db, timers, [row for rows in sheet.timers.values() for row in rows])
    run_each(db, _NO_LINES, [{"case": case} for case, row in sheet.lines.items() if row is None])
    put_rows(db, lines, [row for row in sheet.lines.values() if row is not None])


def _write_chains(db: Connection, sheet: Sheet) -> None:
    born, grown = [], []
    for chain, at in sheet.grown.items():
        head = sheet.heads[chain]
        if chain in sheet.born:
            row = {"id": chain, "sequence": head.sequence, "hash": head.hash, "at": at, "anchored": 0}
            born.append(row)
        else:
            grown.append({"chain": chain, "to": head.sequence, "hashed": head.hash, "moment": at})
    insert_rows(db, chains, born)
    run_each(db, _GROWN, grown)


def _write_finds(db: Connection, rows: list[Row]) -> None:
    """Write by what persons are found; the same value recorded twice is found once."""
    if not rows:
        return
    there = rows_in(db, _FINDS, vault_finds.c.case_id, {row["case_id"] for row in rows})
    known = {(digest, case, person) for digest, case, person in there}
    wanted = {(row["digest"], row["case_id"], row["person"]): row for row in rows}
    insert_rows(db, vault_finds, [row for key, row in wanted.items() if key not in known])


def _write_counters(db: Connection, sheet: Sheet) -> None:
    new, raised = [], []
    for series, value in sheet.drawn.items():
        if sheet.found[series] is None:
            new.append({"series": series, "value": value, "anchored": 0})
        else:
            raised.append({"name": series, "to": value})
    insert_rows(db, counters, new)
    run_each(db, _RAISED, raised)


def timer_row(case: str, timer: Timer) -> Row:
    """Make the row of a timer that nobody has claimed."""
    at = micros(timer.at)
    return {
        "case_id": case,
        "kind": timer.kind,
        "at": at,
        "data": canonical(timer.data),
        "free_at": at,
        "attempts": 0,
        "turn": 0,
    }


def line_row(case: str, line: Line) -> Row:
    """Make the row of a line."""
    return {
        "case_id": case,
        "item": line.item,
        "department": line.department,
        "stage": line.stage,
        "holder": line.holder,
        "due_on": NEVER if line.due_on is None else line.due_on.isoformat(),
        "open": line.open,
        "parent": line.parent,
        "marks": canonical(line.marks).decode(),
        "number": line.number,
    }
