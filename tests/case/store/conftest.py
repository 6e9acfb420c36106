"""Stores for tests: a new one each, on SQLite or on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.case.store import Place, Store, found_store, open_store
from engine.case.store.backup import back_up
from tests.case.store.desk import AT, minutes, place_in
from tests.case.store.full import fill
from tests.postgres import Server


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store that the others are copied from: founding takes a third of a second."""
    folder = tmp_path_factory.mktemp("founded")
    found_store(place_in(folder), AT)
    return folder


@pytest.fixture
def place(founded_folder: Path, tmp_path: Path) -> Place:
    """The place of an empty store on SQLite."""
    folder = tmp_path / "place"
    shutil.copytree(founded_folder, folder)
    return place_in(folder)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An empty store on SQLite."""
    with open_store(place) as opened:
        yield opened


@pytest.fixture(scope="session")
def founded_database(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An empty store on PostgreSQL that the others are copied from."""
    made = place_in(tmp_path_factory.mktemp("founded"), postgres.database())
    found_store(made, AT)
    return made


@pytest.fixture
def on_postgres(postgres: Server, founded_database: Place, tmp_path: Path) -> Place:
    """The place of an empty store on PostgreSQL."""
    folder = tmp_path / "on_postgres"
    shutil.copytree(founded_database.data.parent, folder)
    name = str(founded_database.url).partition("?")[0].rpartition("/")[2]
    return place_in(folder, postgres.database(template=name))


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store on SQLite, then one on PostgreSQL."""
    name = "place" if request.param == "sqlite" else "on_postgres"
    chosen: Place = request.getfixturevalue(name)
    with open_store(chosen) as opened:
        yield opened


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    """A backup of a store that holds something of everything."""
    fill(store)
    return back_up(store, tmp_path / "backups", minutes(5)).folder
