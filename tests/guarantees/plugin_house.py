"""A centre at work on one case, and every hook asked on the road that it is asked on; for G15.

Run as a program it does so with a plug-in that takes the process along: `python -m … FOLDER HOOK`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from engine.calendar import national_calendar
from engine.case.model import Event
from engine.case.store import found_store, open_store
from engine.case.store.uploads import INCOMING
from engine.catalog.catalog import open_catalog
from engine.center import Center
from engine.center.contract import HOOKS, Hook
from engine.center.inform import informer
from engine.center.office import Done, Office, Request
from engine.center.scanning import Scanning
from engine.check.answer import Answer
from engine.hookspecs import Message, Parcel, Scanned
from engine.item.load import load
from tests.case.bench import MARCH, who
from tests.case.office import place_in
from tests.guarantees.plugin_faults import ITEM

__all__ = ["ROADS", "House", "found_in", "house_in"]

MESSAGE: Final = Message(
    key="k",
    occasion="told",
    case_number="1",
    item="示例",
    channel="sms",
    address="13900000000",
    values={"until": "x"},
)
PARCEL: Final = Parcel(
    key="k", case_number="1", receiver="甲", telephone="13900000000", address="示例路 1 号", content="证"
)
HANDED_IN: Final[Mapping[str, Any]] = {
    "facts": {"申请人": {"名称": "示例"}},
    "materials": {"身份证": {"state": "sound", "copies": 1}, "照片": {"state": "absent"}},
    "record": {"身份证": {"身份证号": "1"}},
}
PAPER: Final = b"%PDF-" + bytes(100_000)
GOOD: Final = ("a", "z")
LONG: Final = 60.0


@dataclass
class House:
    """An office that asks whichever centre is put in, and the case at hand."""

    office: Office = field(init=False)
    center: Center = field(init=False)
    plugins: Path = field(init=False)
    case: str = ""

    def begin(self) -> None:
        """Receive a new case."""
        self.case = ""
        self.case = self.act("open", **HANDED_IN).case
        self.act("receive")

    def act(self, verb: str, **sent: Any) -> Done:
        item, case = ("", self.case) if self.case else ("SL-0015", None)
        request = Request(verb=verb, actor=who("clerk"), at=MARCH, case=case, item=item, sent=sent)
        done = self.office.act(request)
        assert isinstance(done, Done), done
        return done

    @property
    def events(self) -> tuple[Event, ...]:
        return self.office.store.events(self.case)

    def submission(self) -> object:
        return self.office.submission(self.case, who("clerk"), MARCH, "look")

    def answer(self) -> Answer:
        made = self.office.answer(self.case, who("clerk"), MARCH)
        assert made is not None
        return made

    def heard(self) -> dict[str, list[str]]:
        return {name: (self.plugins / f"{name}.heard").read_text("utf-8").splitlines() for name in GOOD}


def found_in(folder: Path) -> None:
    """Found a store, and write a catalogue beside it."""
    (folder / "catalog").mkdir(parents=True)
    (folder / "catalog" / "item.yaml").write_text(ITEM, encoding="utf-8")
    (folder / "cache").mkdir(mode=0o700)
    found_store(place_in(folder), MARCH)


@contextmanager
def house_in(folder: Path) -> Iterator[House]:
    """Open the office of a folder."""
    house = House()
    with open_store(place_in(folder)) as store:
        house.office = Office(
            store,
            open_catalog(folder / "catalog", cache=folder / "cache"),
            national_calendar(),
            asker=lambda rulebook: house.center.asker(rulebook),
            inform=lambda done: informer(house.center)(done),
        )
        yield house


def _of_good(names: Any) -> list[str]:
    return [name for name in names if name in GOOD]


def _lints(house: House) -> object:
    item = load(ITEM.encode(), "item.yaml").item
    assert item is not None
    return _of_good(fault.code.partition("/")[0] for fault in house.center.lint(item))


def _closed(house: House) -> object:
    calendar = house.center.calendar()
    return ["z" if day == 3 else "a" for day in (5, 3) if not calendar.is_workday(date(2026, 3, day))]


def _flaws(house: House) -> object:
    says = "".join(each.says for each in house.answer().findings if each.kind == "flaw")
    return [name for name in GOOD if name in says]


def _filled(house: House) -> object:
    unseen = [each.fact for each in house.answer().unknown if each.fact == "营业执照"]
    return unseen or ["a", "z"]


def _carried(house: House) -> object:
    found = house.center.carry(PARCEL)
    assert found is not None
    # Whoever failed may have taken the parcel: then the last one must not be asked.
    asked = [each.plugin for each in house.center.called if each.hook == "carry"]
    assert (asked[-1] == "z") is (found.plugin == "z")
    return ["a", "z"] if found.failed or found.plugin in ("m", "z") else found


def _scanned(house: House) -> object:
    scan = Scanning(house.center, house.office.store.place.uploads / INCOMING).look(
        lambda: [PAPER], "application/pdf", len(PAPER)
    )
    asked = [each for each in house.center.called if each.hook == "scan_upload"]
    # What somebody gave no answer about is not clean, whatever the others say of it.
    assert scan.outcome == ("unknown" if any(each.failed for each in asked) else "clean")
    assert not list(house.office.store.place.uploads.glob(f"{INCOMING}/*"))
    return _of_good(each.plugin for each in asked if each.answer == Scanned())


def _told(house: House) -> object:
    house.act("tell")
    return [name for name, lines in house.heard().items() if "补告" in lines[-1]]


def _recorded(house: House) -> object:
    house.act("urge", reason="等了很久")
    return [name for name, lines in house.heard().items() if lines == ["urged"]]


ROADS: Final[Mapping[str, Callable[[House], object]]] = {
    "catalogs": lambda house: [path.name[0] for path in house.center.catalogs() if path.name[0] in GOOD],
    "functions": lambda house: [n for n in GOOD if house.center.ask(f"{n}/数", {}) == {"数": 1}],
    "code_lists": lambda house: _of_good(house.center.code_lists()),
    "holidays": _closed,
    "templates": lambda house: _of_good(name[-1] for name in house.center.templates()),
    "commands": lambda house: _of_good(house.center.commands()),
    "pages": lambda house: [house.center.show(n, "zh", {}).answer for n in _of_good(house.center.pages())],
    "lints": _lints,
    "check_material": _flaws,
    "fill_material": _filled,
    "function": _flaws,
    "identify": lambda house: _of_good(each.answer.zh for each in house.center.identify("1") if each.answer),
    "notify": lambda house: _of_good(each.answer.by for each in house.center.notify(MESSAGE) if each.answer),
    "carry": _carried,
    "scan_upload": _scanned,
    "event_recorded": _recorded,
    "correction_told": _told,
}
"""Asks each hook where a centre asks it, and gives the names of the good plug-ins whose answers came."""


def main(folder: Path, hook: str) -> None:
    """Ask a hook of plug-ins that share this process, about the case at hand; there is time enough."""
    rows = cast("dict[str, Hook]", HOOKS)
    rows.update({name: replace(row, seconds=LONG) for name, row in HOOKS.items()})
    with house_in(folder) as house:
        house.plugins = folder / "plugins"
        house.center = Center(files=house.plugins, installed=False, trail=folder / "cache")
        house.case = (folder / "case").read_text()
        ROADS[hook](house)
    print("survived", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
