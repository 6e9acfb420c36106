"""Measures the cold start of `yici check`: what a clerk waits for before the program does anything.

    python benchmarks/start.py [--times 15] [--write]

Each start is a new process on a catalogue whose compiled items are cached already; the median of them is
given, beside a bare `python -c pass`, and the list of modules that were imported, the heaviest first.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.machine import installed
from benchmarks.result import options, tell

WORKLOAD = ROOT / "benchmarks" / "workload" / "food-licence.yaml"
SUBMISSION = {
    "item": "CS-0001",
    "applied_on": "2026-03-02",
    "facts": {"申请人": {"名称": "示例餐饮店"}, "申请人身份": "企业", "场所来源": "租赁", "经营面积": 80},
    "materials": {"租赁合同": {"state": "sound", "copies": 1, "record": {"到期日": "2026-05-01"}}},
}
CALL = "import sys; from engine.cli import main; sys.exit(main())"


def start(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Give the milliseconds one run takes, by the clock and of the processor; it must end with 0 or 1."""
    before, used = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    taken, now = (time.perf_counter() - before) * 1000, os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    processor = now.children_user + now.children_system - used.children_user - used.children_system
    return taken, processor * 1000


def imported(command: list[str], env: dict[str, str]) -> list[tuple[float, str]]:
    """Give every module that one run imports with its own milliseconds, the heaviest first."""
    timed = [command[0], "-X", "importtime", *command[1:]]
    done = subprocess.run(timed, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    times = [(int(own) / 1000, name.strip()) for own, _, name in rows if own.strip().isdigit()]
    return sorted(times, reverse=True)


def spoken(times: list[tuple[float, float]]) -> str:
    """Say the median by the clock, its range, and the median of the processor's time."""
    clock, processor = [each for each, _ in times], [each for _, each in times]
    middle, busy = statistics.median(clock), statistics.median(processor)
    return f"{middle:.0f} ms ({min(clock):.0f} to {max(clock):.0f}), {busy:.0f} ms of the processor"


def prepare(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Lay out a catalogue of one item and a submission; give the command and its surroundings."""
    catalog, submission = folder / "catalog", folder / "submission.json"
    catalog.mkdir()
    (catalog / WORKLOAD.name).write_bytes(WORKLOAD.read_bytes())
    submission.write_text(json.dumps(SUBMISSION, ensure_ascii=False), encoding="utf-8")
    env = {**installed(folder / "bytecode"), "XDG_CACHE_HOME": str(folder / "cache")}
    check = ["check", "CS-0001", str(submission), "--catalog", str(catalog), "--format", "json"]
    return [sys.executable, "-c", CALL, *check], env


def packages(modules: list[tuple[float, str]]) -> list[str]:
    """Give the installed packages, neither Python's own nor ours, that modules belong to."""
    installed = metadata.packages_distributions().keys() - sys.stdlib_module_names - {"engine", "web"}
    return sorted({name.split(".")[0] for _, name in modules} & installed)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--times", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command, env = prepare(Path(folder))
        facts = measure(command, [sys.executable, "-c", "pass"], env, args.times)
    tell("start", "Cold start of `yici check`", args, facts)


def measure(command: list[str], bare: list[str], env: dict[str, str], times: int) -> list[str]:
    """Start in turn so many times; give a line for each thing measured."""
    first, _ = start(command, env)
    start(bare, env)
    ours: list[tuple[float, float]] = []
    python: list[tuple[float, float]] = []
    for _ in range(times):
        ours.append(start(command, env))
        python.append(start(bare, env))
    modules = imported(command, env)
    own = [name for _, name in modules if name.split(".")[0] in ("engine", "web")]
    return [
        f"first run, nothing cached: {first:.0f} ms",
        f"cached, median of {times}: {spoken(ours)}",
        f"bare Python: {spoken(python)}",
        f"modules imported: {len(modules)}, of ours {len(own)}",
        f"packages that are not Python's own: {', '.join(packages(modules)) or 'none'}",
        "heaviest, own milliseconds: " + ", ".join(f"{name} {taken:.1f}" for taken, name in modules[:12]),
    ]


if __name__ == "__main__":
    main()
