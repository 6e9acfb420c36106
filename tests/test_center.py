"""A plug-in may do what it likes; the centre goes on, and says whose fault it was (guarantees D15)."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.center import Center
from engine.center.calls import Calls
from engine.hookspecs import Function

HEAD = "from engine.hookspecs import Function, Command, hookimpl\n"


def center_with(folder: Path, **files: str) -> Center:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(HEAD + text, encoding="utf-8")
    return Center(files=folder, installed=False)


def codes(center: Center) -> list[str]:
    return [fault.code for fault in center.faults]


GOOD = """
@hookimpl
def functions():
    return {"量/面积": Function(run=lambda 长, 宽: {"面积": 长 * 宽},
                              inputs={"长": "integer", "宽": "integer"}, answers={"面积": "number"})}
"""


def test_a_file_contributes_a_function(tmp_path: Path) -> None:
    center = center_with(tmp_path, measure=GOOD)
    called = center.call("量/面积", {"长": 3, "宽": 4})
    assert (called.state, called.plugin) == ("answered", "measure")
    assert called.answer == {"面积": 12}
    assert called.version.startswith("sha256:")
    assert center.called == (called,)
    assert center.ask("量/面积", {"长": 3, "宽": 4}) == {"面积": 12}


def test_plug_ins_stand_in_a_lasting_order(tmp_path: Path) -> None:
    other = GOOD.replace("量/", "秤/")
    assert [plugin.name for plugin in center_with(tmp_path, b=GOOD, a=other).plugins] == ["a", "b"]


def test_an_unknown_hook_is_refused(tmp_path: Path) -> None:
    center = center_with(tmp_path, bad="@hookimpl\ndef function(): return {}\n", good=GOOD)
    assert codes(center) == ["plugin/unknown-hook"]
    assert [plugin.name for plugin in center.plugins] == ["good"]
    assert "function" in center.faults[0].says("zh")


@pytest.mark.parametrize("mark", ["wrapper=True", "hookwrapper=True"])
def test_a_wrapper_is_refused(tmp_path: Path, mark: str) -> None:
    center = center_with(tmp_path, bad=f"@hookimpl({mark})\ndef functions():\n    yield\n", good=GOOD)
    assert codes(center) == ["plugin/wrapper-refused"]
    assert center.call("量/面积", {"长": 3, "宽": 4}).state == "answered"


def test_wrong_arguments_are_refused(tmp_path: Path) -> None:
    center = center_with(tmp_path, bad="@hookimpl\ndef functions(item): return {}\n")
    assert codes(center) == ["plugin/wrong-arguments"]
    assert center.plugins == ()


@pytest.mark.parametrize(
    "text", ["import no_such_module_here", "raise SystemExit(3)", "1/0", "@hookimpl\ndef functions(): 1/0\n"]
)
def test_a_broken_plug_in_is_named_and_left_out(tmp_path: Path, text: str) -> None:
    center = center_with(tmp_path, bad=text, good=GOOD)
    assert codes(center) == ["plugin/broken"]
    assert center.faults[0].values["plugin"] == "bad"
    assert list(center.functions) == ["量/面积"]


@pytest.mark.parametrize(
    "given",
    [
        "7",
        "{'面积': Function(run=print, answers={'a': 'text'})}",
        "{'量/面积': print}",
        "{'量/面积': Function(run=print)}",
        "{'量/面积': Function(run=print, answers={'a': 'colour'})}",
        "{'量/面积': Function(run=print, answers={'a': 'text'}, seconds=0)}",
        "{7: Function(run=print, answers={'a': 'text'})}",
    ],
)
def test_a_bad_contribution_is_refused(tmp_path: Path, given: str) -> None:
    center = center_with(tmp_path, bad=f"@hookimpl\ndef functions(): return {given}\n")
    assert codes(center) == ["plugin/bad-contribution"]
    assert center.functions == {}


def test_what_two_offer_belongs_to_the_first(tmp_path: Path) -> None:
    center = center_with(tmp_path, a=GOOD, b=GOOD.replace("长 * 宽", "0"))
    assert codes(center) == ["plugin/offered-twice"]
    assert center.ask("量/面积", {"长": 3, "宽": 4}) == {"面积": 12}


def test_catalogues_are_absolute_folders(tmp_path: Path) -> None:
    text = f"@hookimpl\ndef catalogs(): return [{str(tmp_path)!r}, 'somewhere', 7]\n"
    center = center_with(tmp_path, a=text)
    assert center.catalogs() == (tmp_path,)
    assert codes(center) == ["plugin/bad-contribution"]


def test_our_own_modules_use_the_same_hooks() -> None:
    center = Center(own=["web.commands"], installed=False)
    assert center.faults == ()
    assert list(center.commands()) == ["serve"]
    assert center.plugins[0].own


def run(function: Function, **inputs: object) -> tuple[str, Mapping[str, object] | None]:
    called = Calls().call("x/y", "x", "1", function, inputs)
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


def test_after_three_failures_it_rests() -> None:
    calls = Calls()
    function = Function(run=leave, answers={"a": "text"})
    states = [calls.call("x/y", "x", "", function, {}).state for _ in range(5)]
    assert states == ["raised", "raised", "raised", "resting", "resting"]
    assert calls.call("z/y", "z", "", Function(run=lambda: {"a": "1"}, answers={"a": "text"}), {}).answer
    assert len(calls.made) == 6
