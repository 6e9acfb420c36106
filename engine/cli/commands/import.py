"""`yici import dmn FILE`: a decision model becomes the skeleton of an item."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from engine.cli.arguments import Parser
from engine.cli.desk import Desk, read_file
from engine.cli.output import FINDINGS, FINE, Wrong, write
from engine.cli.report import Files, render
from engine.exchange.dmn_import import from_dmn
from engine.feel.dmn.xml import MAX_BYTES

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument("form", choices=("dmn",), help=parser.say("格式", "format"))
    parser.add_argument("file", metavar="FILE", help=parser.say("要读的文件", "file to read"))
    parser.add_argument("--out", metavar="FILE", help=parser.say("写到哪里", "where to write"))
    parser.add_argument("--code", default="NEW-0001", help=parser.say("事项编码", "code of the item"))


def run(desk: Desk, args: Namespace) -> int:
    """Write the item, never over another file; 1 if something had no counterpart."""
    console = desk.console
    data = read_file(args.file, MAX_BYTES)
    made = from_dmn(data, args.file, args.code)
    if args.out and Path(args.out).exists():
        raise Wrong(f"{args.out} 已经有了，没有动它。", f"{args.out} exists already and was left alone.")
    if made.faults:
        files = Files(texts={args.file: data.decode("utf-8", errors="replace")})
        console.err.write(render(made.faults, lang=console.lang, files=files) + "\n\n")
    if made.text and args.out:
        write(Path(args.out), made.text.encode())
    elif made.text:
        console.out.write(made.text)
    left = len(made.faults)
    console.tell(
        f"读入 {made.tables} 张对照表、{made.checks} 条审查要点"
        + (f"，{left} 处看不懂，见上。" if left else "。"),
        f"Read {made.tables} tables, {made.checks} checks"
        + (f"; {left} not understood, see above." if left else "."),
    )
    return FINDINGS if made.faults else FINE
