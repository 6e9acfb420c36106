"""G15: a bad plug-in neither loses nor changes a case; what the others say is kept, within the budget.

Every hook × every fault, isolated and in this process. What takes a process along is tried in one of its
own: then nothing that was recorded is lost, and the next start names the plug-in that was at work.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pluggy
import pytest

from engine import hookspecs
from engine.center import Center, asking
from engine.center.contract import HOOKS
from engine.center.running import Call, Here, Ran, Wanted
from tests.guarantees.plugin_faults import BUDGET, FAULTS, TAKING, bad, good
from tests.guarantees.plugin_house import MESSAGE, PARCEL, ROADS, House, found_in, house_in

INFORMING = ("event_recorded", "correction_told")
ASKING = ("function", *(name for name, hook in HOOKS.items() if hook.mood == "ask"))
TWO = ("check_material", "event_recorded")
QUICK = ("raises", "exits", "wrong_type", "changes")
EVERY = [(hook, fault) for hook in ROADS for fault in FAULTS]
ISOLATED = [pair for pair in EVERY if pair[0] in TWO]
HERE = [pair for pair in EVERY if pair[1] not in TAKING and (pair[0] in TWO or pair[1] in QUICK)]
ALONE = [("check_material", "ends"), ("event_recorded", "locks")]
TIMES = 20
SLACK = 3.0
MUCH = 400 * 1024
SECONDS = 60.0
STUCK = 4 * BUDGET


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("g15") / "house"
    found_in(folder)
    return folder


@pytest.fixture(scope="module")
def house(founded: Path) -> Iterator[House]:
    """One office for all; when everything has been done to it, its record is whole."""
    with house_in(founded) as made:
        made.center = Center(installed=False)
        made.begin()
        yield made
        assert made.office.store.verify().whole


@pytest.fixture(autouse=True)
def budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every hook the same short time, so that eleven faults do not take minutes."""
    for name, row in list(HOOKS.items()):
        monkeypatch.setitem(HOOKS, name, replace(row, seconds=BUDGET))  # type: ignore[arg-type]  # read only
    monkeypatch.setattr(asking, "_CONTRIBUTED_SECONDS", BUDGET)


def plugins_in(folder: Path, hook: str, fault: str, too_long: float = 60, seconds: float = BUDGET) -> Path:
    (folder / "plugins").mkdir()
    for name in ("a", "z"):
        good(folder / "plugins", name)
    bad(folder / "plugins", hook, fault, too_long, seconds)
    return folder / "plugins"


def stands(house: House, hook: str, fault: str, plugins: Path, isolated: bool) -> None:
    """Ask a hook; the case stands as it should, the good answer, the bad one is named, all in time."""
    if hook in INFORMING:
        house.center = Center(installed=False)
        house.begin()
    before, handed_in = house.events, house.submission()
    house.plugins = plugins
    for left in (*plugins.glob("*.heard"), *plugins.glob("stop")):
        left.unlink()
    house.center = Center(files=plugins, installed=False, isolated={"m"} if isolated else ())
    with closing(house.center):
        assert ROADS[hook](house) == ["a", "z"]
        after = house.events
        assert after[: len(before)] == before and house.submission() == handed_in
        assert (len(after) > len(before)) is (hook in INFORMING)
        assert (MESSAGE.case_number, MESSAGE.values, PARCEL.case_number) == ("1", {"until": "x"}, "1")
        assert named(house.center, hook, fault)
        (plugins / "stop").touch()
        assert all(each.seconds < BUDGET + SLACK for each in house.center.called)


def named(center: Center, hook: str, fault: str) -> bool:
    """Whether the plug-in is named: refused with a fault, or on record without an answer."""
    refused = any(each.values.get("plugin") == "m" for each in center.faults)
    asked = "functions" if hook == "function" else hook
    failed = any(each.plugin == "m" and each.hook == asked and each.failed for each in center.called)
    # What only changes what it was handed changes its own copy, and may answer after that.
    return refused or failed or fault == "changes"


@pytest.mark.parametrize(("hook", "fault"), ISOLATED)
def test_an_isolated_plug_in_takes_nothing_with_it(
    house: House, tmp_path: Path, hook: str, fault: str
) -> None:
    stands(house, hook, fault, plugins_in(tmp_path, hook, fault), isolated=True)


