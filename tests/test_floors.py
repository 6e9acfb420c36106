"""The house has floors: a module imports from its own folder and from below, never above, never in a circle.

The list below is the one of the style guide, with the table of words beside the vocabulary that reads it
and the catalogue, which keeps compiled items, above the rules that compile them. What asks and what studies
stands half a floor above the check, which both read from (docs/decisions/0011). What carries a case out
of the house stands above the centre that has it.
Imports for the type checker alone are exempt; imports inside functions are not: they may put off a cost,
never dodge a cycle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GROUND = (
    "dataclass",
    "source",
    "fault",
    "words_table",
    "vocabulary",
    "calendar",
    "cores",
    "distributions",
    "outgoing",
    "qr",
    "hook_nouns",
    "hookspecs",
)
FLOORS: tuple[tuple[str, ...], ...] = (
    GROUND,
    ("feel",),
    ("item",),
    ("rules",),
    ("catalog", "check"),
    ("ask", "search", "study"),
    ("case",),
    ("documents", "guide", "exchange"),
    ("center",),
    ("archive",),
    ("cli", "web"),
)
FLOOR = {unit: number for number, units in enumerate(FLOORS) for unit in units}
OURS = ("engine", "web")
# What a counter must run without, and where it may be imported all the same.
HEAVY = {"ibis", "duckdb", "z3"}


@dataclass(frozen=True)
class Import:
    """One import of one module: `target` is the dotted name, `local` means inside a function."""

    module: str
    target: str
    line: int
    local: bool
    relative: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def python_files() -> list[Path]:
    return sorted(path for folder in OURS for path in (ROOT / folder).rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in python_files()}


def unit(module: str) -> str:
    """Give the unit of the house a module belongs to: `engine.item.load` is in `item`."""
    parts = module.split(".")
    if parts[0] == "web":
        return "web"
    return parts[1] if len(parts) > 1 else ""


def for_type_checker(node: ast.AST) -> bool:
    if not isinstance(node, ast.If):
        return False
    test = node.test
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def imports(module: str, node: ast.AST, local: bool = False) -> Iterator[Import]:
    """Walk a tree and give every import that happens at run time."""
    for child in ast.iter_child_nodes(node):
        if for_type_checker(child):
            assert isinstance(child, ast.If)
            for other in child.orelse:
                yield from imports(module, ast.Module(body=[other], type_ignores=[]), local)
        elif isinstance(child, ast.Import):
            for name in child.names:
                yield Import(module, name.name, child.lineno, local, False)
        elif isinstance(child, ast.ImportFrom):
            yield from from_imports(module, child, local)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports(module, child, local or inside)


def from_imports(module: str, node: ast.ImportFrom, local: bool) -> Iterator[Import]:
    """Give `from engine.feel import ast` as an import of engine.feel.ast, where that is a module."""
    base = node.module or ""
    for name in node.names:
        whole = f"{base}.{name.name}"
        yield Import(module, whole if whole in MODULES else base, node.lineno, local, node.level > 0)


def all_imports() -> list[Import]:
    found: list[Import] = []
    for module, path in MODULES.items():
        found += imports(module, ast.parse(path.read_text(encoding="utf-8")))
    return found


IMPORTS = all_imports()
OUR_IMPORTS = [each for each in IMPORTS if each.target.split(".")[0] in OURS]


def test_every_module_has_a_floor() -> None:
    units = {unit(module) for module in MODULES} - {""}
    assert units <= FLOOR.keys() | {"__main__", "calendars"}, units - FLOOR.keys()


def test_imports_are_absolute() -> None:
    assert [str(each) for each in IMPORTS if each.relative] == []


def test_the_package_itself_imports_nothing_of_ours() -> None:
    assert [str(each) for each in OUR_IMPORTS if each.module == "engine"] == []


def test_no_import_goes_up_or_to_a_neighbour() -> None:
    wrong = []
    for each in OUR_IMPORTS:
        here, there = unit(each.module), unit(each.target)
        if here in ("", "__main__") or there in ("", here):
            continue
        if here in GROUND and there in GROUND:
            allowed = GROUND.index(there) < GROUND.index(here)
        else:
            allowed = FLOOR[there] < FLOOR[here]
        if not allowed:
            wrong.append(f"{each}: floor {FLOOR[there]} from floor {FLOOR[here]}")
    assert wrong == []


def test_no_circle_even_with_imports_inside_functions() -> None:
    below: dict[str, set[str]] = {module: set() for module in MODULES}
    for each in OUR_IMPORTS:
        if each.target in MODULES and each.target != each.module:
            below[each.module].add(each.target)
    assert circle(below) == []


def circle(below: dict[str, set[str]]) -> list[str]:
    """Give one circle of the graph as a list of modules, or nothing."""
    done: set[str] = set()
    for start in below:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(sorted(below[start])))]
        if start in done:
            continue
        path.append(start)
        while stack:
            module, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                done.add(module)
            elif following in path:
                return [*path[path.index(following) :], following]
            elif following not in done:
                stack.append((following, iter(sorted(below[following]))))
                path.append(following)
    return []


def test_hookspecs_import_nothing_of_ours_but_their_nouns() -> None:
    contract = ("engine.hookspecs", "engine.hook_nouns")
    assert {each.target for each in OUR_IMPORTS if each.module in contract} == {"engine.hook_nouns"}


def test_heavy_packages_stay_in_their_rooms() -> None:
    wrong = [
        str(each)
        for each in IMPORTS
        if each.target.split(".")[0] in HEAVY
        and unit(each.module) != "study"
        and not each.module.rsplit(".", 1)[-1].startswith("to_")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}}, ["a", "b", "a"]),
        ({"a": {"b", "c"}, "b": {"c"}, "c": {"b"}}, ["b", "c", "b"]),
    ],
)
def test_circles_are_found(graph: dict[str, set[str]], found: list[str]) -> None:
    assert circle(graph) == found


def test_what_is_not_an_import_at_run_time_is_left_out() -> None:
    tree = ast.parse(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import web\nelse:\n    import json\n"
        "def late():\n    import zlib\n"
    )
    assert [(each.target, each.local) for each in imports("engine.x", tree)] == [
        ("typing", False),
        ("json", False),
        ("zlib", True),
    ]
