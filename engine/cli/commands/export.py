"""`yici export dmn ITEM`: an item's tables and checks as a model of DMN 1.5."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from engine.cli.arguments import Parser
from engine.cli.desk import Desk, read_file
from engine.cli.output import FINDINGS, FINE, write
from engine.cli.report import Files, render
from engine.cli.source_items import read_item
from engine.exchange.dmn_export import to_dmn
from engine.item.text import MAX_BYTES

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument("form", choices=("dmn",), help=parser.say("格式", "format"))
    parser.add_argument("item", metavar="ITEM", help=parser.say("事项编码或文件", "code or file of the item"))
    parser.add_argument("--out", metavar="FILE", help=parser.say("写到哪里", "where to write"))


def run(desk: Desk, args: Namespace) -> int:
    """Write the model; 1 if something of the item cannot be said in it."""
    console = desk.console
    chosen = desk.choose(args.item, desk.on)
    item, parts = read_item(desk, chosen)
    made = to_dmn(item, parts)
    if made.faults:
        files = Files(
            texts={chosen.path: read_file(chosen.path, MAX_BYTES).decode("utf-8", errors="replace")}
        )
        console.err.write(render(made.faults, lang=console.lang, files=files) + "\n\n")
    if args.out:
        write(Path(args.out), made.xml)
    else:
        console.out.write(made.xml.decode())
    left = len(made.faults)
    console.tell(
        f"写好 {made.decisions} 个决策" + (f"，{left} 处 DMN 里没有对应，见上。" if left else "。"),
        f"Wrote {made.decisions} decisions" + (f"; {left} have no counterpart, see above." if left else "."),
    )
    return FINDINGS if made.faults else FINE
