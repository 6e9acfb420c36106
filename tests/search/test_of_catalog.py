"""The search of a catalogue: items in force, read once, and again when something changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.catalog.catalog import open_catalog
from engine.search import of_catalog
from engine.search.find import find
from engine.search.of_catalog import index_of

DAY = date(2026, 3, 2)
ITEM = """\
事项名称: {name}
事项编码: {code}
实施版本: 2026-01-01
有效期:
  自: {start}
进驻部门: 测试局
依据: 测试办法 第一条
便民说法: [{phrase}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "catalog"
    made.mkdir()
    write(made, "one", name="结婚登记", code="SL-0001", phrase="红本本")
    write(made, "two", name="食品许可", code="SL-0002", phrase="开饭店")
    write(made, "later", name="护照", code="SL-0003", phrase="出国", start="2027-01-01")
    return made


def write(folder: Path, file: str, *, name: str, code: str, phrase: str, start: str = "2026-01-01") -> None:
    text = ITEM.format(name=name, code=code, phrase=phrase, start=start)
    (folder / f"{file}.yaml").write_text(text, encoding="utf-8")


def found(folder: Path, cache: Path, words: str) -> list[str]:
    return [hit.code for hit in find(index_of(open_catalog(folder, cache=cache), DAY), words).hits]


def test_items_in_force_are_found_and_no_others(folder: Path, tmp_path: Path) -> None:
    assert found(folder, tmp_path / "cache", "红本本") == ["SL-0001"]
    assert found(folder, tmp_path / "cache", "出国") == []


def test_what_was_read_once_is_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(folder, tmp_path / "cache", "开饭店") == ["SL-0002"]
    monkeypatch.setattr(of_catalog, "build_index", None)
    assert found(folder, tmp_path / "cache", "开饭店") == ["SL-0002"]


def test_a_changed_phrase_is_found_at_once(folder: Path, tmp_path: Path) -> None:
    assert found(folder, tmp_path / "cache", "小吃店") == ["SL-0002"]
    write(folder, "one", name="结婚登记", code="SL-0001", phrase="成家")
    assert found(folder, tmp_path / "cache", "成家") == ["SL-0001"]
    assert found(folder, tmp_path / "cache", "红本本") == []


def test_an_empty_catalogue_can_be_searched(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    assert found(tmp_path / "catalog", tmp_path / "cache", "红本本") == []
