"""`yici feel [EXPR]`: one expression, its value and its type; or a loop of them, or lines of JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from typing import Final

from engine.calendar import CalendarMissing, national_calendar
from engine.cli.arguments import Parser, form
from engine.cli.desk import Desk
from engine.cli.feel_session import Session
from engine.cli.names_file import context_file, facts_file
from engine.cli.output import FINDINGS, FINE, Console, Wrong
from engine.feel.interpret import ITEM, STANDARD, Setting
from engine.feel.lines import answers
from engine.feel.parse import Profile
from engine.feel.temporal import DateTime
from engine.feel.values import Null

__all__ = ["arguments", "run"]

_CHINA_SECONDS: Final = 8 * 3600


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "expression", metavar="EXPR", nargs="?", help=parser.say("式子", "expression; none: a loop")
    )
    parser.add_argument(
        "--context", metavar="FILE", help=parser.say("名字和值，FEEL 或 JSON", "names, as FEEL or JSON")
    )
    parser.add_argument(
        "--facts", metavar="FILE", help=parser.say("一份申请的内容，没写的算不知道", "facts of a submission")
    )
    parser.add_argument(
        "--profile",
        choices=("standard", "item"),
        help=parser.say("语言：标准的，还是事项里的", "language; item with --facts, else standard"),
    )
    parser.add_argument(
        "--lines",
        action="store_true",
        help=parser.say("从标准输入读 JSON，一行一答", "JSON lines in, JSON lines out"),
    )
    form(parser, ("full", "json"))


def run(desk: Desk, args: Namespace) -> int:
    """Evaluate; 1 if the expression is faulty or has no value."""
    profile: Profile = args.profile or ("item" if args.facts else "standard")
    setting = _setting(desk, profile)
    if args.lines:
        if args.expression is not None or args.context or args.facts:
            raise Wrong("--lines 从标准输入读，后面不写别的。", "--lines reads standard input alone.")
        return _lines(desk.console, profile, setting)
    names = context_file(args.context, profile, setting) if args.context else {}
    names |= facts_file(args.facts) if args.facts else {}
    if args.facts:
        names.setdefault("申请日期", desk.on)
    session = Session(
        console=desk.console,
        profile=profile,
        setting=setting,
        names=names,
        open=bool(args.facts),
        json=args.format == "json",
    )
    if args.expression is None:
        return session.loop(sys.stdin)
    return session.answer(sys.stdin.read() if args.expression == "-" else args.expression)


def _setting(desk: Desk, profile: Profile) -> Setting:
    """Give the limits of the profile, the day, and the workdays of the whole country."""
    now = DateTime(date=desk.on, nanos=0, offset=_CHINA_SECONDS)
    return Setting(limits=ITEM if profile == "item" else STANDARD, now=now, calendar=_add_workdays)


def _add_workdays(day: object, count: int) -> object:
    try:
        return national_calendar().add_workdays(day, count) if isinstance(day, date) else Null("no such day")
    except CalendarMissing as missing:
        return Null(str(missing))


def _lines(console: Console, profile: Profile, setting: Setting) -> int:
    code = FINE
    now = setting.now if isinstance(setting.now, DateTime) else None
    for line in answers(sys.stdin, profile=profile, now=now):
        console.out.write(line + "\n")
        code = FINDINGS if '"error": {' in line else code
    return code
