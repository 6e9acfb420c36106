"""A house with a studio for tests: a small catalogue of its own, two authors, a supervisor, a neighbour."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from engine.case.model import Role
from engine.center import Center
from tests.case.bench import MARKET, SHOP
from tests.web.conftest import PASSWORD, Browser
from web.house import CHINA, House
from web.people.store import People
from web.shelf import Shelf
from web.studio.store import Drafts

TODAY = datetime(2026, 3, 9, 10, 0, tzinfo=CHINA)
CODE = "SC-0009"
SAMPLE = """\
样例:
  - 名称: 自有的店
    申请日期: 2026-03-02
    申请:
      场所来源: 自有
      从业人数: 3
    其余: 合格
    应当: 受理
"""
TEXT = f"# 这一行是作者的批注\n{SHOP}{SAMPLE}".replace("[补正, 检验]", "[补正, 专家评审]")
NEXT = "2026-04-01"
WORSE = TEXT.replace("前提: 场所来源 是 租赁\n    形式", "前提: 场所来源 是 租凭\n    形式")
BETTER = TEXT.replace("承诺: 10 个工作日", "承诺: 7 个工作日")
_PEOPLE: tuple[tuple[str, str, Role, str], ...] = (
    ("li", "李静", "author", MARKET),
    ("wang", "王芳", "author", MARKET),
    ("zhao", "赵督", "supervisor", ""),
    ("chen", "陈外", "author", "别的局"),
)


def catalog_in(folder: Path) -> Path:
    """Write the catalogue; gives the file of its one item."""
    (folder / "catalog" / "market").mkdir(parents=True)
    path = folder / "catalog" / "market" / "shop.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def people() -> People:
    made = People()
    for login, name, role, department in _PEOPLE:
        made.add(login, name, [role], PASSWORD, department=department)
    return made


def house_in(folder: Path, staff: People, cache: Path | None = None) -> House:
    """Give a house over the catalogue of a folder, with a studio; `cache` remembers what was compiled."""
    return House(
        shelf=Shelf(folder / "catalog", cache),
        center=Center(installed=False),
        people=staff,
        drafts=Drafts(),
        now=lambda: TODAY,
    )


class Author(Browser):
    """Somebody at the studio, signed in already; drafts by their number."""

    def __init__(self, house: House, app: ASGIApp, login: str) -> None:
        self.client = TestClient(app, base_url="https://testserver")
        person = house.people.named(login)
        assert person is not None
        self.client.cookies.set("__Host-sid", house.people.begin(house.now(), person).id)

    def begin(self, **fields: str) -> int:
        answer = self.send("/studio/drafts", "/studio", **(fields or {"from": CODE}))
        assert answer.status_code == 303, answer.text
        return int(answer.headers["location"].rpartition("/")[2])

    def page(self, draft: int, query: str = "") -> str:
        answer = self.get(f"/studio/drafts/{draft}{query}")
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def write(self, draft: int, text: str, *, based_on: str = "", **fields: str) -> Response:
        address = f"/studio/drafts/{draft}"
        version = based_on or self.version(draft)
        return self.send(f"{address}/text", address, text=text, _version=version, **fields)

    def step(self, draft: int, verb: str, **fields: str) -> Response:
        address = f"/studio/drafts/{draft}"
        return self.send(f"{address}/{verb}", address, **{"_version": self.version(draft), **fields})

    def version(self, draft: int) -> str:
        found = re.search(r'name="_version"[^>]* value="(\d+)"', self.page(draft))
        assert found is not None
        return found[1]


def approved(at: Callable[[str], Author], text: str = BETTER, first: str = NEXT) -> tuple[Author, int]:
    """Bring a draft as far as the last step."""
    li, wang = at("li"), at("wang")
    draft = li.begin()
    assert li.write(draft, text).status_code == 303
    answer = li.step(draft, "send", first=first)
    assert answer.status_code == 303, answer.text
    assert wang.step(draft, "approve").status_code == 303
    return li, draft
