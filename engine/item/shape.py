"""The shape of an item file: every key, where it may stand, in which order, and what its value is.

One table for everybody: `engine.item.load` reads by it, `engine.item.format` orders and translates by it,
`engine.item.schema` prints it as JSON Schema. Keys are English terms of the vocabulary's group `keys`.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from engine.dataclass import dataclass
from engine.vocabulary import words

__all__ = [
    "ENGLISH_KEYS",
    "ITEM",
    "EnglishText",
    "Key",
    "Keys",
    "Leaf",
    "LeafKind",
    "ListOf",
    "NamesOf",
    "Shape",
    "Submission",
    "WordOrKeys",
]

LeafKind: TypeAlias = Literal[
    "text",
    "template",
    "expression",
    "date",
    "integer",
    "word",
    "stage",
    "start",
    "duration",
    "promised",
    "range",
    "fee",
    "amount",
    "copies",
    "table",
    "name",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A scalar; `group` is the vocabulary's group of a `word`, `only` narrows it to some English words."""

    kind: LeafKind
    group: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list; with `one`, a single value may stand for a list of one."""

    of: Shape
    one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesOf:
    """A map whose keys are names the author makes (with `stages`, also stages of the standard road)."""

    of: Shape
    stages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One of our keys: its English term, the shape of its value, and whether it must be there."""

    name: str
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A map of our keys in their official order; of each tuple in `one_of` exactly one key must stand."""

    rows: tuple[Key, ...]
    one_of: tuple[tuple[str, ...], ...] = ()

    def row(self, name: str) -> Key | None:
        """Find the row of a key."""
        for row in self.rows:
            if row.name == name:
                return row
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOrKeys:
    """A word, or a map of keys when more is to be said (an entry of 登记 or 每项)."""

    word: Leaf
    keys: Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishText:
    """The English of a neighbour: a map of its own keys, or one phrase for the first of them."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The paths and values of a sample: a text, a list of texts, or a list of maps for a list field."""


Shape: TypeAlias = Leaf | ListOf | NamesOf | Keys | WordOrKeys | EnglishText | Submission

TEXT: Final = Leaf(kind="text")
NAME: Final = Leaf(kind="name")
TEMPLATE: Final = Leaf(kind="template")
EXPRESSION: Final = Leaf(kind="expression")
DATE: Final = Leaf(kind="date")
DURATION: Final = Leaf(kind="duration")
PROMISED: Final = Leaf(kind="promised")
STAGE: Final = Leaf(kind="stage", group="stage")
START: Final = Leaf(kind="start", group="start")
YES_NO: Final = Leaf(kind="word", group="yes_no")
KIND: Final = Leaf(kind="word", group="kind")
MEDIUM: Final = ListOf(of=Leaf(kind="word", group="medium"), one=True)

