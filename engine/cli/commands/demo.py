"""`yici demo [--out DIR]`: submissions told once, cases walked to their end, the papers left in a folder."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from engine.check.check import check
from engine.cli.arguments import Parser
from engine.cli.demo_walk import walk_cases
from engine.cli.desk import Desk
from engine.cli.output import FINE, write
from engine.documents.correction import to_text
from engine.documents.page import to_html
from engine.exchange.examples import applicant, examples
from engine.exchange.submission import Sent

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        default="./yici-demo",
        help=parser.say("文书放在哪里", "folder for the papers"),
    )


def run(desk: Desk, args: Namespace) -> int:
    """Check each submission of the demonstration, walk its cases, and leave the papers."""
    out = Path(args.out)
    for path, sent in examples():
        _one(desk, out, path, sent)
    walk_cases(desk, out)
    desk.console.show(
        desk.console.say(
            f"文书都在 {args.out}。想在浏览器里看：yici serve --demo",
            f"The papers are in {args.out}. To look at it in a browser: yici serve --demo",
        )
    )
    return FINE


def _one(desk: Desk, out: Path, path: Path, sent: Sent) -> None:
    console = desk.console
    on = sent.applied_on or desk.on
    chosen = desk.choose(sent.item or "", on)
    answer = check(chosen.rulebook, sent.submission, on, closed=sent.closed, lang=console.lang)
    who = applicant(sent)
    title = console.say(chosen.rulebook.name, chosen.rulebook.name_en)
    console.show(console.paint(f"━━ {title}  {chosen.rulebook.item}  {who}  {on}", "bold"))
    console.show("")
    console.show(to_text(answer, console.lang))
    name = console.say("一次性告知书", "correction")
    paper = out / f"{path.stem}-{name}.html"
    write(paper, to_html(answer, console.lang, applicant=who).encode())
    write(out / path.name, path.read_bytes())
    write(out / f"{path.stem}.answer.json", _json(answer.to_json()))
    console.show("")
    console.show(console.say(f"写好 {paper}", f"Wrote {paper}"))
    again = f"yici check {chosen.rulebook.item} {out / path.name}"
    console.show(console.say(f"自己再审一遍：{again}", f"Check it again: {again}"))
    console.show("")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
