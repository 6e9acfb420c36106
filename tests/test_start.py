"""A clerk's check starts light: on a cached catalogue no parser, YAML reader, schema or server is loaded."""

from __future__ import annotations

from pathlib import Path

from benchmarks.start import imported, packages, prepare, start

MAY = {"re2", "pluggy"}
"""Patterns run on re2; hooks are asked through pluggy where a plug-in is installed."""
LATE = {"engine.feel.parse", "engine.item.load", "engine.rules.rulebook", "engine.item.lint", "web"}
SLOW = {"dataclasses", "inspect", "pathlib", "urllib.parse", "zoneinfo", "shutil", "difflib", "calendar"}
"""Of Python's own, what takes long to load and a check does without (`engine.dataclass` says how)."""
MOST = 160
"""Modules, Python's own included: each is a file to find, to read and to run."""


def test_a_check_on_a_cached_catalogue_loads_only_what_it_needs(tmp_path: Path) -> None:
    command, env = prepare(tmp_path)
    start(command, env)
    modules = imported(command, env)
    assert "engine.check.check" in {name for _, name in modules}
    # Names with an underscore in front come from the environment that runs the tests.
    assert {name for name in packages(modules) if not name.startswith("_")} <= MAY
    assert {name for _, name in modules} & (LATE | SLOW) == set()
    assert len(modules) <= MOST
