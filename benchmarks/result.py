"""What a benchmark says of itself: how it is asked, where and when it ran, what it found, where that goes.

Every result begins alike, with its title, the machine and the day, so that no number stands without them.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.machine import machine

__all__ = ["RESULTS", "options", "table", "tell"]

RESULTS = Path(__file__).parent / "results"


def options(about: str | None) -> ArgumentParser:
    """Begin the options of a benchmark with what all have: `--write`, and the machine it runs on."""
    parser = ArgumentParser(description=about, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the result in benchmarks/results")
    # Looked at here, before anything runs: a run is a load itself.
    parser.set_defaults(where=machine())
    return parser


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Give the lines of a table."""
    return [_row(heads), "|" + "---|" * len(heads), *map(_row, rows)]


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def tell(name: str, title: str, asked: Namespace, facts: Sequence[str], *parts: Sequence[str]) -> None:
    """Print a result, its facts as a list and its parts below; write it to its file if it is to be kept."""
    lines = [f"# {title}", "", *(f"- {each}" for each in (asked.where, *facts))]
    for part in parts:
        lines += ["", *part]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if asked.write:
        (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
        print(f"written: benchmarks/results/{name}.md", file=sys.stderr)
