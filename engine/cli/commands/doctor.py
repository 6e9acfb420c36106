"""`yici doctor`: everything that stands against working with the case store, at once."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence

from engine.calendar import national_calendar
from engine.case.store.doctor import Check, examine
from engine.cli.arguments import Parser, form
from engine.cli.case_store import speaking, store_options, store_place
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, Console

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    store_options(parser)
    form(parser, ("full", "json"))


def run(desk: Desk, args: Namespace) -> int:
    """Look at everything; 1 if anything is wrong."""
    with speaking():
        checks = examine(store_place(args), desk.now, _has_year)
    show = _json if args.format == "json" else _full
    show(desk.console, checks)
    return FINE if all(check.passed for check in checks) else FINDINGS


def _has_year(year: int) -> bool:
    return any(each.year == year for each in national_calendar().years)


def _full(console: Console, checks: Sequence[Check]) -> None:
    wrong = [check for check in checks if not check.passed]
    for check in wrong:
        cure = console.say(check.cure_zh, check.cure_en)
        said = f"{console.paint('✗', 'red')} {console.say(check.zh, check.en)}"
        console.show(f"{said}  → {cure}" if cure else said)
    fine = [console.say(check.zh, check.en) for check in checks if check.passed]
    console.show(f"{console.paint('✓', 'green')} {console.say('、', ', ').join(fine)}")
    count, bad = len(checks), len(wrong)
    if bad:
        zh, en = (
            f"{count} 项检查，{bad} 项有问题，见上。",
            f"{count} checks, {bad} with something wrong, see above.",
        )
    else:
        zh, en = f"{count} 项检查，都正常。", f"{count} checks, all fine."
    console.show(console.say(zh, en))


def _json(console: Console, checks: Sequence[Check]) -> None:
    rows = [
        {
            "name": check.name,
            "passed": check.passed,
            "says": console.say(check.zh, check.en),
            "cure": console.say(check.cure_zh, check.cure_en),
        }
        for check in checks
    ]
    console.show(json.dumps({"checks": rows}, ensure_ascii=False, indent=2))
