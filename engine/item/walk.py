"""Walks a tree along the table of shapes: nodes in, values under English terms out, faults collected.

A value that is not of its kind becomes `None` with a fault, and the walk goes on, so that one pass reports
the whole file. Words are given in English whatever the language of the file, author's names as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from engine.fault import Cure, Fault, FaultKind
from engine.item import leaf as leaves
from engine.item import structure_faults as kinds
from engine.item.near import certain, nearest
from engine.item.node import ListNode, MapNode, Node, Pair, ScalarNode
from engine.item.record import Record
from engine.item.shape import (
    ENGLISH_KEYS,
    EnglishText,
    Key,
    Keys,
    Leaf,
    ListOf,
    NamesOf,
    Shape,
    Submission,
    WordOrKeys,
)
from engine.source import Source, Text
from engine.vocabulary import Lang, english, in_lang, language_of, words

__all__ = ["Walk", "language"]

# Comparing words is the one slow thing here; a file with more misspelled words than this is not an item.
MAX_SUGGESTIONS: Final = 100


class Walk:
    """One walk over one file in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.faults: list[Fault] = []
        self.suggestions = 0

    def keys(self, node: Node, shape: Keys, key: Text) -> Record | None:
        """Read a map of our keys; `key` is the key (or name) it stands under."""
        if not isinstance(node, MapNode):
            self._not_a(node, key, "map")
            return None
        values: dict[str, object] = {}
        places: dict[str, Text] = {}
        for pair in node.pairs:
            row = self._row(pair.key, shape, key)
            if row is None:
                continue
            value = self.value(pair.value, row.shape, pair.key)
            if row.name not in places:
                places[row.name] = pair.key
                values[row.name] = value
        self._required(shape, places, node.source, key)
        return Record(values=values, keys=places, source=node.source)

    def value(self, node: Node, shape: Shape, key: Text) -> object:
        """Read a value of any shape; `None` when it is not of that shape."""
        if isinstance(node, ScalarNode) and not node.text.strip():
            self._add(kinds.EMPTY, key.source, {"key": str(key)})
            return None
        match shape:
            case Leaf():
                return self._leaf(node, shape, key)
            case ListOf():
                return self._list(node, shape, key)
            case NamesOf():
                return self._names(node, shape, key)
            case Keys():
                return self.keys(node, shape, key)
            case WordOrKeys():
                if isinstance(node, MapNode):
                    return self.keys(node, shape.keys, key)
                return self._leaf(node, shape.word, key)
            case EnglishText():
                return self._english(node, shape, key)
            case Submission():
                return self._submission(node, key)
        assert_never(shape)

    def _row(self, key: Text, shape: Keys, under: Text) -> Key | None:
        term = english("keys", key)
        row = None if term is None else shape.row(term)
        if term is None or row is None:
            self._unknown_key(key, [in_lang("keys", row.name, self.lang) for row in shape.rows], under)
            return None
        right = in_lang("keys", term, self.lang)
        if right != key:
            self._mixed(key, right)
        return row

    def _unknown_key(self, key: Text, known: list[str], under: Text) -> None:
        sure, near = self._near(key, known)
        self.faults.append(
            Fault(
                kind=kinds.UNKNOWN_KEY,
                source=key.source,
                values={"key": str(key), "where": _where(under), "where_en": _where_en(under)},
                nearest=near,
                cure=Cure(source=key.source, text=sure) if sure and key.exact else None,
            )
        )

    def _near(self, text: str, known: list[str]) -> tuple[str | None, tuple[str, ...]]:
        """Give the word that was meant for certain, and the nearest ones."""
        self.suggestions += 1
        if self.suggestions > MAX_SUGGESTIONS:
            return None, ()
        sure = certain(text, known)
        return sure, (sure,) if sure else nearest(text, known)

    def _mixed(self, text: Text, right: str) -> None:
        cure = Cure(source=text.source, text=right) if text.exact else None
        values = {"found": str(text), "right": right}
        self.faults.append(Fault(kind=kinds.MIXED_LANGUAGES, source=text.source, values=values, cure=cure))

    def _required(self, shape: Keys, places: Mapping[str, Text], source: Source, under: Text) -> None:
        for row in shape.rows:
            if row.required and row.name not in places:
                self._missing(in_lang("keys", row.name, self.lang), source, under)
        for group in shape.one_of:
            present = [name for name in group if name in places]
            labels = [in_lang("keys", name, self.lang) for name in group]
            if not present:
                joiner = "」或「" if self.lang == "zh" else "」 or 「"
                self._missing(joiner.join(labels), source, under)
            elif len(present) > 1:
                first, second = (places[name] for name in present[:2])
                values = {"first": str(first), "second": str(second)}
                self._add(kinds.EITHER_OR, second.source, values, also=first.source)

    def _missing(self, label: str, source: Source, under: Text) -> None:
        # A section is named at its key; the whole file at its first line.
        place = source if not under else (under.source if under.source.line == source.line else source)
        values = {"key": label, "where": _where(under), "where_en": _where_en(under)}
        self._add(kinds.MISSING_KEY, place, values)

    def _leaf(self, node: Node, shape: Leaf, key: Text) -> object:
        if not isinstance(node, ScalarNode):
            self._not_a(node, key, shape.kind if shape.kind in leaves.EXPECTED else "text")
            return None
        text = _trim(node.text) if shape.kind != "table" else node.text
        match shape.kind:
            case "text" | "template" | "expression" | "table" | "name":
                return text
            case "word":
                return self._word(text, shape, key)
            case "stage":
                return self._stage(text)
            case "start":
                return self._start(text, shape)
            case "date":
                return self._checked(text, leaves.date(text) is not None, shape, key)
            case "integer":
                number = leaves.integer(text)
                self._checked(text, number is not None, shape, key)
                return number
            case "duration":
                span = leaves.span(text)
                self._checked(text, span is not None, shape, key)
                return span
            case "promised":
                return self._promised(text, shape, key)
            case "range":
                limits = leaves.number_range(text)
                self._checked(text, limits is not None, shape, key)
                return limits
            case "fee" | "amount":
                return self._fee(text, shape, key)
            case "copies":
                number = leaves.integer(text)
                fine = number > 0 if number is not None else not text.lstrip("-+")[:1].isdigit()
                return self._checked(text, fine, shape, key)
        assert_never(shape.kind)

    def _checked(self, text: Text, fine: bool, shape: Leaf, key: Text) -> Text | None:
        if fine:
            return text
        self._wrong(key, text, text.source, leaves.EXPECTED[shape.kind])
        return None

    def _promised(self, text: Text, shape: Leaf, key: Text) -> object:
        if english("spot", text):
            self._right_language("spot", text)
            return leaves.span("0 workdays")
        if text[:1].isdigit():
            span = leaves.span(text)
            self._checked(text, span is not None, shape, key)
            return span
        return text

    def _fee(self, text: Text, shape: Leaf, key: Text) -> object:
        word = english("fee", text)
        if word is not None and (not shape.only or word in shape.only):
            self._right_language("fee", text)
            return word
        if shape.kind == "fee" and leaves.computes(text):
            return text
        amount = leaves.amount(text)
        self._checked(text, amount is not None, shape, key)
        return amount

    def _word(self, text: Text, shape: Leaf, key: Text) -> Text | None:
        term = english(shape.group, text)
        if term is not None and (not shape.only or term in shape.only):
            self._right_language(shape.group, text)
            return Text(term, text.source, exact=False)
        known = [
            word.label(self.lang) for word in words(shape.group) if not shape.only or word.en in shape.only
        ]
        quoted = [f"「{word}」" for word in known]
        sure, near = self._near(text, known)
        self.faults.append(
            Fault(
                kind=kinds.WRONG_KIND,
                source=text.source,
                values=_wrong_values(
                    key, text, ("、".join(quoted) + "中的一个", "one of " + ", ".join(quoted))
                ),
                nearest=near,
                cure=Cure(source=text.source, text=sure) if sure and text.exact else None,
            )
        )
        return None

    def _right_language(self, group: str, text: Text) -> None:
        right = in_lang(group, text, self.lang)
        if right != text:
            self._mixed(text, right)

    def _stage(self, text: Text) -> Text:
        term = english("stage", text)
        if term is None:
            return text
        self._right_language("stage", text)
        return Text(term, text.source, exact=False)

    def _start(self, text: Text, shape: Leaf) -> Text:
        """Read where a clock starts: a word of its own, or else a stage."""
        term = english(shape.group, text)
        if term is None:
            return self._stage(text)
        self._right_language(shape.group, text)
        return Text(term, text.source, exact=False)

    def _list(self, node: Node, shape: ListOf, key: Text) -> tuple[object, ...] | None:
        if not isinstance(node, ListNode):
            if shape.one and isinstance(node, ScalarNode):
                value = self.value(node, shape.of, key)
                return () if value is None else (value,)
            return self._joined(node, shape, key)
        values = (self.value(item, shape.of, key) for item in node.items)
        return tuple([value for value in values if value is not None])

    def _joined(self, node: Node, shape: ListOf, key: Text) -> tuple[object, ...] | None:
        """Read `甲、乙` or `【甲，乙】` as the list that was meant; it is a fault with its cure."""
        plain = isinstance(shape.of, Leaf) and shape.of.kind in ("text", "name")
        parts = leaves.joined(node.text) if plain and isinstance(node, ScalarNode) else ()
        if not parts or not isinstance(node, ScalarNode):
            self._not_a(node, key, "list")
            return None
        cure = Cure(source=node.text.source, text=f"[{', '.join(parts)}]") if node.text.exact else None
        values = _wrong_values(key, leaves.first_line(node.text), leaves.EXPECTED["list"])
        self.faults.append(Fault(kind=kinds.WRONG_KIND, source=node.source, values=values, cure=cure))
        return tuple(Text(part, node.text.source, exact=False) for part in parts)

    def _names(self, node: Node, shape: NamesOf, key: Text) -> dict[Text, object] | None:
        if not isinstance(node, MapNode):
            self._not_a(node, key, "map")
            return None
        found: dict[Text, object] = {}
        for pair in node.pairs:
            name = self._stage(pair.key) if shape.stages else pair.key
            value = self.value(pair.value, shape.of, pair.key)
            if value is not None and name not in found:
                found[name] = value
        return found

    def _english(self, node: Node, shape: EnglishText, key: Text) -> object:
        if isinstance(node, ScalarNode):
            return {shape.keys[0]: _trim(node.text)}
        if isinstance(node, ListNode):
            self._not_a(node, key, "text")
            return None
        found: dict[str, object] = {}
        for pair in node.pairs:
            term = english("keys", pair.key)
            if term not in shape.keys:
                self._unknown_key(pair.key, [in_lang("keys", each, self.lang) for each in shape.keys], key)
                continue
            if (right := in_lang("keys", term, self.lang)) != pair.key:
                self._mixed(pair.key, right)
            value = self._english_value(pair, ENGLISH_KEYS[term])
            if value is not None:
                found.setdefault("name" if term == "item_name" else term, value)
        return found

    def _english_value(self, pair: Pair, kind: str) -> object:
        shape = _ENGLISH_SHAPES[kind]
        return self.value(pair.value, shape, pair.key)

    def _submission(self, node: Node, key: Text) -> dict[Text, object] | None:
        if not isinstance(node, MapNode):
            self._not_a(node, key, "map")
            return None
        found: dict[Text, object] = {}
        for pair in node.pairs:
            value = self._submitted(pair)
            if value is not None:
                found.setdefault(pair.key, value)
        return found

    def _submitted(self, pair: Pair) -> object:
        node = pair.value
        if isinstance(node, ListNode):
            if node.items and all(isinstance(item, MapNode) for item in node.items):
                entries = (self._names(item, NamesOf(of=_TEXT), pair.key) for item in node.items)
                return tuple([entry for entry in entries if entry is not None])
            return self._list(node, ListOf(of=_TEXT), pair.key)
        return self.value(node, _TEXT, pair.key)

    def _not_a(self, node: Node, key: Text, expected: str) -> None:
        if isinstance(node, ScalarNode):
            if not node.text.strip():
                self._add(kinds.EMPTY, key.source, {"key": str(key)})
                return
            self._wrong(key, leaves.first_line(node.text), node.source, leaves.EXPECTED[expected])
            return
        zh, en = ("一个列表", "a list") if isinstance(node, ListNode) else ("几行“键: 值”", "a map")
        source = key.source if key else node.source
        self._wrong(key, zh if self.lang == "zh" else en, source, leaves.EXPECTED[expected])

    def _wrong(self, key: Text, found: str, source: Source, expected: tuple[str, str]) -> None:
        self._add(kinds.WRONG_KIND, source, _wrong_values(key, found, expected))

    def _add(
        self, kind: FaultKind, source: Source, values: Mapping[str, str], *, also: Source | None = None
    ) -> None:
        self.faults.append(Fault(kind=kind, source=source, values=values, also=also))


_TEXT: Final = Leaf(kind="text")
_ENGLISH_SHAPES: Final[dict[str, Shape]] = {
    "text": _TEXT,
    "list": ListOf(of=_TEXT, one=True),
    "map": NamesOf(of=_TEXT),
}


def language(root: MapNode) -> Lang:
    """Tell the language of a file: that of its first known key; Chinese when no key is known."""
    for pair in root.pairs:
        found = language_of("keys", pair.key)
        if found is not None:
            return found
    return "zh"


def _wrong_values(key: Text, found: str, expected: tuple[str, str]) -> dict[str, str]:
    return {"key": str(key), "found": str(found), "expected": expected[0], "expected_en": expected[1]}


def _where(under: Text) -> str:
    return f"「{under}」里" if under else "这里"


def _where_en(under: Text) -> str:
    return f"under 「{under}」" if under else "here"


def _trim(text: Text) -> Text:
    """Drop the line break at the end of a block text."""
    if not text[-1:].isspace():
        return text
    return Text(text.rstrip(), text.source, indent=text.indent, exact=text.exact)
