"""What all tests share: `--record`, which rewrites the answers that stand in files beside their questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="rewrite recorded answers; a person reads the diff"
    )


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds it, or write it there under `--record`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--record"):
            path.write_text(text + "\n", encoding="utf-8")
        assert path.exists(), f"{path.name} is not recorded yet: pytest --record"
        assert text + "\n" == path.read_text(encoding="utf-8")

    return compare
