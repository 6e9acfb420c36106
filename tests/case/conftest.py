"""An office for each test, copied from one that was founded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case.office import Desk, copied, founded_in, office_in


@pytest.fixture(scope="session")
def founded_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "made"
    founded_in(folder)
    return folder


@pytest.fixture
def office_folder(founded_office: Path, tmp_path: Path) -> Path:
    return copied(founded_office, tmp_path / "office")


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    with office_in(office_folder) as opened:
        yield opened
