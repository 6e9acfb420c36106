"""Runs `yici`: finds the command, lets it run, gives the exit code; nobody sees a traceback unasked."""

from __future__ import annotations

import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import engine
from engine.cli.arguments import COMMON_WITH_VALUE, Parser, common
from engine.cli.desk import Desk, day
from engine.cli.output import BUG, FINDINGS, FINE, UNFINISHED, WRONG, Console, Wrong, console, language
from engine.dataclass import dataclass

__all__ = ["COMMANDS", "main"]

_ALONE: Final = (*COMMON_WITH_VALUE, "--quiet", "--lang=zh", "--lang=en")

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "new": ("照样子开一个新事项", "begin a new item from the template"),
    "lint": ("检查事项定义，一次说全", "check definitions and tell everything at once"),
    "format": ("把事项文件排整齐，或换一种语言", "put item files in order, or into the other language"),
    "test": ("跑事项里的样例，看覆盖", "run the samples of items, with coverage"),
    "check": ("审查一份申请", "check one submission"),
    "search": ("按平常的说法找事项", "find items by what people call them"),
    "ask": ("一题一题问，告诉您要带什么", "ask the few questions that matter, and say what to bring"),
    "guide": ("出一份办事指南", "write one guide"),
    "publish": ("出整个公开网站", "write the whole public site"),
    "feel": ("算一个 FEEL 式子", "evaluate a FEEL expression"),
    "import": ("读入别人的格式", "read other people's formats"),
    "export": ("写成别人的格式", "write other people's formats"),
    "explain": ("讲一个错误代码或一个词", "explain a fault code or a key"),
    "schema": ("给编辑器用的 JSON Schema", "JSON Schema for editors"),
    "doctor": ("检查办件数据，一次说全", "look at the store and tell everything that is wrong"),
    "backup": ("备份办件数据，并且核对", "back the store up and verify the copy"),
    "restore": ("从备份恢复到空的地方", "restore a backup into an empty place"),
    "upgrade": ("把办件数据升到新版程序的结构", "bring the store up to the schema of this program"),
    "anchor": ("给办件数据做一个锚点", "make an anchor that vouches for everything recorded"),
    "archive": ("归档包：装包，核对四性", "archive packages: write one, check its four properties"),
    "plugins": ("看看装了哪些插件", "who is plugged in"),
    "case": ("办件：收件、告知、受理直到归档", "cases: received, told, accepted, all the way to the file"),
    "demo": ("用真实的事项走一遍", "walk real items through everything"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A command found: its sentence, its arguments and how it runs."""

    says: str
    arguments: Callable[[Parser, str], None]
    run: Callable[[Desk, Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a sign shows another one; it is no reason to stop.
            stream.reconfigure(errors="replace")
    lang = language(_lang_of(words), os.environ)
    speaker = console(lang, quiet="--quiet" in words)
    try:
        return _run(words, speaker)
    except Wrong as wrong:
        speaker.complain(wrong)
        return WRONG
    except KeyboardInterrupt:
        speaker.err.write(speaker.say("\n停下了，没有做完。\n", "\nStopped, not finished.\n"))
        return UNFINISHED
    except BrokenPipeError:
        # Whoever read our output has left; what is still to come goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:  # what nobody foresaw is told as our own bug, with its code
        return _our_bug(speaker, error)


def _run(words: list[str], speaker: Console) -> int:
    name, rest = _split(words)
    if name is None:
        return _about(words, speaker)
    named = _find(name, speaker, rest)
    parser = Parser(speaker.lang, name, named.says)
    named.arguments(parser, speaker.lang)
    common(parser)
    try:
        args = parser.parse_args(rest)
    except SystemExit:
        return FINE
    args.on = None if args.on is None else day(args.on)
    if args.plugins_dir is not None and not os.path.isdir(args.plugins_dir):
        raise Wrong(f"没有这个文件夹：{args.plugins_dir}", f"No such folder: {args.plugins_dir}")
    code = named.run(Desk(speaker, args), args)
    speaker.out.flush()
    return FINE if code == FINDINGS and args.exit_zero else code


def _about(words: Sequence[str], speaker: Console) -> int:
    """Answer what is asked without a command: the version, the list of commands."""
    if "--version" in words:
        speaker.show(f"yici {engine.__version__}")
        return FINE
    asked = {"-h", "--help"} & {*words}
    strange = [word for word in words if word.startswith("-") and word not in _ALONE]
    if strange and not asked:
        zh, en = (
            f"看不懂：{strange[0]}。全部命令：yici --help",
            f"Unknown: {strange[0]}. All commands: yici --help",
        )
        raise Wrong(zh, en)
    speaker.show(_help(speaker, _contributed(speaker, words) if asked else {}))
    return FINE


def _split(words: list[str]) -> tuple[str | None, list[str]]:
    """Take the command out of the words; options that all commands have may stand before it."""
    at = 0
    while at < len(words):
        word = words[at]
        if not word.startswith("-"):
            return word, words[:at] + words[at + 1 :]
        at += 2 if word in COMMON_WITH_VALUE else 1
    return None, words


def _lang_of(words: Sequence[str]) -> str | None:
    """Find --lang before anything else is read, so that complaints are in the right language too."""
    for at, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and at + 1 < len(words):
            return words[at + 1]
    return None


def _find(name: str, speaker: Console, rest: Sequence[str]) -> _Named:
    if name in COMMANDS:
        module = importlib.import_module(f"engine.cli.commands.{name}")
        return _Named(says=speaker.say(*COMMANDS[name]), arguments=module.arguments, run=module.run)
    contributed = _contributed(speaker, rest)
    if name in contributed:
        return contributed[name]
    from difflib import get_close_matches  # only for a word that was mistyped

    near = get_close_matches(name, [*COMMANDS, *contributed], n=2, cutoff=0.5)
    zh, en = f"没有「{name}」这个命令。", f"There is no command 「{name}」."
    if near:
        zh += "您是不是要" + "、".join(f"「yici {each}」" for each in near) + "？"
        en += " Did you mean " + " or ".join(f"「yici {each}」" for each in near) + "?"
    raise Wrong(zh + "全部命令：yici --help", en + " All commands: yici --help")


def _contributed(speaker: Console, rest: Sequence[str]) -> dict[str, _Named]:
    """Give the commands of plug-ins, `serve` of the web among them."""
    folders, isolate = _values("--plugins-dir", rest), _values("--isolate", rest)
    folder = next(iter(folders), None)
    center = Desk(speaker, Namespace(plugins_dir=folder, isolate=isolate)).center
    return {
        name: _Named(says=speaker.say(each.zh, each.en), arguments=each.arguments, run=each.run)
        for name, each in center.commands().items()
        if name not in COMMANDS
    }


def _values(option: str, words: Sequence[str]) -> list[str]:
    """Give the values of an option before its command is known, and with it what it takes."""
    spaced = [value for word, value in pairwise(words) if word == option]
    return [*spaced, *(word.partition("=")[2] for word in words if word.startswith(f"{option}="))]


def _help(speaker: Console, contributed: Mapping[str, _Named]) -> str:
    rows = [(name, speaker.say(*says)) for name, says in COMMANDS.items()]
    rows += [(name, each.says) for name, each in contributed.items()]
    lines = [speaker.say("一次：一次告知，一次办成。", "yici: told once, submitted once."), ""]
    lines += [f"  yici {name:<9} {says}" for name, says in rows]
    lines += [
        "",
        speaker.say("每个命令的用法：yici 命令 --help", "How to use a command: yici COMMAND --help"),
    ]
    return "\n".join(lines)


def _our_bug(speaker: Console, error: Exception) -> int:
    if os.environ.get("YICI_TRACE"):
        raise error
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f"{os.path.basename(last.tb_frame.f_code.co_filename)}:{last.tb_lineno}" if last else "?"
    speaker.err.write(
        speaker.say(
            f"yici: 程序自己出了错，不怪您。{type(error).__name__}（{where}，yici {engine.__version__}）\n"
            "想看细节：YICI_TRACE=1 再运行一次，把显示的内容发给我们。\n",
            f"yici: a bug of ours: {type(error).__name__} ({where}, yici {engine.__version__})\n"
            "For details run it again with YICI_TRACE=1 and send us what it shows.\n",
        )
    )
    return BUG
