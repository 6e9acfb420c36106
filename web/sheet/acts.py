"""An act on a case as a form: the fields that its row takes, and what was typed, as the road takes it.

Nothing is judged here but how a value is spelt in a form; the road says what is wrong with the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from engine import vocabulary
from engine.case.datum import UNITS, Datum
from engine.case.events.kind import EventKind
from engine.case.state import State
from engine.vocabulary import Lang
from web.route import Form
from web.sheet.offered import Choices, offered
from web.typed import whole
from web.words import say
from web.words.acts import FIELDS

__all__ = ["ActForm", "Field", "act_form", "plain", "sent", "takes_files"]

Shape: TypeAlias = Literal[
    "text", "long", "choice", "number", "date", "yes_no", "ticks", "span", "pairs", "entries", "files"
]
_SHAPES: Final[Mapping[str, Shape]] = {
    "text": "long",
    "word": "choice",
    "count": "number",
    "date": "date",
    "moment": "text",
    "yes_no": "yes_no",
    "names": "long",
    "files": "files",
    "span": "span",
    "values": "pairs",
}
_SHORT: Final = frozenset(
    {"number", "agent", "window", "waybill", "zone", "notice", "certificate_number", "part"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an act's form."""

    name: str
    label: str
    shape: Shape
    required: bool
    choices: Choices = ()
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """An act that may be done now: its verb, what it is called, its fields."""

    verb: str
    label: str
    fields: tuple[Field, ...]

    @property
    def uploads(self) -> bool:
        """Whether files may come with it."""
        return any(each.shape == "files" for each in self.fields)


def act_form(row: EventKind, state: State, lang: Lang) -> ActForm:
    """Give the form of an act on a case."""
    asked = (_field(row.verb, each, state, lang) for each in row.takes if each.kind in _SHAPES)
    return ActForm(
        verb=row.verb,
        label=vocabulary.in_lang("event", row.kind, "zh") if lang == "zh" else _spaced(row.verb),
        fields=tuple(each for each in asked if each is not None),
    )


def _field(verb: str, datum: Datum, state: State, lang: Lang) -> Field | None:
    """Give one field of a form; None where this case has nothing to choose from."""
    offer = offered(verb, datum.name, state, lang)
    if offer is not None and not offer.choices:
        return None
    shape, choices = (
        (_SHAPES[datum.kind], _choices(datum, lang)) if offer is None else (offer.shape, offer.choices)
    )
    if shape == "long" and datum.kind == "text" and datum.name in _SHORT:
        shape = "text"
    return Field(
        name=datum.name,
        label=datum.zh if lang == "zh" else FIELDS.get(datum.name, _spaced(datum.name)),
        shape=shape,
        required=datum.required,
        choices=choices,
        value=say("right_appeal", lang) if datum.name == "remedies" else "",
    )


def _choices(datum: Datum, lang: Lang) -> Choices:
    if datum.kind == "span":
        return tuple((unit, vocabulary.in_lang("unit", unit, lang)) for unit in UNITS)
    return tuple((each, say(f"choice_{each}", lang)) for each in datum.choose)


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()


def plain(row: EventKind) -> bool:
    """Tell whether all that an act takes fits in one form; looking at materials takes a whole sheet."""
    return all(each.kind != "looks" for each in row.takes)


def takes_files(row: EventKind) -> bool:
    """Tell whether files may come with an act."""
    return any(each.kind == "files" for each in row.takes)


def sent(row: EventKind, form: Form) -> dict[str, object]:
    """Give what a form says, as the road takes it; an empty field says nothing."""
    made = {
        datum.name: _READ[datum.kind](f"data_{datum.name}", form)
        for datum in row.takes
        if datum.kind in _READ
    }
    return {name: value for name, value in made.items() if value not in ("", None, [], {})}


def _one(name: str, form: Form) -> object:
    return form.one(name).strip()


def _count(name: str, form: Form) -> object:
    typed = form.one(name).strip()
    count = whole(typed)
    return typed if count is None else count


def _tick(name: str, form: Form) -> object:
    return True if form.one(name) == "1" else None


def _lines(name: str, form: Form) -> object:
    return [line.strip() for text in form.all(name) for line in text.split("\n") if line.strip()]


def _span(name: str, form: Form) -> object:
    count = form.one(name).strip()
    return f"{count} {form.one(f'{name}_unit', 'workdays')}" if count else ""


def _pairs(name: str, form: Form) -> object:
    """Read lines such as 名称：某店 as names with their values, and entries that were asked for by name."""
    made = {entry: value.strip() for entry, value in form.below(f"{name}:").items() if value.strip()}
    for line in form.one(name).replace("：", ":").split("\n"):
        key, colon, value = line.partition(":")
        if colon and key.strip():
            made[key.strip()] = value.strip()
    return made


_READ: Final[Mapping[str, Callable[[str, Form], object]]] = {
    "text": _one,
    "word": _one,
    "count": _count,
    "date": _one,
    "moment": _one,
    "yes_no": _tick,
    "names": _lines,
    "span": _span,
    "values": _pairs,
}
