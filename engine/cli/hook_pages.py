"""Writes docs/hooks.md: every hook with its signature, its words and who uses it, and the nouns handed over.

The contract is read as it stands in engine/hookspecs.py, its nouns in engine/hook_nouns.py. Who uses a hook
is found by looking: into our own modules and into the distributions that lie beside them.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Final

from engine import hook_nouns, hookspecs
from engine.center.contract import HOOKS, Hook
from engine.cli.desk import OWN_PLUGINS
from engine.cli.markdown import GENERATED, page, table

__all__ = ["hooks", "users"]

ROOT: Final = Path(__file__).parents[2]
_MOODS: Final[Mapping[str, tuple[str, str]]] = {
    "contribute": (
        "Contributing",
        "A plural noun. Asked once and kept; whoever gives something wrong is named and left out.",
    ),
    "ask": (
        "Asking",
        "A verb. Each plug-in is asked by itself; one that gives no answer is named, and a person decides.",
    ),
    "inform": (
        "Informing",
        "A past participle. Told when it is safe in the store; nothing that a plug-in does takes it back.",
    ),
}


def hooks() -> str:
    """Give the page."""
    lines = [
        "# Hooks",
        "",
        GENERATED,
        "",
        "[engine/hookspecs.py](../engine/hookspecs.py) is the whole contract,",
        "[write a plug-in](write-a-plugin.md) shows it at work. An implementation is named like the hook,",
        "is marked `@hookimpl` and may leave out arguments that it does not need. *Seconds* is how long its",
        "answer is waited for.",
        "",
        *table(("hook", "mood", "seconds", "used by"), (_row(each) for each in HOOKS.values())),
    ]
    found, nouns_of = _Contract(ast.parse(_text())), _Contract(ast.parse(_source(hook_nouns)))
    for mood, (title, says) in _MOODS.items():
        lines += ["", f"## {title}", "", says]
        for hook in HOOKS.values():
            if hook.mood == mood:
                lines += ["", *_section(hook, found.functions[hook.name])]
    lines += ["", "## What is handed over and given back", "", "All of it comes from `engine.hookspecs`."]
    nouns = (nouns_of.classes.get(name) or found.functions.get(name) for name in hookspecs.__all__)
    lines += [line for node in nouns if node is not None for line in ("", *_noun(node))]
    return page(lines)


def users(hook: str) -> tuple[str, ...]:
    """Give who implements a hook: modules of our own, then the distributions in plugins/, each by name."""
    own = [name for name in OWN_PLUGINS if hook in _marked(ROOT / f"{name.replace('.', '/')}.py")]
    others = [
        str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["name"])
        for project in sorted((ROOT / "plugins").glob("*/pyproject.toml"))
        if any(hook in _marked(path) for path in project.parent.glob("yici_*/**/*.py"))
    ]
    return (*own, *others)


def _marked(path: Path) -> set[str]:
    """Give the functions of a module that are marked as implementations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "hookimpl" for mark in node.decorator_list)
    }


class _Contract:
    """The contract as it is written: its functions and its classes."""

    def __init__(self, tree: ast.Module) -> None:
        self.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self.classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _text() -> str:
    return _source(hookspecs)


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _row(hook: Hook) -> tuple[str, ...]:
    return f"[`{hook.name}`](#{hook.name})", hook.mood, f"{hook.seconds:g}", _named(hook.name)


def _named(hook: str) -> str:
    return ", ".join(f"`{each}`" for each in users(hook))


def _section(hook: Hook, node: ast.FunctionDef) -> Iterator[str]:
    says, _, more = _words(node).partition("\n\n")
    yield f"### {hook.name}"
    yield ""
    yield from ("```python", "@hookimpl")
    if hook.reads:
        yield f"@reads({hook.reads}=[…])"
    yield from (_signature(node), "```")
    yield ""
    yield says
    yield ""
    yield more
    yield ""
    yield f"Used by {_named(hook.name)}."


def _signature(node: ast.FunctionDef) -> str:
    """Give the head of a function as it is written, without what is said to the type checker."""
    head = _text().splitlines()[node.lineno - 1 : node.body[0].lineno - 1]
    return "\n".join(line.partition("  # ")[0] for line in head) + " ..."


def _noun(node: ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    """Give the section of a noun: its words, and its fields as they are declared."""
    yield f"### {node.name}"
    yield ""
    yield _words(node)
    if isinstance(node, ast.FunctionDef):
        yield from ("", "```python", _signature(node), "```")
        return
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    yield ""
    yield from table(("field", "type", "if absent"), (_field(each) for each in fields))


def _field(each: ast.AnnAssign) -> tuple[str, ...]:
    return f"`{ast.unparse(each.target)}`", f"`{ast.unparse(each.annotation)}`", _default(each.value)


def _default(value: ast.expr | None) -> str:
    """Give the default of a field; one that is made by a factory is empty, one without any is needed."""
    if value is None:
        return "*needed*"
    if not isinstance(value, ast.Call):
        return f"`{ast.unparse(value)}`"
    return "empty" if any(each.arg == "default_factory" for each in value.keywords) else "*needed*"


def _words(node: ast.ClassDef | ast.FunctionDef) -> str:
    return ast.get_docstring(node) or ""
