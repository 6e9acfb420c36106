"""A text becomes terms, the same for what is indexed and what is asked.

Four views of one text, each with its own kind of term: characters and pairs of them (`饭`, `饭店`), syllables
of pinyin and pairs (`'fan`, `'fan dian`), initials in pairs and triples (`#fd`), words in Latin letters
(`permit`). The sign in front keeps the views apart in one table of postings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from engine.search.words import ASIDE, ASIDE_EN

__all__ = [
    "SINGLE",
    "bonus",
    "compact",
    "factor",
    "initials_terms",
    "latin_terms",
    "runs",
    "segmented",
    "single",
    "syllable_terms",
    "view",
    "wide_terms",
    "without_aside",
]

_RUNS: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
_ASIDE: Final = re.compile("|".join(map(re.escape, sorted(ASIDE, key=len, reverse=True))))
_LONGEST_SYLLABLE: Final = 6
SINGLE: Final = 0.35


def plain(text: str) -> str:
    """Give a text in the letters that are compared: half-width, small."""
    return unicodedata.normalize("NFKC", text).lower()


def compact(text: str) -> str:
    """Give the letters and digits of a text alone: how codes are compared."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


def runs(text: str) -> tuple[list[str], list[str]]:
    """Give the runs of Chinese characters, and the words of Latin letters and digits."""
    found = _RUNS.findall(plain(text))
    return [run for run in found if not run.isascii()], [run for run in found if run.isascii()]


def without_aside(text: str) -> str:
    """Leave out what people say around the thing they want, unless nothing else is there."""
    rest = _ASIDE.sub(" ", plain(text))
    return rest if any(runs(rest)) else text


def wide_terms(found: Iterable[str]) -> Iterator[str]:
    """Give the characters of runs and their pairs."""
    for run in found:
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def syllable_terms(found: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give the syllables of runs and their pairs."""
    for run in found:
        yield from (f"'{syllable}" for syllable in run)
        yield from (f"'{one} {next_}" for one, next_ in pairwise(run))


def initials_terms(letters: str, least: int = 2) -> Iterator[str]:
    """Give the pairs (unless `least` is 3) and triples of initials, and the whole."""
    for length in range(least, 4):
        yield from (f"#{letters[at : at + length]}" for at in range(len(letters) - length + 1))
    if len(letters) > 1:
        yield f"#{letters}."


def latin_terms(words: Iterable[str]) -> Iterator[str]:
    """Give the words of Latin letters that say something, without the s of a plural."""
    for word in words:
        if word not in ASIDE_EN:
            yield word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def view(term: str) -> int:
    """Give the number of the view that a term belongs to: characters, syllables, initials, words."""
    return {"'": 1, "#": 2}.get(term[0], 3 if term.isascii() else 0)


def single(term: str) -> bool:
    """Say whether a term is one character or one syllable."""
    return (term[0] == "'" and " " not in term) or (len(term) == 1 and not term.isascii())


def bonus(term: str) -> bool:
    """Say whether a term only confirms others: the initials of a whole run."""
    return term[0] == "#" and term[-1] == "."


def factor(term: str) -> float:
    """Give how much a term says beside how rare it is: a pair says more than one character."""
    if single(term):
        return SINGLE
    return 0.5 if term[0] == "#" and len(term) == 3 else 1.0


def segmented(letters: str, known: frozenset[str]) -> list[str] | None:
    """Cut letters into known syllables, as few as possible; a beginning of one may be left at the end."""
    best: list[tuple[int, list[str]] | None] = [(0, []), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, syllable = best[start], letters[start:end]
            if before is not None and syllable in known:
                here = best[end]
                if here is None or before[0] + 1 < here[0]:
                    best[end] = (before[0] + 1, [*before[1], syllable])
    for end in range(len(letters), 0, -1):
        found = best[end]
        if found is not None and (end == len(letters) or any(s.startswith(letters[end:]) for s in known)):
            return found[1]
    return None
