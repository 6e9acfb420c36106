"""Measures what a changed field costs the counter's server, on the cases of the demonstration.

    python benchmarks/counter_speed.py [--rounds 2] [--write]

A clerk has signed in and opens every case that is being looked at. Each field of its sheet gets another
value, and the whole form is sent as htmx does it: the change is recorded, the case read again, checked again,
and the part of the page beside it made. Measured is the time in the application, without the client: of the
processor, and by the clock of the wall, with the disk that the record is written to. `--write` keeps the
figures in benchmarks/results.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks.result import options, table, tell
from engine.case.store import Wanted
from engine.center import Center
from engine.cli.desk import Desk
from engine.cli.output import Console
from web.app import build_app
from web.demo.seed import demonstration, seed
from web.house import House
from web.opening import opened_house

CLERK = "zhang"
TARGET_MS = 20
OTHER = {"state": ("sound", "absent"), "copies": ("1", "2"), "flaw": ("缺页", "看不清")}
TYPED = ("2027-03-01", "3", "示例", "2026-05-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """One request: milliseconds of the processor and by the clock of the wall."""

    processor: float
    wall: float


class Timed:
    """An application that notes how long each request took in it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.times: list[Times] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        processor, wall = time.process_time(), time.perf_counter()
        await self._app(scope, receive, send)
        spent = time.process_time() - processor, time.perf_counter() - wall
        self.times.append(Times(processor=spent[0] * 1000, wall=spent[1] * 1000))


class Sheet(HTMLParser):
    """The form of a counter's page, as a browser would send it, and the choices of its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self._select = self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
        if tag == "input" and kind in ("radio", "checkbox"):
            self._choice(name, value, chosen="checked" in given)
        elif tag == "input" and name:
            self.fields[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._choice(self._select, value, chosen="selected" in given)
        elif tag == "textarea":
            self._text = name
            self.fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        self._select = "" if tag == "select" else self._select
        self._text = "" if tag == "textarea" else self._text

    def _choice(self, name: str, value: str, *, chosen: bool) -> None:
        self.choices.setdefault(name, []).append(value)
        if chosen:
            self.fields[name] = value


@contextmanager
def opened() -> Iterator[House]:
    """Open the demonstration in a folder that is thrown away."""
    console = Console(lang="zh", out=StringIO(), err=StringIO())
    with tempfile.TemporaryDirectory() as cache:
        desk = Desk(console, Namespace(catalog=str(ROOT / "catalog"), cache=cache))
        desk.__dict__["center"] = Center(installed=False)
        wanted = Namespace(data=None, store=None, keys=None)
        with demonstration(wanted) as place, opened_house(desk, place) as house:
            seed(house, place)
            yield house


def measure(house: House, rounds: int) -> tuple[list[Times], int]:
    """Change every field of every case that is being looked at; gives the times and the number of cases."""
    person = next(each for each in house.people.all() if each.login == CLERK)
    timed = Timed(build_app(house))
    client = TestClient(timed, base_url="https://testserver")
    client.cookies.set("__Host-sid", house.people.begin(house.now(), person).id)
    assert house.office is not None
    lines = [each.line for each in house.office.listed(Wanted(open=True))]
    addresses = [f"/counter/cases/{line.number}" for line in lines if line.stage == "accept"]
    found: list[Times] = []
    for turn in range(rounds + 1):
        for address in addresses:
            times = keystrokes(house, client, timed, address, turn)
            # The first round only warms up.
            found += times if turn else []
    return found, len(addresses)


def keystrokes(house: House, client: TestClient, timed: Timed, address: str, turn: int) -> list[Times]:
    """Give every field of a sheet another value, one after another."""
    sheet = Sheet(client.get(address).text)
    fields, found = dict(sheet.fields), []
    for name in [name for name in {**sheet.choices, **fields} if ":" in name]:
        options = sheet.choices.get(name) or OTHER.get(name.partition(":")[0], TYPED)
        options = [each for each in options if each != fields.get(name)]
        if not options:
            continue
        fields[name] = options[turn % len(options)]
        # More would be a flood of forms, which is refused.
        house.limits.forgives("send", "testclient")
        answer = client.post(address, data=fields, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.text
        fields["_version"] = Sheet(answer.text).fields["_version"]
        found.append(timed.times[-1])
    return found


def figures(found: list[Times]) -> list[str]:
    """Lay out the times: the middle one, the late ones, the longest."""
    rows = []
    for name, times in (
        ("processor", sorted(each.processor for each in found)),
        ("wall", sorted(each.wall for each in found)),
    ):
        most = times[min(len(times) - 1, len(times) * 99 // 100)]
        rows.append((name, f"{statistics.median(times):.1f}", f"{most:.1f}", f"{times[-1]:.1f}", TARGET_MS))
    return table(("ms", "median", "99 of 100 under", "longest", "bar"), rows)


def main() -> None:
    """Measure, and say or write it."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    with opened() as house:
        found, cases = measure(house, args.rounds)
    fact = f"{len(found)} changes on {cases} cases of the demonstration, each recorded, checked and shown"
    tell("counter_speed", "A changed field, at the counter's server", args, [fact], figures(found))


if __name__ == "__main__":
    main()
