"""`yici new item|plugin NAME`: a file to begin with, whole and without a fault."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from engine.catalog.store import Row
from engine.cli.arguments import Parser
from engine.cli.desk import Desk, read_file
from engine.cli.output import FINE, Wrong, write
from engine.fault import Cure
from engine.item.fix import apply
from engine.item.load import load
from engine.item.template import new_item
from engine.item.text import MAX_BYTES, decode

__all__ = ["arguments", "run"]

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}", re.ASCII)
_PLUGIN: Final = '''\
"""{name}：一个只有一条检查的插件。放进一个文件夹，运行时加 --plugins-dir 那个文件夹。"""

from decimal import Decimal

from engine.hookspecs import Function, hookimpl


def measure(*, 长: int, 宽: int) -> dict[str, object]:
    """量面积：传入的名字和事项里「传入」写的一样，答复的名字在「判断」里写成 答复.面积。"""
    return {{"面积": Decimal(长) * Decimal(宽)}}


@hookimpl
def functions() -> dict[str, Function]:
    """事项里这样用：插件: {name}/面积。"""
    return {{
        "{name}/面积": Function(
            run=measure, inputs={{"长": "integer", "宽": "integer"}}, answers={{"面积": "number"}}
        )
    }}
'''


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "kind", metavar="item|plugin", choices=("item", "plugin"), help=parser.say("要什么", "what")
    )
    parser.add_argument("name", metavar="NAME", help=parser.say("名字", "its name"))
    parser.add_argument("--code", metavar="CODE", help=parser.say("事项编码", "code of the item"))
    parser.add_argument(
        "--from", dest="source", metavar="ITEM", help=parser.say("照哪个事项抄", "an item to copy")
    )
    parser.add_argument("--out", metavar="FILE", help=parser.say("写到哪个文件", "the file to write"))


def run(desk: Desk, args: Namespace) -> int:
    """Write the file, never over another one."""
    if args.kind == "plugin":
        name = args.name.strip()
        if not name.isidentifier():
            raise Wrong(
                f"插件名只能用文字、数字和下划线：「{name}」。",
                f"A plug-in's name is letters, digits and _: 「{name}」.",
            )
        return _write(
            desk, Path(args.out or f"{name}.py"), _PLUGIN.format(name=name), "yici plugins --plugins-dir ."
        )
    code = args.code or _free_code(desk)
    if _CODE.fullmatch(code) is None:
        raise Wrong(
            f"事项编码只能用字母、数字、点和横线：「{code}」。",
            f"A code is letters, digits, dots and hyphens: 「{code}」.",
        )
    text = new_item(args.name, code) if args.source is None else _copy(desk, args.source, args.name, code)
    path = Path(args.out) if args.out else _folder() / f"{code}.yaml"
    return _write(desk, path, text, f"yici lint {path}")


def _write(desk: Desk, path: Path, text: str, following: str) -> int:
    if path.exists():
        raise Wrong(f"{path} 已经有了，没有动它。", f"{path} exists already and was left alone.")
    write(path, text.encode())
    lines = text.count("\n")
    desk.console.show(
        desk.console.say(
            f"写好 {path}，共 {lines} 行。下一步：{following}",
            f"Wrote {path}, {lines} lines. Next: {following}",
        )
    )
    return FINE


def _folder() -> Path:
    return Path("catalog") if Path("catalog").is_dir() else Path()


def _free_code(desk: Desk) -> str:
    """Give the first code NEW-0001, NEW-0002 … that nothing in the catalogue has."""
    try:
        taken = set(desk.catalog.codes())
    except Wrong:
        taken = set()
    number = 1
    while (code := f"NEW-{number:04}") in taken or (_folder() / f"{code}.yaml").exists():
        number += 1
    return code


def _copy(desk: Desk, source: str, name: str, code: str) -> str:
    """Give the text of another item under a new name and code."""
    path = source
    if not os.path.exists(source):
        editions = desk.catalog.editions(source)
        if not editions:
            chosen = desk.choose(source, desk.on).row
            editions = (chosen,) if isinstance(chosen, Row) else ()
        path = desk.catalog.place(editions[-1]).path
    data = read_file(path, MAX_BYTES)
    text, _ = decode(data, path)
    item = load(data, path).item
    if text is None or item is None:
        raise Wrong(f"{path} 读不了。先看：yici lint {path}", f"{path} cannot be read. See: yici lint {path}")
    cures = (Cure(source=item.name.source, text=name), Cure(source=item.code.source, text=code))
    return apply(text, cures).text
