"""Who was at work when a process ended all at once is named at the next start, once."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from engine.center import Center
from engine.center.trail import Left, Trail
from engine.cli import main
from tests.center.plugin_files import GOOD, HEAD

SIZE = 256


def leave(folder: Path, *said: str) -> None:
    """Leave what a process leaves that is gone: its file, without anybody who holds it."""
    (folder / "running").mkdir(parents=True)
    slots = b"".join(each.encode().ljust(SIZE, b"\0") for each in said)
    (folder / "running" / "1-1").write_bytes(slots)


def test_what_was_running_when_all_ended_is_named_once(tmp_path: Path) -> None:
    leave(tmp_path, "fire\ncheck_material", "\0ire\nnotify", "post\ncarry")
    trail = Trail(tmp_path)
    assert list(trail.left()) == [
        Left(plugin="fire", hook="check_material"),
        Left(plugin="post", hook="carry"),
    ]
    assert list(trail.left()) == []


def test_a_name_is_on_the_trail_as_long_as_the_code_runs(tmp_path: Path) -> None:
    trail, other = Trail(tmp_path), Trail(tmp_path)
    seen: list[bytes] = []

    def look() -> None:
        (file,) = (tmp_path / "running").iterdir()
        seen.append(file.read_bytes())

    trail.marked(look, "fire", "notify")()
    (file,) = (tmp_path / "running").iterdir()
    assert b"fire\nnotify" in seen[0] and b"fire" not in file.read_bytes()
    assert list(other.left()) == [], "its process lives"


def test_code_that_raises_leaves_the_trail_too(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    with pytest.raises(ZeroDivisionError):
        trail.marked(lambda: 1 // 0, "fire", "notify")()
    (file,) = (tmp_path / "running").iterdir()
    assert b"fire" not in file.read_bytes()


def test_a_centre_that_ends_as_it_should_leaves_nothing(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    trail.marked(lambda: None, "fire", "notify")()
    assert len(list((tmp_path / "running").iterdir())) == 1
    del trail
    gc.collect()
    assert list((tmp_path / "running").iterdir()) == []


def test_more_at_once_than_it_holds_are_run_all_the_same(tmp_path: Path) -> None:
    trail, gate, done = Trail(tmp_path), threading.Event(), []

    def work() -> None:
        gate.wait(20)
        done.append(1)

    threads = [threading.Thread(target=trail.marked(work, "fire", "notify")) for _ in range(70)]
    for each in threads:
        each.start()
    gate.set()
    for each in threads:
        each.join(20)
    assert len(done) == 70


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file"):
        trail = Trail(folder)
        assert trail.marked(lambda: 7, "fire", "notify")() == 7
        assert list(trail.left()) == []


def test_the_next_command_says_who_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    leave(tmp_path / "cache", "fire\ncheck_material")
    assert main(["plugins", "--cache", "cache", "--lang", "zh"]) == 0
    said = capsys.readouterr()
    assert "插件「fire」正在运行（check_material）" in said.err and "都正常" in said.out
    assert main(["plugins", "--cache", "cache", "--lang", "zh"]) == 0
    assert "fire" not in capsys.readouterr().err


def test_our_own_code_leaves_no_trail(tmp_path: Path) -> None:
    center = Center(installed=False, trail=tmp_path / "trail")
    assert list(center.code_lists()) and center.called
    assert not (tmp_path / "trail").exists()
    (tmp_path / "measure.py").write_text(HEAD + GOOD, encoding="utf-8")
    assert Center(files=tmp_path, installed=False, trail=tmp_path / "trail").functions
    assert (tmp_path / "trail" / "running").exists()
