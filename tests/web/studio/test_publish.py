"""Publishing: an edition begins on its day and ends the last, once, and a try that broke off is finished."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.store import Place
from engine.catalog.catalog import open_catalog
from engine.item.load import load_file
from tests.web.conftest import Browser
from tests.web.studio.authors import CODE, NEXT, TEXT, TODAY, Author, approved
from web.demo.catalog import Own, own_catalog
from web.house import House


def test_an_edition_begins_on_its_day_and_ends_the_one_before(
    at: Callable[[str], Author], file: Path
) -> None:
    li, draft = approved(at)
    assert li.step(draft, "publish").status_code == 303
    new = load_file(file.with_name(f"shop.{NEXT}.yaml")).item
    assert new is not None and (str(new.edition), str(new.valid_from)) == (NEXT, NEXT)
    assert file.read_text() == TEXT.replace("  自: 2026-01-01", "  自: 2026-01-01\n  至: 2026-03-31")


def test_citizens_read_the_new_edition_from_its_day_on(at: Callable[[str], Author], house: House) -> None:
    li, draft = approved(at)
    li.step(draft, "publish")
    later = replace(house, now=lambda: TODAY.replace(month=4, day=1))
    assert "10 个工作日" in Browser(house).get(f"/items/{CODE}").text
    assert "7 个工作日" in Browser(later).get(f"/items/{CODE}").text


def test_publishing_twice_writes_once(at: Callable[[str], Author], house: House, file: Path) -> None:
    li, draft = approved(at)
    for _ in range(2):
        assert li.step(draft, "publish", _key="one").status_code == 303
    assert len(list(file.parent.iterdir())) == 2
    assert house.drafts is not None
    assert [step.verb for step in house.drafts.steps(draft)].count("publish") == 1


def test_a_publication_that_broke_off_is_finished_by_another_try(
    at: Callable[[str], Author], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, draft = approved(at)
    renamed = os.replace
    calls = []

    def once(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        renamed(source, target)

    monkeypatch.setattr("web.studio.publish.os.replace", once)
    assert li.step(draft, "publish").status_code == 422
    monkeypatch.undo()
    assert li.step(draft, "publish").status_code == 303
    assert "至: 2026-03-31" in file.read_text() and len(list(file.parent.iterdir())) == 2


def test_a_catalogue_that_cannot_be_written_is_said_and_the_draft_is_kept(
    at: Callable[[str], Author], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, draft = approved(at)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("web.studio.publish.os.fsync", refuse)
    answer = li.step(draft, "publish")
    assert answer.status_code == 422 and "事项目录写不进去" in answer.text
    assert [each.name for each in file.parent.iterdir()] == [file.name] and "审过，等发布" in li.page(draft)


def test_who_wrote_reviewed_and_published_stands_with_the_edition(at: Callable[[str], Author]) -> None:
    li, draft = approved(at)
    li.step(draft, "publish")
    page = li.get(f"/studio/items/{CODE}").text
    assert "李静 写" in page and "王芳 审" in page and "李静 2026-03-09 发布" in page
    compared = li.get(f"/studio/items/{CODE}/{NEXT}").text
    assert re.search(r"<del>.*?10.*?</del>", compared) and re.search(r"<ins>.*?7.*?</ins>", compared)


def test_a_demonstration_has_a_catalogue_of_its_own(house: House, file: Path, tmp_path: Path) -> None:
    desk = Own(
        console=None,
        catalog_path=file.parents[1],
        cache_path=None,
        catalog=open_catalog(file.parents[1]),
        center=house.center,
    )
    place = Place(data=tmp_path / "demo" / "data", keys=tmp_path / "demo" / "keys")
    own = own_catalog(desk, place)
    (own.catalog_path / "market" / "shop.yaml").write_text("改了", encoding="utf-8")
    assert file.read_text() == TEXT
    assert (own_catalog(desk, place).catalog_path / "market" / "shop.yaml").read_text() == "改了"
