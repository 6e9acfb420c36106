"""Words and signs: which tokens a text has, with and without names in scope."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from engine.feel import spelling, words, write_words
from engine.feel.lex import Token, lex
from engine.feel.syntax import Refused


def _kinds(text: str, *names: str, item: bool = False, tests: bool = False) -> str:
    return " ".join(token.type for token in lex(text, item=item, tests=tests, names=names))


def _values(text: str, *names: str, item: bool = False) -> list[str]:
    return [token.value for token in lex(text, item=item, names=names)]


def test_the_longest_name_in_scope_is_read() -> None:
    assert _values("Full Name + a-b", "Full Name", "Full", "a-b") == ["Full Name", "+", "a-b"]
    assert _values("a-b") == ["a", "-", "b"]
    assert _values("Full   Name", "Full Name") == ["Full Name"]
    assert _values("a - b", "a-b") == ["a-b"]
    assert _values("Full Names", "Full Name") == ["Full", "Names"]


def test_keywords_inside_a_known_name_are_no_keywords() -> None:
    assert _kinds("order in progress", "order in progress") == "NAME"
    assert _kinds("date and time(x)") == "NAME LPAR NAME RPAR"
    assert _kinds("years and months duration(a, b)") == "NAME LPAR NAME COMMA NAME RPAR"
    assert _kinds("a and b") == "NAME AND NAME"


def test_a_loop_variable_lives_as_long_as_its_loop() -> None:
    assert _values("for a b in x return a b")[-1] == "a b"
    assert _values("[for a b in x return a b, a b]")[-3:] == ["a", "b", "]"]
    assert _values("if (some a b in x satisfies a b) then a b else 1").count("a b") == 2


def test_parameters_and_keys_are_names_from_there_on() -> None:
    assert _values("function(p q: number, r) p q + r")[-3:] == ["p q", "+", "r"]
    assert _values("{foo+bar: 1, b: foo+bar}")[-2] == "foo+bar"
    assert _values("{a: {x y: 1}, b: x y}")[-3:-1] == ["x", "y"]
    assert _values("[{x y: 1}][x y = 1]")[-4] == "x y"
    assert _values("{x y: 1}.x y")[-1] == "x y"
    assert _kinds("substring(string: a, start position: 1)").count("KEY") == 2


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("[1]", "LBRACK NUMBER RBRACK"),
        ("[]", "LBRACK RBRACK"),
        ("[1..2]", "LBRACK NUMBER DOTS NUMBER RBRACK"),
        ("]1..2[", "RANGE_START NUMBER DOTS NUMBER RANGE_END"),
        ("(1..2[", "LPAR NUMBER DOTS NUMBER RANGE_END"),
        ("x in ]1..a[1]]", "NAME IN RANGE_START NUMBER DOTS NAME FILTER NUMBER RBRACK RBRACK"),
        ("a[1]", "NAME FILTER NUMBER RBRACK"),
        ("[1][1]", "LBRACK NUMBER RBRACK FILTER NUMBER RBRACK"),
        ("f(1)[1]", "NAME LPAR NUMBER RPAR FILTER NUMBER RBRACK"),
        ("function(x) [x]", "FUNCTION LPAR KEY BODY LBRACK NAME RBRACK"),
        ("1..3", "NUMBER DOTS NUMBER"),
        ("1.5", "NUMBER"),
        (".5+1.2e-3", "NUMBER PLUS NUMBER"),
        ("[1..10].start", "LBRACK NUMBER DOTS NUMBER RBRACK DOT NAME"),
        ("a instance of range<date>", "NAME INSTANCE_OF TYPE_NAME TYPE_OPEN TYPE_NAME TYPE_CLOSE"),
        ("a instance of date and time and b", "NAME INSTANCE_OF TYPE_NAME AND NAME"),
        ("a instance of function<> -> b", "NAME INSTANCE_OF TYPE_NAME TYPE_OPEN TYPE_CLOSE ARROW TYPE_NAME"),
        ("1 // one\n + /* two */ 2", "NUMBER PLUS NUMBER"),
        ('@"P1D"', "TEMPORAL"),
    ],
)  # fmt: skip
def test_signs_have_their_roles(text: str, kinds: str) -> None:
    assert _kinds(text) == kinds


def test_not_opens_a_cell_only_when_it_holds_all_of_it() -> None:
    assert _kinds("not(1, 2)", tests=True).startswith("NOT_TESTS")
    assert _kinds("not(1), 2", tests=True).startswith("NAME")
    assert _kinds("not(1)").startswith("NAME")


def test_every_token_stands_where_it_says() -> None:
    for text in ("面积＞５０ 且 楼层 是 “地下”", "申请日期 + 6 个月", "甲 不是 乙"):
        tokens = lex(text, item=True)
        assert all(token.start_pos < token.end_pos <= len(text) for token in tokens)
        between = [text[a.end_pos : b.start_pos] for a, b in pairwise(tokens)]
        assert "".join(between).strip() == ""


def test_full_width_signs_fold_outside_texts_only() -> None:
    assert _values("ａ＞＝“１，２”", item=True) == ["a", ">=", "１，２"]
    assert _values("（１＋２）", item=True) == ["(", "1", "+", "2", ")"]
    assert _values("a，b") == ["a，b"]
    assert len(spelling.fold("０Ａ　（，。“")) == 7


def test_escapes_and_astral_characters() -> None:
    assert _values(r'"\uD83D\uDC0E"') == ["🐎"]
    assert _values(r'"\U01F40E"') == ["🐎"]
    assert _values(r'"a\"b\\c\n"') == ['a"b\\c\n']
    assert _values("🐎 + 1") == ["🐎", "+", "1"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("6 个月", "TEMPORAL", "P6M"),
        ("60 年", "TEMPORAL", "P60Y"),
        ("60周岁", "TEMPORAL", "P60Y"),
        ("15 日", "TEMPORAL", "P15D"),
        ("15天", "TEMPORAL", "P15D"),
        ("15 个自然日", "TEMPORAL", "P15D"),
        ("6 months", "TEMPORAL", "P6M"),
        ("1 year", "TEMPORAL", "P1Y"),
        ("48 小时", "TEMPORAL", "PT48H"),
        ("5 个工作日", "WORKDAYS", "5"),
        ("5 workdays", "WORKDAYS", "5"),
        ("2026-03-01", "TEMPORAL", "2026-03-01"),
        ("3号楼", "NAME", "3号楼"),
        ("60岁以上", "NAME", "60岁以上"),
    ],
)
def test_numbers_with_units_are_durations(text: str, kind: str, value: str) -> None:
    assert [(token.type, token.value) for token in lex(text, item=True)] == [(kind, value)]


def test_a_keyword_touching_a_number_or_bracket_is_a_keyword() -> None:
    assert _kinds("面积>50且楼层=1", item=True) == "NAME ORDER NUMBER AND NAME EQ NUMBER"
    assert _kinds("6个月或7天", item=True) == "TEMPORAL OR TEMPORAL"
    assert _kinds("户籍地 = 且末县", item=True) == "NAME EQ NAME"


def test_shi_is_equals_or_yes() -> None:
    assert _kinds("甲 是 是", item=True) == "NAME EQ TRUE"
    assert _kinds("是", item=True, tests=True) == "TRUE"
    assert _kinds("是 自有", item=True, tests=True) == "EQ NAME"


def test_english_phrases_are_one_token() -> None:
    assert _kinds("a is not b", item=True) == "NAME NE NAME"
    assert _kinds("a is not submitted", item=True) == "NAME NOT_SUBMITTED"
    assert _kinds("a is not in b", item=True) == "NAME NOT_IN NAME"
    assert _kinds("not a", item=True) == "NOT NAME"


def test_names_are_compared_in_nfc() -> None:
    assert _values("cafe\u0301", item=True) == ["caf\u00e9"]


def test_durations_count_in_whole_numbers() -> None:
    for text in ("1.5 年", "9999999999 天"):
        with pytest.raises(Refused):
            lex(text, item=True)


def test_the_word_table_is_that_of_words_yaml() -> None:
    assert Path(words.__file__).read_text(encoding="utf-8") == write_words.render()


def test_keywords_are_one_to_one() -> None:
    zh = [row[2] for row in words.KEYWORDS if row[2] and row[:2] != ("TRUE", "yes")]
    en = [row[1] for row in words.KEYWORDS if row[1]]
    assert len(set(zh)) == len(zh)
    assert len(set(en)) == len(en)
    assert YAML(typ="safe").load(Path(words.__file__).with_suffix(".yaml"))["keywords"]


def test_tokens_know_no_other_text() -> None:
    first = lex("for a b in x return a b", item=False)
    second = lex("a b", item=False)
    assert first[-1] == Token("NAME", "a b", 20, 23)
    assert [token.value for token in second] == ["a", "b"]
