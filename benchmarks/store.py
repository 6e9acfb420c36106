"""Measures the case store: events a second, waiting times, lists, verification, backup and restore.

    python benchmarks/store.py [--folder DIR] [--url postgresql://…] [--acts 4000] [--cases 1000000] [--write]

An act on the store is a whole one: it reads its case, draws a number, and leaves an event, a line, a timer
and an idempotency key; its answer comes after COMMIT. An act through the office is a clerk's: the road of a
real item with its guards, clocks and vault. Beside them, in the same run and on the same disk: one fsync,
and the smallest durable commit that SQLite can make, so that the figures can be read on another machine. The
large store is filled past the writer, with the same rows; everything asked of it afterwards goes the usual
way. `--folder` must lie on the disk that is to be measured. `--write` writes benchmarks/results/store.md.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.case_speed import walked
from benchmarks.open_catalogue import median
from benchmarks.result import options, table, tell
from engine.case.model import Actor, Decide, Decision, Draft, Draw, Event, Line, Timer
from engine.case.store import (
    Key,
    Place,
    Recorded,
    Report,
    Store,
    Wanted,
    found_store,
    open_store,
)
from engine.case.store.backup import back_up
from engine.case.store.canonical import CHINA, micros
from engine.case.store.chain import Head, body_of, seal
from engine.case.store.connect import writing_engine
from engine.case.store.restore import restore
from engine.case.store.rows import insert_rows
from engine.case.store.sheet import line_row
from engine.case.store.tables import chains, events, lines
from engine.case.store.vault import new_id
from engine.catalog.catalog import open_catalog
from engine.center.demo_cases import CASES
from engine.center.open import open_office

AT = datetime(2026, 3, 2, 9, tzinfo=CHINA)
CLERK = Actor(id="clerk-1", role="clerk", department="市场监督管理局", window="3")
FACTS = {
    "场所来源": "租赁",
    "从业人数": 3,
    "经营面积": "80.5",
    "说明": "沿街一层，原为小吃店，厨房已经改造" * 3,
}
POOL = CASES[0]
SOME = 5000


@dataclass(frozen=True)
class Measured:
    """One row of the table."""

    what: str
    figure: str


def step(told: Sequence[Event], draw: Draw) -> Decision:
    """Decide the next event of a case, as large as they usually are."""
    data = {"number": draw("case-2026"), "facts": FACTS}
    timer = Timer(kind="notice", at=AT + timedelta(days=7), data={"limit": "notice"})
    line = Line(
        item="SC-0107",
        department=CLERK.department,
        stage="receive",
        holder=CLERK.id,
        due_on=date(2026, 3, 9),
    )
    return Decision(events=(Draft(kind="received", data=data),), timers=(timer,), line=line)


def moment() -> datetime:
    return datetime.now(CHINA)


def work(store: Store, clients: int, acts: int, decide: Decide = step) -> Measured:
    """Let clients act as fast as they are answered; every fourth act begins a case."""
    waits: list[float] = []
    ready = threading.Barrier(clients + 1)

    def client(own: int) -> None:
        case, own_waits = None, []
        ready.wait()
        for turn in range(acts // clients):
            key = Key(route="step", key=f"{clients}-{own}-{turn}-{time.time_ns()}", body_hash="")
            began = time.perf_counter()
            answer = store.append(case, decide, CLERK, moment(), key=key)
            own_waits.append(time.perf_counter() - began)
            assert isinstance(answer, Recorded)
            case = answer.case if answer.sequence < 4 else None
        waits.extend(own_waits)

    threads = [threading.Thread(target=client, args=(own,)) for own in range(clients)]
    for each in threads:
        each.start()
    ready.wait()
    began = time.perf_counter()
    for each in threads:
        each.join()
    rate = len(waits) / (time.perf_counter() - began)
    waits.sort()
    middle, late = waits[len(waits) // 2] * 1000, waits[int(len(waits) * 0.99)] * 1000
    figure = f"{rate:,.0f} a second; median wait {middle:.1f} ms, 99 of 100 within {late:.1f} ms"
    return Measured(f"acts of one event acknowledged, {clients} client{'s' if clients > 1 else ''}", figure)


def roads(folder: Path, clerks: int, cases: int) -> Measured:
    """Let clerks walk whole cases of a real item through the office, each case with all its acts and keys."""
    place = Place(data=folder / "roads", keys=folder / "roads.keys")
    found_store(place, AT)
    spent: list[dict[str, list[float]]] = [defaultdict(list) for _ in range(clerks)]
    with open_store(place, serve=True) as store:
        office = open_office(store, open_catalog(ROOT / "catalog", cache=None), AT)
        walked(office, POOL, defaultdict(list))
        before = store.verify().events

        def clerk(own: int) -> None:
            for _ in range(cases):
                walked(office, POOL, spent[own])

        began = time.perf_counter()
        threads = [threading.Thread(target=clerk, args=(own,)) for own in range(clerks)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        taken = time.perf_counter() - began
        events = store.verify().events - before
    waits = sorted(wait for each in spent for some in each.values() for wait in some)
    middle, late = statistics.median(waits), waits[int(len(waits) * 0.99)]
    figure = (
        f"{len(waits) / taken:,.0f} acts, {events / taken:,.0f} events a second; "
        f"median {middle:.1f} ms, 99 of 100 within {late:.1f} ms"
    )
    return Measured(f"whole cases through the office, {clerks} clerks", figure)


def one_fsync(folder: Path, times: int = 300) -> Measured:
    taken = []
    file = os.open(folder / "fsync", os.O_WRONLY | os.O_CREAT)
    for turn in range(times):
        began = time.perf_counter()
        os.pwrite(file, bytes(4096), turn * 4096)
        os.fsync(file)
        taken.append(time.perf_counter() - began)
    os.close(file)
    return Measured("one write of 4 KiB with fsync", f"{statistics.median(taken) * 1000:.2f} ms, the median")


def smallest_commit(folder: Path, times: int = 500) -> Measured:
    db = sqlite3.connect(folder / "smallest.sqlite", isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table t (a)")
    began = time.perf_counter()
    for turn in range(times):
        db.execute("insert into t values (?)", (turn,))
    rate = times / (time.perf_counter() - began)
    db.close()
    return Measured("smallest durable commits of plain SQLite, one client", f"{rate:,.0f} a second")


def writing(folder: Path, url: str | None, acts: int) -> Iterator[Measured]:
    """Measure acts of one, eight and thirty-two clients."""
    place = Place(data=folder / "writing", keys=folder / "writing.keys", url=url)
    found_store(place, AT)
    with open_store(place, serve=True) as store:
        work(store, 8, acts // 8)
        for clients in (1, 8, 32):
            made = work(store, clients, acts if clients > 1 else acts // 4)
            yield Measured(made.what if url is None else f"{made.what}, PostgreSQL", made.figure)


def fill(place: Place, cases: int) -> None:
    """Fill a store with cases of one event each, due on two hundred days."""
    found_store(place, AT)
    with open_store(place) as store:
        ledger = store.ledger
    engine = writing_engine(place)
    with engine.connect() as db:
        for begin in range(0, cases, SOME):
            rows: dict[str, list[dict[str, object]]] = {"chains": [], "events": [], "lines": []}
            for number in range(begin, min(begin + SOME, cases)):
                at = AT + timedelta(seconds=number)
                case = new_id(at)
                data = {"number": number, "facts": FACTS}
                event = Event(case=case, sequence=1, kind="received", at=at, by=CLERK, data=data)
                row, head = seal(ledger, case, Head(), body_of(event))
                rows["events"].append(row)
                chain = {"id": case, "sequence": 1, "hash": head.hash, "at": micros(at), "anchored": 0}
                rows["chains"].append(chain)
                rows["lines"].append(line_row(case, line_of(number)))
            with db.begin():
                for table in (chains, events, lines):
                    insert_rows(db, table, rows[table.name])


def line_of(number: int) -> Line:
    """Give the line of a case: a tenth is open, and of these a tenth is overdue on 2 March 2026."""
    return Line(
        item=f"SC-{number % 300:04}",
        department=f"第{number % 30}局",
        stage=("receive", "accept", "review", "decide")[number % 4],
        holder=f"clerk-{number % 200}",
        due_on=date(2026, 3, 2) + timedelta(days=number // 10 % 200 - 20),
        open=number % 10 == 0,
        number=f"{number}",
    )


def large(folder: Path, cases: int) -> Iterator[Measured]:
    """Measure lists, anchor, verification, backup and restore of a large store."""
    place = Place(data=folder / "large", keys=folder / "large.keys")
    fill(place, cases)
    size = place.database.stat().st_size >> 20
    wanted = {
        "overdue": Wanted(due_before=date(2026, 3, 2)),
        "overdue of one department": Wanted(department="第0局", due_before=date(2026, 3, 2)),
        "what one clerk holds": Wanted(holder="clerk-0"),
        "a case by its number": Wanted(number=str(cases - 7), open=None),
    }
    many = f"among {cases:,} cases"
    with open_store(place) as store:
        for name, each in wanted.items():
            assert store.lines(each).rows, name
            taken = median(lambda each=each: store.lines(each), 25) * 1000  # type: ignore[misc]  # bound by default
            yield Measured(f"list of 50: {name}, {many}", f"{taken:.1f} ms, the median")
        yield Measured(f"first anchor of {cases:,} chains", f"{median(lambda: store.anchor(AT), 1):.1f} s")
        reports: list[Report] = []
        taken = median(lambda: reports.append(store.verify()), 1)
        assert reports[0].whole and reports[0].events == cases
        yield Measured(f"verifying {cases:,} events in {cases:,} chains", f"{taken:.1f} s, one process")
        made = []
        taken = median(lambda: made.append(back_up(store, folder / "backups", AT)), 1)
        yield Measured(f"backup of {size:,} MB, verified", f"{taken:.1f} s")
    there = Place(data=folder / "restored", keys=place.keys)
    taken = median(lambda: restore(made[0].folder, there, AT, rehearsal=True), 1)
    yield Measured("restoring it, verified", f"{taken:.1f} s")


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--url", help="also measure acts on this empty PostgreSQL database")
    parser.add_argument("--acts", type=int, default=4000)
    parser.add_argument("--cases", type=int, default=1_000_000)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="yici-store-", dir=args.folder))
    found: list[Measured] = []
    try:
        for part in (
            iter([one_fsync(folder), smallest_commit(folder)]),
            writing(folder, None, args.acts),
            iter([roads(folder, 8, max(1, args.acts // 800))]),
            writing(folder / "postgres", args.url, args.acts) if args.url else iter(()),
            large(folder, args.cases),
        ):
            for row in part:
                print(f"{row.what}: {row.figure}", file=sys.stderr, flush=True)
                found.append(row)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rows = table(("", ""), ((row.what, row.figure) for row in found))
    tell("store", "The case store: speed", args, (), rows, NOTES.splitlines())


NOTES = """\
An act reads its case, draws a number, and leaves an event of about 700 bytes, a line, a timer and an
idempotency key; it is answered after COMMIT, with `synchronous=FULL`. The cases through the office are the
swimming pool of the demonstration: checks, a correction, a pause, papers numbered, personal values sealed.
Clients are threads of one process, as in a server. The first two rows say what the disk itself can do; a
slower fsync lowers every figure of acts, least with many clients, because acts that wait together are
committed together.
"""


if __name__ == "__main__":
    main()
