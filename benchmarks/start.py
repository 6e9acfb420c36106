"""Measures the cold start of `yici check`: what a clerk waits for before the program does anything.

    python benchmarks/start.py [--times 15] [--write]

Each start is a new process on a catalogue whose compiled items are cached already; the median of them is
given, beside a bare `python -c pass`, and the list of modules that were imported, the heaviest first.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "benchmarks" / "results" / "start.md"
WORKLOAD = ROOT / "benchmarks" / "workload" / "food-licence.yaml"
SUBMISSION = {
    "item": "CS-0001",
    "applied_on": "2026-03-02",
    "facts": {"申请人": {"名称": "示例餐饮店"}, "申请人身份": "企业", "场所来源": "租赁", "经营面积": 80},
    "materials": {"租赁合同": {"state": "sound", "copies": 1, "record": {"到期日": "2026-05-01"}}},
}
CALL = "import sys; from engine.cli import main; sys.exit(main())"


def start(command: list[str], env: dict[str, str]) -> float:
    """Give the milliseconds one run takes; an exit code other than 0 or 1 stops the measuring."""
    before = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    taken = (time.perf_counter() - before) * 1000
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return taken


def imported(command: list[str], env: dict[str, str]) -> list[tuple[float, str]]:
    """Give every module that one run imports with its own milliseconds, the heaviest first."""
    timed = [command[0], "-X", "importtime", *command[1:]]
    done = subprocess.run(timed, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    times = [(int(own) / 1000, name.strip()) for own, _, name in rows if own.strip().isdigit()]
    return sorted(times, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        catalog = Path(folder) / "catalog"
        catalog.mkdir()
        (catalog / WORKLOAD.name).write_bytes(WORKLOAD.read_bytes())
        submission = Path(folder) / "submission.json"
        submission.write_text(json.dumps(SUBMISSION, ensure_ascii=False), encoding="utf-8")
        env = {**os.environ, "XDG_CACHE_HOME": str(Path(folder) / "cache"), "PYTHONPATH": str(ROOT)}
        check = ["check", SUBMISSION["item"], str(submission), "--catalog", str(catalog), "--format", "json"]
        command = [sys.executable, "-c", CALL, *map(str, check)]
        report(command, [sys.executable, "-c", "pass"], env, args)


def report(command: list[str], bare: list[str], env: dict[str, str], args: argparse.Namespace) -> None:
    """Measure, and print what was measured."""
    first = start(command, env)
    start(bare, env)
    ours: list[float] = []
    python: list[float] = []
    for _ in range(args.times):
        ours.append(start(command, env))
        python.append(start(bare, env))
    middle = statistics.median(ours)
    modules = imported(command, env)
    own = [name for _, name in modules if name.split(".")[0] in ("engine", "web")]
    foreign = sorted(
        {name.split(".")[0] for _, name in modules} - sys.stdlib_module_names - {"engine", "web"}
    )
    lines = [
        f"first run, nothing cached: {first:.0f} ms",
        f"cached, median of {args.times}: {middle:.0f} ms, {min(ours):.0f} to {max(ours):.0f}",
        f"bare Python: {statistics.median(python):.0f} ms",
        f"modules imported: {len(modules)}, of ours {len(own)}",
        f"packages that are not Python's own: {', '.join(foreign) or 'none'}",
        "heaviest, own milliseconds: " + ", ".join(f"{name} {taken:.1f}" for taken, name in modules[:12]),
    ]
    print("\n".join(lines))
    if args.write:
        RESULT.parent.mkdir(exist_ok=True)
        listed = "".join(f"- {line}\n" for line in lines)
        RESULT.write_text(f"# Cold start of `yici check`\n\n{listed}", encoding="utf-8")


if __name__ == "__main__":
    main()
