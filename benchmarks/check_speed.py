"""Measures how long finding everything wrong with one submission takes: ours, by hand, public engines.

    python benchmarks/check_speed.py [--rounds 15] [--count 1000] [--fresh 12000] [--write]

Every engine gets the same submissions as parsed JSON and answers the ids of all findings it can say; before
anything is timed, its answers are compared, list by list, with the hand-written ones. The rounds of all
engines are interleaved, so that a busy moment of the machine hits them alike; the figure is processor time,
the median over the rounds of the mean of a round, and the ratio is the median of the ratios within a round.
Then ours and the hand-written one see `--fresh` submissions that nobody has seen before, each once.
`--write` puts the table into benchmarks/results/check_speed.md. Public engines come from
benchmarks/requirements.txt; one that is not installed is left out and said.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.public_engines import ADAPTERS, Adapter
from benchmarks.result import options, table, tell
from benchmarks.workload import by_hand
from benchmarks.workload.submissions import make_submissions

ITEM = ROOT / "benchmarks" / "workload" / "food-licence.yaml"
DISTRIBUTIONS = {
    "zen-engine, one expression": "zen-engine",
    "zen-engine, graph from a loader": "zen-engine",
    "zen-engine, graph as in its quick start": "zen-engine",
    "common-expression-language": "common-expression-language",
    "rule-engine": "rule-engine",
    "SpiffWorkflow (DMN)": "SpiffWorkflow",
    "jsonschema-rs": "jsonschema-rs",
}
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A submission with its day of application, as every engine gets it."""

    submission: Json
    applied_on: date


@dataclass(frozen=True)
class Contestant:
    """One way of finding what is wrong; `ids` is None where it can say everything.

    `run` is what is timed: the same, without taking the ids out of what it gives.
    """

    name: str
    find: Callable[[Case], list[str]]
    ids: frozenset[str] | None = None
    version: str = ""
    run: Callable[[Case], object] | None = None

    @property
    def timed(self) -> Callable[[Case], object]:
        return self.find if self.run is None else self.run


def contestants() -> list[Contestant]:
    """Give ours, the hand-written one, and every public engine that is installed."""
    found = [Contestant("by hand (Python)", lambda case: by_hand.find(case.submission, case.applied_on))]
    found += ours()
    for make in ADAPTERS:
        try:
            found.append(public(make()))
        except ModuleNotFoundError as missing:
            print(f"left out: {make.__name__} ({missing.name} is not installed)", file=sys.stderr)
    return found


def public(adapter: Adapter) -> Contestant:
    find = adapter.find
    version = metadata.version(DISTRIBUTIONS[adapter.name])
    return Contestant(adapter.name, lambda case: find(case.submission), frozenset(adapter.ids), version)


def ours() -> list[Contestant]:
    """Give our two ways: `find` (ids, what the others do too) and `check` (the whole correction)."""
    from engine.check.answer import Answer
    from engine.check.check import check, find
    from engine.item.load import load_file
    from engine.rules.rulebook import compile_item

    loaded = load_file(ITEM)
    compiled = compile_item(loaded.item) if loaded.item is not None else None
    if compiled is None or compiled.rulebook is None:
        faults = (*loaded.faults, *(compiled.faults if compiled is not None else ()))
        raise SystemExit(
            "\n".join(f"{fault.source.line} {fault.code} {fault.says('zh')}" for fault in faults)
        )
    rulebook = compiled.rulebook

    def ids(case: Case) -> list[str]:
        return find(rulebook, case.submission, case.applied_on, case.submission.get("closed", False))

    def whole(case: Case) -> Answer:
        closed = case.submission.get("closed", False)
        return check(rulebook, case.submission, case.applied_on, closed=closed)

    def told(case: Case) -> list[str]:
        return [finding.id for finding in whole(case).findings if finding.verdict == "unmet"]

    return [Contestant("yici find", ids), Contestant("yici check (whole correction)", told, run=whole)]


def compare(contestant: Contestant, cases: list[Case], wanted: list[list[str]]) -> None:
    """Stop if a list of ids differs from the hand-written one, on the rules this engine can say."""
    for number, (case, want) in enumerate(zip(cases, wanted, strict=True)):
        can = want if contestant.ids is None else [each for each in want if each in contestant.ids]
        got = list(contestant.find(case))
        if got != can:
            shown = json.dumps(case.submission, ensure_ascii=False)
            raise SystemExit(f"{contestant.name} differs on submission {number}:\n{got}\n{can}\n{shown}")


def measure(everyone: list[Contestant], cases: list[Case], rounds: int) -> dict[str, list[float]]:
    """Time the rounds of all in turn; a slow engine gets fewer submissions a round, never fewer rounds."""
    share = {each.name: sized(each, cases) for each in everyone}
    times: dict[str, list[float]] = {each.name: [] for each in everyone}
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for each in everyone:
            some, run = share[each.name], each.timed
            start = time.process_time_ns()
            for case in some:
                run(case)
            times[each.name].append((time.process_time_ns() - start) / len(some) / 1000)
        gc.collect()
    gc.enable()
    return times


