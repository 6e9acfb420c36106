"""`yici schema`: the JSON Schema of an item file, or of a submission, for editors."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.arguments import Parser
from engine.cli.desk import Desk
from engine.cli.output import FINE
from engine.item.schema import item_schema, print_schema, submission_schema

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes; --lang chooses the language of the keys."""
    parser.add_argument(
        "--submission", action="store_true", help=parser.say("申请的格式", "that of a submission")
    )


def run(desk: Desk, args: Namespace) -> int:
    """Print the schema."""
    made = submission_schema() if args.submission else item_schema(desk.console.lang)
    desk.console.show(print_schema(made).rstrip("\n"))
    return FINE
