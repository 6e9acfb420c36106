"""What every part of a guide reads from: item, parts, rulebook, needs of one situation, and a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.ask.model import Needs
from engine.check.look import Looked
from engine.feel.ast import Expr
from engine.feel.values import Unknown
from engine.guide.words import Lang, say
from engine.item.english import is_chinese
from engine.item.model import English, Item, Material
from engine.item.terms import Span
from engine.rules.model import Rulebook
from engine.rules.spoken import condition_words
from engine.vocabulary import has, word

__all__ = ["Reading", "joined", "span_words", "translated"]

_ONE: Mapping[str, str] = {"workdays": "workday", "days": "day", "months": "month", "years": "year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One item read aloud for one situation."""

    item: Item
    parts: Mapping[str, Item]
    rulebook: Rulebook
    needs: Needs
    seen: Looked
    on: date
    lang: Lang

    def say(self, key: str, **values: object) -> str:
        """Give one of our sentences."""
        return say(key, self.lang, **values)

    def items(self) -> Iterator[tuple[str | None, Item]]:
        """Give the item and then its parts, each with its code as a part."""
        yield None, self.item
        yield from self.parts.items()

    def condition(self, tree: Expr | None) -> str:
        """Say a whole condition, as if nothing were known yet; nothing for what always holds."""
        if tree is None:
            return ""
        return condition_words(self.rulebook, tree, lambda path: Unknown(frozenset((path,))), self.lang)

    def speaks(self, text: str) -> bool:
        """Say whether a text is in the language of the guide: an English one has no Chinese in it."""
        return self.lang == "zh" or not is_chinese(text)

    def material(self, name: str) -> Material | None:
        """Find a material as it was written, in the item or a part."""
        for _, item in self.items():
            for material in item.materials:
                if material.name == name:
                    return material
        return None

    def text(self, english: English, key: str, chinese: str | None) -> str:
        """Choose the author's text in the language of the guide; Chinese where there is no English."""
        return translated(english, key, str(chinese or ""), self.lang)

    def word(self, group: str, text: str) -> str:
        """Say a word of the vocabulary: in Chinese itself, in English what it means."""
        found = word(group, text)
        return text if found is None else found.zh if self.lang == "zh" else found.says_en

    def stage(self, name: str) -> str:
        """Say a stage: one of the standard road, or one that the item adds, by its own name."""
        for _, item in self.items():
            for stage in item.stages:
                if stage.name == name:
                    return self.text(stage.english, "name", stage.name)
        return self.word("stage", name)

    def start(self, name: str) -> str:
        """Say from when a limit counts."""
        if has("start", name):
            return self.word("start", name)
        return self.say("day_of", stage=self.stage(name))

    def span(self, span: Span) -> str:
        """Say a length of time."""
        return span_words(span, self.lang)


def translated(english: English, key: str, chinese: str, lang: Lang) -> str:
    """Give an author's text in a language; what has no English stays as it is."""
    found = english.get(key) if lang == "en" and chinese else None
    return found if isinstance(found, str) and found else chinese


def span_words(span: Span, lang: Lang) -> str:
    """Say a length of time, 当场办结 for none."""
    if span.count == 0:
        return say("on_the_spot", lang)
    return say(_ONE[span.unit] if span.count == 1 else span.unit, lang, count=span.count)


def joined(parts: list[str], lang: Lang) -> str:
    """Join words of a list."""
    return ("、" if lang == "zh" else ", ").join(parts)
