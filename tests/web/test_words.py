"""The words of the web: each in one table only, in both languages, with the same holes."""

from __future__ import annotations

import re

from web.words import TABLES, WORDS

HOLES = re.compile(r"\{(\w+)\}")


def test_no_word_stands_in_two_tables() -> None:
    keys = [key for table in TABLES for key in table]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_every_word_has_both_languages_and_the_same_holes() -> None:
    bare = [key for key, (zh, en) in WORDS.items() if not en or (not zh and key != "untranslated")]
    differing = [k for k, (zh, en) in WORDS.items() if zh and {*HOLES.findall(zh)} != {*HOLES.findall(en)}]
    assert (bare, differing) == ([], [])
