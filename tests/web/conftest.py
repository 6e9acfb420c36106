"""The web as its tests visit it: a house over the catalogue, people in every role, a browser of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from engine.center import Center
from web.app import build_app
from web.house import CHINA, House
from web.limits import Limits
from web.people.model import STAFF_ROLES
from web.people.store import People
from web.shelf import Shelf

CATALOG = Path(__file__).parents[2] / "catalog"
NOW = datetime(2026, 3, 9, 10, 0, tzinfo=CHINA)
PASSWORD = "correct horse battery"


class Browser:
    """Visits pages and sends their forms as a browser does, token and all."""

    def __init__(self, house: House) -> None:
        self.client = TestClient(build_app(house), base_url="https://testserver")

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers, follow_redirects=False)

    def send(self, path: str, page: str, **fields: str) -> Response:
        """Send a form to an address with the token that a page holds."""
        return self.client.post(path, data={"_token": self.token(page), **fields}, follow_redirects=False)

    def token(self, page: str) -> str:
        found = re.search(r'name="_token" value="([^"]+)"', self.client.get(page).text)
        assert found is not None, f"{page} has no form"
        return found[1]

    def sign_in(self, login: str) -> Browser:
        answer = self.send("/sign-in", "/sign-in", login=login, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return self


@pytest.fixture(scope="session")
def people() -> Iterator[People]:
    """One person in every role; the role is the login name."""
    made = People()
    for role in STAFF_ROLES:
        made.add(role, f"{role}一", [role], PASSWORD, department="市场监督管理局", window="3")
    yield made
    made.close()


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, people: People) -> House:
    """A house over the whole catalogue, its index kept for all tests."""
    return House(
        shelf=Shelf(CATALOG, tmp_path_factory.mktemp("cache")),
        center=Center(installed=False),
        people=people,
        now=lambda: NOW,
    )


@pytest.fixture
def house(standing: House) -> House:
    return replace(standing, limits=Limits())


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


@pytest.fixture
def client(browser: Browser) -> TestClient:
    return browser.client


@pytest.fixture
def signed_in(house: House) -> Callable[[str], Browser]:
    """Give a browser in which somebody has signed in."""
    return lambda login: Browser(house).sign_in(login)
