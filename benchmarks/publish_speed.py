"""How long it takes to publish the site: the catalogue, then generated items, then again after one edit.

    python benchmarks/publish_speed.py [--count 2000] [--template catalog/city/signboard.yaml] [--write]

Each run is a whole `yici publish`, the start of the program and the index of the catalogue included.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.machine import installed
from benchmarks.open_catalogue import generate, template_of
from benchmarks.result import options, table, tell

DAY = "2026-03-02"


def publish(catalog: Path, out: Path, cache: Path) -> float:
    """Publish once and give the seconds it took."""
    words = ["-m", "engine.cli", "publish", "--out", str(out), "--catalog", str(catalog), "--on", DAY]
    words += ["--cache", str(cache), "--site", "https://example.gov.cn", "--quiet"]
    started = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, env=installed(cache.parent / "bytecode"))
    return time.perf_counter() - started


def own_catalogue(home: Path) -> tuple[int, float]:
    """Publish our own catalogue into empty folders, its index warm; gives how many items, and the median."""
    catalog, cache = ROOT / "catalog", home / "own-cache"
    publish(catalog, home / "own-first", cache)
    taken = [publish(catalog, home / f"own-{number}", cache) for number in range(3)]
    return len(list((home / "own-0" / "items").glob("*.html"))), statistics.median(taken)


def generated(home: Path, count: int, template: str) -> tuple[float, float, float]:
    """Publish generated items from nothing, again unchanged, and again after one edit."""
    catalog, out, cache = home / "catalog", home / "site", home / "cache"
    generate(catalog, count, template)
    time.sleep(0.2)
    first = publish(catalog, out, cache)
    again = publish(catalog, out, cache)
    edited = []
    for number in range(3):
        path = sorted(catalog.rglob("*.yaml"))[count // 2 + number]
        path.write_text(
            path.read_text(encoding="utf-8").replace("示例事项", "改过的示例事项", 1), encoding="utf-8"
        )
        edited.append(publish(catalog, out, cache))
    return first, again, statistics.median(edited)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--template", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        own, whole = own_catalogue(Path(name))
        first, again, edited = generated(Path(name), args.count, template_of(args.template))
    rows = (
        (f"our catalogue, {own} items, into an empty folder (median of 3)", f"{whole:.1f}", 5),
        (f"{args.count} generated items from nothing, catalogue index included", f"{first:.1f}", 60),
        ("the same again, nothing changed", f"{again:.1f}", ""),
        ("the same after one edit (median of 3)", f"{edited:.1f}", 2),
    )
    tell("publish_speed", "Publishing the site", args, (), table(("what", "seconds", "asked"), rows))


if __name__ == "__main__":
    main()
