"""The arguments of a command: the options that all have, and argparse's complaints in the user's language."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from engine.cli.output import Lang, Wrong

__all__ = ["COMMON_WITH_VALUE", "Parser", "common", "form"]

COMMON_WITH_VALUE: Final = (
    "--catalog",
    "--cache",
    "--plugins-dir",
    "--isolate",
    "--on",
    "--lang",
    "--format",
)
_ARGUMENT: Final = r"argument (?P<name>.+?): "
_CHOICE: Final = _ARGUMENT + r"invalid choice: (?P<value>.+?) \(choose from (?P<known>.+)\)"
_MANY: Final = 12
_COMPLAINTS: Final = (
    (r"the following arguments are required: (?P<name>.+)", "还要写：{name}"),
    (r"unrecognized arguments: (?P<name>.+)", "看不懂：{name}"),
    (_ARGUMENT + r"expected one argument", "{name} 后面要写一个值"),
    (_ARGUMENT + r"expected at least one argument", "{name} 后面至少写一个值"),
    (_CHOICE, "{name} 不能是 {value}，可选：{known}"),
    (_ARGUMENT + r"invalid .+ value: (?P<value>.+)", "{name} 的值不对：{value}"),
    (_ARGUMENT + r"ignored explicit argument (?P<value>.+)", "{name} 后面不写值：{value}"),
    (_ARGUMENT + r"not allowed with argument (?P<value>.+)", "{name} 和 {value} 不能一起用"),
    (r"ambiguous option: (?P<name>.+?) could match (?P<known>.+)", "{name} 可能是几个：{known}"),
)
_HEADINGS: Final = {"usage: ": "用法：", "positional arguments": "要写的", "options": "选项"}


class _Formatter(argparse.HelpFormatter):
    """Lays a help page out as argparse does; asks for the terminal's width without loading `shutil`."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width() - 2)


def _width() -> int:
    """Give the columns of the terminal: those named in `COLUMNS`, else what it says itself, else 80."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, ValueError, OSError):
        return 80


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `Wrong` instead of leaving, and speaks Chinese too."""

    def __init__(self, lang: Lang, name: str, says: str) -> None:
        super().__init__(
            prog=f"yici {name}",
            description=says,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )
        self._lang = lang
        if lang == "zh":
            self._positionals.title = _HEADINGS["positional arguments"]
            self._optionals.title = _HEADINGS["options"]
        self.add_argument(
            "-h", "--help", action="help", help="显示这一页" if lang == "zh" else "show this page"
        )

    def say(self, zh: str, en: str) -> str:
        """Choose the text in the user's language."""
        return zh if self._lang == "zh" else en

    def format_help(self) -> str:
        """Give the help page."""
        page = super().format_help()
        return page.replace("usage: ", _HEADINGS["usage: "], 1) if self._lang == "zh" else page

    def error(self, message: str) -> NoReturn:
        """Raise what was wrong with the arguments."""
        strange = re.fullmatch(_CHOICE, message)
        known = re.findall(r"'([^']+)'", strange["known"]) if strange is not None else []
        if strange is not None and len(known) > _MANY:
            raise self._nearest(strange["value"].strip("'"), known)
        raise Wrong(
            f"{_in_chinese(message)}。看看：{self.prog} --help",
            f"{message}. See: {self.prog} --help",
        )

    def _nearest(self, value: str, known: Sequence[str]) -> Wrong:
        """Offer the nearest of many choices in place of all."""
        from difflib import get_close_matches  # only for a word that was mistyped

        near = get_close_matches(value, known, n=3, cutoff=0.5)
        zh = "您是不是要" + "、".join(f"「{each}」" for each in near) + "？" if near else ""
        en = " Did you mean " + " or ".join(f"「{each}」" for each in near) + "?" if near else ""
        return Wrong(
            f"没有「{value}」。{zh}全部：{self.prog} --help",
            f"There is no 「{value}」.{en} All of them: {self.prog} --help",
        )


def common(parser: Parser) -> None:
    """Add the options that every command has."""
    say = parser.say
    parser.add_argument("--catalog", metavar="DIR", help=say("事项目录", "folder of items"))
    parser.add_argument("--cache", metavar="DIR", help=say("缓存放在哪里", "folder of the cache"))
    parser.add_argument(
        "--plugins-dir", metavar="DIR", help=say("插件文件的文件夹", "folder of plug-in files")
    )
    parser.add_argument(
        "--isolate",
        metavar="NAME",
        action="append",
        help=say("让这个插件单独运行", "run this plug-in in a process of its own"),
    )
    parser.add_argument(
        "--on", metavar="DATE", help=say("申请日期，不写就是今天", "date of application; today if absent")
    )
    parser.add_argument("--lang", choices=("zh", "en"), help=say("语言", "language"))
    parser.add_argument("--quiet", action="store_true", help=say("少说话", "say less"))
    parser.add_argument(
        "--exit-zero", action="store_true", help=say("有问题也返回 0", "exit 0 in spite of findings")
    )


def form(parser: Parser, forms: Sequence[str]) -> None:
    """Add --format with the forms that this command knows; the first is the default."""
    parser.add_argument(
        "--format",
        choices=tuple(forms),
        default=forms[0],
        help=parser.say("输出的形式", "form of the output"),
    )


def _in_chinese(message: str) -> str:
    for pattern, words in _COMPLAINTS:
        found = re.fullmatch(pattern, message)
        if found is not None:
            return words.format_map(found.groupdict())
    return message
