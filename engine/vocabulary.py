"""The words of the project: English term and 中文 term, one-to-one in each group.

A group is one list of words that stand in the same place of a file (keys, kinds, stages …). The source is
schemas/vocabulary.yaml; its rows are compiled into `engine.words_table`, so that a look-up reads no file.
"""

from __future__ import annotations

from typing import Final, Literal

from engine.dataclass import dataclass
from engine.words_table import ROWS

__all__ = ["GROUPS", "Lang", "Word", "english", "has", "in_lang", "labels", "language_of", "word", "words"]

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One row: the word in both languages and one line of meaning in both."""

    en: str
    zh: str
    says_zh: str
    says_en: str

    def label(self, lang: Lang) -> str:
        """Give the word in one language."""
        return self.zh if lang == "zh" else self.en


GROUPS: Final[dict[str, tuple[Word, ...]]] = {
    group: tuple(Word(en=en, zh=zh, says_zh=says_zh, says_en=says_en) for en, zh, says_zh, says_en in rows)
    for group, rows in ROWS.items()
}
_BY_EN: Final = {group: {word.en: word for word in rows} for group, rows in GROUPS.items()}
_BY_TEXT: Final = {
    group: {text: word for word in rows for text in (word.en, word.zh)} for group, rows in GROUPS.items()
}
_BY_ZH: Final = {group: {word.zh: word for word in rows} for group, rows in GROUPS.items()}


def words(group: str) -> tuple[Word, ...]:
    """Give the words of a group in their official order."""
    return GROUPS[group]


def word(group: str, text: str) -> Word | None:
    """Find a word by either of its spellings, or nothing."""
    return _BY_TEXT[group].get(text)


def has(group: str, text: str) -> bool:
    """Tell whether a text is a word of the group in either language."""
    return word(group, text) is not None


def english(group: str, text: str) -> str | None:
    """Give the English term of a word written in either language."""
    found = word(group, text)
    return found.en if found else None


def in_lang(group: str, text: str, lang: Lang) -> str:
    """Give a word in one language; a text that is no word of the group comes back as it is."""
    found = word(group, text)
    return found.label(lang) if found else text


def labels(group: str, lang: Lang) -> tuple[str, ...]:
    """Give all words of a group in one language, in their official order."""
    return tuple(each.label(lang) for each in GROUPS[group])


def language_of(group: str, text: str) -> Lang | None:
    """Tell in which language a word is written, or nothing if it is no word of the group."""
    if text in _BY_ZH[group]:
        return "zh"
    return "en" if text in _BY_EN[group] else None
