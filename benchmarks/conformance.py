"""Score the FEEL engine against the DMN conformance tests, given as JSON, and write docs/conformance.md.

    python benchmarks/conformance.py --tck FOLDER [--write]

The folder holds `cases.jsonl` and `models/`; without `--tck` it is named by the environment variable
YICI_TCK, or found beside the project. A case passes when all its result nodes pass. An error row passes when
the answer is null with a reason and nothing was raised.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.feel.compare import is_list, same
from engine.feel.dmn.model import Model
from engine.feel.dmn.read import read_model
from engine.feel.dmn.run import evaluate_decision, evaluate_service
from engine.feel.interpret import Setting
from engine.feel.numbers import is_number, number
from engine.feel.show import show
from engine.feel.temporal import DateTime
from engine.feel.temporal_text import read_date, read_date_time, read_duration, read_time
from engine.feel.values import Null

CLOSE = Decimal("1e-8")
NOW = DateTime(date=datetime.date(2026, 1, 1), nanos=0, offset=0)
LEVELS = {"CL2": "Level 2", "CL3": "Level 3", "NC": "Not counted"}
WHY = {
    "external:Java": "calls Java, which this engine does not run",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row run: whether it passed, and what it answered."""

    row: Mapping[str, Any]
    passed: bool
    answer: str

    @property
    def case(self) -> tuple[str, str, str, str]:
        return self.row["level"], self.row["dir"], self.row["test"], self.row["case"]

    @property
    def error(self) -> bool:
        return bool(self.row.get("error"))


def find_kit(given: str | None = None) -> Path | None:
    """Give the folder of the tests, if it is there."""
    named = given or os.environ.get("YICI_TCK")
    folder = Path(named) if named else ROOT.parent / "shared" / "feel" / "tck-json"
    return folder if (folder / "cases.jsonl").is_file() else None


