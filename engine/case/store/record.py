"""The one way in which something comes to be recorded: read again, decide, write, all in one transaction.

Acts go in, one answer each comes out; an act whose road raises gives a `Failed`, and the others go on.
Nothing is acknowledged here: the writer hands the answers out after COMMIT.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from engine.case.model import Decision, Draft, Event, Personal, Reference, Refusal
from engine.case.store.act import Act, Claimed
from engine.case.store.answers import Answer, Conflict, Moot, NoCase, OtherBody, Recorded
from engine.case.store.canonical import micros
from engine.case.store.chain import Head, Ledger, body_and_event, is_case, seal
from engine.case.store.recent import Recent
from engine.case.store.rows import rows_in
from engine.case.store.sheet import (
    Repeat,
    Row,
    Sheet,
    line_row,
    read_events,
    read_persons,
    read_sheet,
    timer_row,
    write_sheet,
)
from engine.case.store.tables import counters, events, requests, vault_finds, vault_keys, vault_values
from engine.case.store.vault import hide, new_id, unwrap, wrap

__all__ = ["SPAN", "Failed", "Outcome", "record"]

SPAN: Final = 1_000_000
"""Each epoch of numbers begins at a multiple of this, so that no number lost with a disk is given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Something raised while the act was being decided; nothing of it is written."""

    error: Exception


Outcome: TypeAlias = Answer | Failed

_VALUE: Final = sa.select(counters.c.value).with_for_update()


def record(
    db: Connection, ledger: Ledger, acts: Sequence[Act], recent: Recent | None = None
) -> list[Outcome]:
    """Decide the acts in their order and write what was decided; `recent` spares reading."""
    at_hand = Recent() if recent is None else recent
    sheet = read_sheet(db, ledger, acts, at_hand)
    outcomes = [_settle(db, sheet, act) for act in acts]
    write_sheet(db, sheet)
    for case, told in sheet.events.items():
        at_hand.keep(case, sheet.heads[case], told)
    return outcomes


def _settle(db: Connection, sheet: Sheet, act: Act) -> Outcome:
    repeat = None if act.key is None else sheet.repeats.get((act.actor.id, act.key.route, act.key.key))
    if repeat is not None and act.key is not None:
        if repeat.body_hash != act.key.body_hash:
            return OtherBody(case=repeat.case, key=act.key)
        return _repeated(db, sheet, repeat)
    case = new_id(act.at) if act.case is None else act.case
    if case not in sheet.heads and act.case is not None and not act.begins:
        return NoCase(case=case)
    if act.fires is not None and not _holds(sheet, act.fires):
        return Moot(case=case)
    told = sheet.events.get(case, ())
    sequence = sheet.heads.get(case, Head()).sequence
    if act.expected is not None and act.expected != sequence:
        last = told[-1] if told else None
        return Conflict(case=case, expected=act.expected, sequence=sequence, last=last)
    return _decide(db, sheet, act, case)


def _holds(sheet: Sheet, claim: Claimed) -> bool:
    """Tell whether a claim still holds: it was read so, and no act of this batch has touched it since."""
    return claim.id in sheet.claims - sheet.settled and claim.case not in sheet.timers


def _repeated(db: Connection, sheet: Sheet, repeat: Repeat) -> Recorded:
    """Answer a repeated request with what it did the first time."""
    told = sheet.events.get(repeat.case) or read_events(db, [repeat.case])[repeat.case]
    return Recorded(
        case=repeat.case,
        sequence=repeat.sequence,
        events=tuple(told[repeat.first - 1 : repeat.sequence]),
        repeated=True,
    )


class _Draw:
    """Draws numbers for one act; they count only if the act does."""

    def __init__(self, db: Connection, sheet: Sheet) -> None:
        self._db, self._sheet = db, sheet
        self.drawn = dict(sheet.drawn)

    def __call__(self, series: str) -> int:
        if series not in self.drawn:
            ((found,),) = rows_in(self._db, _VALUE, counters.c.series, [series]) or [(None,)]
            self._sheet.found[series] = found
            self.drawn[series] = self._sheet.ledger.epoch * SPAN if found is None else found
        self.drawn[series] += 1
        return self.drawn[series]


@dataclass(slots=True, kw_only=True)
class _Page:
    """What one decision adds; everything that can fail has happened before it is put on the sheet."""

    head: Head
    events: list[Event] = field(default_factory=list)
    rows: list[tuple[sa.Table, Row]] = field(default_factory=list)
    keys: dict[tuple[str, str], bytes] = field(default_factory=dict)
    timers: list[Row] = field(default_factory=list)
    line: Row | None = None


def _decide(db: Connection, sheet: Sheet, act: Act, case: str) -> Outcome:
    draw = _Draw(db, sheet)
    try:
        decision = act.decide(sheet.events.get(case, ()), draw)
        if isinstance(decision, Refusal):
            if act.fires is not None:
                sheet.settled.add(act.fires.id)
            return decision
        page = _write_page(db, sheet, act, case, decision)
    except DBAPIError:
        # The database failed while a number was drawn: that is nobody's decision.
        raise
    except Exception as error:  # a decision that raises fails alone; its batch goes on
        return Failed(error=error)
    sheet.drawn = draw.drawn
    _put_down(sheet, act, case, page)
    return Recorded(case=case, sequence=page.head.sequence, events=tuple(page.events))


def _write_page(db: Connection, sheet: Sheet, act: Act, case: str, decision: Decision) -> _Page:
    page = _Page(head=sheet.heads.get(case, Head()))
    for draft in decision.events:
        # Read back from its bytes, so that it is now what it will be ever after.
        body, event = body_and_event(_event(db, sheet, page, act, case, draft))
        row, page.head = seal(sheet.ledger, case, page.head, body)
        page.rows.append((events, row))
        page.events.append(event)
    page.timers = [timer_row(case, each) for each in decision.timers]
    page.line = None if decision.line is None else line_row(case, decision.line)
    return page


def _event(db: Connection, sheet: Sheet, page: _Page, act: Act, case: str, draft: Draft) -> Event:
    return Event(
        case=case,
        sequence=page.head.sequence + 1,
        kind=draft.kind,
        at=act.at,
        by=act.actor,
        data=draft.data,
        personal={name: _hidden(db, sheet, page, act, case, each) for name, each in draft.personal.items()},
    )


def _hidden(db: Connection, sheet: Sheet, page: _Page, act: Act, case: str, personal: Personal) -> Reference:
    """Put a personal value on the page for the vault and give what the event holds."""
    key = _person_key(db, sheet, page, case, personal.person)
    hidden = hide(sheet.ledger.keys, case, personal, key, act.at)
    page.rows.append((vault_values, hidden.value))
    if hidden.find is not None:
        page.rows.append((vault_finds, hidden.find))
    return hidden.reference


def _person_key(db: Connection, sheet: Sheet, page: _Page, case: str, person: str) -> bytes:
    """Give the key of a person in a case: one used a moment ago, the one in the vault, or a new one."""
    found = page.keys.get((case, person)) or sheet.keys.get((case, person))
    if found is None:
        if case not in sheet.persons:
            sheet.persons[case] = read_persons(db, case) if case in sheet.heads else {}
        sealed = sheet.persons[case].get(person)
        if sealed is None:
            found = secrets.token_bytes(32)
            page.rows.append((vault_keys, wrap(sheet.ledger.keys, case, person, found)))
        else:
            found = unwrap(sheet.ledger.keys, case, person, *sealed)
    if found is None:
        raise ValueError("the key file does not open the key of this person")
    page.keys[case, person] = found
    return found


def _put_down(sheet: Sheet, act: Act, case: str, page: _Page) -> None:
    """Put a page on the sheet: this cannot fail."""
    at = micros(act.at)
    if case not in sheet.heads:
        sheet.born.add(case)
    first = sheet.heads.get(case, Head()).sequence + 1
    sheet.heads[case] = page.head
    sheet.grown[case] = at
    if is_case(case):
        sheet.events[case] = (*sheet.events.get(case, ()), *page.events)
    sheet.keys |= page.keys
    for table, row in page.rows:
        sheet.add(table, row)
    if is_case(case):
        sheet.timers[case], sheet.lines[case] = page.timers, page.line
    if act.fires is not None:
        sheet.settled.add(act.fires.id)
    if act.key is not None:
        who, key = act.actor.id, act.key
        last = page.head.sequence
        repeat = Repeat(body_hash=key.body_hash, case=case, first=first, sequence=last)
        sheet.repeats[who, key.route, key.key] = repeat
        row = {"actor": who, "route": key.route, "key": key.key, "body_hash": key.body_hash}
        sheet.add(requests, {**row, "case_id": case, "first": first, "sequence": last, "at": at})
