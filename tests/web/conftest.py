"""The web as its tests visit it: a house over the catalogue, people in every role, a browser of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from engine.case.model import Role
from engine.center import Center
from tests.case.bench import MARKET
from tests.case.conftest import desk, founded_office, office_folder
from tests.case.office import Desk
from web.app import build_app
from web.board.tally import Tally
from web.house import CHINA, House
from web.limits import Limits
from web.people.model import STAFF_ROLES, Person
from web.people.passwords import hashed
from web.people.store import People
from web.shelf import Shelf

__all__ = ["desk", "founded_office", "office_folder"]

CATALOG = Path(__file__).parents[2] / "catalog"
NOW = datetime(2026, 3, 9, 10, 0, tzinfo=CHINA)
PASSWORD = "correct horse battery"


class Browser:
    """Visits pages and sends their forms as a browser does, token and all."""

    def __init__(self, house: House) -> None:
        self.client = TestClient(build_app(house), base_url="https://testserver")
        self._house = house

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers, follow_redirects=False)

    def send(self, path: str, page: str, **fields: str | list[str]) -> Response:
        """Send a form to an address with the token that a page holds."""
        return self.client.post(path, data={"_token": self.token(page), **fields}, follow_redirects=False)

    def token(self, page: str) -> str:
        found = re.search(r'name="_token" value="([^"]+)"', self.client.get(page).text)
        assert found is not None, f"{page} has no form"
        return found[1]

    def enter(self, person: Person) -> Browser:
        """Come in with a session that was begun already: the form and its slow hash are tested elsewhere."""
        session = self._house.people.begin(self._house.now(), person)
        self.client.cookies.set("__Host-sid", session.id)
        return self

    def sign_in(self, login: str) -> Browser:
        answer = self.send("/sign-in", "/sign-in", login=login, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return self


@lru_cache(maxsize=1)
def _kept() -> str:
    return hashed(PASSWORD)


def hired(people: People, login: str, *roles: Role, department: str = "", window: str = "") -> Person:
    """Add somebody; hashing is slow on purpose, so one hash serves all."""
    person = Person(
        id=f"p-{login}", login=login, name=f"{login}一", roles=roles, department=department, window=window
    )
    people.keep(person, _kept())
    return person


def within(house: House, login: str) -> Browser:
    """Give a browser in which somebody has signed in."""
    person = house.people.named(login)
    assert person is not None
    return Browser(house).enter(person)


@pytest.fixture(scope="session")
def people() -> Iterator[People]:
    """One person in every role; the role is the login name."""
    made = People()
    for role in STAFF_ROLES:
        hired(made, role, role, department=MARKET, window="3")
    yield made
    made.close()


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the index of the whole catalogue is kept for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def standing(index: Path, people: People) -> House:
    """A house over the whole catalogue."""
    return House(
        shelf=Shelf(CATALOG, index),
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
    return lambda login: within(house, login)


def version(text: str) -> str:
    """Give the version of the case that a page shows."""
    found = re.search(r'name="_version" value="(\d+)"', text)
    assert found is not None
    return found[1]


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An office with one small item, and a case received in it."""
    return desk.receive()


@pytest.fixture
def open_house(bench: Desk, standing: House) -> House:
    people = People()
    staff: tuple[tuple[str, Role, str], ...] = (
        ("clerk", "clerk", ""),
        ("other-clerk", "clerk", ""),
        ("reviewer", "reviewer", MARKET),
        ("decider", "decider", MARKET),
        ("stranger", "reviewer", "别的局"),
        ("issuer", "issuer", ""),
        ("supervisor", "supervisor", ""),
        ("operator", "operator", ""),
    )
    for login, role, department in staff:
        hired(people, login, role, department=department, window="5" if role == "clerk" else "")
    shelf = Shelf(bench.folder / "catalog", bench.folder / "cache")
    return replace(
        standing,
        office=bench.office,
        people=people,
        shelf=shelf,
        tally=Tally(),
        limits=Limits(),
        now=lambda: bench.now,
    )


@pytest.fixture
def sign_in(open_house: House) -> Callable[[str], Browser]:
    return lambda login: within(open_house, login)
