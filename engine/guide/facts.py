"""The four facts on top of a guide: how long, how much, how many trips, what you get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, Literal

from engine.ask.model import Limit
from engine.ask.words import span_of
from engine.feel.ast import Boolean, Expr, Node, Temporal, Workdays
from engine.feel.literal import temporal
from engine.feel.residual import residual
from engine.feel.values import Unknown
from engine.feel.walk import children
from engine.guide.model import KeyFact
from engine.guide.reading import Reading, joined
from engine.item.model import Output
from engine.item.terms import Span

__all__ = ["comes_about", "facts_of", "limit_says", "outputs_of"]

_DAYS: Final[Mapping[str, float]] = {"workdays": 1.4, "days": 1.0, "months": 30.4, "years": 365.2}


def facts_of(reading: Reading) -> tuple[KeyFact, ...]:
    """Give the four facts in their order."""
    promise, fee = reading.rulebook.promise, reading.rulebook.fee
    return (
        replace(
            _fact(reading, "limit", *_limit(reading)), varies=promise is not None and promise.fixed is None
        ),
        replace(_fact(reading, "fee", *_fee(reading)), varies=fee is not None and fee.fixed is None),
        _fact(reading, "visits", *_visits(reading)),
        _fact(reading, "outputs", joined([name for name, _, _ in outputs_of(reading)], reading.lang), ""),
    )


def _fact(
    reading: Reading, key: Literal["limit", "fee", "visits", "outputs"], says: str, note: str
) -> KeyFact:
    return KeyFact(key=key, label=reading.say(key), says=says or reading.say("unsaid"), note=note)


def _limit(reading: Reading) -> tuple[str, str]:
    limits, limit = reading.item.limits, reading.needs.limit
    if limits is None or limit is None:
        return "", ""
    notes = []
    if limits.statutory is not None:
        notes.append(reading.say("statutory", span=reading.span(limits.statutory)))
    if limits.counts_from != "accept":
        notes.append(reading.say("counted_from", start=reading.start(limits.counts_from)))
    says = limit_says(reading, limit)
    return says, ("，" if reading.lang == "zh" else ", ").join(notes)


def limit_says(reading: Reading, limit: Limit) -> str:
    """Say the promised limit of this situation; while it is open, from the shortest to the longest."""
    if limit.span is not None:
        return reading.span(limit.span)
    promise = reading.rulebook.promise
    tree = None if promise is None else promise.tree
    spans = sorted({span for node in _nodes(tree) if (span := _span(node)) is not None}, key=_length)
    if len(spans) < 2:
        return limit.says
    return reading.say("at_most", short=reading.span(spans[0]), long=reading.span(spans[-1]))


def _nodes(tree: Node | None) -> Iterator[Node]:
    if tree is not None:
        yield tree
        for child in children(tree):
            yield from _nodes(child)


def _span(node: Node) -> Span | None:
    if isinstance(node, Workdays):
        return Span(count=node.count, unit="workdays")
    return span_of(temporal(node.text)) if isinstance(node, Temporal) else None


def _length(span: Span) -> float:
    """Give a length of time in days, to put spans of several units in order."""
    return span.count * _DAYS[span.unit]


def _fee(reading: Reading) -> tuple[str, str]:
    """Say what it costs in this situation, and what the tariff says; nothing where the author did not say."""
    item, fee = reading.item, reading.needs.fee
    note = reading.text(item.english, "fee_standard", item.fee_standard)
    if fee is not None:
        return fee.says, note
    return reading.say("by_tariff") if item.fee is not None else "", note


def _visits(reading: Reading) -> tuple[str, str]:
    visits, online = reading.item.visits, "online" in reading.item.channels
    if visits is None:
        return "", reading.say("also_online") if online else ""
    if visits == 0:
        return reading.say("no_trip"), reading.say("whole_online") if online else ""
    return reading.say("trips", count=visits), reading.say("also_online") if online else ""


def outputs_of(reading: Reading) -> list[tuple[str, tuple[str, ...], str]]:
    """Give the outputs that this situation may bring: name, media, and the condition that is still open."""
    written = {(part, str(o.name)): o for part, item in reading.items() for o in item.outputs}
    made = []
    for given in reading.rulebook.outputs:
        output = written.get((given.part, given.name))
        certain, when = comes_about(reading, given.when)
        if output is not None and certain is not False:
            made.append((_name(reading, output), tuple(output.medium), when))
    return made


def _name(reading: Reading, output: Output) -> str:
    return reading.text(output.english, "name", output.name)


def comes_about(reading: Reading, when: Expr | None) -> tuple[bool | None, str]:
    """Say whether a condition holds in this situation (None: not known yet), and what is still open of it."""
    if when is None:
        return True, ""
    rest = residual(when, lambda path: reading.seen.derived.get(path, Unknown(frozenset((path,)))))
    if isinstance(rest, Boolean):
        return rest.value, ""
    return None, reading.condition(rest)