@pytest.mark.parametrize(("hook", "fault"), HERE)
def test_a_plug_in_that_is_not_isolated_harms_no_case(
    house: House, tmp_path: Path, hook: str, fault: str
) -> None:
    stands(house, hook, fault, plugins_in(tmp_path, hook, fault, 2 * BUDGET), isolated=False)


@pytest.mark.parametrize(("hook", "fault"), ALONE)
def test_the_next_start_names_who_took_the_program_along(
    founded: Path, tmp_path: Path, hook: str, fault: str
) -> None:
    taken_along(founded, tmp_path, hook, fault)


@pytest.mark.long
@pytest.mark.parametrize(("hook", "fault"), EVERY)
def test_nobody_at_any_hook_harms_a_case(house: House, tmp_path: Path, hook: str, fault: str) -> None:
    plugins = plugins_in(tmp_path, hook, fault, 2 * BUDGET)
    for _ in range(TIMES if hook in ASKING else 1):
        stands(house, hook, fault, plugins, isolated=True)
        if fault not in TAKING:
            stands(house, hook, fault, plugins, isolated=False)


@pytest.mark.long
@pytest.mark.parametrize(("hook", "fault"), [pair for pair in EVERY if pair[1] in TAKING])
def test_whoever_takes_the_program_along_is_named(
    founded: Path, tmp_path: Path, hook: str, fault: str
) -> None:
    taken_along(founded, tmp_path, hook, fault)


def taken_along(founded: Path, tmp_path: Path, hook: str, fault: str) -> None:
    """Have a process die of a plug-in; then nothing is lost, and the next start knows who it was."""
    folder = Path(shutil.copytree(founded, tmp_path / "house"))
    with house_in(folder) as house:
        house.center = Center(installed=False)
        house.begin()
        before, case = house.events, house.case
    (folder / "case").write_text(case)
    plugins_in(folder, hook, fault, seconds=SECONDS)
    assert "survived" not in died(folder, hook)
    with house_in(folder) as house:
        house.case = case
        assert house.events[: len(before)] == before
        assert (len(house.events) > len(before)) is (hook in INFORMING)
        assert house.office.store.verify().whole
    again = Center(files=folder / "plugins", installed=False, isolated={"m"}, trail=folder / "cache")
    with closing(again):
        (fault_of,) = (each for each in again.faults if each.code == "plugin/was-running")
        asked = "functions" if hook == "function" else hook
        assert (fault_of.values["plugin"], fault_of.values["hook"]) == ("m", asked)
    once = Center(installed=False, trail=folder / "cache")
    assert once.faults == ()


def died(folder: Path, hook: str) -> str:
    """Run the process until it is gone; where it is stuck or eats too much, do as its operator would."""
    command = [sys.executable, "-m", "tests.guarantees.plugin_house", str(folder), hook]
    until, at_work = time.monotonic() + SECONDS, 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        while process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
            trails = (folder / "cache").glob("running/*")
            at_work += any(b"m\0" in each.read_bytes().replace(b"\n", b"\0") for each in trails)
            if _kilobytes(process.pid) > MUCH or at_work * 0.05 > STUCK:
                process.kill()
        process.kill()
        assert process.stdout is not None
        return process.stdout.read()


def _kilobytes(process: int) -> int:
    """Give the memory that a process holds."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def test_without_the_discipline_the_promise_breaks(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule taken away: a plug-in called as it stands takes everybody's answers and the act with it."""
    plugins = plugins_in(tmp_path, "check_material", "raises", 1)

    def bare(self: Here, call: Call, wanted: Wanted, seconds: float) -> Ran:
        return Ran(state="answered", value=wanted(call.target(*call.args, **call.given)))

    monkeypatch.setattr(Here, "run", bare)
    house.center = Center(files=plugins, installed=False)
    with pytest.raises(OSError, match="no line"):
        house.answer()


def test_the_library_alone_would_lose_every_answer(tmp_path: Path) -> None:
    """What the library does by itself: one that raises discards what all others said."""
    manager = pluggy.PluginManager(hookspecs.GROUP)
    manager.add_hookspecs(hookspecs)

    class Sound:
        @hookspecs.hookimpl
        def identify(self, number: str) -> str:
            return number

    class Broken:
        @hookspecs.hookimpl
        def identify(self, number: str) -> str:
            raise OSError(number)

    manager.register(Broken())
    manager.register(Sound())
    with pytest.raises(OSError, match="1"):
        manager.hook.identify(number="1")
