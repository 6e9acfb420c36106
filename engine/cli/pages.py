"""Writes the pages that a program can know: docs/faults.md, functions.md, vocabulary.md, and so on.

The tables behind the program go in, Markdown comes out. Run `python -m engine.cli.pages` after a change of
one of them; tests/test_pages.py compares, so that no page can go stale.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from engine.cli.arguments import Parser, common
from engine.cli.case_pages import stages
from engine.cli.desk import OWN_PLUGINS
from engine.cli.hook_pages import hooks
from engine.cli.kinds import all_kinds
from engine.cli.markdown import GENERATED, escaped, page, table
from engine.cli.paper_pages import papers
from engine.cli.start import COMMANDS
from engine.fault import FaultKind
from engine.feel.functions import TABLE as BUILT_INS
from engine.feel.functions import BuiltIn, Signature
from engine.feel.item_functions import TABLE as ITEM_FUNCTIONS
from engine.feel.item_functions import ItemFunction
from engine.feel.types import Type
from engine.hookspecs import Command
from engine.vocabulary import GROUPS, Word

__all__ = ["PAGES", "commands", "faults", "functions", "vocabulary"]

DOCS: Final = Path(__file__).parents[2] / "docs"
_FAMILIES: Final[Mapping[str, str]] = {
    "source": "the text of the file, before it is read as an item",
    "item": "the item: its keys, names, references and wording",
    "feel": "expressions, as they are written",
    "rule": "checks, tables and messages, as they are compiled",
    "plugin": "plug-ins, when they are plugged in",
    "exchange": "files in other formats, as they are read",
}
_KINDS: Final[Mapping[str, str]] = {
    "text": "文字",
    "number": "数",
    "yes_no": "是否",
    "date": "日期",
    "months": "年月",
    "option": "选项",
    "any": "任意",
}
_GROUPS: Final[Mapping[str, str]] = {
    "keys": "Keys of an item file",
    "term": "Terms",
    "stage": "Stages",
    "kind": "Kinds of value",
    "state": "States of a material in a submission",
}


def faults() -> str:
    """Give the page of all kinds of fault."""
    lines = [
        "# Faults",
        "",
        GENERATED,
        "",
        "Everything that `yici lint` and `yici plugins` can say about a definition. A code is never reused.",
        "`yici explain CODE` shows one of them. *Curable* faults are put right by `yici lint --fix`;",
        "a *reminder* does not fail the run.",
    ]
    family = ""
    for kind in all_kinds():
        if kind.code.partition("/")[0] != family:
            family = kind.code.partition("/")[0]
            lines += ["", f"## {family}: {_FAMILIES.get(family, family)}"]
        lines += ["", *_fault(kind)]
    return page(lines)


def _fault(kind: FaultKind) -> Iterator[str]:
    notes = [*(["reminder"] if kind.level == "reminder" else []), *(["curable"] if kind.curable else [])]
    yield f"### {kind.code}"
    yield ""
    if notes:
        yield f"*{', '.join(notes)}*"
        yield ""
    yield f"> {escaped(kind.zh)}"
    yield ">"
    yield f"> {escaped(kind.en)}"
    yield ""
    yield f"{escaped(kind.why_zh)}  "
    yield escaped(kind.why_en)
    for label, example in (("错 wrong", kind.wrong), ("对 right", kind.right)):
        fence = "~~~" if "```" in example else "```"
        yield from ("", f"{label}:", "", f"{fence}text", *example.splitlines(), fence)


def functions() -> str:
    """Give the page of built-in functions: those of items, then all of the standard."""
    return page(
        [
            "# Functions",
            "",
            GENERATED,
            "",
            "Names may be written in Chinese or English.",
            "",
            "## In an item",
            "",
            "A parameter in brackets may be left out; with `…` the list may be given as several arguments.",
            "",
            *table(("中文", "English", "gives"), (_item_function(each) for each in ITEM_FUNCTIONS)),
            "",
            "## In the standard profile",
            "",
            "All built-ins, for `.dmn` files and the conformance tests. `|` separates kinds that are taken,",
            "`?` marks what may be left out, `*` what takes all the rest; each line is one way to call.",
            "",
            *table(("name", "中文", "parameters"), (_built_in(each) for each in BUILT_INS)),
        ]
    )


def _item_function(each: ItemFunction) -> tuple[str, ...]:
    least = len(each.parameters) - each.optional
    given = "…" if each.spread else ""

    def ways(names: Iterable[str], comma: str) -> str:
        parts = [name if at < least else f"[{name}]" for at, name in enumerate(names)]
        return comma.join(parts) + given

    chinese = ways((f"{zh}: {_kind(kind)}" for _, zh, kind in each.parameters), "，")
    english = ways((en for en, _, _ in each.parameters), ", ")
    gives = "一项" if each.result is None else _kind(each.result)
    return f"`{each.zh}({chinese})`", f"`{each.en}({english})`", gives


def _kind(kind: Type) -> str:
    if kind.kind == "list":
        return "清单" if kind.of is None or kind.of.kind == "any" else f"{_kind(kind.of)}清单"
    return _KINDS[kind.kind]


def _built_in(each: BuiltIn) -> tuple[str, ...]:
    ways = dict.fromkeys(f"`({_parameters(way)})`" for way in each.signatures)
    return f"`{each.name}`", each.zh, "<br>".join(ways)


def _parameters(way: Signature) -> str:
    return ", ".join(
        f"{each.name}: {' | '.join(each.kinds)}{'?' if each.optional else '*' if each.many else ''}"
        for each in way.parameters
    )


def vocabulary() -> str:
    """Give the page of all words, one table a group."""
    lines = [
        "# Vocabulary",
        "",
        GENERATED,
        "",
        "One word a concept. An item file is written in one of the two languages, never in a mixture;",
        "`yici explain WORD` shows one row.",
    ]
    for group, rows in GROUPS.items():
        rows_of = table(("中文", "English", "意思", "meaning"), (_word(row) for row in rows))
        lines += ["", f"## {_GROUPS.get(group, group.replace('_', ' ').capitalize())}", "", *rows_of]
    return page(lines)


def _word(row: Word) -> tuple[str, ...]:
    return row.zh, f"`{row.en}`", row.says_zh, row.says_en


def commands() -> str:
    """Give the page of commands: ours, then those that our own plug-ins contribute."""
    shared = Parser("en", "", "")
    common(shared)
    lines = [
        "# Commands",
        "",
        GENERATED,
        "",
        "`yici COMMAND --help` says the same at the terminal. The exit codes are those of",
        "[checking a submission](check-a-submission.md#exit-codes).",
        "",
        "## Options of every command",
        "",
        *_options(shared),
    ]
    for name, says, arguments in _all_commands():
        parser = Parser("en", name, says)
        arguments(parser, "en")
        lines += ["", f"## yici {name}", "", f"{says[0].upper()}{says[1:]}.", *_own_options(parser)]
    return page(lines)


def _all_commands() -> Iterator[tuple[str, str, Callable[[Parser, str], None]]]:
    for name, (_, says) in COMMANDS.items():
        yield name, says, importlib.import_module(f"engine.cli.commands.{name}").arguments
    for plugin in OWN_PLUGINS:
        module = importlib.import_module(plugin)
        contributed: Mapping[str, Command] = module.commands() if hasattr(module, "commands") else {}
        for name, each in contributed.items():
            yield name, each.en, each.arguments


def _own_options(parser: Parser) -> list[str]:
    rows = _options(parser)
    return ["", *rows] if len(rows) > len(table(("", ""), ())) else []


def _options(parser: Parser) -> list[str]:
    # argparse tells what a parser takes nowhere else; its help page is laid out differently by each Python.
    taken = (action for action in parser._actions if "--help" not in action.option_strings)
    return table(("argument", "meaning"), (_option(action) for action in taken))


def _option(action: argparse.Action) -> tuple[str, str]:
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    # What a case can be asked to do stands on a page of its own.
    if action.choices is not None and not isinstance(action, argparse._SubParsersAction):
        value = "|".join(str(each) for each in action.choices)
    if action.option_strings:
        name = ", ".join(action.option_strings)
        shown = name if action.nargs == 0 else f"{name} {value}"
    else:
        shown = f"[{value} …]" if action.nargs == "*" else value
    first = action.default if action.option_strings and action.nargs != 0 else None
    meaning = (action.help or "") + (f" (`{first}` if absent)" if first not in (None, "") else "")
    return f"`{shown}`", meaning


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "faults.md": faults,
    "functions.md": functions,
    "vocabulary.md": vocabulary,
    "commands.md": commands,
    "stages.md": stages,
    "papers.md": papers,
    "hooks.md": hooks,
}


def write(folder: Path = DOCS) -> None:
    """Write every page into the folder."""
    for name, written in PAGES.items():
        (folder / name).write_text(written() + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
