"""`yici exchange items|cases`: the rows of GB/T 39046, as CSV files in a folder or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.item.elements import Profile
from engine.item.model import Item
from yici_exchange.items import item_tables
from yici_exchange.tables import Table, as_csv, as_json

if TYPE_CHECKING:
    from engine.cli.arguments import Parser
    from engine.cli.desk import Desk

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    from engine.cli.case_store import store_options  # the store of cases: not for `yici --help`

    say = parser.say
    parser.add_argument("what", choices=("items", "cases"), help=say("事项还是办件", "items or cases"))
    parser.add_argument(
        "item", metavar="ITEM", nargs="*", help=say("事项编码或文件，不写就是全部", "items; all if absent")
    )
    parser.add_argument("--form", choices=("csv", "json"), default="csv", help=say("格式", "format"))
    parser.add_argument("--codes", metavar="NAME", help=say("用哪份代码表", "which code list"))
    parser.add_argument("--out", metavar="DIR", help=say("写到哪个文件夹", "folder to write"))
    store_options(parser)


def run(desk: Desk, args: argparse.Namespace) -> int:
    """Write the rows; JSON goes to standard output unless a folder is named."""
    from engine.cli.output import FINE, Wrong, write

    if args.form == "csv" and not args.out:
        raise Wrong("CSV 要写到文件夹里：--out rows", "CSV goes into a folder: --out rows")
    codes = _codes(desk, args.codes)
    tables = (
        item_tables(_items(desk, args.item), codes) if args.what == "items" else _cases(desk, args, codes)
    )
    if args.form == "json" and not args.out:
        desk.console.show(as_json(tables))
    elif args.form == "json":
        write(Path(args.out) / f"{args.what}.json", (as_json(tables) + "\n").encode())
    else:
        for table in tables:
            write(Path(args.out) / f"{table.number:02}-{table.name}.csv", as_csv(table))
    rows = sum(len(table.rows) for table in tables)
    desk.console.tell(f"写好 {len(tables)} 张表，{rows} 行。", f"{len(tables)} tables, {rows} rows.")
    return FINE


def _codes(desk: Desk, name: str | None) -> Profile:
    """Give the code list that is named, the national one if none is."""
    from engine.cli.output import Wrong

    known = desk.center.code_lists()
    if name is None:
        return next(iter(known.values()))
    if name not in known:
        raise Wrong(
            f"没有叫「{name}」的代码表。现有：{'、'.join(known)}",
            f"There is no code list 「{name}」. There are: {', '.join(known)}",
        )
    return known[name]


def _items(desk: Desk, named: Sequence[str]) -> Iterator[Item]:
    """Read the items that are named, or every item in force on the day."""
    from engine.catalog.store import Row
    from engine.item.load import load_file

    if named:
        paths = [desk.choose(each, desk.on).path for each in named]
    else:
        choices = (desk.catalog.choose(code, desk.on) for code in desk.catalog.codes())
        paths = [desk.catalog.place(each).path for each in choices if isinstance(each, Row)]
    for path in paths:
        item = load_file(path).item
        if item is not None:
            yield item


def _cases(desk: Desk, args: argparse.Namespace, codes: Profile) -> tuple[Table, ...]:
    from engine.case.store import Wanted
    from engine.cli.case_store import opened
    from yici_exchange.cases import case_tables  # the road of cases: not for items

    with opened(desk, args) as store:
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = store.lines(Wanted(open=None), cursor, limit=500)
            found += [row.case for row in page.rows]
            cursor = page.cursor
            if cursor is None:
                break
        wanted = frozenset(args.item)
        every = (store.events(case) for case in found)
        return case_tables((each for each in every if not wanted or _item_of(each) in wanted), codes)


def _item_of(events: Sequence[object]) -> str:
    from engine.case.fold import fold

    return fold(events).terms.item  # type: ignore[arg-type]  # events of the store
