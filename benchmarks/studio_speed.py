"""Measures what a pause in typing costs the studio's server, for every item of the catalogue.

    python benchmarks/studio_speed.py [--rounds 3] [--write]

Each item is saved with one more comment, so that nothing is remembered, as htmx does it: the text is kept,
looked at, its samples run, and the part of the page beside it made. Figures are processor time with the
client's own share in it, the median over the rounds. `--write` keeps them in benchmarks/results.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from starlette.testclient import TestClient

from benchmarks.result import options, tell
from engine.center import Center
from web.app import build_app
from web.house import House
from web.limits import Limits
from web.people.store import People
from web.shelf import Shelf
from web.studio.store import Drafts

TARGET_MS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One item: its size in bytes, and the milliseconds of a text looked at anew and of one that is known."""

    name: str
    size: int
    anew: float
    known: float


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        people = People()
        author = people.add("author", "author", ["author"], "correct horse battery")
        shelf = Shelf(ROOT / "catalog", Path(folder))
        house = House(
            shelf=shelf,
            center=Center(installed=False),
            people=people,
            drafts=Drafts(),
            # One person sends more forms here than anybody types.
            limits=Limits({"send": "1000000/minute"}),
        )
        client = TestClient(build_app(house), base_url="https://testserver")
        client.cookies.set("__Host-sid", people.begin(house.now(), author).id)
        found = [
            measure(client, place.record.code, Path(place.path), args.rounds)
            for place in shelf.files()
            if not place.record.parts
        ]
    tell("studio_speed", "A pause in typing, at the studio's server", args, facts(found))


def measure(client: TestClient, code: str, path: Path, rounds: int) -> Measured:
    """Open an item in the studio and type into it."""
    page = client.get("/studio").text
    sent = {"_token": hidden(page, "_token"), "from": code}
    address = client.post("/studio/drafts", data=sent, follow_redirects=False).headers["location"]
    text = path.read_text(encoding="utf-8")
    version = hidden(client.get(address).text, "_version")
    anew, known = [], []
    for number in range(rounds):
        fields = {"_token": sent["_token"], "text": f"{text}# {number}\n"}
        for times in (anew, known):
            start = time.process_time()
            answer = client.post(
                f"{address}/text", data={**fields, "_version": version}, headers={"HX-Request": "true"}
            )
            times.append((time.process_time() - start) * 1000)
            assert answer.status_code == 200, answer.status_code
            version = hidden(answer.text, "_version")
    return Measured(
        name=path.stem,
        size=len(text.encode()),
        anew=statistics.median(anew),
        known=statistics.median(known),
    )


def hidden(page: str, name: str) -> str:
    """Give the value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def facts(found: list[Measured]) -> list[str]:
    """Say the figures."""
    by_time = sorted(found, key=lambda each: each.anew)
    middle = by_time[len(by_time) // 2]
    under = sum(each.anew < TARGET_MS for each in found)
    return [
        f"{len(found)} items; median {middle.anew:.0f} ms ({middle.name}, {middle.size / 1000:.0f} kB),"
        f" longest {by_time[-1].anew:.0f} ms ({by_time[-1].name}, {by_time[-1].size / 1000:.0f} kB)",
        f"under {TARGET_MS} ms: {under} of {len(found)}",
        f"the same text again: median {statistics.median(each.known for each in found):.0f} ms",
        f"per kilobyte of text: median"
        f" {statistics.median(each.anew / each.size * 1000 for each in found):.1f} ms",
    ]


if __name__ == "__main__":
    main()
