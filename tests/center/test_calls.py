"""One call of a check function: whatever it does, an outcome comes back, and nothing else is harmed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.center.calls import Called, Calls
from engine.center.plugin import Plugin
from engine.center.running import HERE
from engine.hookspecs import Function
from tests.center.plugin_files import center_with

PLUGIN = Plugin(name="x", version="1", path="x.py", hooks=("functions",))


def call(calls: Calls, function: Function, **inputs: object) -> Called:
    return calls.call_function("x/y", PLUGIN, HERE, function, inputs)


def run(function: Function, **inputs: object) -> tuple[str, Mapping[str, object] | None]:
    called = call(Calls(), function, **inputs)
    return called.state, called.answer


def test_nobody_offers_it(tmp_path: Path) -> None:
    called = center_with(tmp_path).call("住建/距离", {})
    assert (called.state, called.plugin, called.answer) == ("missing", "住建", None)


def test_other_inputs_than_declared_do_not_fit() -> None:
    function = Function(run=lambda a: {"b": a}, inputs={"a": "text"}, answers={"b": "text"})
    assert run(function, c=1) == ("unfit", None)


def leave(**_: object) -> Mapping[str, object]:
    raise SystemExit(0)


def stop(**_: object) -> Mapping[str, object]:
    raise KeyboardInterrupt


class Rude(Exception):
    def __str__(self) -> str:
        raise RuntimeError


def rude(**_: object) -> Mapping[str, object]:
    raise Rude


@pytest.mark.parametrize("bad", [leave, stop, rude])
def test_whatever_is_raised_gives_no_answer(bad: object) -> None:
    assert callable(bad)
    assert run(Function(run=bad, answers={"a": "text"})) == ("raised", None)


def test_what_hangs_is_not_waited_for() -> None:
    never = threading.Event()

    def hang() -> Mapping[str, object]:
        never.wait(20)
        return {"a": "late"}

    assert run(Function(run=hang, answers={"a": "text"}, seconds=0.05)) == ("late", None)
    never.set()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 7),
        ("integer", True),
        ("integer", 1.5),
        ("number", "7"),
        ("number", float("nan")),
        ("number", Decimal("Infinity")),
        ("yes_no", 1),
        ("date", "31.12.2026"),
        ("date", 20261231),
        ("list", "abc"),
    ],
)
def test_a_value_of_another_kind_is_nonsense(kind: str, value: object) -> None:
    function = Function(run=lambda: {"a": value}, answers={"a": kind})  # type: ignore[dict-item]  # kinds by name
    assert run(function) == ("nonsense", None)


@pytest.mark.parametrize("value", [None, 7, "text", [], {"b": 1}, {"a": "x", "b": 1}])
def test_an_answer_has_exactly_the_declared_names(value: object) -> None:
    function = Function(run=lambda: value, answers={"a": "text"})  # type: ignore[arg-type, return-value]  # nonsense
    assert run(function) == ("nonsense", None)


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        ("number", 1.5, Decimal("1.5")),
        ("date", "2026-03-02", date(2026, 3, 2)),
        ("date", date(2026, 3, 2), date(2026, 3, 2)),
        ("text", None, None),
        ("list", [1, [2]], (1, (2,))),
    ],
)
def test_answers_become_plain_values(kind: str, value: object, plain: object) -> None:
    function = Function(run=lambda: {"a": value}, answers={"a": kind})  # type: ignore[dict-item]  # kinds by name
    assert run(function) == ("answered", {"a": plain})


def test_a_plug_in_cannot_change_what_it_is_given() -> None:
    given = {"名单": [{"姓名": "甲"}]}

    def spoil(名单: list[dict[str, str]]) -> Mapping[str, object]:
        名单[0]["姓名"] = "乙"
        return {"a": "x"}

    function = Function(run=spoil, inputs={"名单": "list"}, answers={"a": "text"})
    assert run(function, **given) == ("raised", None)
    assert given == {"名单": [{"姓名": "甲"}]}


def test_inputs_of_another_kind_do_not_fit() -> None:
    function = Function(run=lambda a: {"b": "x"}, inputs={"a": "date"}, answers={"b": "text"})
    assert run(function, a="gestern") == ("unfit", None)
    assert run(function, a="2026-03-02")[0] == run(function, a=None)[0] == "answered"


def test_an_answer_is_looked_at_within_its_time() -> None:
    never = threading.Event()

    class Endless(list[str]):
        def __iter__(self) -> Iterator[str]:
            never.wait(20)
            return iter(())

    function = Function(run=lambda: {"a": Endless()}, answers={"a": "list"}, seconds=0.05)
    assert run(function) == ("late", None)
    never.set()


def test_an_answer_that_holds_itself_is_nonsense() -> None:
    inside: list[object] = []
    inside.append(inside)
    assert run(Function(run=lambda: {"a": inside}, answers={"a": "list"})) == ("nonsense", None)


def test_after_three_failures_it_rests() -> None:
    calls, bad = Calls(), Function(run=leave, answers={"a": "text"})
    states = [call(calls, bad).state for _ in range(5)]
    assert states == ["raised", "raised", "raised", "resting", "resting"]
    other = Plugin(name="z", version="", path="", hooks=())
    good = Function(run=lambda: {"a": "1"}, answers={"a": "text"})
    assert calls.call_function("z/y", other, HERE, good, {}).answer
    assert len(calls.made) == 6


def test_how_much_each_was_used_is_known() -> None:
    calls = Calls()
    call(calls, Function(run=lambda: {"a": "1"}, answers={"a": "text"}))
    call(calls, Function(run=leave, answers={"a": "text"}))
    idle = Plugin(name="idle", version="", path="", hooks=())
    used, unused = calls.uses((PLUGIN, idle))
    assert (used.calls, used.failures, used.slow, used.share, used.resting) == (2, 1, 0, 1.0, False)
    assert (unused.calls, unused.share) == (0, 0.0)


def test_five_that_never_came_back_are_enough() -> None:
    calls, never = Calls(), threading.Event()
    late = Function(run=lambda: {"a": str(never.wait(20))}, answers={"a": "text"}, seconds=0.01)
    good = Function(run=lambda: {"a": "1"}, answers={"a": "text"})
    for _ in range(5):
        call(calls, late)
        # Two answers between two failures: it is not three failures that close it.
        calls._records["x"].failed_at.clear()
    assert call(calls, good).state == "resting"
    never.set()
    for thread in list(calls._records["x"].stuck):
        thread.join(2)
    assert call(calls, good).state == "answered"
