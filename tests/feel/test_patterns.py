"""XPath's regular expressions on RE2, with elementpath's translator as the oracle."""

from __future__ import annotations

import re
import time

import pytest
from elementpath.regex import translate_pattern
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.patterns import compile_pattern, matches, replace, split
from engine.feel.values import Null


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "answer"),
    [
        ("b", "^[a-z-[aeiou]]$", "", True),
        ("a", "^[a-z-[aeiou]]$", "", False),
        ("a]", "^[a-z-[aeiou]]$", "", False),
        ("x", "[A-Z-[OI]]", "i", True),
        ("o", "[A-Z-[OI]]", "i", False),
        ("q", "[^Q]", "i", False),
        ("a\n", "^a$", "", False),
        ("a\nb", "^b$", "m", True),
        ("a\rb", "a.b", "", False),
        ("a\nb", "a.b", "s", True),
        ("ab", "a b # no comment", "x", False),
        ("hello world", r"\p{ I s B a s i c L a t i n }+", "x", True),
        ("１", r"^\d$", "", True),
        ("中文", r"^\p{IsCJKUnifiedIdeographs}+$", "", True),
        ("a-b.c", r"^\i\c*$", "", True),
        ("1a", r"^\i\c*$", "", False),
        ("abab", r"^(ab)\1$", "", True),
        ("aA", r"(a)\1", "i", True),
        ("110101199003070134", r"^\d{17}[\dX]$", "", True),
        ("a-b", r"^[\w-]+$", "", True),
        ("ſ", "s", "i", True),
    ],
)
def test_matches(text: str, pattern: str, flags: str, answer: bool) -> None:
    assert matches(text, pattern, flags) is answer


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "a{2,1}",
        "a{1001}",
        "[",
        "[]",
        "[b-a]",
        "a**",
        "(?=a)",
        "(?i)a",
        r"\1",
        r"(a)\2",
        r"(a\1)",
        r"[\1]",
        r"\q",
        r"\p{Nothing}",
        r"\p{IsNowhere}",
        "a{,3}",
        "]",
        "x{",
        "[a-z-[aeiou]b]",
        "*a",
        "((((" * 20,
        "a" * 5000,
    ],
)
def test_what_is_no_pattern_says_why(pattern: str) -> None:
    answer = compile_pattern(pattern)
    assert isinstance(answer, Null)
    assert answer.reason


def test_unknown_flags_are_refused() -> None:
    assert isinstance(matches("a", "a", "q"), Null)


def test_items_have_no_back_references() -> None:
    assert isinstance(compile_pattern(r"(a)\1", references=False), Null)


@pytest.mark.parametrize(
    ("text", "pattern", "replacement", "answer"),
    [
        ("abracadabra", "a(.)", "a$1$1", "abbraccaddabbra"),
        ("abcd", "(ab)|(a)", "[1=$1][2=$2]", "[1=ab][2=]cd"),
        ("AAAA", "A+?", "b", "bbbb"),
        ("a.b", r"\.", r"\$", "a$b"),
        ("abc", "b", "$0$0", "abbc"),
        ("aa", r"(a)\1", "<$1>", "<a>"),
        ("x", "(x)", "$12", "x2"),
    ],
)
def test_replace(text: str, pattern: str, replacement: str, answer: str) -> None:
    assert replace(text, pattern, replacement) == answer


@pytest.mark.parametrize("replacement", ["$", "$a", "\\", r"\n"])
def test_wrong_replacements(replacement: str) -> None:
    assert isinstance(replace("a", "a", replacement), Null)


def test_split() -> None:
    assert split("a;b;c;;", ";") == ("a", "b", "c", "", "")
    assert isinstance(split("abc", ""), Null)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "(a|a)*b", r"(.*)*x", r"^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_no_pattern_takes_long(pattern: str) -> None:
    begin = time.process_time()
    assert matches("a" * 20_000 + "!", pattern) is False
    assert time.process_time() - begin < 2


def test_back_references_give_up_after_counted_steps() -> None:
    answer = matches("a" * 5_000 + "!", r"(a+)+\1$")
    assert isinstance(answer, Null)
    assert "steps" in answer.reason


def test_half_a_character_is_null() -> None:
    assert isinstance(matches("\ud800", "a"), Null)
    assert matches("a", "\ud800") is False


_PIECES = [
    "a",
    "b",
    ".",
    "[ab]",
    "[^a]",
    "[a-c-[b]]",
    "(a|b)",
    "(ab)?",
    "a*",
    "b+?",
    "c{1,2}",
    r"\d",
    r"\s",
    "^",
    "$",
]


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5), st.text("abc1 \n", max_size=6))
def test_patterns_mean_what_the_oracle_says(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    oracle = re.compile(translate_pattern(pattern))
    assert matches(text, pattern) is (oracle.search(text) is not None)


@given(st.text(max_size=12), st.text(max_size=3))
def test_no_text_raises(pattern: str, flags: str) -> None:
    matches("some text", pattern, flags)
    replace("some text", pattern, flags)
