"""Papers around acceptance: what is to be put right, accepted, not accepted (许可法 32, DB23 7.2, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from engine.case.events.kind import names
from engine.case.road import parts_of
from engine.case.terms import read_span
from engine.documents.body import Body, about, entries, materials_table, places, prose, remedies
from engine.documents.correction import counts
from engine.documents.model import Block, Facts, Prose, bullets
from engine.documents.outputs import output_names
from engine.documents.record import Reading
from engine.documents.told import answer_of, besides, found

__all__ = ["acceptance", "correction", "decline"]


def correction(reading: Reading) -> Body:
    """Write the 一次性告知书: everything that is to be put right, by when, and what follows."""
    answer = answer_of(reading)
    received = reading.state.received
    head = about(
        reading,
        ("applied_on", reading.day(reading.state.applied_on)),
        ("receipt", received.number if received is not None else ""),
        ("department", reading.department()),
    )
    things, many = counts(answer)
    first = prose(reading, "told", item=reading.item_name, things=things, places=many)
    return Body(
        addressed=True,
        blocks=(
            head,
            first,
            *_again(reading),
            found(answer, reading.lang),
            *besides(answer, reading.lang),
            *_note(reading),
            _how(reading),
            *_then(reading),
        ),
    )


def _again(reading: Reading) -> Iterator[Block]:
    """Say why somebody is told a second time."""
    turn = reading.held.get("round")
    if not isinstance(turn, int) or turn < 2:
        return
    breaches = [reading.label(each) for each in names(reading.event, "breaches")]
    why = reading.say("told_late", names=reading.joined(breaches)) if breaches else reading.say("told_new")
    gap = " " if reading.lang == "en" else ""
    yield Prose(says=reading.say("told_again", count=turn) + gap + why)


def _note(reading: Reading) -> Iterator[Block]:
    said = reading.said("note")
    if said:
        yield Prose(heading=reading.say("note"), says=said)


def _how(reading: Reading) -> Facts:
    until = reading.text("correct_by")
    by = reading.day(date.fromisoformat(until)) if until else reading.say("correct_open")
    where = dict(places(reading))
    return entries(
        reading,
        ("correct_by", by),
        ("where_to", where["place"]),
        ("hours", where["hours"]),
        ("consultation", where["consultation"]),
        ("complaint", where["complaint"]),
    )


def _then(reading: Reading) -> Iterator[Block]:
    """Say what follows if it is put right, and if not."""
    if reading.state.accepted is None:
        yield prose(reading, "must_accept", basis=reading.article("notice"))
    elif any(each.reason == "correct" for each in reading.state.pauses):
        yield prose(reading, "correct_stops")
    if reading.text("correct_by"):
        yield prose(reading, reading.state.terms.on_overdue)
    yield prose(reading, "ask_us")


def acceptance(reading: Reading) -> Body:
    """Write the 受理通知书: from when the limits count, what is not counted, the fee, how to ask."""
    accepted = reading.state.accepted
    assert accepted is not None, "an acceptance stands in its own state"
    here = [name for name, each in reading.state.ledger.items() if each.handed_in]
    parts = tuple(f"{each.name}（{each.department}）" for each in parts_of(reading.state))
    return Body(
        addressed=True,
        blocks=(
            Prose(says=_how_accepted(reading)),
            about(
                reading,
                ("applied_on", reading.day(reading.state.applied_on)),
                ("accepted_on", reading.day(accepted.on)),
                *_limits(reading),
                ("fee", _fee(reading)),
                ("outputs", reading.joined(_outputs(reading))),
                ("delivered", reading.say("delivered_how")),
                ("department", reading.department()),
                *places(reading)[2:],
            ),
            *((bullets(reading.say("parts"), parts),) if parts else ()),
            materials_table(reading, "materials", here),
            *_to_follow(reading),
            prose(reading, "not_counted", "not_counted_heading", basis=reading.article("not_counted")),
            *_note(reading),
            prose(reading, "public_reason"),
        ),
    )


def _how_accepted(reading: Reading) -> str:
    accepted, silent = reading.state.accepted, reading.text("silent_until")
    assert accepted is not None
    values = {"applied": reading.day(reading.state.applied_on), "item": reading.item_name}
    if accepted.how == "deemed":
        until = reading.day(date.fromisoformat(silent)) if silent else ""
        on, basis = reading.day(accepted.on), reading.article("notice")
        return reading.say("deemed", until=until, on=on, basis=basis, **values)
    if accepted.how == "deviation":
        return reading.say("accepted_anyway", **values)
    waiting = any(each.supplied_on is None for each in reading.state.later)
    return reading.say("accepted_later" if waiting else "accepted", **values)


def _limits(reading: Reading) -> Iterator[tuple[str, str]]:
    for key in ("promised", "statutory"):
        span, until = read_span(reading.text(key) or None), reading.due(key)
        if span is None:
            continue
        said = reading.span(span)
        yield key, reading.say("latest", span=said, day=until) if until and span.count else said


def _fee(reading: Reading) -> str:
    item = reading.record.item
    standard = reading.translated(item.english, "fee_standard", item.fee_standard)
    if item.fee is None:
        return standard
    if not isinstance(item.fee, Decimal):
        return standard or reading.say("by_tariff")
    if not item.fee:
        return reading.say("free")
    amount = format(item.fee.normalize(), "f")
    return reading.say("yuan", amount=amount, basis=item.fee_basis or reading.say("unsaid"))


def _outputs(reading: Reading) -> tuple[str, ...]:
    parts = (name for each in parts_of(reading.state) for name in output_names(reading, each.code))
    return output_names(reading) or tuple(parts)


def _to_follow(reading: Reading) -> Iterator[Block]:
    waiting = [each for each in reading.state.later if each.supplied_on is None]
    if waiting:
        lines = (
            reading.say("to_follow_line", name=reading.label(each.material), day=reading.day(each.until))
            for each in waiting
        )
        yield bullets(reading.say("to_follow"), lines)


def decline(reading: Reading) -> Body:
    """Write the 不予受理决定书: every reason with its basis, which organ instead, and the remedies."""
    answer = answer_of(reading)
    applied = reading.day(reading.state.applied_on)
    elsewhere = reading.text("elsewhere")
    return Body(
        addressed=True,
        blocks=(
            about(reading, ("applied_on", applied), ("department", reading.department())),
            prose(reading, "declined", applied=applied, item=reading.item_name),
            Prose(heading=reading.say("why"), says=reading.said("reasons")),
            found(answer, reading.lang),
            *((Prose(heading=reading.say("elsewhere"), says=elsewhere),) if elsewhere else ()),
            remedies(reading),
            entries(reading, *places(reading)[2:]),
        ),
    )
