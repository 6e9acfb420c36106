"""Nothing is longer than can be read: a file has at most 400 lines, a function fits on a screen, forty lines.

What is longer stands below with the reason; what is no longer so must leave the list.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINES, SCREEN = 400, 40
LONG_FILES = {
    "engine/words_table.py": "written by a program, a word a line",
}
LONG_FUNCTIONS = {
    "benchmarks/web_speed.py:bare": "one bare application, its routes beside what they answer",
    "engine/item/build.py:build": "a line a key of the item, and nothing else",
    "benchmarks/workload/by_hand.py:find": "the measure: one straight function, written by hand for speed",
}


def files() -> list[Path]:
    folders = [ROOT / folder for folder in ("engine", "web", "plugins", "benchmarks", "tests")]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def long_functions(text: str) -> Iterator[tuple[str, int]]:
    """Give every function that does not fit on a screen, without its decorators, and its lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > SCREEN:
                yield node.name, lines


def texts() -> Iterator[tuple[str, str]]:
    """Give every file by its name from the root."""
    for path in files():
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_file_is_too_long() -> None:
    long = {name: lines for name, text in texts() if (lines := len(text.splitlines())) > LINES}
    assert {name: lines for name, lines in long.items() if name not in LONG_FILES} == {}


def test_every_function_fits_on_a_screen() -> None:
    long = {f"{name}:{each}": lines for name, text in texts() for each, lines in long_functions(text)}
    assert {place: lines for place, lines in long.items() if place not in LONG_FUNCTIONS} == {}


def test_what_is_excused_is_still_there_and_still_long() -> None:
    for name, reason in LONG_FILES.items():
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LINES and reason
    for place, reason in LONG_FUNCTIONS.items():
        name, _, function = place.partition(":")
        assert function in dict(long_functions((ROOT / name).read_text(encoding="utf-8"))) and reason


def test_a_long_function_is_found() -> None:
    body = "\n".join(["    x = 1"] * SCREEN)
    assert list(long_functions(f"def f():\n{body}\n")) == [("f", SCREEN + 1)]
    assert list(long_functions(f"@mark\ndef f():\n{body[len('    x = 1') + 1 :]}\n")) == []
