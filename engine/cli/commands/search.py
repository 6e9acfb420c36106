"""`yici search WORDS`: finds items by everyday words, pinyin, initials, English or code."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Final

from engine.cli.arguments import Parser, form
from engine.cli.desk import Desk
from engine.cli.output import FINE, Wrong
from engine.cli.width import printable, width
from engine.search.find import Found, Hit, find
from engine.search.of_catalog import index_of

__all__ = ["arguments", "run"]

_MOST: Final = 100


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    say = parser.say
    parser.add_argument(
        "words", metavar="WORDS", nargs="+", help=say("想办的事，几个字就行", "what it is about")
    )
    parser.add_argument(
        "--limit", metavar="N", type=int, default=10, help=say("最多列几个", "how many to list at most")
    )
    form(parser, ("text", "json"))


def run(desk: Desk, args: Namespace) -> int:
    """List the items found; if there are none, the nearest and whom to ask."""
    if not 1 <= args.limit <= _MOST:
        raise Wrong(f"--limit 要写 1 到 {_MOST} 之间的数。", f"--limit takes a number from 1 to {_MOST}.")
    words = " ".join(args.words)
    found = find(index_of(desk.catalog, desk.on), words, args.limit)
    if args.format == "json":
        answer = {"words": words, **found.to_json()}
        desk.console.show(json.dumps(answer, ensure_ascii=False, indent=2))
        return FINE
    _list(desk, found.hits or found.near)
    _tell(desk, found, printable(words))
    return FINE


def _list(desk: Desk, hits: tuple[Hit, ...]) -> None:
    english = desk.console.lang == "en"
    names = [printable(hit.name_en if english else hit.name) for hit in hits]
    widest = max(map(width, names), default=0)
    longest = max((len(hit.code) for hit in hits), default=0)
    for hit, name in zip(hits, names, strict=True):
        by = printable(hit.department_en if english else hit.department)
        desk.console.show(f"{hit.code:<{longest}}  {name}{' ' * (widest - width(name))}  {by}")


def _tell(desk: Desk, found: Found, words: str) -> None:
    """Say how many were found and what to do next, or that nothing fits."""
    if found.hits:
        first, count = found.hits[0].code, len(found.hits)
        zh = f"找到 {count} 个。要带什么：yici ask {first}；办事指南：yici guide {first}"
        some = "item" if count == 1 else "items"
        desk.console.tell(
            zh, f"{count} {some}. What to bring: yici ask {first}; the guide: yici guide {first}"
        )
        return
    near = bool(found.near)
    zh = f"没有找到“{words}”。" + ("上面是最接近的。" if near else "") + "换个说法，或打 12345 问。"
    en = f"Nothing found for “{words}”. " + ("Above is what comes nearest. " if near else "")
    desk.console.tell(zh, en + "Try other words, or call 12345.")
