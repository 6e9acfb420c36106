"""What an item still lacks to be read in English: every Chinese text of its guide without its 英文.

An item goes in, the texts come out in the order of the file, each with its place. What is cited (依据,
收费依据) stays in its own language. What is read off a material (登记) needs English only where a condition,
a number of copies or a table speaks of it: else only clerks see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias

from engine.dataclass import dataclass
from engine.item.model import (
    Check,
    English,
    Entry,
    Field,
    Item,
    Material,
    Output,
    Part,
    Stage,
    Table,
)
from engine.item.spoken import HAN, HOLE
from engine.source import Text
from engine.vocabulary import has

__all__ = ["MissingEnglish", "is_chinese", "missing_english", "own_words"]

Bearer: TypeAlias = Field | Material | Stage | Output | Part | Check
_CHINESE: Final = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingEnglish:
    """A text without English: `key` is the key it stands under, `owner` what it belongs to."""

    key: str
    owner: str
    text: Text


def missing_english(item: Item) -> tuple[MissingEnglish, ...]:
    """Give every text of the guide that has no English; an item written in English lacks nothing."""
    whole = [("name", item.name), ("department", item.department), ("summary", item.summary)]
    whole.append(("fee_standard", item.fee_standard))
    found = [*_lacking(item.english, str(item.name), [*whole, *item.notes.items()])]
    for question in item.faq:
        texts = [("ask", question.ask), ("reply", question.reply)]
        found += _lacking(question.english, str(question.ask), texts)
    for field in item.fields:
        found += _field(field)
    for table in item.tables:
        found += _table(table)
    found += _recorded(item)
    found += _checks(item.conditions)
    found += _materials(item.materials)
    found += _checks(item.checks)
    for stage in item.stages:
        found += _stage(stage)
    for output in item.outputs:
        found += _lacking(
            output.english, str(output.name), [("name", output.name), ("wording", output.wording)]
        )
    return tuple(sorted(found, key=lambda each: (each.text.source.line, each.text.source.column)))


def own_words(table: Table) -> tuple[str, ...]:
    """Give the words of a table that have their English beside it: its name, what stands right of `||`."""
    answers = (line.partition("||")[2].split("|") for line in table.rows.splitlines())
    words = (word.strip().strip('“”"') for word in chain.from_iterable(answers))
    return tuple(dict.fromkeys((str(table.name), *filter(None, words))))


def _lacking(
    english: English, owner: str, texts: Iterable[tuple[str, Text | None]]
) -> Iterator[MissingEnglish]:
    for key, text in texts:
        if text is not None and is_chinese(text) and not english.get(key):
            yield MissingEnglish(key=key, owner=owner, text=text)


def is_chinese(text: str) -> bool:
    """Say whether a text holds Chinese characters; the facts in its braces do not count."""
    return _CHINESE.search(HOLE.sub("", text)) is not None


def _table(table: Table) -> Iterator[MissingEnglish]:
    for word in own_words(table):
        if is_chinese(word) and not table.english.get(Text(word)):
            yield MissingEnglish(key="english", owner=str(table.name), text=Text(word, table.name.source))


def _recorded(item: Item) -> Iterator[MissingEnglish]:
    """Give what is read off materials and spoken of where people decide what they need."""
    said = "\n".join(_conditions(item))
    for material in item.materials:
        names = material.english.get("record")
        named = names if isinstance(names, Mapping) else {}
        for entry in material.record:
            owners = [each for each in (material.name, material.any_of) if each is not None]
            if not any(_speaks_of(said, f"{owner}.{entry.name}") for owner in owners):
                continue
            owner = f"{material.name}.{entry.name}"
            if not named.get(entry.name):
                yield from _lacking(entry.english, owner, [("name", entry.name)])
            yield from _options(entry.english, owner, entry.choose)


def _speaks_of(said: str, path: str) -> bool:
    """Tell whether a path stands in a text by itself, whatever signs its author wrote it with."""
    return re.search(rf"(?<!\w){re.escape(path)}(?!\w)", said) is not None


def _conditions(item: Item) -> Iterator[str]:
    """Give every condition under which something is asked, needed or comes about, copies, and headings."""
    bearers: list[Iterable[Bearer]] = [item.fields, item.materials, item.stages, item.outputs, item.parts]
    bearers += [item.conditions, item.checks]
    for each in chain.from_iterable(bearers):
        if each.when is not None:
            yield str(each.when)
    yield from (str(material.copies) for material in item.materials if material.copies is not None)
    yield from (table.rows.partition("\n")[0] for table in item.tables)


def _field(field: Field) -> Iterator[MissingEnglish]:
    owner = str(field.name)
    yield from _lacking(field.english, owner, [("name", field.name), ("ask", field.ask)])
    yield from _options(field.english, owner, field.choose)
    notes = field.english.get("option_notes")
    said = notes if isinstance(notes, Mapping) else {}
    for option, note in field.option_notes.items():
        if is_chinese(note) and not said.get(option):
            yield MissingEnglish(key="option_notes", owner=owner, text=note)
    for entry in field.entry:
        yield from _entry(field, entry)


def _options(english: English, owner: str, options: tuple[Text, ...]) -> Iterator[MissingEnglish]:
    said = english.get("choose")
    done = len(said) if isinstance(said, tuple) else 0
    for option in options[done:]:
        if is_chinese(option):
            yield MissingEnglish(key="choose", owner=owner, text=option)


def _entry(field: Field, entry: Entry) -> Iterator[MissingEnglish]:
    columns = field.english.get("entry")
    named = isinstance(columns, Mapping) and bool(columns.get(entry.name))
    owner = f"{field.name}.{entry.name}"
    if not named:
        yield from _lacking(entry.english, owner, [("name", entry.name)])
    yield from _options(entry.english, owner, entry.choose)


def _checks(checks: Iterable[Check]) -> Iterator[MissingEnglish]:
    for check in checks:
        texts = [("requirement", check.requirement), ("otherwise", check.otherwise), ("remedy", check.remedy)]
        yield from _lacking(check.english, str(check.id), texts)


def _materials(materials: tuple[Material, ...]) -> Iterator[MissingEnglish]:
    # One member is enough to say what its group is called.
    named = {str(each.any_of) for each in materials if each.any_of is not None and each.english.get("any_of")}
    for material in materials:
        group = material.any_of if material.any_of is not None and material.any_of not in named else None
        if group is not None:
            named.add(str(group))
        texts = [
            ("name", material.name),
            ("any_of", group),
            ("source", material.provider),
            ("issuer", material.issuer),
            ("note", material.note),
        ]
        yield from _lacking(material.english, str(material.name), texts)


def _stage(stage: Stage) -> Iterator[MissingEnglish]:
    name = None if has("stage", stage.name) else stage.name
    texts = [("name", name), *(("department", each) for each in stage.departments[:1])]
    yield from _lacking(stage.english, str(stage.name), texts)
