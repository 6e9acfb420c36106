"""How long a catalogue takes to open: built cold, opened warm, one rulebook read. Gives medians.

    python benchmarks/open_catalogue.py 10000 [--template FILE] [--write]

Every item differs in its name and its code, and nothing is kept from one item for the next. The cold build
is given by the clock and in seconds of the processor, all processes together: divided by the cores, that is
what the clock shows where nobody else is at work. `--write` puts all of it into
benchmarks/results/open_catalogue.md.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.machine import installed
from benchmarks.result import options, tell
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


def processor() -> float:
    """Give the seconds of the processor that this process and those it waited for have used."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def measure(folder: Path, cache: Path, count: int) -> list[str]:
    """Open a generated catalogue in every way; give a line for each."""
    used = processor()
    cold = median(lambda: open_catalog(folder, cache=cache), 1)
    used = processor() - used
    warm = median(lambda: open_catalog(folder, cache=cache), 5)
    catalog = open_catalog(folder, cache=cache)

    def one() -> None:
        row = catalog.choose(f"BM-{count // 2:06}", DAY)
        assert isinstance(row, Row)
        assert catalog.rulebook(row, DAY) is not None

    read = median(one, 9)
    words = ["-m", "engine.cli", "check", f"BM-{count // 2:06}", "-"]
    words += ["--catalog", str(folder), "--cache", str(cache), "--format", "json"]
    command = [sys.executable, *words]
    env = installed(cache / "bytecode")
    subprocess.run(command, input=b"{}", capture_output=True, env=env)
    whole = median(lambda: subprocess.run(command, input=b"{}", capture_output=True, env=env), 5)
    assert catalog.store.path is not None
    size = os.stat(catalog.store.path).st_size
    cores = os.cpu_count() or 1
    return [
        f"built cold: {cold:.1f} s by the clock",
        f"processor for that: {used:.1f} s, {1000 * used / count:.1f} ms an item; on {cores} cores "
        f"{used / cores:.1f} s where nobody else is at work",
        f"opened warm: {warm:.3f} s",
        f"one rulebook read: {1000 * read:.2f} ms",
        f"`yici check`, whole: {1000 * whole:.0f} ms",
        f"index: {size / 1e6:.1f} MB",
    ]


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--template", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "catalog", Path(name) / "cache"
        generate(folder, args.count, template_of(args.template))
        # What was written within the last tick of the clock would be read again.
        time.sleep(0.2)
        facts = [f"{args.count} items", *measure(folder, cache, args.count)]
    tell("open_catalogue", "Opening a catalogue", args, facts)


if __name__ == "__main__":
    main()
