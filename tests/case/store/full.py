"""A store that holds something of everything, and an empty place beside it."""

from __future__ import annotations

from engine.case.model import Personal
from engine.case.store import Place, Store, Upload
from tests.case.store.desk import AT, CLERK, begin, minutes, receive, say
from tests.case.store.uploads import FINE, keep

SECRET = "23010319900101123X"


def fill(store: Store) -> Upload:
    """Put something of everything into a store."""
    case = begin(
        store, say("received", {"n": 1}, personal={"号码": Personal(value=SECRET, find_by="id")})
    ).case
    store.append(case, receive(), CLERK, minutes(1))
    store.keep_edition("sha256:e", {"item.yaml": "事项名称: 甲"}, CLERK, AT)
    kept = keep(store, FINE, case=case)
    assert isinstance(kept, Upload)
    store.anchor(minutes(2))
    begin(store)
    return kept


def beside(place: Place, name: str = "new") -> Place:
    """Give an empty place that has the keys of another."""
    folder = place.data.parent / name
    return Place(data=folder, keys=place.keys)
