"""Who needs what when: the materials of an item against the situations that decide about them.

A rulebook in, a table out. A situation is a set of answers that can be counted (options, yes or no); what
hangs on a number stays open in its cell, with the condition in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, Literal

from engine.ask.model import Asked, Need, NeedState
from engine.ask.needs import needs
from engine.rules.model import Rulebook
from engine.vocabulary import Lang, in_lang

__all__ = ["MOST", "Cell", "Matrix", "Row", "matrix_of"]

MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a material is in a situation; `when` says on what it still hangs."""

    state: NeedState
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A material: under which condition it is needed at all, and what it is in every situation."""

    name: str
    group: str
    when: str
    cells: tuple[Cell, ...]
    odd: Literal["", "always", "never"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The table; `fields` may be looked at, `chosen` are, `whole` tells that nothing was left out."""

    fields: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    whole: bool


def matrix_of(book: Rulebook, on: date, lang: Lang, wanted: Sequence[str] = ()) -> Matrix:
    """Build the table over the fields that are wanted, or over as many as a page can hold."""
    plain = needs(book, {}, on, lang=lang)
    deciding = {name for need in plain.materials for name in need.waits_for}
    fields = {each.name: _options(each, lang) for each in plain.fields if each.name in deciding}
    countable = {name: options for name, options in fields.items() if options}
    labels = {each.name: each.label for each in plain.fields}
    chosen = [name for name in countable if name in wanted] or list(_fitting(countable))
    # Chosen by hand they may be more than fit: what is beyond is not silently shown as if it were all.
    columns = list(islice(_situations(book, on, lang, {name: countable[name] for name in chosen}), MOST + 1))
    shown = columns[:MOST]
    found = [needs(book, facts, on, lang=lang).materials for facts, _ in shown]
    whole = len(columns) == len(shown) and set(chosen) == set(fields)
    rows = [
        _row(need, [column[number] for column in found], whole) for number, need in enumerate(plain.materials)
    ]
    return Matrix(
        fields=tuple((name, labels[name]) for name in countable),
        chosen=tuple(chosen),
        columns=tuple(says for _, says in shown),
        rows=tuple(rows),
        whole=whole,
    )


def _options(asked: Asked, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Give the answers of a question that can be counted, each with its words."""
    if asked.kind == "yes_no":
        return tuple((in_lang("yes_no", word, "zh"), in_lang("yes_no", word, lang)) for word in ("yes", "no"))
    return tuple((option.value, option.label) for option in asked.options)


def _fitting(fields: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """Give the first fields that together make no more situations than a page can hold."""
    count = 1
    for name, options in fields.items():
        if count * len(options) <= MOST:
            count *= len(options)
            yield name


def _situations(
    book: Rulebook, on: date, lang: Lang, fields: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[tuple[dict[str, object], tuple[str, ...]]]:
    """Go through the answers; a question that is not asked in a situation is no reason for two columns."""
    waiting: list[tuple[dict[str, object], tuple[str, ...], int]] = [({}, (), 0)]
    names = list(fields)
    while waiting:
        facts, says, at = waiting.pop()
        if at == len(names):
            yield facts, says
            continue
        asked = {each.name: each for each in needs(book, facts, on, lang=lang).fields}[names[at]]
        if asked.state == "not_asked":
            waiting.append((facts, says, at + 1))
            continue
        for value, words in reversed(fields[names[at]]):
            said = f"{asked.label}: {words}" if words in ("yes", "no", "是", "否") else words
            waiting.append(({**facts, names[at]: value}, (*says, said), at + 1))


def _row(need: Need, column: Sequence[Need], whole: bool) -> Row:
    cells = tuple(
        Cell(state=each.state, when=each.when if each.state == "depends" else "") for each in column
    )
    odd: Literal["", "always", "never"] = ""
    states = {cell.state for cell in cells}
    if whole and need.when and states == {"not_needed"}:
        odd = "never"
    elif whole and need.when and states == {"needed"}:
        odd = "always"
    return Row(name=need.label, group=need.group or "", when=need.when, cells=cells, odd=odd)
