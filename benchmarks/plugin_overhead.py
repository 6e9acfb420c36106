"""Measures what plug-ins cost a check: with none, with five that have no say in it, with one more that has.

    python benchmarks/plugin_overhead.py [--rounds 15] [--count 400] [--write]

All ways see the same submissions of the food licence, round by round in turn, so that a busy moment of the
machine hits them alike. A check asks its centre whether anything of the item concerns anybody, as the
commands and the web do; the figure is processor time, the ratio the median of the ratios within a round.
Market supervision looks up the business licence that nobody has to bring; nothing concerns the five others.
`--write` puts the result into benchmarks/results/plugin_overhead.md.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, tell
from benchmarks.workload.submissions import make_submissions
from engine.center import Center
from engine.check.check import check
from engine.item.load import load_file
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item

ITEM = ROOT / "benchmarks" / "workload" / "food-licence.yaml"
FIVE = ("ems", "exchange", "guangxi", "housing", "notify")
ASKED = "market"


def rulebook() -> Rulebook:
    item = load_file(ITEM).item
    made = compile_item(item).rulebook if item is not None else None
    assert made is not None
    return made


def seconds(center: Center, book: Rulebook, cases: list[dict[str, Any]]) -> float:
    """Give the processor time of checking every case once."""
    before = time.process_time()
    for case in cases:
        on = date.fromisoformat(case["applied_on"])
        check(book, case, on, closed=case.get("closed", False), ask=center.asker(book))
    return time.process_time() - before


def centre(*plugins: str) -> Center:
    made = Center(installed=False, sources=[ROOT / "plugins" / name for name in plugins])
    assert not made.faults and sum(not each.own for each in made.plugins) == len(plugins)
    return made


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--count", type=int, default=400)
    args = parser.parse_args()
    book, cases = rulebook(), list(make_submissions(args.count, 7))
    ways = [centre(), centre(*FIVE), centre(*FIVE, ASKED)]
    assert [each.asker(book) is None for each in ways] == [True, True, False]
    for each in ways:
        seconds(each, book, cases)
    rounds = []
    for number in range(args.rounds):
        # Who goes first changes, so that nobody always finds the caches warm.
        order = ways[number % 3 :] + ways[: number % 3]
        taken = {id(each): seconds(each, book, cases) for each in order}
        rounds.append([taken[id(each)] for each in ways])
    bare, five, six = (statistics.median(each) / args.count * 1e6 for each in zip(*rounds, strict=True))
    ratio, asked = (statistics.median(each[at] / each[0] for each in rounds) for at in (1, 2))
    facts = [
        f"the food licence of benchmarks/workload: {args.count} submissions, {args.rounds} rounds",
        f"without plug-ins: {bare:.0f} µs a check",
        f"with five that have no say ({', '.join(FIVE)}): {five:.0f} µs, median ratio {ratio:.3f}",
        f"with {ASKED} besides, which is asked about one paper: {six:.0f} µs, median ratio {asked:.3f}",
    ]
    tell("plugin_overhead", "What plug-ins cost a check", args, facts)


if __name__ == "__main__":
    main()