_ENTRY: Final = WordOrKeys(
    word=KIND,
    keys=Keys(
        rows=(
            Key(name="english", shape=EnglishText(keys=("name", "choose"))),
            Key(name="choose", shape=ListOf(of=NAME)),
            Key(name="fill", shape=KIND),
            Key(name="fixed", shape=YES_NO),
        ),
        one_of=(("choose", "fill"),),
    ),
)
_FIELD: Final = Keys(
    rows=(
        Key(name="english", shape=EnglishText(keys=("name", "ask", "choose", "option_notes", "entry"))),
        Key(name="when", shape=EXPRESSION),
        Key(name="ask", shape=TEXT),
        Key(name="choose", shape=ListOf(of=NAME)),
        Key(name="option_notes", shape=NamesOf(of=TEXT)),
        Key(name="fill", shape=KIND),
        Key(name="range", shape=Leaf(kind="range")),
        Key(name="entry", shape=NamesOf(of=_ENTRY)),
        Key(name="necessity", shape=Leaf(kind="word", group="necessity", only=("required", "optional"))),
        Key(name="fixed", shape=YES_NO),
    ),
    one_of=(("choose", "fill", "entry"),),
)
_TABLE: Final = Keys(
    rows=(
        Key(name="english", shape=NamesOf(of=TEXT)),
        Key(name="basis", shape=TEXT),
        Key(name="hit_policy", shape=Leaf(kind="word", group="hit_policy")),
        Key(name="rows", shape=Leaf(kind="table")),
        Key(name="dmn_file", shape=TEXT),
    ),
    one_of=(("rows", "dmn_file"),),
)
_CHECK: Final = Keys(
    rows=(
        Key(name="id", shape=NAME, required=True),
        Key(name="gravity", shape=Leaf(kind="word", group="gravity")),
        Key(name="when", shape=EXPRESSION),
        Key(name="requirement", shape=TEXT, required=True),
        Key(name="each", shape=NAME),
        Key(name="plugin", shape=NAME),
        Key(name="inputs", shape=NamesOf(of=EXPRESSION)),
        Key(name="holds", shape=EXPRESSION, required=True),
        Key(name="otherwise", shape=TEMPLATE),
        Key(name="remedy", shape=TEMPLATE),
        Key(name="basis", shape=TEXT),
        Key(name="english", shape=EnglishText(keys=("requirement", "otherwise", "remedy", "basis"))),
    )
)
_MATERIAL: Final = Keys(
    rows=(
        Key(name="name", shape=NAME, required=True),
        Key(
            name="english",
            shape=EnglishText(keys=("name", "any_of", "source", "issuer", "note", "record", "basis")),
        ),
        Key(name="necessity", shape=Leaf(kind="word", group="necessity")),
        Key(name="when", shape=EXPRESSION),
        Key(name="any_of", shape=NAME),
        Key(name="source", shape=TEXT),
        Key(name="issuer", shape=TEXT),
        Key(name="supply_within", shape=DURATION),
        Key(name="medium", shape=MEDIUM),
        Key(name="copies", shape=Leaf(kind="copies")),
        Key(name="note", shape=TEXT),
        Key(name="blank_form", shape=TEXT),
        Key(name="filled_form", shape=TEXT),
        Key(name="record", shape=NamesOf(of=_ENTRY)),
        Key(name="collect_at", shape=STAGE),
        Key(name="basis", shape=TEXT),
    )
)
# 许可法 45: the time of these procedures does not count. Correction pauses too, but is no procedure.
PROCEDURES: Final = tuple(word.en for word in words("pause") if word.en != "correct")
_STAGE: Final = Keys(
    rows=(
        Key(name="english", shape=EnglishText(keys=("name", "department", "basis"))),
        Key(name="after", shape=STAGE),
        Key(name="when", shape=EXPRESSION),
        Key(name="department", shape=ListOf(of=TEXT, one=True)),
        Key(name="parallel", shape=YES_NO),
        Key(name="special_procedure", shape=Leaf(kind="word", group="pause", only=PROCEDURES)),
        Key(name="basis", shape=TEXT),
    )
)
_LIMITS: Final = Keys(
    rows=(
        Key(name="promised", shape=PROMISED, required=True),
        Key(name="statutory", shape=DURATION),
        Key(name="counts_from", shape=START),
        Key(name="basis", shape=TEXT),
        Key(name="pauses", shape=ListOf(of=Leaf(kind="word", group="pause"), one=True)),
        Key(name="tell_within", shape=DURATION),
        Key(name="correct_within", shape=DURATION),
        Key(name="on_overdue", shape=Leaf(kind="word", group="on_overdue")),
    )
)
_OUTPUT: Final = Keys(
    rows=(
        Key(name="name", shape=NAME, required=True),
        Key(name="english", shape=EnglishText(keys=("name", "wording"))),
        Key(name="when", shape=EXPRESSION),
        Key(name="medium", shape=MEDIUM),
        Key(name="wording", shape=TEMPLATE),
    )
)
_SAMPLE: Final = Keys(
    rows=(
        Key(name="name", shape=NAME, required=True),
        Key(name="applied_on", shape=DATE, required=True),
        Key(name="submission", shape=Submission()),
        Key(
            name="others",
            shape=Leaf(kind="word", group="state", only=("sound", "absent", "unseen")),
        ),
        Key(name="expect", shape=Leaf(kind="word", group="outcome"), required=True),
        Key(name="because", shape=ListOf(of=NAME, one=True)),
        Key(name="promised", shape=PROMISED),
        Key(name="fee", shape=Leaf(kind="amount", group="fee", only=("free",))),
    )
)
_ITEM_ENGLISH: Final = (
    "name",
    "item_name",
    "summary",
    "department",
    "basis",
    "place",
    "hours",
    "consultation",
    "complaint",
    "everyday_phrases",
    "fee_standard",
    "fee_basis",
)
_QUESTION: Final = Keys(
    rows=(
        Key(name="ask", shape=TEXT, required=True),
        Key(name="reply", shape=TEXT, required=True),
        Key(name="english", shape=EnglishText(keys=("ask", "reply"))),
    )
)
_WINDOW: Final = Keys(
    rows=(Key(name="from", shape=DATE, required=True), Key(name="until", shape=DATE, required=True))
)
ITEM: Final = Keys(
    rows=(
        Key(name="item_name", shape=NAME, required=True),
        Key(name="english", shape=EnglishText(keys=_ITEM_ENGLISH)),
        Key(name="item_code", shape=NAME, required=True),
        Key(name="edition", shape=NAME, required=True),
        Key(
            name="valid",
            shape=Keys(rows=(Key(name="from", shape=DATE, required=True), Key(name="until", shape=DATE))),
            required=True,
        ),
        Key(name="department", shape=TEXT, required=True),
        Key(name="item_type", shape=Leaf(kind="word", group="item_type")),
        Key(name="base_code", shape=NAME),
        Key(name="implementation_code", shape=NAME),
        Key(name="level", shape=Leaf(kind="word", group="level")),
        Key(name="authority_kind", shape=Leaf(kind="word", group="authority_kind")),
        Key(name="audiences", shape=ListOf(of=Leaf(kind="word", group="audience"), one=True)),
        Key(name="handling", shape=Leaf(kind="word", group="handling")),
        Key(name="summary", shape=TEXT),
        Key(name="basis", shape=TEXT),
        Key(name="channels", shape=ListOf(of=Leaf(kind="word", group="channel"), one=True)),
        Key(name="visits", shape=Leaf(kind="integer")),
        Key(name="everyday_phrases", shape=ListOf(of=TEXT, one=True)),
        Key(name="life_events", shape=ListOf(of=Leaf(kind="word", group="life_event"), one=True)),
        Key(name="place", shape=TEXT),
        Key(name="hours", shape=TEXT),
        Key(name="intake_window", shape=_WINDOW),
        Key(name="consultation", shape=TEXT),
        Key(name="complaint", shape=TEXT),
        Key(name="faq", shape=ListOf(of=_QUESTION)),
        Key(
            name="included_items",
            shape=ListOf(
                of=Keys(
                    rows=(
                        Key(name="item", shape=NAME, required=True),
                        Key(name="when", shape=EXPRESSION),
                    )
                )
            ),
        ),
        Key(name="scenario", shape=NamesOf(of=_FIELD)),
        Key(name="form", shape=NamesOf(of=_FIELD)),
        Key(name="decision_tables", shape=NamesOf(of=_TABLE)),
        Key(name="conditions", shape=ListOf(of=_CHECK)),
        Key(name="materials", shape=ListOf(of=_MATERIAL)),
        Key(name="checks", shape=ListOf(of=_CHECK)),
        Key(name="stages", shape=NamesOf(of=_STAGE, stages=True)),
        Key(name="limits", shape=_LIMITS),
        Key(name="fee", shape=Leaf(kind="fee", group="fee")),
        Key(name="fee_standard", shape=TEXT),
        Key(name="fee_basis", shape=TEXT),
        Key(name="outputs", shape=ListOf(of=_OUTPUT)),
        Key(name="samples", shape=ListOf(of=_SAMPLE)),
    )
)
# What may stand as keys of an `english` map, and whether its text is one, a list or a map.
ENGLISH_KEYS: Final[dict[str, Literal["text", "list", "map"]]] = {
    "name": "text",
    "item_name": "text",
    "summary": "text",
    "department": "text",
    "basis": "text",
    "place": "text",
    "hours": "text",
    "consultation": "text",
    "complaint": "text",
    "fee_standard": "text",
    "fee_basis": "text",
    "everyday_phrases": "list",
    "ask": "text",
    "reply": "text",
    "choose": "list",
    "option_notes": "map",
    "entry": "map",
    "record": "map",
    "requirement": "text",
    "otherwise": "text",
    "remedy": "text",
    "wording": "text",
    "note": "text",
    "source": "text",
    "issuer": "text",
    "any_of": "text",
}
