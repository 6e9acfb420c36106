"""Builds the nouns of an item from the record of its values, as far as they were understood.

A value that was faulty or missing is left at its default, so that the rest of the item can still be looked
at; an entry that cannot stand without it (a sample without a date) is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar, cast

from engine.item.model import (
    Check,
    English,
    Entry,
    Fee,
    Field,
    Item,
    Limits,
    Material,
    Output,
    Part,
    Question,
    Sample,
    SampleValue,
    Stage,
    Table,
    Window,
)
from engine.item.record import Record
from engine.item.terms import Gravity, Hit, Kind, Necessity, Outcome, Span, State
from engine.source import Source, Text
from engine.vocabulary import Lang

__all__ = ["build"]

T = TypeVar("T")
NOTES = ("place", "hours", "consultation", "complaint")


def build(record: Record, path: str, lang: Lang) -> Item:
    """Build the item from the record of the whole file."""
    valid = record.values.get("valid")
    dates = valid if isinstance(valid, Record) else Record(source=record.source)
    return Item(
        path=path,
        language=lang,
        name=_need(record, "item_name"),
        code=_need(record, "item_code"),
        edition=_need(record, "edition"),
        valid_from=dates.text("from") or Text("0001-01-01", dates.source, exact=False),
        valid_until=dates.text("until"),
        department=_need(record, "department"),
        item_type=record.text("item_type"),
        base_code=record.text("base_code"),
        implementation_code=record.text("implementation_code"),
        level=record.text("level"),
        authority_kind=record.text("authority_kind"),
        audiences=_words(record, "audiences"),
        handling=record.text("handling"),
        english=_english(record),
        summary=record.text("summary"),
        basis=record.text("basis"),
        channels=_words(record, "channels"),
        visits=_maybe(record, "visits", int),
        notes={name: text for name in NOTES if (text := record.text(name)) is not None},
        everyday_phrases=record.texts("everyday_phrases"),
        life_events=_words(record, "life_events"),
        intake_window=_window(record),
        faq=tuple(_question(each) for each in record.records("faq") if each.text("ask")),
        parts=tuple(_part(each) for each in record.records("included_items") if each.text("item")),
        fields=_fields(record),
        tables=tuple(_table(name, each) for name, each in _named(record, "decision_tables")),
        conditions=tuple(_check(each, "condition") for each in record.records("conditions")),
        materials=tuple(_material(each) for each in record.records("materials") if each.text("name")),
        checks=tuple(_check(each, "check") for each in record.records("checks")),
        stages=tuple(_stage(name, each) for name, each in _named(record, "stages")),
        limits=_limits(record),
        fee=_fee(record),
        fee_source=record.keys["fee"].source if "fee" in record.keys else None,
        fee_standard=record.text("fee_standard"),
        fee_basis=record.text("fee_basis"),
        outputs=tuple(_output(each) for each in record.records("outputs") if each.text("name")),
        samples=tuple(sample for each in record.records("samples") if (sample := _sample(each)) is not None),
        source=record.source,
    )


def _fee(record: Record) -> Fee | None:
    """Give the fee; a value that could not be read is none."""
    match record.values.get("fee"):
        case Text() as expression:
            return expression
        case "by_tariff":
            return "by_tariff"
    return _amount(record)


def _amount(record: Record) -> Decimal | None:
    """Give an amount in yuan; nothing to pay is none at all."""
    return Decimal(0) if record.values.get("fee") == "free" else _maybe(record, "fee", Decimal)


def _need(record: Record, name: str) -> Text:
    return record.text(name) or Text("", record.source, exact=False)


def _maybe(record: Record, name: str, kind: type[T]) -> T | None:
    value = record.values.get(name)
    return value if isinstance(value, kind) else None


def _named(record: Record, name: str) -> list[tuple[Text, Record]]:
    return [(key, each) for key, each in record.named(name) if isinstance(each, Record)]


def _words(record: Record, name: str) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(record.texts(name)))


def _english(record: Record) -> English:
    value = record.values.get("english")
    return cast(English, value) if isinstance(value, dict) else {}


def _yes(record: Record, name: str) -> bool:
    return record.text(name) == "yes"


def _window(record: Record) -> Window | None:
    """Give the window if both of its days could be read."""
    value = record.values.get("intake_window")
    if not isinstance(value, Record):
        return None
    first, last = value.text("from"), value.text("until")
    return Window(first=first, last=last, source=value.source) if first and last else None


def _question(record: Record) -> Question:
    return Question(
        ask=_need(record, "ask"),
        reply=_need(record, "reply"),
        english=_english(record),
        source=record.source,
    )


def _part(record: Record) -> Part:
    return Part(code=_need(record, "item"), when=record.text("when"), source=record.source)


def _fields(record: Record) -> tuple[Field, ...]:
    fields: list[Field] = []
    for section in ("scenario", "form"):
        fields.extend(
            _field(name, each, scenario=section == "scenario") for name, each in _named(record, section)
        )
    return tuple(fields)


def _field(name: Text, record: Record, *, scenario: bool) -> Field:
    notes = {str(option): note for option, note in record.named("option_notes") if isinstance(note, Text)}
    limits = record.values.get("range")
    return Field(
        name=name,
        kind=_kind(record),
        scenario=scenario,
        ask=record.text("ask"),
        when=record.text("when"),
        choose=record.texts("choose"),
        option_notes=notes,
        range=cast("tuple[Decimal, Decimal]", limits) if isinstance(limits, tuple) else None,
        entry=_entries(record, "entry"),
        required=record.text("necessity") != "optional",
        fixed=_yes(record, "fixed"),
        english=_english(record),
        source=record.source,
    )


def _kind(record: Record) -> Kind:
    """Give the kind of an answer; one that could not be read is an option without options."""
    if "choose" in record.values or ("fill" in record.values and record.text("fill") is None):
        return "option"
    if "entry" in record.values:
        return "list"
    return cast(Kind, str(record.text("fill") or "text"))


def _entries(record: Record, name: str) -> tuple[Entry, ...]:
    entries = []
    for key, value in record.named(name):
        if isinstance(value, Record):
            entries.append(
                Entry(
                    name=key,
                    kind=_kind(value),
                    choose=value.texts("choose"),
                    fixed=_yes(value, "fixed"),
                    english=_english(value),
                )
            )
        else:
            entries.append(Entry(name=key, kind=cast(Kind, str(value))))
    return tuple(entries)


def _table(name: Text, record: Record) -> Table:
    return Table(
        name=name,
        hit_policy=cast(Hit, str(record.text("hit_policy") or "first")),
        rows=record.text("rows") or Text("", record.source, exact=False),
        dmn_file=record.text("dmn_file"),
        basis=record.text("basis"),
        english={word: text for word, text in record.named("english") if isinstance(text, Text)},
        source=record.source,
    )


def _check(record: Record, kind: str) -> Check:
    default = "decline" if kind == "condition" else "correct"
    return Check(
        id=_need(record, "id"),
        kind="condition" if kind == "condition" else "check",
        gravity=cast(Gravity, str(record.text("gravity") or default)),
        requirement=_need(record, "requirement"),
        # A check whose demand is missing has its own fault already; as "true" it raises no second one.
        holds=record.text("holds") or Text("true", record.source, exact=False),
        when=record.text("when"),
        each=record.text("each"),
        plugin=record.text("plugin"),
        inputs=tuple((key, text) for key, text in record.named("inputs") if isinstance(text, Text)),
        otherwise=record.text("otherwise"),
        remedy=record.text("remedy"),
        basis=record.text("basis"),
        english=_english(record),
        source=record.source,
    )


def _material(record: Record) -> Material:
    return Material(
        name=_need(record, "name"),
        necessity=cast(Necessity, str(record.text("necessity") or "required")),
        any_of=record.text("any_of"),
        provider=record.text("source"),
        issuer=record.text("issuer"),
        when=record.text("when"),
        medium=_words(record, "medium"),
        copies=record.text("copies"),
        supply_within=_maybe(record, "supply_within", Span),
        note=record.text("note"),
        blank_form=record.text("blank_form"),
        filled_form=record.text("filled_form"),
        record=_entries(record, "record"),
        collect_at=record.text("collect_at"),
        basis=record.text("basis"),
        english=_english(record),
        source=record.source,
    )


def _stage(name: Text, record: Record) -> Stage:
    return Stage(
        name=name,
        after=record.text("after"),
        when=record.text("when"),
        departments=record.texts("department"),
        parallel=_yes(record, "parallel"),
        special_procedure=record.text("special_procedure"),
        basis=record.text("basis"),
        english=_english(record),
        source=record.source,
    )


def _limits(record: Record) -> Limits | None:
    value = record.values.get("limits")
    if not isinstance(value, Record):
        return None
    promised = _maybe(value, "promised", Span) or value.text("promised")
    return Limits(
        promised=promised or Span(count=0, unit="workdays"),
        statutory=_maybe(value, "statutory", Span),
        counts_from=value.text("counts_from") or "accept",
        basis=value.text("basis"),
        pauses=_words(value, "pauses"),
        tell_within=_maybe(value, "tell_within", Span) or Span(count=5, unit="workdays"),
        correct_within=_maybe(value, "correct_within", Span),
        on_overdue=value.text("on_overdue") or "offer_return",
        source=value.source,
    )


def _output(record: Record) -> Output:
    return Output(
        name=_need(record, "name"),
        medium=_words(record, "medium"),
        when=record.text("when"),
        wording=record.text("wording"),
        english=_english(record),
        source=record.source,
    )


def _sample(record: Record) -> Sample | None:
    applied_on, expect = record.text("applied_on"), record.text("expect")
    if applied_on is None or expect is None:
        return None
    submission = record.values.get("submission")
    return Sample(
        name=_need(record, "name"),
        applied_on=applied_on,
        submission=cast("Mapping[Text, SampleValue]", submission) if isinstance(submission, dict) else {},
        expect=cast(Outcome, str(expect)),
        others=cast(State, str(record.text("others") or "unseen")),
        because=record.texts("because"),
        promised=_sample_promised(record),
        fee=_amount(record),
        source=record.source,
    )


def _sample_promised(record: Record) -> Text | None:
    """Give the expected limit as `5 workdays`, whatever the language of the file."""
    value = record.values.get("promised")
    if isinstance(value, Span):
        return Text(f"{value.count} {value.unit}", _place(record), exact=False)
    return value if isinstance(value, Text) else None


def _place(record: Record) -> Source:
    return record.source
