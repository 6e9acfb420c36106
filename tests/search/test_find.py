"""The search on a few made-up items: views, synonyms, ranking, and what comes nearest."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.search.document import Document
from engine.search.find import LONGEST, Found, find
from engine.search.index import Index, build_index
from engine.search.terms import latin_terms, runs, segmented, wide_terms, without_aside


def document(code: str, *texts: str, worth: float = 1.0) -> Document:
    listed = tuple((worth, text) for text in texts)
    return Document(code=code, name=texts[0], name_en=texts[0], department="某局", texts=listed)


INDEX = build_index(
    [
        document("A-1", "营业执照办理", "开饭店", "open a restaurant"),
        document("A-2", "结婚登记", "领证"),
        document("A-3", "身份证补领", "换身份证", "identity cards"),
        document("A-4", "水土保持方案"),
    ]
)


def codes(words: str, index: Index = INDEX) -> list[str]:
    return [hit.code for hit in find(index, words).hits]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("开饭店", "A-1"),
        ("饭店", "A-1"),
        ("饭", "A-1"),
        ("饭店 开", "A-1"),
        ("kaifandian", "A-1"),
        ("kai fan dian", "A-1"),
        ("kaifand", "A-1"),
        ("KFD", "A-1"),
        ("ｋｆｄ", "A-1"),
        ("开fandian", "A-1"),
        ("restaurant", "A-1"),
        ("card", "A-3"),
        ("A1", "A-1"),
        ("我要开饭店怎么办", "A-1"),
        ("jiehun", "A-2"),
        ("水土", "A-4"),
    ],
)
def test_an_item_is_found_in_every_view(words: str, code: str) -> None:
    assert codes(words)[:1] == [code]


def test_a_word_of_the_same_meaning_finds_it_too() -> None:
    assert codes("开餐馆")[:1] == ["A-1"]
    assert codes("工商执照")[:1] == ["A-1"]


def test_a_phrase_as_it_is_written_comes_before_one_that_has_it_in_it() -> None:
    index = build_index([document("A-1", "饭店卫生检查"), document("A-2", "开饭店"), document("A-3", "饭店")])
    assert codes("饭店", index) == ["A-3", "A-2", "A-1"]


def test_what_the_item_is_called_counts_more_than_who_decides() -> None:
    index = build_index([document("A-1", "公安", worth=0.35), document("A-2", "公安备案")])
    assert codes("公安", index) == ["A-2", "A-1"]


def test_equals_stand_in_the_order_of_their_codes() -> None:
    index = build_index([document("B-2", "开店"), document("B-1", "开店")])
    assert codes("开店", index) == ["B-1", "B-2"]


def test_where_nothing_fits_what_comes_nearest_is_offered() -> None:
    found = find(INDEX, "结昏登机")
    assert found.hits == () or found.hits[0].code == "A-2"
    nothing = find(INDEX, "火星")
    assert nothing == Found(hits=(), near=())


def test_words_around_the_thing_are_left_out_unless_nothing_else_is_there() -> None:
    assert without_aside("我要办理什么") == "我要办理什么"
    assert runs(without_aside("请问开饭店怎么办"))[0] == ["开饭店"]


def test_a_text_has_characters_and_pairs() -> None:
    assert list(wide_terms(["开饭店"])) == ["开", "饭", "店", "开饭", "饭店"]


def test_plural_and_small_words_make_no_difference_in_english() -> None:
    assert list(latin_terms(["the", "cards", "business"])) == ["card", "business"]


def test_letters_are_cut_into_syllables() -> None:
    known = frozenset(("xi", "an", "xian", "kai", "fan", "dian"))
    assert segmented("kaifandian", known) == ["kai", "fan", "dian"]
    assert segmented("xian", known) == ["xian"]
    assert segmented("kaifand", known) == ["kai", "fan"]
    assert segmented("qqq", known) is None


def test_the_index_comes_back_from_json() -> None:
    again = Index.from_json(json.loads(INDEX.to_bytes()))
    assert again == INDEX
    assert find(again, "kfd") == find(INDEX, "kfd")
    with pytest.raises(ValueError, match="another version"):
        Index.from_json({**INDEX.to_json(), "version": 0})


def test_the_same_documents_give_the_same_bytes() -> None:
    documents = [document("A-1", "开饭店"), document("A-2", "结婚")]
    assert build_index(documents).to_bytes() == build_index(documents[::-1]).to_bytes()


def test_an_empty_catalogue_finds_nothing() -> None:
    assert find(build_index(()), "开饭店") == Found(hits=(), near=())


def test_a_query_needs_no_tables_of_pinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    assert codes("kaifandian") == ["A-1"]


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=2 * LONGEST))
def test_no_words_break_the_search(words: str) -> None:
    found = find(INDEX, words)
    assert not (found.hits and found.near)
