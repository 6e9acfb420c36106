"""How long a catalogue takes to open: built cold, opened warm, one rulebook read. Prints medians.

    python benchmarks/open_catalogue.py 10000 [--template FILE]

Every item differs in code, name and one number, so no work can be shared between them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from engine.catalog import Row, open_catalog
from engine.item.template import new_item

DAY = date(2026, 3, 2)


def generate(folder: Path, count: int, template: str) -> None:
    """Write the items, two hundred a department."""
    for number in range(count):
        text = template.replace("示例事项", f"示例事项{number}").replace("BM-0000", f"BM-{number:06}")
        path = folder / f"d{number // 200:04}" / f"{number:06}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def median(work: Callable[[], object], times: int) -> float:
    """Give the median of the seconds that some work takes."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def template_of(path: Path | None) -> str:
    if path is None:
        return new_item("示例事项", "BM-0000")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    swap = {"事项名称: ": "事项名称: 示例事项\n", "事项编码: ": "事项编码: BM-0000\n"}
    return "".join(next((new for key, new in swap.items() if line.startswith(key)), line) for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--template", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "catalog", Path(name) / "cache"
        generate(folder, args.count, template_of(args.template))
        # What was written within the last tick of the clock would be read again.
        time.sleep(0.2)
        cold = median(lambda: open_catalog(folder, cache=cache), 1)
        warm = median(lambda: open_catalog(folder, cache=cache), 5)
        catalog = open_catalog(folder, cache=cache)

        def one() -> None:
            row = catalog.choose(f"BM-{args.count // 2:06}", DAY)
            assert isinstance(row, Row)
            assert catalog.rulebook(row, DAY) is not None

        read = median(one, 9)
        words = ["-m", "engine.cli", "check", f"BM-{args.count // 2:06}", "-"]
        words += ["--catalog", str(folder), "--cache", str(cache), "--format", "json"]
        command = median(
            lambda: subprocess.run([sys.executable, *words], input=b"{}", capture_output=True), 5
        )
        assert catalog.store.path is not None
        size = catalog.store.path.stat().st_size
    print(f"{args.count} items")
    print(f"  built cold        {cold:8.2f} s   {1000 * cold / args.count:6.2f} ms an item")
    print(f"  opened warm       {warm:8.3f} s")
    print(f"  one rulebook      {1000 * read:8.2f} ms")
    print(f"  yici check, whole {1000 * command:8.0f} ms")
    print(f"  index             {size / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()
