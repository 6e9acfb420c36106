"""`yici serve`: it starts on a machine where nothing is set up, says what to do next, and stops cleanly."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli.start import main
from tests.case.office import founded_in

ROOT = Path(__file__).parents[2]


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    """Start a server in a process of its own, at any free port."""
    command = [sys.executable, "-m", "engine.cli", "serve", "--port", "0", "--lang", "en"]
    command += ["--catalog", str(folder / "catalog"), "--cache", str(folder / "cache"), *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=env)


def said_until(process: subprocess.Popen[str], wanted: str) -> str:
    """Read what a server says until a line holds what is wanted."""
    assert process.stderr is not None
    told = ""
    for line in process.stderr:
        told += line
        if wanted in line:
            return told
    raise AssertionError(told)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    founded_in(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "catalog").rename(tmp_path / "catalog")
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = started(folder)
    yield process
    process.kill()
    process.communicate()


def test_it_starts_from_nothing_says_what_to_do_and_stops_cleanly(
    server: subprocess.Popen[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said_until(server, "yici people add")
    found = re.search(r"Open (http://127\.0\.0\.1:\d+)", told)
    assert found is not None
    with urllib.request.urlopen(f"{found[1]}/livez") as answer:
        assert answer.read() == b"ok\n"
    assert main(["serve", "--port", "0", "--data", str(folder / "yici-data"), "--lang", "en"]) == 2
    assert "Another server uses" in capsys.readouterr().err
    server.send_signal(signal.SIGTERM)
    assert "everything is saved" in said_until(server, "Stopped")
    assert server.wait(10) == 0
    # The journal of the database was tidied away: the writer was closed, not cut off.
    assert not (folder / "yici-data" / "store.sqlite-wal").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "Without a TLS certificate"),
        (["--host", "example.cn"], "Without a TLS certificate"),
        (["--certificate", "a.pem"], "go together"),
        (["--port", "70000"], "Try another port"),
        (["--store", "mysql://x/y", "--port", "0"], "postgresql://"),
    ],
)
def test_what_it_cannot_do_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["serve", *words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
