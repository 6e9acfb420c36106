"""What all tests share: `--record`, which rewrites the answers that stand in files beside their questions,
a PostgreSQL of their own, and `YICI_NO_SKIP=1`, under which a skipped test is a failed one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import Server, postgres_server


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A private server for the whole run."""
    with postgres_server() as server:
        yield server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Where everything is installed, nothing may be skipped for want of it.

    A test that does not apply to a row, or whose data lie elsewhere, may be skipped: its reason says so.
    """
    report: pytest.TestReport = yield
    wanting = report.skipped and any(word in str(report.longrepr) for word in ("installed", "needs"))
    if wanting and os.environ.get("YICI_NO_SKIP") == "1":
        report.outcome = "failed"
    return report
