"""What a plug-in can add: the hooks, and the nouns their answers are made of.

A plug-in is a distribution with the entry-point group `yici`, or a single Python file in the folder named by
`--plugins-dir`. It marks its functions with `hookimpl`. A plural noun contributes; all contributions count.
This module imports nothing of ours, so that a plug-in needs nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import pluggy

__all__ = [
    "GROUP",
    "KINDS",
    "Command",
    "Function",
    "ValueKind",
    "catalogs",
    "commands",
    "functions",
    "hookimpl",
]

GROUP: Final = "yici"
ValueKind: TypeAlias = Literal["text", "integer", "number", "amount", "date", "yes_no", "list"]
KINDS: Final[tuple[ValueKind, ...]] = ("text", "integer", "number", "amount", "date", "yes_no", "list")

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A check function: what it is given and what it answers, each name with its kind.

    `run` takes the inputs as keyword arguments: texts, int, Decimal, date, bool, None for what is known to be
    none. They are copies that cannot be changed. It returns a mapping with exactly the names of `answers`.
    `seconds` is the time after which its answer is no longer waited for.
    """

    run: Callable[..., Mapping[str, object]]
    inputs: Mapping[str, ValueKind] = field(default_factory=dict)
    answers: Mapping[str, ValueKind] = field(default_factory=dict)
    seconds: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of `yici`: what it does in one sentence, its arguments, and how it runs (the exit code)."""

    zh: str
    en: str
    arguments: Callable[[argparse.ArgumentParser, str], None]
    run: Callable[[Any, argparse.Namespace], int]


@hookspec
def catalogs() -> Sequence[str | Path]:  # type: ignore[empty-body]  # a hook has no body
    """Give folders with item files.

    Called when an item is looked for that the centre's own catalogue does not have. Return a list of folders;
    relative ones are refused. If two folders have an item of the same code, the first plug-in's counts.
    """


@hookspec
def functions() -> Mapping[str, Function]:  # type: ignore[empty-body]  # a hook has no body
    """Give check functions by the names that items write under 插件, such as 住建/排烟口距离.

    Called once when the centre is built. A name is `plug-in/function` and belongs to one plug-in: the second
    that offers it is refused.
    """


@hookspec
def commands() -> Mapping[str, Command]:  # type: ignore[empty-body]  # a hook has no body
    """Give commands of `yici` by name.

    Called when a command is named that is not built in, and for `yici --help`. A name belongs to the first
    plug-in that offers it; the second is refused.
    """
