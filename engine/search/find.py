"""Finds items by words: an index and what somebody typed in, the best items out.

Each text of an item is compared with the query on its own, so that one good phrase counts more than many
weak ones. What the query says and the text says too is weighed by how rare it is; what the text says beyond
counts against it a little. Letters are read as pinyin, as initials and as English, whichever fits best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import Final

from engine.search.index import Index
from engine.search.terms import (
    SINGLE,
    bonus,
    compact,
    factor,
    initials_terms,
    latin_terms,
    runs,
    segmented,
    single,
    syllable_terms,
    view,
    wide_terms,
    without_aside,
)

__all__ = ["Found", "Hit", "find", "ranking"]

LONGEST: Final = 100
MOST_NEAR: Final = 3
_MOST_INITIALS: Final = 12
_SHORTEST_CODE: Final = 3
# How scores are made: what counts whatever else the text says, what the other texts of an item add, from
# which share of all texts on a character is frequent, up to how many pairs characters are looked at, how many
# texts are ranked, how much an unknown word says, and from which share matched on a hit is one.
_OWN: Final = 0.6
_OTHERS: Final = 0.05
_FREQUENT: Final = 0.125
_FEW: Final = 2
_MOST_TEXTS: Final = 400
_STRANGE: Final = 0.5
_ENOUGH: Final = 0.25
_NEAR: Final = 0.15
_DIGITS: Final = 4
_NOTHING: Final = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item found; the score is about 1 where a text of the item says just that, above 2 for a code."""

    code: str
    name: str
    name_en: str
    department: str
    department_en: str
    score: float

    def to_json(self) -> dict[str, object]:
        return {
            "item": self.code,
            "name": self.name,
            "name_en": self.name_en,
            "department": self.department,
            "department_en": self.department_en,
            "score": self.score,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, best first; if nothing fits, `near` is what comes nearest."""

    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]

    def to_json(self) -> dict[str, object]:
        return {"hits": [hit.to_json() for hit in self.hits], "near": [hit.to_json() for hit in self.near]}


def find(index: Index, words: str, limit: int = 10) -> Found:
    """Find items by words; the same words give the same answer."""
    words = words[:LONGEST]
    scores: dict[int, tuple[float, float]] = dict(_by_code(index, words))
    for reading in _readings(index, words):
        for document, found in _scores(index, reading):
            scores[document] = max(found, scores.get(document, found))
    ranked = sorted(scores, key=lambda number: (-round(scores[number][0], _DIGITS), number))
    hits = [number for number in ranked if scores[number][1] >= _ENOUGH]
    near = [] if hits else [number for number in ranked if scores[number][0] >= _NEAR]
    return Found(
        hits=tuple(_hit(index, number, scores[number][0]) for number in hits[:limit]),
        near=tuple(_hit(index, number, scores[number][0]) for number in near[:MOST_NEAR]),
    )


def _hit(index: Index, number: int, score: float) -> Hit:
    code, name, name_en, department, department_en = index.documents[number]
    return Hit(
        code=code,
        name=name,
        name_en=name_en,
        department=department,
        department_en=department_en,
        score=round(score, _DIGITS),
    )


def _by_code(index: Index, words: str) -> Iterator[tuple[int, tuple[float, float]]]:
    """Find a code by itself, by its beginning, or by the digits in it."""
    wanted = compact(words)
    for number, code in enumerate(index.codes):
        if wanted == code:
            yield number, (3.0, 1.0)
        elif len(wanted) >= _SHORTEST_CODE and wanted in code:
            yield number, (2.5 if code.startswith(wanted) else 2.0, 1.0)


def _readings(index: Index, words: str) -> Iterator[tuple[str, ...]]:
    """Give the ways to read words, each as its terms; only those whose letters say something, if any do."""
    wide, latin = runs(without_aside(words))
    common = tuple(wide_terms(wide))
    if not latin:
        yield common
        return
    ways = [tuple(way) for way in _ways(index, latin)]
    telling = [way for way in ways if any(term in index.postings for term in way)]
    yield from ((*common, *way) for way in telling or ways[:1])


def _ways(index: Index, latin: list[str]) -> Iterator[Iterable[str]]:
    """Read letters as words, as syllables, as initials."""
    yield latin_terms(latin)
    letters = "".join(latin)
    if letters.isalpha():
        syllables = segmented(letters, index.syllables)
        if syllables:
            yield syllable_terms([syllables])
        if 2 <= len(letters) <= _MOST_INITIALS:
            yield initials_terms(letters, least=min(len(letters), 3))


def _scores(index: Index, terms: tuple[str, ...]) -> Iterator[tuple[int, tuple[float, float]]]:
    """Give by document the score of its best text, helped a little by the others, and the share matched."""
    known = _telling(index, terms)
    views = [index.lengths[each] for each in {view(term) for term in known}]
    whole = _whole(index, terms, known)
    best: dict[int, tuple[float, float]] = {}
    sums: dict[int, float] = {}
    for text, weight in _best_matching(index, known):
        document, worth = index.texts[text]
        share = weight / whole
        score = worth * share * (_OWN + (1 - _OWN) * weight / sum([lengths[text] for lengths in views]))
        sums[document] = sums.get(document, 0.0) + score
        if score > best.get(document, _NOTHING)[0]:
            best[document] = (score, share)
    for document, (score, share) in best.items():
        yield document, (score + _OTHERS * min(sums[document] - score, score), share)


def _telling(index: Index, terms: tuple[str, ...]) -> list[str]:
    """Give the terms to look for: single characters only where there are hardly any pairs to go by."""
    known = [term for term in dict.fromkeys(terms) if term in index.postings]
    pairs = sum(not single(term) for term in known)
    frequent = len(index.texts) * (1.0 if pairs == 0 else _FREQUENT if pairs <= _FEW else 0.0)
    return [term for term in known if not single(term) or len(index.postings[term]) <= frequent]


def _whole(index: Index, terms: tuple[str, ...], known: Sequence[str]) -> float:
    """Give how much the query says in all; what the index does not know counts for half a rare word."""
    strange = [term for term in dict.fromkeys(terms) if term not in index.postings and not bonus(term)]
    rarest = _STRANGE * log(1 + len(index.texts))
    said = sum(index.weights[term] for term in known if not bonus(term))
    return (said + rarest * sum(map(factor, strange))) or 1.0


def _best_matching(index: Index, known: Sequence[str]) -> Iterable[tuple[int, float]]:
    """Give the texts that share most with the query; among equals those that say most in few words."""
    if len(known) == 1:
        weight = index.weights[known[0]]
        return [(text, weight) for text in index.postings[known[0]][:_MOST_TEXTS]]
    matched = [0.0] * len(index.texts)
    for term in known:
        weight = index.weights[term]
        for text in index.postings[term]:
            matched[text] += weight
    touched = sorted(set().union(*(index.postings[term] for term in known)))
    found = nlargest(_MOST_TEXTS, touched, key=matched.__getitem__)
    return [(text, matched[text]) for text in found]


def ranking() -> dict[str, float]:
    """Give the numbers of the ranking, for a script that ranks with the same index."""
    return {
        "own": _OWN,
        "others": _OTHERS,
        "frequent": _FREQUENT,
        "few": _FEW,
        "strange": _STRANGE,
        "enough": _ENOUGH,
        "most_initials": _MOST_INITIALS,
        "single": SINGLE,
    }
