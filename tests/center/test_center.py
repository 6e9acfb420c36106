"""A plug-in may do what it likes; the centre goes on, and says whose fault it was (guarantees D15)."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.center import OWN, Center
from tests.center.plugin_files import GOOD, center_with, codes, names


def test_a_file_contributes_a_function(tmp_path: Path) -> None:
    center = center_with(tmp_path, measure=GOOD)
    called = center.call("量/面积", {"长": 3, "宽": 4})
    assert (called.state, called.plugin) == ("answered", "measure")
    assert called.answer == {"面积": 12}
    assert called.version.startswith("sha256:")
    assert center.called[-1] == called
    assert center.ask("量/面积", {"长": 3, "宽": 4}) == {"面积": 12}


def test_plug_ins_stand_in_a_lasting_order(tmp_path: Path) -> None:
    other = GOOD.replace("量/", "秤/")
    assert names(center_with(tmp_path, b=GOOD, a=other)) == ["a", "b"]


def test_an_unknown_hook_is_refused(tmp_path: Path) -> None:
    center = center_with(tmp_path, bad="@hookimpl\ndef function(): return {}\n", good=GOOD)
    assert codes(center) == ["plugin/unknown-hook"]
    assert names(center) == ["good"]
    assert "function" in center.faults[0].says("zh")


@pytest.mark.parametrize("mark", ["wrapper=True", "hookwrapper=True"])
def test_a_wrapper_is_refused(tmp_path: Path, mark: str) -> None:
    center = center_with(tmp_path, bad=f"@hookimpl({mark})\ndef functions():\n    yield\n", good=GOOD)
    assert codes(center) == ["plugin/wrapper-refused"]
    assert center.call("量/面积", {"长": 3, "宽": 4}).state == "answered"


def test_wrong_arguments_are_refused(tmp_path: Path) -> None:
    center = center_with(tmp_path, bad="@hookimpl\ndef functions(item): return {}\n")
    assert codes(center) == ["plugin/wrong-arguments"]
    assert names(center) == []


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
    text = f"@hookimpl\ndef catalogs(): return [{str(tmp_path)!r}, 'somewhere']\n"
    center = center_with(tmp_path, a=text)
    assert center.catalogs() == (tmp_path,)
    assert codes(center) == ["plugin/bad-contribution"]


def test_our_own_modules_use_the_same_hooks() -> None:
    center = Center(own=[*OWN, "web.commands"], installed=False)
    assert center.faults == ()
    assert list(center.commands()) == ["serve", "people"]
    assert [plugin.own for plugin in center.plugins] == [True, True]
    assert list(center.code_lists()) == ["GB/T 39046—2020"]


@pytest.mark.parametrize("text", ["def check_material(record): return []", "def fill_material(facts): ..."])
def test_who_does_not_say_what_it_reads_is_refused(tmp_path: Path, text: str) -> None:
    assert codes(center_with(tmp_path, bad=f"@hookimpl\n{text}\n")) == ["plugin/no-reads"]


def test_an_argument_by_name_alone_is_none_of_the_hook(tmp_path: Path) -> None:
    center = center_with(tmp_path, bad="@hookimpl\ndef identify(number, *, more): return None\n")
    assert codes(center) == ["plugin/wrong-arguments"]


def test_fewer_arguments_than_the_hook_has_are_fine(tmp_path: Path) -> None:
    center = center_with(tmp_path, good="@hookimpl\ndef event_recorded(): return None\n")
    assert codes(center) == []


def test_a_contribution_of_another_type_is_refused_as_a_whole(tmp_path: Path) -> None:
    center = center_with(tmp_path, a=f"@hookimpl\ndef catalogs(): return [{str(tmp_path)!r}, 7]\n")
    assert center.catalogs() == ()
    assert codes(center) == ["plugin/bad-contribution"]
    assert "[1]: int" in center.faults[0].says("en")


def test_each_hook_is_asked_for_its_contribution_once(tmp_path: Path) -> None:
    center = center_with(tmp_path, a=f"@hookimpl\ndef catalogs(): return [{str(tmp_path)!r}]\n")
    assert center.catalogs() == center.catalogs()
    assert [call.hook for call in center.called if call.plugin == "a"] == ["catalogs"]
