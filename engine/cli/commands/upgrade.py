"""`yici upgrade`: the case store comes up to the schema of this program, after a copy of it was made."""

from __future__ import annotations

from argparse import Namespace

from engine.case.store.upgrade import upgrade
from engine.cli.arguments import Parser
from engine.cli.case_store import speaking, store_options, store_place
from engine.cli.desk import Desk
from engine.cli.output import FINE

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    store_options(parser)


def run(desk: Desk, args: Namespace) -> int:
    """Run the steps that are missing."""
    with speaking():
        done = upgrade(store_place(args), desk.now)
    if done.copy is None:
        zh, en = f"已经是最新的结构（{done.after}）。", f"The schema is the newest already ({done.after})."
    else:
        zh = f"结构从 {done.before} 升到 {done.after}。升级前的数据留在 {done.copy}。"
        en = f"The schema went from {done.before} to {done.after}. The copy from before is {done.copy}."
    desk.console.show(desk.console.say(zh, en))
    return FINE
