"""`yici archive`: a closed case as a package that proves itself, and the four-property check of one."""

from __future__ import annotations

import json
from argparse import Namespace
from itertools import groupby
from pathlib import Path
from typing import Any

from engine.archive.check import PROPERTIES, check_package, whole
from engine.archive.collect import Asked, CannotArchive
from engine.archive.outcome import Line, Standing
from engine.archive.package import NoPackage, open_package
from engine.archive.write import write_package
from engine.center.open import open_office
from engine.cli.arguments import Parser, common, form
from engine.cli.case_options import ActParser, actor, moment, shared
from engine.cli.case_questions import Counter
from engine.cli.case_store import opened
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, Lang, Wrong

__all__ = ["arguments", "run"]

_MARKS: dict[Standing, str] = {"passed": "✓", "failed": "✗", "not_applicable": "–"}


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    spoken: Lang = "zh" if lang == "zh" else "en"
    shared(parser)
    acts: Any = parser.add_subparsers(dest="act", metavar="ACT", required=True, parser_class=ActParser)
    says = parser.say("把归档的办件装成归档包", "write the package of an archived case")
    write = acts.add_parser("write", help=says, lang=spoken, says=says)
    write.add_argument("no", metavar="NO", help=parser.say("办件号", "number of the case"))
    write.add_argument("--out", metavar="DIR", required=True, help=parser.say("放在哪里", "where to put it"))
    write.add_argument("--zip", action="store_true", help=parser.say("装成一个 zip", "as one zip"))
    keep = parser.say("保管期限，例如 30年、永久", "how long it is kept, such as 30年 or 永久")
    write.add_argument("--keep-for", metavar="TEXT", default="", help=keep)
    pages = parser.say("文书归卷时放在哪个文件夹", "folder in which papers were put on file")
    write.add_argument("--papers", metavar="DIR", help=pages)
    write.share()
    says = parser.say("核对一个归档包的四性", "check the four properties of a package")
    check = acts.add_parser("check", help=says, lang=spoken, says=says)
    check.add_argument("package", metavar="PACKAGE", help=parser.say("归档包", "the package"))
    key = parser.say("中心的公钥，要从别处得来", "public key of the centre, known from elsewhere")
    check.add_argument("--key", metavar="KEY", help=key)
    form(check, ("full", "json"))
    common(check)


def run(desk: Desk, args: Namespace) -> int:
    """Write a package, or check one."""
    return _write(desk, args) if args.act == "write" else _check(desk, args)


def _write(desk: Desk, args: Namespace) -> int:
    at, console = moment(args.at) or desk.now, desk.console
    with opened(desk, args) as store:
        office = open_office(store, desk.catalog, at, center=desk.center)
        counter = Counter(office=office, desk=desk, args=args, at=at)
        asked = Asked(
            case=counter.find(args.no),
            actor=actor(counter.who(), console.lang),
            at=at,
            keep_for=args.keep_for,
            pages=None if args.papers is None else Path(args.papers),
        )
        try:
            made = write_package(office, asked, Path(args.out), packed=args.zip, written=desk.center.written)
        except CannotArchive as cannot:
            console.show(console.say(cannot.zh, cannot.en))
            return FINDINGS
    lines = check_package(made.files)
    if made.no_pdf is not None:
        console.tell(made.no_pdf.zh, made.no_pdf.en)
    if args.format == "json":
        console.show(_as_json(lines, package=str(made.path)))
    else:
        count = len(made.files)
        console.show(
            console.say(f"{made.path}：{count} 个文件，已签名。", f"{made.path}: {count} files, signed.")
        )
        for line in lines:
            if line.standing == "failed":
                _show(desk, line)
    return FINE if whole(lines) else FINDINGS


def _check(desk: Desk, args: Namespace) -> int:
    console = desk.console
    try:
        lines = check_package(open_package(Path(args.package)), args.key)
    except NoPackage as none:
        raise Wrong(none.zh, none.en) from none
    if args.format == "json":
        console.show(_as_json(lines, package=args.package))
        return FINE if whole(lines) else FINDINGS
    for of, group in groupby(sorted(lines, key=lambda line: [*PROPERTIES].index(line.check.of)), _property):
        console.show(console.paint(console.say(*PROPERTIES[of]), "bold"))
        for line in group:
            _show(desk, line)
    failed = sum(line.standing == "failed" for line in lines)
    passed = sum(line.standing == "passed" for line in lines)
    left = len(lines) - failed - passed
    zh = f"{passed} 项通过，{failed} 项不通过，{left} 项不适用。"
    console.show(console.say(zh, f"{passed} passed, {failed} failed, {left} not applicable."))
    return FINE if whole(lines) else FINDINGS


def _property(line: Line) -> str:
    return line.check.of


def _show(desk: Desk, line: Line) -> None:
    console = desk.console
    console.show(f"  {_MARKS[line.standing]} {console.say(line.check.zh, line.check.en)}")
    for zh, en in line.says:
        console.show(f"      {console.say(zh, en)}")


def _as_json(lines: tuple[Line, ...], package: str) -> str:
    rows = [
        {
            "property": line.check.of,
            "check": line.check.key,
            "standing": line.standing,
            "says": [{"zh": zh, "en": en} for zh, en in line.says],
        }
        for line in lines
    ]
    made = {"package": package, "whole": whole(lines), "checks": rows}
    return json.dumps(made, ensure_ascii=False, indent=2)
