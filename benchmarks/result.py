"""Where a result goes: to whoever looks on, and into benchmarks/results where it is to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = ["tell"]

RESULTS = Path(__file__).parent / "results"


def tell(name: str, lines: Sequence[str], *, keep: bool) -> None:
    """Print the lines of a result, and write them to its file if they are to be kept."""
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if keep:
        (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
