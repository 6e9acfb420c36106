"""The index of a search: documents in, a frozen table of postings out, and back from JSON.

`to_json` is small and plain enough for a script in a page: documents, texts (document and worth), and for
every term the texts that have it, each number as its distance from the one before. How rare a term is, and
how long a text, follows from the postings. docs/find-and-ask.md tells how to rank with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, Final, TypeAlias

from engine.search.document import Document
from engine.search.terms import (
    compact,
    factor,
    initials_terms,
    latin_terms,
    runs,
    syllable_terms,
    view,
    wide_terms,
)
from engine.search.words import SAME

__all__ = ["Index", "build_index"]

VERSION: Final = 2
_INSTEAD: Final = 0.85
_WORTH_VARYING: Final = 0.75
_VIEWS: Final = 4
Read: TypeAlias = Callable[[str], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Index:
    """Items that can be found. `texts` are pairs of document and worth, those that say most in few words
    first; `postings` are the texts by term.
    """

    documents: tuple[tuple[str, ...], ...]
    texts: tuple[tuple[int, float], ...]
    postings: Mapping[str, tuple[int, ...]]

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much each term says: pairs more than single characters, rare ones more than frequent ones."""
        count = len(self.texts)
        return {term: factor(term) * log(1 + count / len(found)) for term, found in self.postings.items()}

    @cached_property
    def lengths(self) -> Sequence[Sequence[float]]:
        """How much each text says in each of the four views."""
        made = [[0.0] * len(self.texts) for _ in range(_VIEWS)]
        for term, found in self.postings.items():
            weight, lengths = self.weights[term], made[view(term)]
            for text in found:
                lengths[text] += weight
        return made

    @cached_property
    def codes(self) -> Sequence[str]:
        """The codes of the documents, as they are compared."""
        return [compact(document[0]) for document in self.documents]

    @cached_property
    def syllables(self) -> frozenset[str]:
        """The syllables of pinyin that occur."""
        return frozenset(term[1:] for term in self.postings if term[0] == "'" and " " not in term)

    def to_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "documents": [list(document) for document in self.documents],
            "texts": [[document, worth] for document, worth in self.texts],
            "postings": {term: list(_steps(found)) for term, found in self.postings.items()},
        }

    def to_bytes(self) -> bytes:
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":")).encode()

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Index:
        """Read back what `to_json` gave; raises ValueError for another version."""
        if value.get("version") != VERSION:
            raise ValueError("an index of another version")
        return Index(
            documents=tuple(tuple(map(str, document)) for document in value["documents"]),
            texts=tuple((int(document), float(worth)) for document, worth in value["texts"]),
            postings={term: tuple(_sums(steps)) for term, steps in value["postings"].items()},
        )


def build_index(documents: Iterable[Document]) -> Index:
    """Index documents, those of smaller codes first; pinyin is loaded here and nowhere else."""
    from pypinyin import Style, lazy_pinyin  # its tables take a third of a second to load

    def read(run: str) -> Sequence[str]:
        return [syllable for syllable in lazy_pinyin(run, style=Style.NORMAL) if syllable.isascii()]

    known = sorted(documents, key=lambda document: document.code)
    texts = [
        (worth, text, number)
        for number, document in enumerate(known)
        for text, worth in _texts(document).items()
    ]
    texts.sort(key=lambda one: (-one[0], len(one[1]), one[2], one[1]))
    postings: dict[str, list[int]] = {}
    for place, (_, text, _) in enumerate(texts):
        for term in dict.fromkeys(_terms(text, read)):
            postings.setdefault(term, []).append(place)
    return Index(
        documents=tuple(document.head() for document in known),
        texts=tuple((number, worth) for worth, _, number in texts),
        postings={term: tuple(postings[term]) for term in sorted(postings)},
    )


def _texts(document: Document) -> dict[str, float]:
    """Give the texts of a document with their worth, and what they would be in other words."""
    made: dict[str, float] = {}
    for worth, text in document.texts:
        made[text] = max(worth, made.get(text, 0.0))
        for other in _instead(text) if worth >= _WORTH_VARYING else ():
            made[other] = max(round(worth * _INSTEAD, 3), made.get(other, 0.0))
    return made


def _terms(text: str, read: Read) -> Iterator[str]:
    wide, latin = runs(text)
    yield from wide_terms(wide)
    yield from latin_terms(latin)
    syllables = [read(run) for run in wide]
    yield from syllable_terms(syllables)
    for run in syllables:
        yield from initials_terms("".join(syllable[0] for syllable in run))


def _instead(text: str) -> Iterator[str]:
    """Give the text with one word put for another that means the same."""
    for group in SAME:
        here = max((word for word in group if word in text), key=len, default=None)
        if here is not None:
            yield from (text.replace(here, word) for word in group if word not in text and here not in word)


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _sums(steps: Sequence[int]) -> Iterator[int]:
    before = 0
    for step in steps:
        before += step
        yield before
