"""Whoever is excused says why: each exemption from a checker, broad `except` and skip has its reason."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# The reason is a comment on the same line: behind the one that excuses, behind the `except`, behind the skip.
EXCUSED = re.compile(r"#\s*(type:\s*ignore|noqa|pragma:\s*no cover)[^#]*")
BROAD = {"Exception", "BaseException", "ExceptionGroup", "BaseExceptionGroup"}
SKIPS = {"skip", "skipif", "xfail", "importorskip"}
LETTERS = 3
# Only a text that has one of these words is looked into: taking all apart costs seconds.
MAYBE = re.compile(r"ignore|noqa|pragma|except|skip|xfail")


def files() -> list[Path]:
    folders = [ROOT / folder for folder in ("engine", "web", "plugins", "benchmarks", "tests")]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def comments(text: str) -> dict[int, str]:
    """Give the comment of each line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {each.start[0]: each.string for each in tokens if each.type == tokenize.COMMENT}


def is_reason(comment: str) -> bool:
    return sum(letter.isalpha() for letter in comment) >= LETTERS


def unexplained(text: str) -> Iterator[tuple[int, str]]:
    """Give the line and the kind of every excuse that has no reason."""
    if not MAYBE.search(text):
        return
    told = comments(text)
    for number, comment in told.items():
        found = EXCUSED.search(comment)
        if found is not None and not is_reason(comment[found.end() :]):
            yield number, found[1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and is_broad(node.type):
            if not is_reason(told.get(node.lineno, "")):
                yield node.lineno, "except"
        elif isinstance(node, ast.Call) and is_skip(node.func):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if not any(is_reason(told.get(number, "")) for number in lines):
                yield node.lineno, "skip"


def is_broad(kind: ast.expr | None) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(each is None or (isinstance(each, ast.Name) and each.id in BROAD) for each in kinds)


def is_skip(called: ast.expr) -> bool:
    """Whether this is pytest's own, as a call or as a mark."""
    return isinstance(called, ast.Attribute) and called.attr in SKIPS and ast.unparse(called)[:6] == "pytest"


def test_every_excuse_has_its_reason_on_its_line() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number} {kind}"
        for path in files()
        for number, kind in unexplained(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = 1  # type: ignore[misc]\n", [1]),
        ("x = 1  # type: ignore[misc]  # a row of the table\n", []),
        ("import x  # noqa: F401\n", [1]),
        ("import x  # noqa: F401  #\n", [1]),
        ("import x  # noqa: F401  # for its effect\n", []),
        ("try:\n    x()\nexcept Exception:\n    y()\n", [3]),
        ("try:\n    x()\nexcept:\n    y()\n", [3]),
        ("try:\n    x()\nexcept (OSError, BaseException) as e:\n    y()\n", [3]),
        ("try:\n    x()\nexcept BaseException:  # it is raised again\n    raise\n", []),
        ("try:\n    x()\nexcept OSError:\n    y()\n", []),
        ("pytest.skip('no')\n", [1]),
        ("pytest.skip('no')  # it is not from pip\n", []),
        ("@pytest.mark.skipif(x, reason='y')\ndef f(): ...\n", [1]),
        ("stream.skip(3)\n", []),
        ("x = '# noqa'\n", []),
    ],
)
def test_what_is_unexplained_is_found(text: str, lines: list[int]) -> None:
    assert [number for number, _ in unexplained(text)] == lines
