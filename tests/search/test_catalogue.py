"""Every item of the catalogue is found by what people call it: as its file says, and as people vary it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from pypinyin import lazy_pinyin

from engine.search.document import document_of
from engine.search.find import find
from engine.search.index import Index, build_index
from tests.ask.catalogue import CODES, item

FIRST = 3
LEAST_PHRASES = 5


@cache
def index() -> Index:
    return build_index(document_of(item(code)) for code in CODES)


def phrases(code: str) -> list[str]:
    """Give the everyday phrases in the file of an item, Chinese and English."""
    english = item(code).english.get("everyday_phrases", ())
    listed = english if isinstance(english, tuple) else (english,)
    return [str(phrase) for phrase in (*item(code).everyday_phrases, *listed)]


def missed(code: str, words: str) -> str | None:
    """Say what was found instead, if the item is not among the first."""
    found = [hit.code for hit in find(index(), words, FIRST).hits]
    return None if code in found else f"{code} {item(code).name}: “{words}” gives {found}"


@pytest.mark.parametrize("code", CODES)
def test_every_item_is_found_by_its_everyday_phrases(code: str) -> None:
    assert len(item(code).everyday_phrases) >= LEAST_PHRASES, f"{code} has fewer than five 便民说法"
    assert [words for phrase in phrases(code) if (words := missed(code, phrase))] == []


@pytest.mark.parametrize("code", CODES)
def test_every_item_is_found_by_its_name_and_its_code(code: str) -> None:
    name = str(item(code).name)
    assert missed(code, name) is None
    assert [hit.code for hit in find(index(), code.lower().replace("-", ""), 1).hits] == [code]


def chinese(phrase: str) -> bool:
    return not any(sign.isascii() for sign in phrase)


def varied(phrase: str) -> Iterator[tuple[str, str]]:
    """Give how people vary a phrase: kind and words."""
    if not chinese(phrase):
        words = phrase.split()
        yield "English, asked", f"how do I {phrase}"
        yield "English, in capitals", phrase.upper()
        if len(words) > 2:
            yield "English, a word less", " ".join(words[1:])
            yield "English, other order", " ".join(reversed(words))
        return
    syllables, half = lazy_pinyin(phrase), len(phrase) // 2
    yield "asked", f"{phrase}怎么办"
    yield "wanted", f"我要{phrase}"
    yield "a whole sentence", f"请问办理{phrase}需要什么材料，去哪里办"
    yield "pinyin", "".join(syllables)
    yield "pinyin, spaced", " ".join(syllables)
    yield "initials", "".join(syllable[0] for syllable in syllables)
    if len(phrase) > 2:
        yield "without the first character", phrase[1:]
        yield "without the last character", phrase[:-1]
        yield "pinyin, the last syllable begun", "".join(syllables[:-1]) + syllables[-1][0]
    if len(phrase) > 3:
        yield "other order", phrase[half:] + phrase[:half]
        yield "in two parts", f"{phrase[:half]} {phrase[half:]}"
        yield "half in pinyin", phrase[:half] + "".join(syllables[half:])


def test_items_are_found_by_phrases_as_people_vary_them() -> None:
    """At least 97 of 100 variations of each kind lead to the item, and 99 of all."""
    tried: dict[str, int] = {}
    misses: dict[str, list[str]] = {}
    for code in CODES:
        for phrase in phrases(code):
            for kind, words in varied(phrase):
                tried[kind] = tried.get(kind, 0) + 1
                miss = missed(code, words)
                if miss is not None:
                    misses.setdefault(kind, []).append(miss)
    for kind, count in tried.items():
        assert len(misses.get(kind, ())) <= 0.03 * count, (kind, misses[kind])
    assert sum(map(len, misses.values())) <= 0.01 * sum(tried.values()), misses


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("我家小孩刚出生要上户口应该带什么", "GA-0101"),
        ("想开个小饭馆需要办哪些证件", "YJS-0101"),
        ("房子过户给儿子", "ZR-0101"),
        ("身份证丢了", "GA-0201"),
        ("怎么给员工交社保", "RS-0301"),
        ("结婚", "MZ-0101"),
        ("店", "YJS-0101"),
        ("sfz", "GA-0201"),
        ("jh", "MZ-0101"),
        ("shenfenz", "GA-0201"),
        ("open a restaurant", "YJS-0101"),
        ("lost id card", "GA-0201"),
        ("开饭店 消防", "XF-0101"),
        ("ＳＣ－０２０１", "SC-0201"),
        ("0201", "GA-0201"),
    ],
)
def test_what_people_would_type_leads_to_the_item(words: str, code: str) -> None:
    assert code in [hit.code for hit in find(index(), words, 4).hits]


@pytest.mark.parametrize("words", ["火星移民", "qqqqq", "？？", "   ", "", "a", "\x00", "🀀"])
def test_where_nothing_fits_nothing_is_claimed(words: str) -> None:
    assert find(index(), words).hits == ()
