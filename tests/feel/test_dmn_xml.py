"""DMN files: what is read, and what is refused with its place."""

from __future__ import annotations

import time

import pytest

from engine.feel.dmn.from_xml import VERSIONS, read_xml
from engine.feel.dmn.read import read_model
from engine.feel.dmn.run import evaluate_decision
from engine.feel.dmn.xml import DEPTH, ELEMENTS, MAX_BYTES

SPACE = next(reversed(VERSIONS))
OPEN = f'<definitions xmlns="{SPACE}" name="m" namespace="urn:m">'


def decision(logic: str, name: str = "d") -> bytes:
    return f'{OPEN}<decision id="d" name="{name}">{logic}</decision></definitions>'.encode()


def value(logic: str) -> object:
    got = read_xml(decision(logic))
    assert got.model is not None, got.faults
    return evaluate_decision(read_model(got.model), "d", {})


def literal(text: str) -> str:
    return f"<literalExpression><text>{text}</text></literalExpression>"


@pytest.mark.parametrize(
    ("logic", "answer"),
    [
        (literal("1 + 1"), 2),
        (literal("<![CDATA[1 < 2]]>"), True),
        (f"<list>{literal('1')}{literal('2')}</list>", (1, 2)),
        (
            f'<context><contextEntry><variable name="a b"/>{literal("3")}</contextEntry>'
            f"<contextEntry>{literal('a b * 2')}</contextEntry></context>",
            6,
        ),
        (
            f'<relation><column name="x"/><row>{literal("1")}</row><row>{literal("2")}</row></relation>',
            ({"x": 1}, {"x": 2}),
        ),
        (
            f"<conditional><if>{literal('true')}</if><then>{literal('1')}</then>"
            f"<else>{literal('2')}</else></conditional>",
            1,
        ),
        (
            f"<filter><in>{literal('[1,2,3]')}</in><match>{literal('item > 1')}</match></filter>",
            (2, 3),
        ),
        (
            f'<for iteratorVariable="i"><in>{literal("[1,2]")}</in><return>{literal("i * i")}</return></for>',
            (1, 4),
        ),
        (
            f'<every iteratorVariable="i"><in>{literal("[1,2]")}</in>'
            f"<satisfies>{literal('i > 1')}</satisfies></every>",
            False,
        ),
    ],
)
def test_boxed_expressions(logic: str, answer: object) -> None:
    assert value(logic) == answer


@pytest.mark.parametrize("space", list(VERSIONS))
def test_three_versions_are_read(space: str) -> None:
    got = read_xml(decision(literal("1")).replace(SPACE.encode(), space.encode()))
    assert got.model is not None
    assert got.model["version"] == VERSIONS[space]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"<a>\n<b></a>", 2),
        (b"\xff\xfe\x00", 1),
        (b"<definitions/>", 1),
        (b'<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>', 1),
        (b'<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', 1),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 1),
        (b"<a>&nothing;</a>", 1),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', 1),
        (b"<a>" * (DEPTH + 1), 1),
        (b"<a>" + b"<b/>" * (ELEMENTS + 1) + b"</a>", 1),
        (b" " * (MAX_BYTES + 1), 1),
        (f'{OPEN}\n<decision id="d"/></definitions>'.encode(), 2),
        (f'{OPEN}\n<decision name="d"><filter/></decision></definitions>'.encode(), 2),
        (
            f'{OPEN}<decision name="d">\n<literalExpression expressionLanguage="urn:js">'
            "<text>1</text></literalExpression></decision></definitions>".encode(),
            2,
        ),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_place(data: bytes, line: int) -> None:
    started = time.process_time()
    got = read_xml(data, "file.dmn")
    assert time.process_time() - started < 1
    assert got.model is None
    assert [fault.code for fault in got.faults] == ["exchange/unreadable"]
    assert (got.faults[0].source.path, got.faults[0].source.line) == ("file.dmn", line)
    assert got.faults[0].says("zh") and got.faults[0].says("en")
