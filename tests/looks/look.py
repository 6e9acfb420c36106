"""How pages are looked at: who visits, what is served, and what is asked of every page.

Asked is: no axe violation, no sideways scroll, nothing small. The policy of a page holds here as it does
for its readers; what a test evaluates comes in by the protocol, which no policy stops.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page
from starlette.types import ASGIApp

from engine.center import Center
from tests.case.office import Desk
from web.house import House
from web.people.store import People
from web.shelf import Shelf

__all__ = ["SIZES", "enter", "faults_of", "house_at", "opened", "served", "visitor"]

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1440, 900)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_SMALL_TEXT = """least => [...document.querySelectorAll('body *')].filter(e => {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const box = e.getBoundingClientRect();
  return own && box.width > 1 && box.height > 1 && parseFloat(getComputedStyle(e).fontSize) < least;
}).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 30))"""

_SMALL_TARGETS = """least => [...document.querySelectorAll('a, button, summary, input, select')].filter(e => {
  const box = (e.closest('label') || e).getBoundingClientRect();
  const line = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  const tick = e.type === 'checkbox' || e.type === 'radio';
  return box.width > 1 && !line && !tick && box.height < least - 0.5;
}).map(e => e.tagName + ' ' + (e.textContent || e.name || '').trim().slice(0, 30))"""


def visitor(browser: Browser, size: str = "desk", *, script: bool = True) -> Page:
    """Give an empty page in a browser of its own, under the policies that the pages send."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        java_script_enabled=script,
        has_touch=size != "desk",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def enter(page: Page, house: House, address: str, login: str) -> Page:
    """Sign somebody in at once: the form and its slow hash are seen elsewhere."""
    person = house.people.named(login)
    assert person is not None, login
    session = house.people.begin(house.now(), person)
    page.context.add_cookies([{"name": "sid", "value": session.id, "url": address}])
    return page


def house_at(bench: Desk, people: People, **more: Any) -> House:
    """Give a house over an office and its catalogue of one small item."""
    return House(
        shelf=Shelf(bench.folder / "catalog", bench.folder / "cache"),
        center=Center(installed=False),
        people=people,
        office=bench.office,
        now=lambda: bench.now,
        **more,
    )


def opened(browser: Browser, address: str, size: str, *, script: bool = True) -> tuple[Page, list[str]]:
    """Open a page; gives it with the list of its errors and of every request that leaves its own site."""
    page = visitor(browser, size, script=script)
    wrong: list[str] = []
    home = "/".join(address.split("/")[:3])
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on(
        "request", lambda r: None if r.url.startswith((home, "data:")) else wrong.append(f"left: {r.url}")
    )
    page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.goto(address)
    return page, wrong


def faults_of(page: Page, axe: str, *, large: bool = False, staff: bool = False) -> list[Any]:
    """Give everything that is wrong with how a page looks."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found: list[Any] = [f"{wide} px too wide"] if wide else []
    page.evaluate(axe)
    report = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    found += [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]][:3])
        for violation in report["violations"]
    ]
    found += [f"small text: {text}" for text in page.evaluate(_SMALL_TEXT, 22 if large else 13)]
    if not staff:
        found += [f"small target: {text}" for text in page.evaluate(_SMALL_TARGETS, 60 if large else 28)]
    return found


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on loopback; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
