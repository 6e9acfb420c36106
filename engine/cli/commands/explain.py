"""`yici explain WORD`: one page about a fault code or a key."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.arguments import Parser
from engine.cli.desk import Desk
from engine.cli.explain import explain, unexplained
from engine.cli.output import FINE, WRONG

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument("word", metavar="CODE", help=parser.say("错误代码或一个词", "a fault code or a key"))


def run(desk: Desk, args: Namespace) -> int:
    """Show the page; 2 for an unknown word, with the nearest ones."""
    page = explain(args.word, desk.console.lang)
    if page is None:
        desk.console.err.write(f"yici: {unexplained(args.word, desk.console.lang).says}\n")
        return WRONG
    desk.console.show(page)
    return FINE
