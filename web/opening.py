"""Opens a house over a place: the store with its lock, the office with its plug-ins, accounts, worker.

Whatever was opened is closed again in the other order, with what was begun done to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from engine.case.setting import Practice
from engine.case.store import Place, found_store, open_store
from engine.catalog.catalog import Catalog
from engine.center import Center
from engine.center.office import Office
from engine.center.open import open_office
from engine.center.papers import printer
from engine.center.worker import CHORES, Chore, Worker
from web.board.tally import Tally
from web.house import House, now
from web.people.store import People
from web.shelf import Shelf
from web.side import side_engine
from web.studio.store import Drafts

__all__ = ["Desk", "opened_house", "opened_people", "working"]

_CATALOG_SECONDS: Final = 5.0
_TALLY_SECONDS: Final = 10.0


class Desk(Protocol):
    """What a command works at, as the hook hands it over."""

    console: Any
    catalog_path: Path
    cache_path: Path | None
    catalog: Catalog
    center: Center


@contextmanager
def opened_people(place: Place) -> Iterator[People]:
    """Open the accounts of a place, whose store must be there."""
    people = People(side_engine(place, "people"))
    try:
        yield people
    finally:
        people.close()


@contextmanager
def opened_house(desk: Desk, place: Place) -> Iterator[House]:
    """Open everything; a new place is founded first, one that another server uses is refused."""
    begun = now()
    found_store(place, begun)
    with ExitStack() as opened:
        store = opened.enter_context(open_store(place, serve=True))
        people = opened.enter_context(opened_people(place))
        tally, drafts = Tally(side_engine(place, "tally")), Drafts(side_engine(place, "drafts"))
        opened.callback(tally.close)
        opened.callback(drafts.close)
        opened.callback(desk.center.close)
        office = open_office(
            store, desk.catalog, begun, center=desk.center, render=printer(written=desk.center.written)
        )
        named = office.practice.name
        yield House(
            shelf=Shelf(desk.catalog_path, desk.cache_path, desk.center.catalogs),
            center=desk.center,
            people=people,
            office=office,
            drafts=drafts,
            tally=tally,
            name="" if named == Practice().name else named,
        )


@contextmanager
def working(house: House) -> Iterator[None]:
    """Let the worker do what falls due while the house is open."""
    office = house.office
    assert office is not None, "only a house with cases has work that falls due"

    def read(office: Office, at: datetime) -> None:
        # Read before somebody waits for it: the first visitor of a morning, or after an item has changed.
        office.look_again()
        house.shelf.all(at.date())

    def count(office: Office, at: datetime) -> None:
        if house.tally is not None:
            house.tally.follow(office.store)

    own = (
        Chore(name="catalog", seconds=_CATALOG_SECONDS, do=read),
        Chore(name="tally", seconds=_TALLY_SECONDS, do=count),
    )
    worker = Worker(office, house.now, (*CHORES, *own))
    worker.start()
    try:
        yield
    finally:
        worker.stop()
