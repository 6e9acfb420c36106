"""`yici publish --out DIR`: the whole public site as plain files, only what changed made anew."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from engine.catalog.catalog import Place, TwoEditions
from engine.catalog.store import Row, stamp
from engine.cli.arguments import Parser
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, Bar, Wrong
from engine.cores import seldom_collect
from engine.guide.site.model import Job, Published, Site
from engine.guide.site.publish import NotOurs, publish

__all__ = ["arguments", "run"]

_MAKERS = ("ask", "check", "guide", "search")


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    say = parser.say
    parser.add_argument("--out", metavar="DIR", required=True, help=say("写到哪个文件夹", "folder to write"))
    parser.add_argument("--center", default="", metavar="NAME", help=say("中心的名字", "name of the centre"))
    parser.add_argument(
        "--site",
        default="",
        metavar="URL",
        help=say("网站地址，写了才有二维码", "address of the site; without it there are no codes"),
    )
    parser.add_argument("--phone", default="12345", help=say("咨询电话", "telephone for questions"))


def run(desk: Desk, args: Namespace) -> int:
    """Publish; 1 if an item was left out because its definition has faults or its editions overlap."""
    console = desk.console
    seldom_collect()
    site = Site(
        on=desk.on,
        catalog=str(desk.catalog_path),
        center=args.center,
        address=args.site,
        phone=args.phone,
    )
    jobs, unclear = _jobs(desk)
    mark = hashlib.sha256(f"{stamp(_MAKERS)} {astuple(site)}".encode()).hexdigest()
    bar = Bar(console, "出指南", "Publishing")
    try:
        made = publish(jobs, Path(args.out), site, book=_books(desk), stamp=mark, progress=bar)
    except NotOurs as error:
        raise Wrong(
            f"{error.folder} 里有别的文件，怕盖掉。请换一个空文件夹。",
            f"{error.folder} holds other files, which could be overwritten. Name an empty folder.",
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Wrong(f"写不了 {args.out}：{reason}", f"Cannot write {args.out}: {reason}") from error
    finally:
        bar.clear()
    left_out = (*unclear, *made.faulty)
    for code in left_out:
        console.tell(f"没有出 {code}：先看 yici lint", f"Left out {code}: see yici lint")
    _tell(desk, made, args.out)
    return FINDINGS if left_out else FINE


def _tell(desk: Desk, made: Published, out: str) -> None:
    total = made.written + made.kept
    desk.console.tell(
        f"写好 {total} 份办事指南，在 {out}。新出 {made.written}，没变 {made.kept}，撤下 {made.removed}。",
        f"{total} guides are in {out}: {made.written} new, {made.kept} as they were, {made.removed} removed.",
    )


def _jobs(desk: Desk) -> tuple[list[Job], list[str]]:
    """Give a job for every item in force on the day, and the codes with several editions in force."""
    jobs, unclear = [], []
    for code in desk.catalog.codes():
        choice = desk.catalog.choose(code, desk.on)
        if isinstance(choice, Row):
            jobs.append(_job(desk, choice))
        elif isinstance(choice, TwoEditions):
            unclear.append(code)
    return jobs, unclear


def _books(desk: Desk) -> Callable[[str], bytes | None]:
    """Give the rulebook of a code as bytes, as the index of the catalogue keeps it."""

    def book(code: str) -> bytes | None:
        choice = desk.catalog.choose(code, desk.on)
        return desk.catalog.book(choice, desk.on) if isinstance(choice, Row) else None

    return book


def _job(desk: Desk, row: Row) -> Job:
    parts = desk.catalog.parts(row, desk.on)
    return Job(
        code=row.code,
        key=hashlib.sha256("\n".join(_contents(row, parts)).encode()).hexdigest(),
        path=desk.catalog.place(row).path,
        parts={part.record.code: part.path for part in parts},
    )


def _contents(row: Row, parts: Sequence[Place]) -> Iterator[str]:
    yield f"{row.path} {row.record.content}"
    yield from (f"{part.record.code} {part.record.content}" for part in parts)
