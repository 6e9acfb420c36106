"""An isolated plug-in answers like any other, and takes nothing but its own process with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from engine.center import Center
from tests.center.plugin_files import GOOD, center_with, codes, names

ODD = """
import os, signal, time, decimal
def sums(甲, 乙):
    print("prints go nowhere")
    return {"和": 甲 + 乙, "日": None}
def end(): os._exit(9)
def crash(): os.kill(os.getpid(), signal.SIGSEGV)
def hang(): time.sleep(60)
def lock():
    import re
    re.match("(a+)+$", "a" * 60 + "b")
def eat():
    kept = []
    while True: kept.append(bytearray(1 << 27))
def see(): return {"a": ",".join(sorted(os.environ)), "b": str(os.getpid())}
def loop():
    while True: pass
def big(): return {"a": "x" * (1 << 25)}
def odd(): return {"a": {1, 2}}
def func(run, seconds=1.0, **answers):
    return Function(run=run, answers=answers or {"a": "text"}, seconds=seconds)
@hookimpl
def functions():
    return {"量/和": Function(run=sums, inputs={"甲": "number", "乙": "number"},
                             answers={"和": "number", "日": "date"}),
            "坏/退出": func(end), "坏/崩溃": func(crash), "坏/不回": func(hang, 0.2),
            "坏/锁住": func(lock, 0.2), "坏/转圈": func(loop, 0.2),
            "坏/吃内存": func(eat, 5), "坏/太大": func(big, 5), "坏/怪": func(odd),
            "看/环境": func(see, a="text", b="text")}
"""


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Center]:
    with closing(center_with(tmp_path_factory.mktemp("odd"), isolated={"odd"}, odd=ODD)) as made:
        yield made


@pytest.fixture(autouse=True)
def rested(center: Center) -> None:
    """Forget failures: here each test stands alone."""
    for record in center._calls._records.values():
        record.failed_at.clear()


def test_it_answers_like_any_other(center: Center) -> None:
    assert center.faults == ()
    (plugin,) = (each for each in center.plugins if not each.own)
    assert (plugin.name, plugin.hooks, plugin.isolated) == ("odd", ("functions",), True)
    called = center.call("量/和", {"甲": 1, "乙": 2})
    assert (called.state, called.answer) == ("answered", {"和": 3, "日": None})


def test_it_stays_warm_and_sees_only_its_own_settings(
    center: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = center.ask("看/环境", {})
    second = center.ask("看/环境", {})
    assert first == second and first is not None
    assert first["b"] != str(os.getpid())
    assert {*str(first["a"]).split(",")} <= {
        "PATH",
        "LANG",
        "LC_ALL",
        "TZ",
        "TMPDIR",
        "PYTHONPATH",
        "LC_CTYPE",
    }


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("坏/退出", "crashed"),
        ("坏/崩溃", "crashed"),
        ("坏/不回", "late"),
        ("坏/锁住", "late"),
        ("坏/转圈", "late"),
        ("坏/吃内存", "raised"),
        ("坏/太大", "raised"),
        ("坏/怪", "raised"),
    ],
)
def test_it_takes_nothing_with_it(center: Center, name: str, state: str) -> None:
    called = center.call(name, {})
    assert (called.state, called.answer, called.plugin) == (state, None, "odd")
    assert called.seconds < 5
    assert center.ask("量/和", {"甲": 1, "乙": 2}) == {"和": 3, "日": None}


def test_how_it_ended_is_said(center: Center) -> None:
    assert center.call("坏/退出", {}).reason == "exit 9"
    assert center.call("坏/崩溃", {}).reason == "SIGSEGV"


def test_several_may_ask_at_once(center: Center) -> None:
    with ThreadPoolExecutor(8) as pool:
        called = pool.map(lambda number: center.call("量/和", {"甲": number, "乙": 0}), range(8))
        assert [each.answer["和"] for each in called] == list(range(8))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("import os\nos._exit(3)\n", "plugin/broken"),
        ("import no_such_module_here\n", "plugin/broken"),
        ("@hookimpl\ndef function(): return {}\n", "plugin/unknown-hook"),
        ("@hookimpl\ndef functions(): return 7\n", "plugin/bad-contribution"),
    ],
)
def test_one_that_cannot_be_used_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with closing(center_with(tmp_path, isolated={"bad"}, bad=text, good=GOOD)) as center:
        assert codes(center) == [code]
        assert list(center.functions) == ["量/面积"]


def test_its_commands_cannot_be_used(tmp_path: Path) -> None:
    text = "@hookimpl\ndef commands(): return {}\n"
    with closing(center_with(tmp_path, isolated={"bad"}, bad=text)) as center:
        assert center.commands() == {}
        assert codes(center) == ["plugin/not-isolated"]
        assert names(center) == ["bad"]


def test_it_ends_when_its_centre_ends(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("from engine.hookspecs import hookimpl, Function\nimport os\n" + GOOD)
    script = (
        "import sys; from pathlib import Path; from engine.center import Center\n"
        "center = Center(files=Path(sys.argv[1]), installed=False, isolated={'good'})\n"
        "print(center._children[0]._process.pid, flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True)
    assert done.stderr == ""
    assert not Path(f"/proc/{int(done.stdout)}").exists()
