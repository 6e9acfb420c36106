"""The built wheel works in an empty folder of a clean environment, with schemas and catalogue inside."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "YICI_"))}
    clean["XDG_CACHE_HOME"] = str(folder / "cache")
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, timeout=600)


@pytest.mark.long
def test_the_wheel_stands_alone(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python, yici = str(tmp_path / "venv/bin/python"), str(tmp_path / "venv/bin/yici")
    empty = tmp_path / "empty"
    empty.mkdir()
    wheel = run(
        sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(tmp_path), str(ROOT), folder=empty
    )
    assert wheel.returncode == 0, wheel.stderr
    (built,) = tmp_path.glob("yici-*.whl")
    assert run(python, "-m", "pip", "install", str(built), folder=empty).returncode == 0
    demo = run(yici, "demo", "--lang", "zh", folder=empty)
    assert (demo.returncode, "yici serve" in demo.stdout) == (0, True), demo.stderr
    assert run(yici, "schema", "--lang", "zh", folder=empty).stdout.startswith("{")
    assert run(yici, "lint", folder=empty).returncode == 0
    assert run(yici, "test", folder=empty).returncode == 0
    where = run(python, "-c", "import engine, web; print(engine.__file__, web.__file__)", folder=empty)
    assert where.stdout.count(str(tmp_path / "venv")) == 2
