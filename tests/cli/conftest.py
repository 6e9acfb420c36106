"""A command run in an empty folder, over the project's catalogue, which is compiled once for all tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.cli import main
from tests.cli.commands import ROOT, Run


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cache: Path
) -> Run:
    """Run a command in an empty folder, over the project's catalogue; gives exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("YICI_TRACE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def command(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--catalog", str(ROOT / "catalog")] if words else [])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a catalogue of two items, so that not all have to be compiled."""
    folder = tmp_path_factory.mktemp("catalog")
    for name in ("food-permit", "individual-registration"):
        shutil.copy(ROOT / "catalog" / "market" / f"{name}.yaml", folder)
    return folder
