"""The catalogue of a demonstration: a copy beside its cases, for whoever tries the studio to publish in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.case.store import Place
from engine.catalog.catalog import Catalog, open_catalog
from engine.center import Center
from web.opening import Desk

__all__ = ["Own", "own_catalog"]


@dataclass(slots=True, kw_only=True)
class Own:
    """What the demonstration works at: everything as it was given, but a catalogue of its own."""

    console: Any
    catalog_path: Path
    cache_path: Path | None
    catalog: Catalog
    center: Center


def own_catalog(desk: Desk, place: Place) -> Own:
    """Copy the catalogue beside the cases, unless it stands there from an earlier demonstration."""
    folder = place.data.with_name(f"{place.data.name}.catalog")
    if not folder.exists():
        shutil.copytree(desk.catalog_path, folder)
    return Own(
        console=desk.console,
        catalog_path=folder,
        cache_path=desk.cache_path,
        catalog=open_catalog(folder, cache=desk.cache_path),
        center=desk.center,
    )
