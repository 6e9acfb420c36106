"""JSON of strangers is read strictly, with all that is wrong at once; what was refused is never repeated."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exchange.strict_json import MAX_BYTES, read


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read(data).problems]


def test_plain_values_are_read() -> None:
    got = read('{"a": [1, -2.50, true, null, "文字"], "b": {}}'.encode())
    assert got.problems == ()
    assert got.value == {"a": [1, Decimal("-2.50"), True, None, "文字"], "b": {}}


def test_texts_come_out_composed() -> None:
    assert read('{"e\u0301": "e\u0301"}'.encode()).value == {"é": "é"}


def test_rare_characters_and_name_dots_are_kept() -> None:
    text = "𠮷龑堃㛃 阿依古丽·买买提"
    assert read(f'"{text}"'.encode()).value == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xef\xbb\xbf{}", "byte-order-mark"),
        (b"\xff\xfe{\x00}\x00", "not-utf8"),
        ("{“a”: 1}".encode(), "not-json"),
        (b"{'a': 1}", "not-json"),
        (b"[1, 2", "not-json"),
        (b"{} {}", "not-json"),
        (b"01", "not-json"),
        (b"[NaN]", "not-a-number"),
        (b"[-Infinity]", "not-a-number"),
        (b'{"a": 1, "a": 2}', "duplicate-name"),
        (b"1234567890123456789", "number-too-long"),
        (b"1e999", "number-too-long"),
        (b"0." + b"1" * 60, "number-too-long"),
        (b'"\\u0000"', "bad-character"),
        (b'"\\ud800"', "bad-character"),
        ('"\u202e"'.encode(), "bad-character"),
        (b'{"\\u0000": 1}', "bad-character"),
        (b"[" * 33 + b"]" * 33, "too-deep"),
        (b"[" * 100_000, "too-deep"),
        (b" " * (MAX_BYTES + 1), "too-large"),
    ],
)
def test_what_is_refused(data: bytes, code: str) -> None:
    assert codes(data) == [f"check/{code}"]


def test_thirty_two_levels_are_enough_for_anybody() -> None:
    assert codes(b"[" * 32 + b"]" * 32) == []


def test_brackets_in_texts_do_not_count() -> None:
    assert codes(b'["' + b"[{" * 100 + b'\\"["]') == []


def test_the_place_is_given_by_line_and_column() -> None:
    problem = read(b'{"a": 1,\n  "b" 2}').problems[0]
    assert (problem.line, problem.column) == (2, 7)
    problem = read(b'{"NaN": "NaN",\n "b": NaN}').problems[0]
    assert (problem.line, problem.column) == (2, 7)


def test_all_refused_values_are_told_at_once() -> None:
    got = read(b'{"a/b": "\\u0001", "c": [1234567890123456789, 1], "d": {"x": 1, "x": 2}}')
    assert [(p.code, p.pointer) for p in got.problems] == [
        ("check/bad-character", "#/a~1b"),
        ("check/number-too-long", "#/c/0"),
        ("check/duplicate-name", "#/d/x"),
    ]


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    read(data)


@given(st.text(alphabet='{}[]",:\\u0123456789eE+-.nulltrfas \n\x00', max_size=80))
def test_no_text_raises(text: str) -> None:
    read(text.encode())
