"""What it costs to lint a whole catalogue side by side, next to linting its files.

    python benchmarks/lint_catalogue.py [--write]

The packaged items are copied under other codes until there are enough of them. Each copy issues papers of its
own and demands what the copy before it issues, so that circles have to be looked for along the whole chain.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, table, tell
from engine.catalog.diagnose import diagnose
from engine.catalog.lint import LINTS, find_all, outline
from engine.item.load import load_file
from engine.item.model import Item, Material, Output
from engine.source import Text

CATALOG = ROOT / "catalog"
SIZES = (1000, 2000, 4000)
ROUNDS = 7


def copies(items: Sequence[Item], count: int) -> list[Item]:
    """Give so many items, each a copy of one of those given, in one long chain of proofs."""
    return [copy(items[number % len(items)], number) for number in range(count)]


def copy(item: Item, number: int) -> Item:
    source = item.source
    proof = Text(f"第 {number} 号证明", source)
    demand = Material(name=Text(f"第 {number - 1} 号证明", source), source=source)
    return replace(
        item,
        code=Text(f"{item.code}-{number}", source),
        materials=(*item.materials, demand),
        outputs=(*item.outputs, Output(name=proof, source=source)),
        parts=(),
    )


def seconds(work: Sequence[Item]) -> float:
    """Give the median of the seconds that all lints take."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        find_all(work)
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def by_itself(paths: Sequence[Path]) -> float:
    """Give the seconds that one file takes when it is linted by itself, on average over the catalogue."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        for path in paths:
            diagnose(path.read_bytes(), str(path), lambda code, item: None)
        taken.append((time.process_time() - started) / len(paths))
    return statistics.median(taken)


def memory(paths: Sequence[Path]) -> float:
    """Give the kilobytes that the outline of one item keeps, on average."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [outline(item) for path in paths if (item := load_file(path).item) is not None]
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return used / len(kept) / 1024


def main() -> None:
    args = options(__doc__).parse_args()
    paths = sorted(CATALOG.rglob("*.yaml"))
    items = [outline(item) for path in paths if (item := load_file(path).item) is not None]
    alone = by_itself(paths)
    facts = [
        f"{len(items)} packaged items, copied; {len(LINTS)} lints; median of {ROUNDS}, processor time",
        f"one file linted by itself: {alone * 1000:.0f} ms; its outline keeps {memory(paths):.0f} KiB",
    ]
    rows = []
    for size in SIZES:
        taken = seconds(copies(items, size))
        share = taken / (alone * size)
        rows.append((size, f"{taken * 1000:.0f} ms", f"{taken / size * 1e6:.0f} µs", f"{share:.2%}"))
    heads = ("items", "side by side", "an item", "share of linting the files")
    tell("lint_catalogue", "Linting a catalogue side by side", args, facts, table(heads, rows))


if __name__ == "__main__":
    main()
