"""Rewrites the words of an item file in place: keys, value words, expressions, punctuation.

A tree comes in, edits of its text go out; nothing but the stretches edited changes, so no comment is lost.
"""

from __future__ import annotations

import re
from typing import Final, assert_never

from engine.dataclass import dataclass
from engine.fault import Cure
from engine.item.leaf import computes, fold, split_span
from engine.item.model import Item
from engine.item.node import ListNode, MapNode, Node, ScalarNode
from engine.item.shape import (
    ENGLISH_KEYS,
    ITEM,
    EnglishText,
    Keys,
    Leaf,
    ListOf,
    NamesOf,
    Shape,
    Submission,
    WordOrKeys,
)
from engine.item.signs import is_cjk, quote
from engine.item.translate import Edit, expression_edits, template_edits, translated
from engine.source import Source, Text
from engine.vocabulary import Lang, english, has, in_lang

__all__ = ["apply", "rewrites"]

_FULL: Final = {",": "，", ";": "；", "?": "？", "!": "！", ":": "：", ".": "。"}
_HALF_SIGN: Final = re.compile(r"(?<=[^\x00-\xff])([,;?!:]) ?(?=[^\x00-\xff]|$)|(?<=[^\x00-\xff])(\.)$")
_SCHEMA: Final = re.compile(r"(?<=item\.)(?:zh|en)(?=\.schema\.json)")


def apply(text: str, cures: list[Cure]) -> str:
    """Apply edits to a text; of two that overlap the later one is left out."""
    lines = text.split("\n")
    busy: dict[int, int] = {}
    for cure in sorted(cures, key=lambda each: (each.source.line, each.source.column), reverse=True):
        number, start = cure.source.line - 1, cure.source.column - 1
        end = cure.source.end_column - 1
        if number >= len(lines) or end > busy.get(number, len(lines[number]) + 1):
            continue
        line = lines[number]
        lines[number] = line[:start] + cure.text + line[end:]
        busy[number] = start
    return "\n".join(lines)


def rewrites(root: MapNode, text: str, item: Item, lang: Lang) -> list[Cure]:
    """Give every edit that puts the file into one language and its punctuation in order."""
    rewrite = _Rewrite(item, lang)
    rewrite.keys(root, ITEM)
    first = text.split("\n", 1)[0]
    found = _SCHEMA.search(first) if first.startswith("#") else None
    if found and found.group() != lang:
        place = Source(path="", line=1, column=found.start() + 1, end_column=found.end() + 1)
        rewrite.cures.append(Cure(source=place, text=lang))
    return rewrite.cures


@dataclass(slots=True)
class _Known:
    """The author's names that decide how the words of a sample are read."""

    own: frozenset[str]
    materials: frozenset[str]
    kinds: dict[str, str]


