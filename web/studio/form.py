"""A definition as a form: the same text, one field a value, so that nobody must know where a colon goes.

A sheet goes in, parts with their cells come out; what was typed goes in, a sheet with those values comes
out. Cells are named by place (`materials.0.when`); only values that were changed are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from engine.item.node import ListNode, MapNode
from engine.item.shape import Leaf, ListOf
from engine.vocabulary import Lang, english, in_lang, word, words
from web.route import Form
from web.studio.sheet import Place, Sheet, Uneditable, shape_at
from web.typed import whole
from web.words import say

__all__ = ["PARTS", "Cell", "Entry", "Part", "added", "edited", "form_of", "removed"]

Widget = Literal["line", "long", "choice", "ticks", "lines"]
# Each change is read again by itself; nobody types this many between two savings.
_MOST_CHANGES: Final = 60
_TICKED: Final = "t:"
_TYPED: Final = "p:"
_LONG: Final = frozenset(
    {"summary", "when", "requirement", "holds", "otherwise", "remedy", "note", "ask", "basis"}
)
_CHECK: Final = ("id", "requirement", "when", "holds", "otherwise", "remedy", "basis")
_FIELD: Final = ("ask", "when", "choose", "fill", "range")
_ROOT: Final[Mapping[str, tuple[str, ...]]] = {
    "basics": ("item_name", "department", "summary", "basis", "place", "hours", "consultation", "complaint"),
    "limits": (
        *("limits.promised", "limits.statutory", "limits.basis", "limits.correct_within"),
        *("fee", "fee_standard", "fee_basis", "visits"),
    ),
}
_ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "scenario": _FIELD,
    "form": _FIELD,
    "materials": (
        *("name", "necessity", "when", "medium", "copies"),
        *("note", "issuer", "supply_within", "basis"),
    ),
    "conditions": _CHECK,
    "checks": _CHECK,
}
# What a new entry begins as: keys with a word of ours (in the language of the file) or a value word.
_NEW: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "scenario": (("ask", "studio_new_ask", ""), ("fill", "yes_no", "kind")),
    "form": (("ask", "studio_new_ask", ""), ("fill", "yes_no", "kind")),
    "materials": (("name", "studio_new_material", ""), ("medium", "original", "medium")),
    "conditions": (
        ("id", "C", ""),
        ("requirement", "studio_new_demand", ""),
        ("holds", "studio_new_holds", ""),
    ),
    "checks": (("id", "R", ""), ("requirement", "studio_new_demand", ""), ("holds", "studio_new_holds", "")),
}


PARTS: Final = (*_ROOT, *_ENTRIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value: its field's name, what it is called, how it is shown, and the value or values it has."""

    name: str
    place: Place
    label: str
    widget: Widget
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str:
        """The value as a field shows it."""
        return "\n".join(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing with its cells: a material, a check, a question; `place` is what its removal names."""

    title: str
    place: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the form."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    adds: bool


def form_of(sheet: Sheet, lang: Lang) -> tuple[Part, ...] | None:
    """Give the parts of the form; None where the text has faults that reading must guess around."""
    if sheet.root is None:
        return None
    made = []
    for key, names in _ROOT.items():
        cells = tuple(_cell(sheet, tuple(name.split(".")), lang) for name in names)
        entry = Entry(title="", place="", cells=cells)
        made.append(Part(key=key, title=say(f"studio_part_{key}", lang), entries=(entry,), adds=False))
    for key, names in _ENTRIES.items():
        entries = tuple(_entries(sheet, key, names, lang))
        made.append(Part(key=key, title=say(f"studio_part_{key}", lang), entries=entries, adds=True))
    return tuple(made)


def _entries(sheet: Sheet, key: str, names: Sequence[str], lang: Lang) -> Iterator[Entry]:
    node = sheet.node((key,))
    if isinstance(node, MapNode):
        titles = [str(pair.key) for pair in node.pairs]
    elif isinstance(node, ListNode):
        first = [sheet.values((key, number, names[0])) for number in range(len(node.items))]
        titles = [each[0] if each else str(number + 1) for number, each in enumerate(first)]
    else:
        return
    for number, title in enumerate(titles):
        cells = tuple(_cell(sheet, (key, number, name), lang) for name in names)
        yield Entry(title=title, place=f"{key}.{number}", cells=cells)


def _cell(sheet: Sheet, place: Place, lang: Lang) -> Cell:
    shape, values = shape_at(place), sheet.values(place)
    name = ".".join(map(str, place))
    key = str(place[-1])
    # A limit and its basis stand side by side in one part; each is called by its own key.
    label = in_lang("keys", key, lang).replace("_", " ")
    if place == ("limits", "basis"):
        label = f"{in_lang('keys', 'limits', lang)} {label}"
    inner = shape.of if isinstance(shape, ListOf) else shape
    if isinstance(inner, Leaf) and inner.kind == "word":
        return _word_cell(inner, values, name, place, label, lang, many=isinstance(shape, ListOf))
    widget: Widget = "long" if key in _LONG else "line"
    if isinstance(shape, ListOf):
        widget = "lines"
    return Cell(name=_TYPED + name, place=place, label=label, widget=widget, values=values)


def _word_cell(
    leaf: Leaf, values: Sequence[str], name: str, place: Place, label: str, lang: Lang, *, many: bool
) -> Cell:
    """Give a cell of value words: shown in the language of the reader, kept as the English word."""
    known = [each for each in words(leaf.group) if not leaf.only or each.en in leaf.only]
    options = [(each.en, each.label(lang)) for each in known]
    chosen = tuple(english(leaf.group, value) or value for value in values)
    options += [(value, value) for value in chosen if value not in dict(options)]
    return Cell(
        name=(_TICKED if many else _TYPED) + name,
        place=place,
        label=label,
        widget="ticks" if many else "choice",
        values=chosen,
        options=tuple(options),
    )


def edited(sheet: Sheet, form: Form, lang: Lang) -> tuple[Sheet, tuple[str, ...]]:
    """Write what was changed in a form; gives the labels of what can be changed in the text alone."""
    parts = form_of(sheet, lang) or ()
    stuck: list[str] = []
    changes = 0
    # Places name entries by number, and no edit moves one, so every cell is good until the last.
    for cell in (cell for part in parts for entry in part.entries for cell in entry.cells):
        typed = _typed(cell, form)
        if typed is None or typed == cell.values:
            continue
        changes += 1
        if changes > _MOST_CHANGES:
            return sheet, (*stuck, cell.label)
        try:
            sheet = sheet.put(cell.place, _spelled(cell, typed, sheet.lang))
        except Uneditable:
            stuck.append(cell.label)
    return sheet, tuple(stuck)


def _typed(cell: Cell, form: Form) -> tuple[str, ...] | None:
    """Give what was typed into a cell; None if the form did not hold it."""
    sent = form.all(cell.name)
    if cell.widget == "ticks":
        # The empty value that every such field sends tells an empty choice from a field that was not there.
        return tuple(each for each in sent if each) if sent else None
    if not sent:
        return None
    text = sent[-1].strip()
    if cell.widget == "lines":
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    if "\n" in text and "\n" not in cell.value:
        text = "".join(line.strip() for line in text.split("\n"))
    return (text,) if text else ()


def _spelled(cell: Cell, typed: Sequence[str], lang: Lang) -> tuple[str, ...]:
    shape = shape_at(cell.place)
    inner = shape.of if isinstance(shape, ListOf) else shape
    if isinstance(inner, Leaf) and inner.kind == "word":
        return tuple(in_lang(inner.group, each, lang) if word(inner.group, each) else each for each in typed)
    return tuple(typed)


def added(sheet: Sheet, key: str) -> Sheet:
    """Add a new entry to a part, to be filled in; its faults say what is missing."""
    if key not in _NEW:
        raise Uneditable(key)
    lines = [
        f"{in_lang('keys', name, sheet.lang)}: {_new(sheet, text, group)}" for name, text, group in _NEW[key]
    ]
    if key in ("scenario", "form"):
        taken = {name for each in ("scenario", "form") for name in _names(sheet, each)}
        lines = [f"{_free(say('studio_new_field', sheet.lang), taken)}:", *[f"  {each}" for each in lines]]
    else:
        lines = [f"- {lines[0]}", *[f"  {each}" for each in lines[1:]]]
    return sheet.add((key,), lines)


def _names(sheet: Sheet, key: str) -> tuple[str, ...]:
    node = sheet.node((key,))
    return tuple(str(pair.key) for pair in node.pairs) if isinstance(node, MapNode) else ()


def _new(sheet: Sheet, text: str, group: str) -> str:
    """Give the first value of a new entry; names and ids are ones that nothing has."""
    if group:
        return in_lang(group, text, sheet.lang)
    if len(text) == 1:
        taken = {value for key in ("conditions", "checks") for value in _all(sheet, key, "id")}
        return next(f"{text}{number}" for number in range(1, 10_000) if f"{text}{number}" not in taken)
    said = say(text, sheet.lang)
    return _free(said, set(_all(sheet, "materials", "name"))) if text == "studio_new_material" else said


def _all(sheet: Sheet, key: str, name: str) -> Iterator[str]:
    node = sheet.node((key,))
    for number in range(len(node.items) if isinstance(node, ListNode) else 0):
        yield from sheet.values((key, number, name))


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}{number}" for number in range(2, 10_000) if f"{name}{number}" not in taken)


def removed(sheet: Sheet, place: str) -> Sheet:
    """Take an entry out of a part."""
    key, _, number = place.partition(".")
    at = whole(number, 5)
    if key not in _ENTRIES or at is None:
        raise Uneditable(place)
    return sheet.remove((key, at))
