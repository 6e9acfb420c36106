"""Builds a guide: an item, its rulebook and the answers of one situation in, `Guide` out.

A guide is never written by hand. Every line comes from the item as it was written or from the rules as they
were compiled; what the answers leave open is said with "if" (DESIGN 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from engine.ask.model import Asked
from engine.ask.needs import needs
from engine.check.look import look
from engine.check.words import spell
from engine.guide.bring import bring_of
from engine.guide.demands import demands_of, tables_of
from engine.guide.facts import facts_of
from engine.guide.model import Answered, Bring, Demand, Guide, Place, Reply, Source, Table
from engine.guide.reading import Reading
from engine.guide.road import steps_of
from engine.guide.words import Lang
from engine.item.english import missing_english
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.vocabulary import in_lang

__all__ = ["build_guide"]

_PLACES: Final = ("place", "hours", "consultation", "complaint")


def build_guide(
    item: Item,
    rulebook: Rulebook,
    on: date,
    *,
    parts: Mapping[str, Item] | None = None,
    facts: Mapping[str, object] | None = None,
    lang: Lang = "zh",
) -> Guide:
    """Build the guide for one situation; without `facts` it is the general one.

    `parts` are the items that a package includes, by code. `facts` are answers by name, as in a submission.
    What cannot be read among them counts as not answered; `needs` says why.
    """
    answers = facts or {}
    reading = Reading(
        item=item,
        parts=parts or {},
        rulebook=rulebook,
        needs=needs(rulebook, answers, on, lang=lang),
        seen=look(rulebook, {"facts": answers}, on),
        on=on,
        lang=lang,
    )
    return _guide(reading)


def _guide(reading: Reading) -> Guide:
    item, rulebook, needs = reading.item, reading.rulebook, reading.needs
    questions = tuple(field for field in needs.fields if field.scenario)
    bring, tables = bring_of(reading), tables_of(reading)
    conditions, checks = demands_of(reading)
    made = Guide(
        item=rulebook.item,
        name=reading.text(item.english, "name", item.name),
        department=reading.text(item.english, "department", item.department),
        edition=rulebook.edition,
        edition_hash=rulebook.edition_hash,
        valid_from=rulebook.valid_from,
        valid_until=rulebook.valid_until or "",
        on=reading.on.isoformat(),
        lang=reading.lang,
        summary=reading.text(item.english, "summary", item.summary),
        facts=facts_of(reading),
        questions=questions,
        situation=tuple(_answered(reading, each) for each in questions if each.state == "answered"),
        bring=bring,
        conditions=conditions,
        checks=checks,
        steps=steps_of(reading),
        places=tuple(_places(reading)),
        replies=tuple(_replies(reading)),
        sources=tuple(_sources(reading, bring, (*conditions, *checks), tables)),
        rights=tuple(reading.say(key) for key in ("right_state", "right_appeal", "right_desk")),
        tables=tables,
        parts=tuple(_part_names(reading)),
        topics=tuple(in_lang("life_event", each, reading.lang) for each in item.life_events),
        open=any(each.state in ("open", "depends") for each in questions),
    )
    return made if reading.lang == "zh" else replace(made, untranslated=_untranslated(reading, made))


def _answered(reading: Reading, field: Asked) -> Answered:
    value = reading.seen.derived[field.name]
    chosen = next((option.label for option in field.options if option.value == value), None)
    says = chosen if chosen is not None else spell(value, reading.lang)
    return Answered(name=field.name, value=spell(value, "zh"), label=field.label, says=says)


def _places(reading: Reading) -> Iterable[Place]:
    item = reading.item
    if item.channels:
        ways = ("、" if reading.lang == "zh" else ", ").join(
            in_lang("channel", channel, reading.lang) for channel in item.channels
        )
        yield Place(key="channels", label=reading.say("channels"), says=ways)
    for key in _PLACES:
        if key in item.notes:
            says = reading.text(item.english, key, item.notes[key])
            yield Place(key=key, label=reading.say(key), says=says)


def _replies(reading: Reading) -> Iterable[Reply]:
    for question in reading.item.faq:
        yield Reply(
            ask=reading.text(question.english, "ask", question.ask),
            reply=reading.text(question.english, "reply", question.reply),
        )


def _sources(
    reading: Reading, bring: Iterable[Bring], demands: Iterable[Demand], tables: Iterable[Table]
) -> Iterable[Source]:
    """Give every basis once, with what rests on it, in the order in which they are met."""
    item = reading.item
    resting: dict[str, dict[str, None]] = {}

    def add(basis: object, what: str) -> None:
        if basis:
            resting.setdefault(str(basis), {})[what] = None

    add(item.basis, reading.say("whole_item"))
    for demand in demands:
        add(demand.basis, demand.says)
    for each in bring:
        add(each.basis, each.label)
    for table in tables:
        add(table.basis, table.name)
    if item.limits is not None:
        add(item.limits.basis, reading.say("limit_basis"))
    add(item.fee_basis, reading.say("fee_basis"))
    return (Source(basis=basis, what=tuple(what)) for basis, what in resting.items())


def _part_names(reading: Reading) -> Iterable[str]:
    for part in reading.item.parts:
        found = reading.parts.get(str(part.code))
        if found is not None:
            yield reading.text(found.english, "name", found.name)


def _untranslated(reading: Reading, guide: Guide) -> tuple[str, ...]:
    """Give what stands in Chinese in an English guide: texts without English, sentences made of them."""
    missing = (str(each.text) for _, item in reading.items() for each in missing_english(item))
    mixed = (text for text in _made(guide) if not reading.speaks(text))
    return tuple(dict.fromkeys((*missing, *mixed)))


def _made(guide: Guide) -> Iterable[str]:
    """Give the sentences that were made of an author's words: conditions, steps, cells of tables."""
    for line in guide.bring:
        yield from (line.when, line.copies)
    for demand in (*guide.conditions, *guide.checks):
        yield from (demand.when, demand.exactly)
    yield from (step.says for step in guide.steps)
    for table in guide.tables:
        yield from (*table.columns, *table.outputs, *(cell for row in table.rows for cell in row))
