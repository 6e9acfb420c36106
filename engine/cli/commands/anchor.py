"""`yici anchor`: one signed line that vouches for everything recorded so far, to be kept elsewhere."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path

from engine.case.store import Store
from engine.cli.arguments import Parser
from engine.cli.case_store import opened, store_options
from engine.cli.desk import Desk
from engine.cli.output import FINE, Wrong

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--to",
        metavar="FILE",
        help=parser.say(
            "把锚点接着写到这个文件，最好在另一台机器上",
            "append anchors to this file, best on another machine",
        ),
    )
    store_options(parser)


def run(desk: Desk, args: Namespace) -> int:
    """Make an anchor if anything was recorded since the last one; with --to, append what the file lacks."""
    with opened(desk, args) as store:
        made = store.anchor(desk.now)
        written = 0 if args.to is None else _append(Path(args.to), store)
    console = desk.console
    if made is None:
        console.show(
            console.say("上一个锚点以后没有新的记录。", "Nothing was recorded since the last anchor.")
        )
    else:
        console.show(
            console.say(
                f"锚点 {made.short}：{made.chains} 条链，{made.events} 个事件。",
                f"Anchor {made.short}: {made.chains} chains, {made.events} events.",
            )
        )
    if args.to is not None:
        console.tell(f"写了 {written} 个锚点到 {args.to}。", f"Wrote {written} anchors to {args.to}.")
    return FINE


def _append(path: Path, store: Store) -> int:
    """Append the anchors that a file lacks; what stands in it stays, also what a restore has lost since."""
    try:
        with open(path, "a+", encoding="utf-8") as file:
            file.seek(0)
            there = {_named(line) for line in file if line.strip()}
            missing = [line for line in store.export_anchors() if _named(line) not in there]
            file.writelines(line + "\n" for line in missing)
            file.flush()
            os.fsync(file.fileno())
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Wrong(
            f"{path} 不是锚点文件，没有动它。", f"{path} is no file of anchors; left as it is."
        ) from error
    return len(missing)


def _named(line: str) -> tuple[int, int]:
    body = json.loads(json.loads(line)["body"])
    return int(body["epoch"]), int(body["number"])
