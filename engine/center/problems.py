"""What can be wrong with a contribution beyond its type: names of the wrong shape, times, kinds, words.

A name and what is offered under it in, a short reason out, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from string import Formatter
from typing import Final

from engine.hookspecs import Command, Function, Lint, Page

__all__ = ["of_command", "of_function", "of_lint", "of_page", "of_template"]

_SLOWEST: Final = 60.0
_OURS: Final = ("source", "item", "feel", "rule", "study", "case", "plugin", "exchange", "check")
_PATH: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
_COMMAND: Final = re.compile(r"[a-z][a-z0-9-]*")


def of_function(name: str, value: Function) -> str:
    """Say what is wrong with a check function."""
    plugin, slash, function = name.partition("/")
    if not (plugin and slash and function) or "/" in function:
        return "名字要写成“插件/函数” / name it plug-in/function"
    if not value.answers:
        return "没有写明答复什么 / it declares no answer"
    if not 0 < value.seconds <= _SLOWEST:
        return f"seconds: 0–{_SLOWEST:g}"
    for example in value.examples:
        if example.given.keys() != value.inputs.keys() or example.answers.keys() != value.answers.keys():
            return "例子里的名字和传入、答复不一样 / an example has other names"
    return ""


def of_command(name: str, value: Command) -> str:
    """Say what is wrong with a command."""
    return (
        "" if _COMMAND.fullmatch(name) else "命令名用小写字母和横线 / a command is small letters and hyphens"
    )


def of_page(path: str, value: Page, *, roles: Collection[str]) -> str:
    """Say what is wrong with a page; `roles` are those there are."""
    if _PATH.fullmatch(path) is None:
        return "网址用小写字母、横线和斜线 / a path is small letters, hyphens, slashes"
    strange = next((each for each in value.roles if each not in roles), None)
    return "" if strange is None else f"没有“{strange}”这个角色 / there is no role {strange}"


def of_template(name: str, value: str | Path, *, kinds: Collection[str]) -> str:
    """Say what is wrong with a template; `kinds` are the papers there are."""
    path = Path(value)
    if name.partition("/")[0] not in kinds or name.endswith("/"):
        return "名字要写成 correction 或 correction/SC-0201 / name it correction or correction/SC-0201"
    return (
        "" if path.is_absolute() and path.is_file() else "不是一个绝对路径的文件 / no absolute path of a file"
    )


def of_lint(code: str, value: Lint) -> str:
    """Say what is wrong with a lint."""
    family, _, _ = code.partition("/")
    if _CODE.fullmatch(code) is None:
        return "代码要写成 market/no-category / a code is like market/no-category"
    if family in _OURS:
        return f"{family}/ 是程序自己用的 / {family}/ is ours"
    try:
        for text in (value.zh, value.en):
            list(Formatter().parse(text))
    except ValueError as error:
        return str(error)
    return ""