class _Rewrite:
    def __init__(self, item: Item, lang: Lang) -> None:
        self.lang = lang
        self.cures: list[Cure] = []
        self.known = _known(item)

    def keys(self, node: Node, shape: Keys) -> None:
        if not isinstance(node, MapNode):
            return
        for pair in node.pairs:
            term = english("keys", pair.key)
            row = shape.row(term) if term else None
            if term is None or row is None:
                continue
            self._replace(pair.key, in_lang("keys", term, self.lang))
            self.value(pair.value, row.shape)

    def value(self, node: Node, shape: Shape) -> None:
        match shape:
            case Leaf():
                if isinstance(node, ScalarNode):
                    self._leaf(node, shape)
            case ListOf():
                self._list(node, shape)
            case NamesOf():
                self._names(node, shape)
            case Keys():
                self.keys(node, shape)
            case WordOrKeys():
                if isinstance(node, MapNode):
                    self.keys(node, shape.keys)
                else:
                    self.value(node, shape.word)
            case EnglishText():
                self._english(node)
            case Submission():
                self._submission(node)
            case _:
                assert_never(shape)

    def _list(self, node: Node, shape: ListOf) -> None:
        if not isinstance(node, ListNode):
            if shape.one:
                self.value(node, shape.of)
            return
        for item in node.items:
            self.value(item, shape.of)

    def _names(self, node: Node, shape: NamesOf) -> None:
        if not isinstance(node, MapNode):
            return
        for pair in node.pairs:
            if shape.stages and has("stage", pair.key):
                self._replace(pair.key, in_lang("stage", pair.key, self.lang))
            self.value(pair.value, shape.of)

    def _leaf(self, node: ScalarNode, shape: Leaf) -> None:
        text = node.text
        match shape.kind:
            case "text":
                self._punctuation(node, [])
            case "template":
                inside = template_edits(text, self.lang, self.known.own)
                self._punctuation(node, inside)
            case "expression" | "copies":
                self._expression(node)
            case "promised":
                if has("spot", text):
                    self._replace(text, in_lang("spot", text, self.lang))
                elif split_span(text):
                    self._span(text)
                else:
                    self._expression(node)
            case "word" | "stage":
                self._replace(text, in_lang(shape.group, text, self.lang))
            case "start":
                group = shape.group if has(shape.group, text) else "stage"
                self._replace(text, in_lang(group, text, self.lang))
            case "duration":
                self._span(text)
            case "range":
                link = "到" if self.lang == "zh" else "to"
                self._replace(text, re.sub(r"\s*(?:到|to)\s*", f" {link} ", fold(text)))
            case "fee" | "amount":
                self._fee(node)
            case "integer" | "date" | "table" | "name":
                pass
            case _:
                assert_never(shape.kind)

    def _expression(self, node: ScalarNode) -> None:
        edits = expression_edits(node.text, self.lang, self.known.own)
        self._edits(node, edits)

    def _punctuation(self, node: ScalarNode, inside: list[Edit]) -> None:
        edits = list(inside)
        if node.style != "literal":
            edits.extend(_full_signs(node.text))
        self._edits(node, edits)

    def _edits(self, node: ScalarNode, edits: list[Edit]) -> None:
        text = node.text
        if not edits:
            return
        if not text.exact:
            # The file spells the text otherwise than it reads: what stands on one line is written anew.
            if node.last == node.whole.line and node.style == "quoted":
                self.cures.append(Cure(source=node.whole, text=quote(translated(text, edits))))
            return
        self.cures.extend(_placed(text, start, end, word) for start, end, word in edits)

    def _span(self, text: Text) -> None:
        parts = split_span(text)
        if not parts:
            return
        count, unit, term = parts
        chinese = is_cjk(unit[0])
        if chinese != (self.lang == "zh"):
            unit = in_lang("unit", term, self.lang)
        self._replace(text, f"{count} {unit}")

    def _fee(self, node: ScalarNode) -> None:
        text = node.text
        if has("fee", text):
            self._replace(text, in_lang("fee", text, self.lang))
            return
        if computes(text):
            self._expression(node)
            return
        currency = "元" if self.lang == "zh" else "yuan"
        self._replace(text, re.sub(r"(?:元|yuan)$", currency, text))

    def _english(self, node: Node) -> None:
        if not isinstance(node, MapNode):
            return
        for pair in node.pairs:
            term = english("keys", pair.key)
            if term not in ENGLISH_KEYS:
                continue
            self._replace(pair.key, in_lang("keys", term, self.lang))
            if isinstance(pair.value, ScalarNode) and term in ("otherwise", "remedy", "wording"):
                self._edits(pair.value, template_edits(pair.value.text, self.lang, self.known.own))

    def _submission(self, node: Node) -> None:
        if not isinstance(node, MapNode):
            return
        for pair in node.pairs:
            path = self._path(pair.key)
            self._replace(pair.key, path)
            kind = self.known.kinds.get(pair.key, "")
            if pair.key in self.known.materials:
                kind = "state"
            self._submitted(pair.value, kind, str(pair.key))

    def _submitted(self, node: Node, kind: str, name: str) -> None:
        if isinstance(node, ScalarNode):
            group = _GROUP_OF_KIND.get(kind)
            if group:
                self._replace(node.text, in_lang(group, node.text, self.lang))
        elif isinstance(node, ListNode):
            for item in node.items:
                self._submitted(item, kind, name)
        else:
            for pair in node.pairs:
                self._submitted(pair.value, self.known.kinds.get(f"{name}.{pair.key}", ""), "")

    def _path(self, path: Text) -> str:
        return translated(path, expression_edits(path, self.lang, self.known.own))

    def _replace(self, text: Text, right: str) -> None:
        if text.exact and text != right and "\n" not in text:
            self.cures.append(Cure(source=text.source, text=right))


_GROUP_OF_KIND: Final = {"state": "state", "yes_no": "yes_no", "attachment": "attachment"}


def _known(item: Item) -> _Known:
    kinds: dict[str, str] = {}
    names = {str(table.name) for table in item.tables}
    for field in item.fields:
        kinds[field.name] = field.kind
        kinds.update({f"{field.name}.{entry.name}": entry.kind for entry in field.entry})
    materials = {str(material.name) for material in item.materials}
    materials |= {str(material.any_of) for material in item.materials if material.any_of}
    for material in item.materials:
        for owner in filter(None, (material.name, material.any_of)):
            kinds.update({f"{owner}.{entry.name}": entry.kind for entry in material.record})
    return _Known(
        own=frozenset(names | materials | {str(field.name) for field in item.fields}),
        materials=frozenset(materials),
        kinds=kinds,
    )


def _placed(text: Text, start: int, end: int, word: str) -> Cure:
    source = text.at(start, max(end, start + 1))
    if start == end:
        source = Source(path=source.path, line=source.line, column=source.column, end_column=source.column)
    return Cure(source=source, text=word)


def _full_signs(text: str) -> list[Edit]:
    """Find half-width punctuation between Chinese characters, outside the braces of a template."""
    braces = [found.span() for found in re.finditer(r"\{[^{}]*\}", text)]
    edits = []
    for found in _HALF_SIGN.finditer(text):
        at = found.start()
        if is_cjk(text[at - 1]) and not any(start <= at < end for start, end in braces):
            edits.append((at, found.end(), _FULL[found.group(1) or found.group(2)]))
    return edits
