"""Opens the office over a store: the calendar in force, the centre's own practice, catalogue and plug-ins."""

from __future__ import annotations

from datetime import datetime

from engine.calendar import Calendar, national_calendar
from engine.case.store import Store
from engine.case.store.uploads import INCOMING
from engine.catalog.catalog import Catalog
from engine.center.center import Center
from engine.center.delivery import Delivery
from engine.center.in_force import calendar_in_force, put_in_force
from engine.center.inform import informer
from engine.center.local import local_calendar, read_practice
from engine.center.office import Office, Render
from engine.center.scanning import Scanning

__all__ = ["calendar_of", "open_office"]


def open_office(
    store: Store,
    catalog: Catalog,
    at: datetime,
    *,
    center: Center | None = None,
    render: Render | None = None,
) -> Office:
    """Give the office of a store; what lies beside its cases says how this centre works.

    The first office of a store puts its calendar in force; another one that lies there later waits
    (`Office.waiting`) until somebody puts it in force with a reason.
    """
    wanted = calendar_of(store, center)
    current = calendar_in_force(store)
    if current is None:
        put_in_force(store, wanted, "—", at)
        current = wanted
    office = Office(
        store,
        catalog,
        current,
        practice=read_practice(store.place.data),
        asker=None if center is None else center.asker,
        render=render,
        inform=None if center is None else informer(center),
        delivery=None if center is None else Delivery(center),
        scanning=None if center is None else Scanning(center, store.place.uploads / INCOMING),
    )
    office.waiting = None if wanted.digest == current.digest else wanted
    return office


def calendar_of(store: Store, center: Center | None) -> Calendar:
    """Give the calendar that lies there: the country's, days of plug-ins, then those of the centre itself."""
    national = national_calendar() if center is None else center.calendar()
    return local_calendar(store.place.data, national)