def read_rows(kit: Path) -> list[dict[str, Any]]:
    """Read every row."""
    with (kit / "cases.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


_READ = {
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
    "number": number,
}


def value_of(given: Mapping[str, Any]) -> object:
    """Read a typed value."""
    kind = given["t"]
    if kind == "null":
        return Null()
    if kind == "list":
        return tuple(value_of(item) for item in given["v"])
    if kind == "context":
        return {name: value_of(item) for name, item in given["v"].items()}
    return _READ[kind](given["v"]) if kind in _READ else given["v"]


def agrees(answer: object, expected: object) -> bool:
    """Say whether an answer is the expected one; numbers may differ by 1e-8."""
    if is_number(answer) and is_number(expected):
        return abs(Decimal(answer) - Decimal(expected)) <= CLOSE
    if is_list(answer) and is_list(expected):
        pairs = list(zip(answer, expected, strict=False))  # type: ignore[call-overload]  # both are lists
        return len(answer) == len(expected) and all(agrees(*pair) for pair in pairs)  # type: ignore[arg-type]  # same
    if isinstance(answer, Mapping) and isinstance(expected, Mapping):
        return answer.keys() == expected.keys() and all(
            agrees(answer[name], expected[name]) for name in answer
        )
    return same(answer, expected)


class Models:
    """The models of the kit, each read once, with those beside it that it may import."""

    def __init__(self, kit: Path) -> None:
        self.kit = kit
        self.read: dict[Path, Model] = {}

    def get(self, path: Path) -> Model:
        if path not in self.read:
            self.read[path] = read_model(json.loads(path.read_text(encoding="utf-8")))
        return self.read[path]

    def find(self, row: Mapping[str, Any]) -> tuple[Model, list[Model]]:
        path = self.kit / "models" / row["model"]
        return self.get(path), [
            self.get(other) for other in sorted(path.parent.glob("*.json")) if other != path
        ]


def run_row(row: Mapping[str, Any], models: Models) -> Outcome:
    """Run one row."""
    model, others = models.find(row)
    inputs = {name: value_of(given) for name, given in row["inputs"].items()}
    setting = Setting(now=NOW)
    try:
        if row["type"] == "decisionService":
            answer = evaluate_service(model, row["invocable"], inputs, others=others, setting=setting)
            if isinstance(answer, Mapping) and row["node"] in answer:
                answer = answer[row["node"]]
        else:
            answer = evaluate_decision(model, row["node"], inputs, others=others, setting=setting)
    except Exception as error:  # a conforming engine raises nothing, so this is a failed row
        return Outcome(row=row, passed=False, answer=f"raised {type(error).__name__}: {error}")
    if row.get("error"):
        passed = isinstance(answer, Null) and bool(answer.reason)
    else:
        passed = agrees(answer, value_of(row["expected"]))
    said = f"null ({answer.reason})" if isinstance(answer, Null) else show(answer)
    return Outcome(row=row, passed=passed, answer=said)


def run(kit: Path, only: Iterable[str] = ()) -> list[Outcome]:
    """Run every row, or those of directories that begin with one of `only`."""
    models = Models(kit)
    prefixes = tuple(only)
    rows = (row for row in read_rows(kit) if not prefixes or row["dir"].startswith(prefixes))
    return [run_row(row, models) for row in rows]


def failed_cases(outcomes: Iterable[Outcome]) -> dict[tuple[str, str, str, str], list[Outcome]]:
    """Give the cases that did not pass, with the rows at fault."""
    failed: dict[tuple[str, str, str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if not outcome.passed:
            failed[outcome.case].append(outcome)
    return failed


def score(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """Give cases passed and cases in all, by level."""
    cases: dict[tuple[str, str, str, str], bool] = {}
    for outcome in outcomes:
        cases[outcome.case] = cases.get(outcome.case, True) and outcome.passed
    total = Counter(case[0] for case in cases)
    passed = Counter(case[0] for case, good in cases.items() if good)
    return {level: (passed[level], total[level]) for level in LEVELS if total[level]}


def report(outcomes: list[Outcome]) -> str:
    """Say the score in Markdown: headline, directories, and the cases that did not pass."""
    lines = ["| | cases passed | value rows | error rows |", "|---|---|---|---|"]
    scores = score(outcomes)
    for level, (passed, total) in scores.items():
        rows = [outcome for outcome in outcomes if outcome.row["level"] == level]
        lines.append(
            f"| {LEVELS[level]} | {passed} of {total} | {_rows(rows, False)} | {_rows(rows, True)} |"
        )
    lines += ["", "| directory | value rows | error rows |", "|---|---|---|"]
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[(outcome.row["level"], outcome.row["dir"])].append(outcome)
    for (level, name), rows in groups.items():
        lines.append(f"| {level} {name} | {_rows(rows, False)} | {_rows(rows, True)} |")
    failed = failed_cases(outcomes)
    lines += ["", f"## Not passed: {len(failed)}", ""]
    for (level, name, _, case), rows in failed.items():
        lines.append(f"- {level} {name} {case}: {_why(rows[0])}")
    return "\n".join(lines) + "\n"


def _rows(rows: Iterable[Outcome], error: bool) -> str:
    chosen = [row for row in rows if row.error is error]
    return f"{sum(row.passed for row in chosen)} of {len(chosen)}" if chosen else "–"


def _why(outcome: Outcome) -> str:
    for feature, reason in WHY.items():
        if feature in outcome.row["features"]:
            return reason
    if _untyped({"v": outcome.row["inputs"]}) or _untyped(outcome.row["expected"]):
        return "the test gives values without a type, so a number arrives as a text"
    wanted = "null with a reason" if outcome.error else _shown(outcome.row["expected"])
    return f"expected `{wanted}`, answered `{outcome.answer[:120]}`"


def _untyped(given: Mapping[str, Any]) -> bool:
    """Say whether a typed value holds one whose type the test leaves open."""
    inner = given.get("v")
    parts = inner.values() if isinstance(inner, Mapping) else inner if isinstance(inner, list) else ()
    return given.get("t") == "any" or any(_untyped(part) for part in parts)


def _shown(given: Mapping[str, Any]) -> str:
    value = value_of(given)
    return "null" if isinstance(value, Null) else show(value)[:120]


HEAD = """# Conformance of the FEEL engine

The tests are those of the DMN Technology Compatibility Kit (`dmn-tck/tck`). A case passes when all its result
nodes pass; an error row passes when the answer is null with a reason and nothing is raised. An engine that
always answers null passes every error row, so the value rows are the ones to look at. This page is written by
`python benchmarks/conformance.py --write`; the tests themselves are no part of this project.

"""


def main() -> int:
    """Run the kit and print the score."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--tck", help="the folder of the tests")
    options.add_argument("--write", action="store_true", help="write docs/conformance.md")
    options.add_argument("only", nargs="*", help="directories, by the beginning of their names")
    given = options.parse_args()
    kit = find_kit(given.tck)
    if kit is None:
        print("not run: the conformance tests are not here; name their folder with --tck or YICI_TCK")
        return 0
    outcomes = run(kit, given.only)
    text = report(outcomes)
    print(text)
    if given.write and not given.only:
        (ROOT / "docs" / "conformance.md").write_text(HEAD + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
