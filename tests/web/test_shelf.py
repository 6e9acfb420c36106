"""What the web shows follows the files, without a restart."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from engine.item.template import new_item
from engine.rules.model import Rulebook
from web.shelf import Missing, Shelf

DAY = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.yaml").write_text(new_item("甲", "T-0001"), encoding="utf-8")
    return tmp_path


def test_a_changed_file_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(folder, None)
    assert [row.code for row in shelf.rows(DAY)] == ["T-0001"]
    (folder / "two.yaml").write_text(new_item("乙", "T-0002"), encoding="utf-8")
    monkeypatch.setattr("web.shelf._FRESH_SECONDS", 0.0)
    assert {row.code for row in shelf.rows(DAY)} == {"T-0001", "T-0002"}
    assert isinstance(shelf.book("T-0002", DAY), Rulebook)


def test_what_is_missing_is_said(folder: Path) -> None:
    (folder / "bad.yaml").write_text(new_item("丙", "T-0003").replace("≥", "≥≥"), encoding="utf-8")
    shelf = Shelf(folder, None)
    assert shelf.book("T-0009", DAY) == Missing(why="unknown-item")
    assert shelf.book("T-0001", date(2020, 1, 1)) == Missing(why="no-edition")
    assert shelf.book("T-0003", DAY) == Missing(why="faulty-item")


def test_of_many_who_ask_one_is_sent_to_look(folder: Path) -> None:
    shelf = Shelf(folder, None)
    assert shelf.at_hand("T-0001", DAY) is None
    book = shelf.book("T-0001", DAY)
    assert shelf.at_hand("T-0001", DAY) is book
    shelf._looked_at = time.monotonic() - 5
    assert [shelf.at_hand("T-0001", DAY) for _ in range(4)] == [None, book, book, book]
    # Whoever was sent and never came back is not waited for.
    shelf._sent_at -= 5
    assert [shelf.at_hand("T-0001", DAY) for _ in range(2)] == [None, book]


def test_an_item_that_is_ready_is_given_without_a_look(folder: Path) -> None:
    shelf = Shelf(folder, None)
    item = shelf.item("T-0001", DAY)
    assert shelf.ready("T-0001", DAY) is item
    shelf._looked_at = time.monotonic() - 5
    # Somebody else has been sent to look: whoever asks for the item would have to wait for that.
    assert shelf.version() is None
    assert shelf.ready("T-0001", DAY) is None


def test_nobody_goes_on_with_what_was_there_before_a_file_was_written(folder: Path) -> None:
    shelf = Shelf(folder, None)
    shelf.book("T-0001", DAY)
    (folder / "one.yaml").write_text(new_item("乙", "T-0001"), encoding="utf-8")
    shelf.renew()
    assert [shelf.at_hand("T-0001", DAY) for _ in range(3)] == [None, None, None]
    book = shelf.book("T-0001", DAY)
    assert isinstance(book, Rulebook) and book.name == "乙" and shelf.at_hand("T-0001", DAY) is book


def test_many_threads_ask_at_once(folder: Path) -> None:
    shelf = Shelf(folder, None)
    with ThreadPoolExecutor(8) as pool:
        books = list(pool.map(lambda _: shelf.book("T-0001", DAY), range(64)))
    assert len({id(book) for book in books}) == 1
