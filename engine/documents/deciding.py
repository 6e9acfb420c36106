"""Papers between acceptance and decision: transfer list, special procedure, extension, the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from engine.case.events.kind import names
from engine.case.state import Transfer
from engine.case.terms import read_span
from engine.documents.body import Body, about, entries, places, prose, remedies
from engine.documents.model import Block, Entry, Facts, Prose, Table
from engine.documents.outputs import output_names
from engine.documents.record import Reading
from engine.documents.wording import wording
from engine.item.terms import Span

__all__ = ["certificate", "decision", "extension", "special_notice", "transfer_list"]


def transfer_list(readings: Sequence[Reading]) -> Body:
    """Write the 材料交接单 of one batch: a line a case; names are masked, the list passes many hands."""
    first = readings[0]
    department = first.text("department")
    head = ("row", "case", "item", "applicant", "materials", "difference")
    return Body(
        blocks=(
            entries(
                first,
                ("transfer_to", first.department(department)),
                ("handed_at", readings[-1].moment()),
            ),
            Table(
                heading="",
                head=tuple(first.say(key) for key in head),
                rows=tuple(_line(number, each) for number, each in enumerate(readings, start=1)),
                widths=(7, 18, 20, 12, 29, 14),
            ),
            prose(first, "sign_by_line"),
        )
    )


def _line(number: int, reading: Reading) -> tuple[str, ...]:
    ledger, department = reading.state.ledger, reading.text("department")
    lines = [
        reading.say("count_line", name=reading.label(name), count=ledger[name].copies or 1)
        for name in names(reading.event, "materials")
        if name in ledger
    ]
    sent = next((each for each in reading.state.transfers if each.department == department), None)
    return (
        str(number),
        reading.state.number,
        reading.item_name,
        reading.masked_applicant,
        reading.joined(lines) or reading.say("unsaid"),
        _difference(reading, sent),
    )


def _difference(reading: Reading, sent: Transfer | None) -> str:
    words = {"-": "missing", "+": "extra"}
    return reading.joined(
        reading.say(words[each[0]], name=reading.label(each[1:])) if each[0] in words else each
        for each in (sent.difference if sent is not None else ())
    )


def special_notice(reading: Reading) -> Body:
    """Write the 特别程序告知书: which time is not counted, why, and how long it is likely to take."""
    kind = reading.word("pause", reading.text("reason"))
    basis = reading.text("basis") or reading.article("not_counted")
    days = reading.held.get("days")
    return Body(
        addressed=True,
        blocks=(
            prose(reading, "special", item=reading.item_name, kind=kind, basis=basis),
            about(
                reading,
                ("special_kind", kind),
                ("basis", basis),
                ("special_from", reading.day(reading.on)),
                ("special_days", reading.say("days", count=days) if isinstance(days, int) else ""),
                ("department", reading.department()),
                *places(reading)[2:],
            ),
            prose(reading, "special_after"),
        ),
    )


def extension(reading: Reading) -> Body:
    """Write the 延期通知书: why, under what, who gave leave, and until when."""
    span = read_span(reading.text("span") or None)
    said = reading.span(span) if span is not None else ""
    basis = reading.text("basis") or reading.article("extension")
    accepted = reading.state.accepted
    return Body(
        addressed=True,
        blocks=(
            prose(reading, "extended", item=reading.item_name, basis=basis, span=said),
            about(
                reading,
                ("reason", reading.text("reason")),
                ("basis", basis),
                ("statutory", _length(reading, accepted.statutory if accepted is not None else None)),
                ("promised", _length(reading, accepted.promised if accepted is not None else None)),
                ("extended_by", said),
                ("now_due", reading.due("promised") or reading.due("statutory")),
                ("approver", reading.text("approver")),
                ("department", reading.department()),
                *places(reading)[2:],
            ),
        ),
    )


def _length(reading: Reading, span: Span | None) -> str:
    return reading.span(span) if span is not None else ""


def decision(reading: Reading) -> Body:
    """Write the 决定书: granted or refused, with reasons, basis and remedies (许可法 38)."""
    granted = reading.text("result") == "granted"
    licence = reading.record.item.item_type == "licence"
    title = ("granted" if granted else "refused") + ("_permit" if licence else "_title")
    return Body(
        title=reading.say(title),
        addressed=True,
        organ=reading.text("department"),
        blocks=(
            *((wording(reading, reading.text("part")) if granted else ()) or (_decided(reading, granted),)),
            Prose(heading=reading.say("reason"), says=reading.said("reasons")),
            _decided_facts(reading, granted),
            *(certificate(reading) if granted else ()),
            *_delivered_by(reading),
            remedies(reading),
            *((prose(reading, "public", basis=reading.article("public")),) if granted and licence else ()),
        ),
    )


def _decided(reading: Reading, granted: bool) -> Prose:
    item, accepted = reading.record.parts.get(reading.text("part")), reading.state.accepted
    name = reading.item_name if item is None else reading.translated(item.english, "name", item.name)
    return prose(
        reading,
        "granted" if granted else "refused",
        applied=reading.day(reading.state.applied_on),
        item=name,
        accepted=accepted.number if accepted is not None else "",
    )


def _decided_facts(reading: Reading, granted: bool) -> Facts:
    until = reading.text("valid_until")
    outputs = output_names(reading, reading.text("part")) if granted else ()
    return about(
        reading,
        ("basis", reading.text("basis") or str(reading.record.item.basis or "")),
        ("outputs", reading.joined(outputs)),
        ("valid_until", reading.day(date.fromisoformat(until)) if until else ""),
        *places(reading)[2:],
    )


def _delivered_by(reading: Reading) -> Iterator[Block]:
    until = reading.due("deliver")
    if until:
        yield prose(reading, "deliver_by", day=until, basis=reading.article("deliver"))


def certificate(reading: Reading) -> Iterator[Block]:
    """Give what stands on the certificate."""
    value = reading.value("certificate")
    if isinstance(value, Mapping):
        found = tuple(Entry(label=str(name), says=str(each)) for name, each in value.items())
        yield Facts(heading=reading.say("certificate"), entries=found)
    elif "certificate" in reading.event.personal:
        yield Prose(heading=reading.say("certificate"), says=reading.say("erased"))
