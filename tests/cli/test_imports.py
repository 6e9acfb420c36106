"""What a command imports: a cached check little, help no command at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import ROOT, SUBMISSIONS, Run


def imported(words: list[str], cache: Path) -> tuple[set[str], set[str]]:
    """Run a command in a process of its own; give all modules, and the packages that were installed."""
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom engine.cli import main\n"
        f"main({words!r})\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)\n"
        "packages = {name.partition('.')[0] for name, module in sys.modules.items()"
        " if name not in before and 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "print(' '.join(packages), file=sys.stderr)\n"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    got = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    *_, modules, packages = got.stderr.splitlines()
    return set(modules.split()), set(packages.split())


# Of the standard library, what would cost more than the check itself.
SLOW = {"multiprocessing", "importlib.metadata", "asyncio", "unittest", "email", "http", "logging"}


@pytest.mark.parametrize(("form", "packages"), [("json", {"re2"}), ("full", {"re2", "jinja2", "markupsafe"})])
def test_a_cached_check_imports_little(cache: Path, run: Run, form: str, packages: set[str]) -> None:
    run("check", "SC-0202", SUBMISSIONS["SC-0202"])
    words = ["check", "SC-0202", SUBMISSIONS["SC-0202"], "--catalog", str(ROOT / "catalog"), "--format", form]
    modules, installed = imported(words, cache)
    assert installed - packages == set()
    assert (
        modules & {"engine.item.load", "engine.feel.parse", "engine.rules.rulebook", "engine.center"} == set()
    )
    if form == "json":
        assert modules & SLOW == set()


def test_help_imports_no_command(cache: Path) -> None:
    modules, installed = imported([], cache)
    assert installed <= {"re2"}
    assert [name for name in modules if name.startswith("engine.cli.commands")] == []
