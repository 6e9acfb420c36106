"""Words that name nothing do not appear: a class or function says which noun it is, which step it takes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EMPTY = {"manager", "helper", "helpers", "util", "utils", "data", "info", "handle", "handler", "process"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Names that a package we use looks for, and a noun of the DMN standard.
FOREIGN = {
    "handle_starttag",
    "handle_endtag",
    "handle_startendtag",
    "handle_data",
    "handle_entityref",
    "InputData",
}
# What compiled expressions call is asked for by `helper(name)`: there the word says what it gives.
GIVES = {"helper", "helpers"}


def empty_words(name: str) -> set[str]:
    """Give the words of a name that name nothing: `load_data` has one, `database` has none."""
    return {word.lower() for word in WORD.findall(name)} & EMPTY


def files() -> list[Path]:
    folders = [ROOT / folder for folder in ("engine", "web", "plugins", "benchmarks", "tests")]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_names_name_something(path: Path) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name not in FOREIGN
        and empty_words(node.name) - (set() if isinstance(node, ast.ClassDef) else GIVES)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_name_something(path: Path) -> None:
    assert empty_words(path.stem) == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CaseManager", {"manager"}),
        ("load_data", {"data"}),
        ("HTTPHandler", {"handler"}),
        ("process", {"process"}),
        ("database", set()),
        ("Information", set()),
        ("processed_on", set()),
    ],
)
def test_words_of_a_name(name: str, words: set[str]) -> None:
    assert empty_words(name) == words
