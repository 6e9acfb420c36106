"""`yici guide ITEM`: one guide, general or for one situation, as text, Markdown, JSON, HTML or a sheet."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from engine.ask.needs import needs
from engine.cli.answers_file import read_answers
from engine.cli.arguments import Parser, form
from engine.cli.desk import Chosen, Desk
from engine.cli.output import FINE, write
from engine.cli.source_items import read_item
from engine.guide.build import build_guide
from engine.guide.code import address
from engine.guide.model import Guide
from engine.guide.to_html import Frame, sheet, to_html
from engine.guide.to_text import to_markdown, to_text

__all__ = ["arguments", "run"]

FORMS: Final = ("text", "html", "md", "json", "sheet")
_ENDINGS: Final[Mapping[str, str]] = {
    "html": ".html",
    "md": ".md",
    "json": ".json",
    "sheet": "-sheet.html",
    "text": ".txt",
}


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument("item", metavar="ITEM", help=parser.say("事项编码或文件", "code or file of the item"))
    parser.add_argument(
        "--answers",
        metavar="FILE",
        help=parser.say("回答（JSON），按这种情形出指南", "answers (JSON): the guide for this situation"),
    )
    parser.add_argument(
        "--out", metavar="FILE", help=parser.say("写到哪里（- 是直接显示）", "where to write; - shows it")
    )
    parser.add_argument(
        "--large", action="store_true", help=parser.say("长辈版：大字", "large type, for html")
    )
    parser.add_argument(
        "--site",
        metavar="URL",
        default="",
        help=parser.say("二维码里的网站地址", "address of the site, for the code"),
    )
    form(parser, FORMS)


def run(desk: Desk, args: Namespace) -> int:
    """Write the guide: text goes to the terminal, the others into a file unless --out is -."""
    chosen = desk.choose(args.item, desk.on)
    facts = {} if args.answers is None else read_answers(args.answers)
    guide = _guide(desk, chosen, facts)
    text = _writer(args)(guide)
    if args.out == "-" or (args.out is None and args.format in ("text", "md", "json")):
        desk.console.out.write(text)
        return FINE
    path = Path(args.out or f"{guide.item}{_ENDINGS[args.format]}")
    write(path, text.encode())
    desk.console.tell(f"写好 {path}。", f"Wrote {path}.")
    return FINE


def _guide(desk: Desk, chosen: Chosen, facts: Mapping[str, object]) -> Guide:
    """Build the guide; answers that cannot be read are told, and count as not given."""
    lang = desk.console.lang
    for misread in needs(chosen.rulebook, facts, desk.on, lang=lang).misread:
        desk.console.err.write(f"{misread.fact}: {misread.says}\n")
    item, parts = read_item(desk, chosen)
    return build_guide(item, chosen.rulebook, desk.on, parts=parts, facts=facts, lang=lang)


def _writer(args: Namespace) -> Callable[[Guide], str]:
    def frame(guide: Guide) -> Frame:
        return Frame(large=args.large, code=address(guide, args.site))

    writers: dict[str, Callable[[Guide], str]] = {
        "text": to_text,
        "md": to_markdown,
        "json": lambda guide: json.dumps(guide.to_json(), ensure_ascii=False, indent=2) + "\n",
        "html": lambda guide: to_html(guide, frame(guide)),
        "sheet": lambda guide: sheet(guide, frame(guide)),
    }
    return writers[args.format]
