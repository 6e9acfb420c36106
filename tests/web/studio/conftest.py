"""One studio for its tests: people hired once, a catalogue and a house of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.studio.authors import Author, catalog_in, house_in, people
from web.app import build_app
from web.house import House
from web.people.store import People


@pytest.fixture(scope="module")
def staff() -> Iterator[People]:
    made = people()
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return catalog_in(tmp_path)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def house(tmp_path: Path, file: Path, staff: People, cache: Path) -> House:
    return house_in(tmp_path, staff, cache)


@pytest.fixture
def at(house: House) -> Callable[[str], Author]:
    app = build_app(house)
    return lambda login: Author(house, app, login)
