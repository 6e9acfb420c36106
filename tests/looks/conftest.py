"""A real browser for the tests of looks: the system's Chromium, and pages served on loopback.

Without Chromium these tests are skipped with that reason; with YICI_NO_SKIP=1, as in CI, they fail instead.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from engine.center.papers import printer
from engine.cli.start import main
from tests.case.office import Desk, founded_in, office_in
from tests.looks.look import served
from web.app import build_app
from web.house import House

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("YICI_NO_SKIP"):
            pytest.fail("Chromium is not installed, and nothing may be skipped here")
        pytest.skip("Chromium is not installed")  # half a gigabyte, and not from pip
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with one small item, which prints its papers; one for each file of tests."""
    folder = tmp_path_factory.mktemp("bench") / "centre"
    founded_in(folder)
    with office_in(folder, render=printer()) as desk:
        yield desk


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    """Serve the house of a file of tests on loopback."""
    with served(build_app(house)) as address:
        yield address


class Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing; with the headers that keep a page to its own site."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Publish the catalogue and serve it on loopback; gives the address."""
    folder = tmp_path_factory.mktemp("looks") / "site"
    words = ["publish", "--out", str(folder), "--site", "https://example.gov.cn", "--on", ON.isoformat()]
    assert main([*words, "--cache", str(folder.parent / "cache"), "--quiet", "--lang", "zh"]) == 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the script of axe-core as the package ships it."""
    import axe_playwright_python

    found = sorted(Path(axe_playwright_python.__file__).parent.rglob("axe*.js"))
    assert found, "axe-core is not in the package"
    return found[0].read_text(encoding="utf-8")