def measure_fresh(everyone: list[Contestant], cases: list[Case], block: int = 500) -> dict[str, list[float]]:
    """Time one pass over submissions that nobody has seen, in blocks that all see in turn."""
    times: dict[str, list[float]] = {each.name: [] for each in everyone}
    gc.collect()
    gc.disable()
    for start in range(0, len(cases), block):
        some = cases[start : start + block]
        for each in everyone:
            run, began = each.timed, time.process_time_ns()
            for case in some:
                run(case)
            times[each.name].append((time.process_time_ns() - began) / len(some) / 1000)
        gc.collect()
    gc.enable()
    return times


def sized(contestant: Contestant, cases: list[Case]) -> list[Case]:
    """Give as many submissions as take about half a second, at least fifty, spread over all of them."""
    start = time.perf_counter()
    for case in cases[:50]:
        contestant.find(case)
    each = (time.perf_counter() - start) / 50
    step = max(1, min(len(cases) // 50, int(len(cases) * each / 0.5)))
    return cases[::step]


def fresh_table(times: dict[str, list[float]]) -> list[str]:
    """Write the times of the pass over fresh submissions, and what they are to the hand-written ones."""
    rows = [(name, f"{statistics.median(taken):.1f}", to_hand(taken, times)) for name, taken in times.items()]
    return table(("once each", "µs a submission", "ratio to hand"), rows)


def table_of(everyone: list[Contestant], times: dict[str, list[float]], rules: int) -> list[str]:
    """Write the table, fastest first after the hand-written one."""
    rows = []
    for each in sorted(everyone, key=lambda one: statistics.median(times[one.name])):
        taken = times[each.name]
        said = f"{rules if each.ids is None else len(each.ids)} of {rules}"
        middle, spread = f"{statistics.median(taken):.1f}", f"{min(taken):.1f} to {max(taken):.1f}"
        rows.append((each.name, each.version, said, middle, spread, to_hand(taken, times)))
    heads = (
        "engine",
        "version",
        "ids it can say",
        "µs a submission",
        "fastest to slowest round",
        "ratio to hand",
    )
    return table(heads, rows)


def to_hand(taken: list[float], times: dict[str, list[float]]) -> str:
    """Give what times are to the hand-written ones, in the median over the rounds."""
    hand = times["by hand (Python)"]
    return f"{statistics.median(own / by for own, by in zip(taken, hand, strict=True)):.2f}"


NOTES = """\
What is compared: finding the ids of everything that is wrong for certain with one submission of
`workload/food-licence.yaml` (22 checks and conditions, 14 materials, one table), given as parsed JSON.
Times are of the processor; the ratio is the median of the ratios within each round. Each engine is timed on
the rules it can say natively, so one with fewer ids does less work than the others; its answers agreed with
the hand-written ones on every submission before timing began.

- *zen-engine* runs three ways. *One expression* is its quickest and is written by hand: one compiled
  expression that holds all rules. *Graph from a loader* is a decision graph (one table with a row for each
  rule, all hits collected), given to a static loader, which compiles it once. *Graph as in its quick start*
  is the same graph run as the "Quickstart" of its README and the "Basic usage" of its Python documentation
  run one: `decision = ZenEngine().create_decision(content)` once, `decision.evaluate(submission)` each time.
- *common-expression-language* runs one compiled expression too: handing a submission over costs more than
  the rules do. It has no months: five checks less.
- *rule-engine* runs one compiled rule a finding; it has no months either. *SpiffWorkflow* compiles each cell
  of its table whenever it reads it. *jsonschema-rs* cannot compare two values of a submission.
- *yici check* gives the whole correction: words, remedies, what a replacement must satisfy, announcements.
"""


def cases_of(count: int, seed: int) -> list[Case]:
    return [Case(one, date.fromisoformat(one["applied_on"])) for one in make_submissions(count, seed)]


def main() -> None:
    """Measure, and say or write it."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--fresh", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=20260302)
    args = parser.parse_args()
    everyone = contestants()
    fresh = fresh_table(measure_fresh(everyone[:3], cases_of(args.fresh, args.seed + 1)))
    cases = cases_of(args.count, args.seed)
    wanted = [by_hand.find(case.submission, case.applied_on) for case in cases]
    rules = len({name for want in wanted for name in want})
    for each in everyone:
        compare(each, cases, wanted)
    found = table_of(everyone, measure(everyone, cases, args.rounds), rules)
    several = sum(len(want) > 1 for want in wanted)
    facts = [
        f"{args.count} submissions (seed {args.seed}), {several} with several findings; {args.rounds} rounds"
    ]
    unseen = f"{args.fresh} other submissions (seed {args.seed + 1}), never seen before, each once:"
    title = "Finding everything: speed"
    tell("check_speed", title, args, facts, found, [unseen], fresh, NOTES.splitlines())


if __name__ == "__main__":
    main()
