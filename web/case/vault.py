"""Values about a person read from the vault of a case; who reads them and what for is on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.case.model import Reference
from web.case.opened import Opened
from web.route import Visit

__all__ = ["read"]


def read(visit: Visit, opened: Opened, wanted: Iterable[Reference], purpose: str) -> Mapping[str, object]:
    """Give values by the id of their reference; where nothing is asked for, nothing is read or recorded."""
    references = tuple(wanted)
    if not references:
        return {}
    return opened.office.store.reveal(opened.case, references, opened.actor, purpose, visit.now).values
