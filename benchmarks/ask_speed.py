"""Measures the wizard on every item of the catalogue: the next question, and what is known so far.

    python benchmarks/ask_speed.py [--rounds 5] [--write]

Every item is walked through with the first class of answers to each question, so that each step of a real
visit is timed. Figures are processor time: the median over the rounds, of the slowest step of the walk.
`--write` puts the table into benchmarks/results/ask_speed.md.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, table, tell
from engine.ask.classes import classes_of
from engine.ask.needs import needs
from engine.ask.next_question import next_question
from engine.catalog.catalog import open_catalog
from engine.catalog.store import Row
from engine.rules.model import Rulebook

ON = date(2026, 3, 2)


def rulebooks() -> Iterator[Rulebook]:
    """Give the rulebooks of the packaged catalogue."""
    catalog = open_catalog(ROOT / "catalog")
    for code in catalog.codes():
        row = catalog.choose(code, ON)
        rulebook = catalog.rulebook(row, ON) if isinstance(row, Row) else None
        if rulebook is not None:
            yield rulebook


def walk(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Give the answers known at each step of a visit."""
    known: dict[str, Any] = {}
    steps = [dict(known)]
    while (question := next_question(rulebook, known, ON).question) is not None:
        known[question.name] = classes_of(rulebook, question.name, ON)[0]
        steps.append(dict(known))
    return steps


def slowest(run: Callable[[dict[str, Any]], object], steps: list[dict[str, Any]], rounds: int) -> float:
    """Give the slowest step in milliseconds, each the median over the rounds."""
    times: list[float] = []
    for known in steps:
        found = []
        for _ in range(rounds):
            start = time.process_time()
            run(known)
            found.append(time.process_time() - start)
        times.append(statistics.median(found) * 1000)
    return max(times)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    rows: list[tuple[object, ...]] = []
    questions: list[float] = []
    for rulebook in rulebooks():
        steps = walk(rulebook)
        most = next_question(rulebook, {}, ON).at_most
        asking = slowest(lambda known, book=rulebook: next_question(book, known, ON), steps, args.rounds)
        knowing = slowest(lambda known, book=rulebook: needs(book, known, ON), steps, args.rounds)
        questions.append(asking)
        name = f"{rulebook.item} {rulebook.name}"
        rows.append((name, len(rulebook.questions), most, f"{asking:.1f}", f"{knowing:.1f}"))
    heads = ("item", "fields", "asked at most", "next question, ms", "what is known, ms")
    middle = f"Next question: median {statistics.median(questions):.1f} ms, slowest {max(questions):.1f} ms."
    tell("ask_speed", "The wizard on every item of the catalogue", args, (), table(heads, rows), [middle])


if __name__ == "__main__":
    main()
