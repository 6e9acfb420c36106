"""`yici export dmn ITEM`: an item's tables and checks as a model of DMN 1.5."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from engine.cli.arguments import Parser
from engine.cli.desk import Desk, read_file
from engine.cli.output import FINDINGS, FINE, Wrong, write
from engine.cli.report import Files, render
from engine.exchange.dmn_export import to_dmn
from engine.item.load import load
from engine.item.model import Item
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
    data = read_file(chosen.path, MAX_BYTES)
    item = load(data, chosen.path).item
    if item is None:
        raise Wrong(f"{chosen.path} 读不了。", f"{chosen.path} cannot be read.")
    made = to_dmn(item, _parts(desk, item))
    if made.faults:
        files = Files(texts={chosen.path: data.decode("utf-8", errors="replace")})
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


def _parts(desk: Desk, item: Item) -> dict[str, Item]:
    """Give the items that a package includes, as they are on the day."""
    parts: dict[str, Item] = {}
    for part in item.parts:
        path = desk.choose(str(part.code), desk.on).path
        loaded = load(read_file(path, MAX_BYTES), path).item
        if loaded is not None:
            parts[str(part.code)] = loaded
    return parts
