"""An office for tests: a real store in a folder, a catalogue of the small items, acts in one line each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.calendar import national_calendar
from engine.case.model import Actor
from engine.case.store import Place, found_store, open_store
from engine.catalog.catalog import Catalog, open_catalog
from engine.center.office import Done, Office, Request
from tests.case.bench import MARCH, MARKET, RENTED, SHOP, at, who

FACTS = {**RENTED, "场所来源": "自有"}
MATERIALS = {
    "身份证": {"state": "sound"},
    "承诺书": {"state": "sound"},
    "旧证": {"state": "absent"},
    "租赁合同": {"state": "absent"},
}
# Everything is there, yet the lease ends within half a year.
SHORT_LEASE = {
    "身份证": {"state": "sound"},
    "承诺书": {"state": "sound"},
    "租赁合同": {"state": "sound", "form": "electronic"},
}
ENDS_ON = "2026-05-01"


def place_in(folder: Path) -> Place:
    return Place(data=folder / "data", keys=folder / "keys")


def catalog_in(folder: Path) -> Catalog:
    """Open the catalogue; what was compiled once is remembered beside it."""
    (folder / "cache").mkdir(mode=0o700, exist_ok=True)
    return open_catalog(folder / "catalog", cache=folder / "cache")


def founded_in(folder: Path) -> Place:
    """Found a store and write the catalogue beside it."""
    (folder / "catalog").mkdir(parents=True)
    (folder / "catalog" / "shop.yaml").write_text(SHOP, encoding="utf-8")
    found_store(place_in(folder), MARCH)
    catalog_in(folder)
    return place_in(folder)


@contextmanager
def office_in(folder: Path, **kept: Any) -> Iterator[Desk]:
    """Open the office of a folder."""
    with open_store(place_in(folder)) as store:
        office = Office(store, catalog_in(folder), national_calendar(), **kept)
        yield Desk(office=office, folder=folder)


def copied(founded: Path, to: Path) -> Path:
    shutil.copytree(founded, to)
    return to


@dataclass
class Desk:
    """The office with a moment that tests move on, and the case at hand."""

    office: Office
    folder: Path
    now: datetime = field(default=MARCH)
    case: str = ""

    def on(self, day: str, hour: str = "10:00") -> Desk:
        self.now = at(day, hour)
        return self

    def ask(self, verb: str, actor: Actor | str, *, case: str | None = None, **kept: Any) -> Any:
        """Ask for an act on the case at hand."""
        person = who(actor) if isinstance(actor, str) else actor
        wanted = {name: kept.pop(name) for name in ("key", "expected", "item") if name in kept}
        request = Request(
            verb=verb, actor=person, at=self.now, case=case or self.case or None, sent=kept, **wanted
        )
        return self.office.act(request)

    def do(self, verb: str, actor: Actor | str, **kept: Any) -> Desk:
        done = self.ask(verb, actor, **kept)
        assert isinstance(done, Done), done
        return self

    def open(self, facts: Mapping[str, Any] = FACTS, **kept: Any) -> Desk:
        """Open a case of somebody who owns the shop."""
        self.case = ""
        actor = kept.pop("actor", who("clerk"))
        done = self.ask(
            "open", actor, item="SC-0009", facts=facts, materials=kept.pop("materials", MATERIALS), **kept
        )
        assert isinstance(done, Done), done
        self.case = done.case
        return self

    def receive(self, **kept: Any) -> Desk:
        self.open(**kept)
        return self.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")

    def tell(self) -> Desk:
        """Receive a case whose lease ends too soon, and tell its applicant so."""
        record = {"租赁合同": {"到期日": ENDS_ON}}
        return self.receive(facts=RENTED, materials=SHORT_LEASE, record=record).do("tell", "clerk")

    def accept(self, **kept: Any) -> Desk:
        self.receive(**kept).do("accept", "clerk")
        self.do("dispatch", "clerk", department=MARKET)
        return self.do("transfer", "reviewer")

    @property
    def state(self) -> Any:
        return self.office.state(self.case)
