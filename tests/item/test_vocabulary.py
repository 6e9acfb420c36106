"""The words: one-to-one in every group, each with its meaning, and the compiled table equal to its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import vocabulary
from engine.item.shape import ENGLISH_KEYS, ITEM, Keys, Leaf, ListOf, NamesOf, Shape, WordOrKeys
from engine.item.write_schemas import words_table

ROOT = Path(__file__).parents[2]


def keys_of(shape: Shape) -> set[str]:
    """Collect every key that may stand anywhere in a shape."""
    match shape:
        case Keys():
            found = {row.name for row in shape.rows}
            return found.union(*(keys_of(row.shape) for row in shape.rows))
        case ListOf() | NamesOf():
            return keys_of(shape.of)
        case WordOrKeys():
            return keys_of(shape.keys)
    return set()


def groups_of(shape: Shape) -> set[str]:
    """Collect the word groups used anywhere in a shape."""
    match shape:
        case Leaf():
            return {shape.group} - {""}
        case Keys():
            return set().union(*(groups_of(row.shape) for row in shape.rows))
        case ListOf() | NamesOf():
            return groups_of(shape.of)
        case WordOrKeys():
            return groups_of(shape.keys) | groups_of(shape.word)
    return set()


def test_table_is_what_the_vocabulary_says() -> None:
    text = (ROOT / "schemas" / "vocabulary.yaml").read_text(encoding="utf-8")
    assert (ROOT / "engine" / "words_table.py").read_text(encoding="utf-8") == words_table(text)


@pytest.mark.parametrize("group", vocabulary.GROUPS)
def test_both_columns_are_unique(group: str) -> None:
    rows = vocabulary.words(group)
    assert len({row.en for row in rows}) == len(rows)
    assert len({row.zh for row in rows}) == len(rows)


@pytest.mark.parametrize("group", vocabulary.GROUPS)
def test_every_word_is_whole(group: str) -> None:
    for row in vocabulary.words(group):
        assert all((row.en, row.zh, row.says_zh, row.says_en))
        assert row.en.isascii()
        assert not row.zh.isascii()


def test_every_key_of_the_shapes_is_a_word_and_every_word_is_a_key() -> None:
    assert keys_of(ITEM) | set(ENGLISH_KEYS) == {row.en for row in vocabulary.words("keys")}


def test_every_group_of_the_shapes_is_known() -> None:
    assert groups_of(ITEM) <= set(vocabulary.GROUPS)


def test_no_key_of_one_language_is_another_key_of_the_other() -> None:
    rows = vocabulary.words("keys")
    assert not {row.en for row in rows} & {row.zh for row in rows}


def test_a_word_is_found_by_either_spelling() -> None:
    assert vocabulary.english("state", "没带") == "absent"
    assert vocabulary.english("state", "absent") == "absent"
    assert vocabulary.english("state", "丢了") is None
    assert vocabulary.in_lang("stage", "accept", "zh") == "受理"
    assert vocabulary.in_lang("stage", "联合核查", "en") == "联合核查"
    assert vocabulary.language_of("keys", "依据") == "zh"
    assert vocabulary.language_of("keys", "basis") == "en"
    assert vocabulary.language_of("keys", "ground") is None
