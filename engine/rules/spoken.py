"""Settled conditions said to people: with the names, options and tables that a rulebook has for them.

Tree and rulebook in, a phrase in Chinese or English out. What an author gave no English name is said in
Chinese; whoever makes a page of it can see that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.dataclass import replace
from engine.feel import ast
from engine.feel.residual import residual
from engine.feel.say import say
from engine.feel.say_cell import say_cell
from engine.feel.simplify import simplified
from engine.feel.values import Null, Unknown
from engine.feel.walk import transform
from engine.rules.joined import NO_SPAN, conjunction
from engine.rules.model import Grid, Requirement, Rulebook
from engine.rules.run import add_workdays

__all__ = [
    "HELPERS",
    "cell_words",
    "condition_words",
    "heading_words",
    "own_words",
    "path_words",
    "value_words",
    "when_words",
    "words_of_tree",
]

HELPERS: Final[Mapping[str, Callable[..., Any]]] = {"add_workdays": add_workdays}
NAMED: Final = frozenset({"申请日期"})
"""What is said by its name though it is known: a guide is read on other days too."""

_SEES: Final = ("{column}（看{fields}）", "{column} (see {fields})")
_COMMA: Final = ("、", ", ")
_OF_PAPER: Final = ("{owner}的{name}", "{name} in the {owner}")
_COPIES: Final = "份数"
ValueOf = Callable[[str], object]


def condition_words(rulebook: Rulebook, tree: ast.Expr, value_of: ValueOf, lang: str) -> str:
    """Say what remains of a condition, or nothing if facts alone cannot settle it any more.

    A column of a table is said with the open facts that it depends on.
    """

    def known(path: str) -> object:
        value = value_of(path)
        return Unknown(frozenset((path,))) if isinstance(value, Null) else value

    rest = residual(tree, known, HELPERS, named=NAMED)
    if isinstance(rest, ast.Boolean | ast.Null):
        return ""
    return words_of_tree(rulebook, rest, lang, value_of)


def when_words(rulebook: Rulebook, requirement: Requirement, value_of: ValueOf, lang: str) -> str:
    """Say when a requirement applies, as far as it is open: its condition, and what is filled in for it."""
    filled = (
        ast.Given(span=NO_SPAN, operand=ast.Fact(span=NO_SPAN, path=path), state="filled")
        for path in requirement.optional
    )
    tree = conjunction(requirement.condition, *filled)
    return "" if tree is None else condition_words(rulebook, tree, value_of, lang)


def value_words(rulebook: Rulebook, path: str, value: object, lang: str) -> object:
    """Give an option in English, any other value as it is."""
    named = rulebook.english.get(path) if lang == "en" and isinstance(value, str) else None
    return value if named is None else named.options.get(str(value), value)


def words_of_tree(rulebook: Rulebook, tree: ast.Expr, lang: str, value_of: ValueOf | None = None) -> str:
    """Say a whole tree; without `value_of` as if nothing were known yet."""
    short = simplified(tree)
    label = _labels(rulebook, lang, value_of)
    return say(_in_english(rulebook, short), "en", label) if lang == "en" else say(short, "zh", label)


def heading_words(rulebook: Rulebook, column: ast.Expr, lang: str) -> str:
    """Say the heading of a table's column."""
    label = _labels(rulebook, lang, None)
    return say(_options(rulebook, column), "en", label) if lang == "en" else say(column, "zh", label)


def cell_words(rulebook: Rulebook, cell: ast.Expr, column: ast.Expr, lang: str) -> str:
    """Say what a cell wants of its column."""
    label = _labels(rulebook, lang, None)
    if lang == "en":
        return say_cell(_options(rulebook, cell), _options(rulebook, column), "en", label)
    return say_cell(cell, column, "zh", label)


def path_words(rulebook: Rulebook, path: str, lang: str) -> str:
    """Say a path as people call it: 租赁合同的到期日, the end in the lease."""
    owner, _, name = path.rpartition(".")
    if not owner or owner in rulebook.questions:
        return name if owner and lang == "zh" else own_words(rulebook, path, lang)
    own = own_words(rulebook, path, lang)
    return _OF_PAPER[lang == "en"].format(owner=rulebook.called(owner, lang), name=own)


def own_words(rulebook: Rulebook, path: str, lang: str) -> str:
    """Say the last part of a path: what a value is called on its own material."""
    called = rulebook.called(path, lang)
    return called.rpartition(".")[2] if called == path else called


def _labels(rulebook: Rulebook, lang: str, value_of: ValueOf | None) -> Callable[[str], str | None]:
    def label(path: str) -> str | None:
        owner, _, name = path.rpartition(".")
        grid = rulebook.tables.get(owner)
        if grid is not None:
            return _column(rulebook, path, grid, lang, value_of)
        if lang == "zh":
            return path if path in rulebook.questions else None
        known = path in rulebook.english or owner in rulebook.english
        return path_words(rulebook, path, lang) if known and name != _COPIES else None

    return label


def _column(rulebook: Rulebook, path: str, grid: Grid, lang: str, value_of: ValueOf | None) -> str:
    """Say a column of a table with the facts that still decide it."""
    column = own_words(rulebook, path, lang)
    value = value_of(path) if value_of is not None else Unknown(frozenset((path,)))
    if not isinstance(value, Unknown):
        return column
    # What cannot be read off a paper because nobody has looked at it lacks the paper.
    lacking = [read for read in grid.reads if {read, read.rpartition(".")[0]} & value.names]
    reads = lacking or grid.reads
    fields = _COMMA[lang == "en"].join(path_words(rulebook, read, lang) for read in reads)
    return _SEES[lang == "en"].format(column=column, fields=fields) if fields else column


def _in_english(rulebook: Rulebook, tree: ast.Expr) -> ast.Expr:
    """Put the English options into a tree, and a yes where it is a bare answer of yes or no."""
    number = rulebook.index.get(tree.path) if isinstance(tree, ast.Fact) else None
    if number is not None and rulebook.slots[number].type == "yes_no":
        return ast.Compare(
            span=tree.span, operator="=", left=tree, right=ast.Boolean(span=tree.span, value=True)
        )
    return _options(rulebook, tree)


def _options(rulebook: Rulebook, tree: ast.Expr) -> ast.Expr:
    def change(node: ast.Node) -> ast.Node:
        match node:
            case ast.Compare(left=ast.Fact(path=path), right=ast.String() as option):
                return replace(node, right=_option(rulebook, path, option))
            case ast.In(operand=ast.Fact(path=path), tests=tests):
                return replace(node, tests=tuple(_option_test(rulebook, path, test) for test in tests))
        return node

    return transform(tree, change)


def _option_test(rulebook: Rulebook, path: str, test: ast.Test) -> ast.Test:
    if isinstance(test, ast.List):
        items = (_option(rulebook, path, one) if isinstance(one, ast.String) else one for one in test.items)
        return replace(test, items=tuple(items))
    return _option(rulebook, path, test) if isinstance(test, ast.String) else test


def _option(rulebook: Rulebook, path: str, option: ast.String) -> ast.String:
    named = rulebook.english.get(path)
    return option if named is None else replace(option, value=named.options.get(option.value, option.value))
