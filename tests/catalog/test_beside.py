"""A decision file beside an item is part of it: when it changes, the rulebook in the index is made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.catalog import open_catalog
from engine.catalog.catalog import Catalog
from engine.check.check import find
from engine.exchange.dmn_export import to_dmn
from engine.item.load import load
from tests.items import HEAD

DAY = date(2026, 3, 2)
ITEM = (
    HEAD
    + """\
办理情形:
  楼层:
    问: 几层？
    选: [一层, 地下]
对照表:
  消防:
    依据: 测试办法 附表
    {table}
审查要点:
  - 编号: R1
    要求: 不是禁止的
    判断: 消防.结果 是 准许
    不符合时: 这里不行。
    怎么改: 换一处。
    依据: 测试办法 第二条
"""
)
TEXT = "表: |\n      楼层 || 结果\n      地下 || 禁止\n      -    || 准许"


def found(catalog: Catalog) -> list[str]:
    row = catalog.choose("SL-0001", DAY)
    rulebook = catalog.rulebook(row, DAY)  # type: ignore[arg-type]  # the item is there
    assert rulebook is not None
    return find(rulebook, {"facts": {"楼层": "地下"}}, DAY)


def test_a_changed_decision_file_is_noticed(tmp_path: Path) -> None:
    written = load(ITEM.format(table=TEXT).encode(), "one.yaml").item
    assert written is not None
    folder, cache = tmp_path / "catalog", tmp_path / "cache"
    folder.mkdir()
    (folder / "one.yaml").write_text(ITEM.format(table="决策文件: 消防.dmn"), encoding="utf-8")
    model = to_dmn(written, {}).xml.decode()
    (folder / "消防.dmn").write_text(model, encoding="utf-8")
    assert found(open_catalog(folder, cache=cache)) == ["R1"]
    (folder / "消防.dmn").write_text(model.replace("禁止", "准许"), encoding="utf-8")
    assert found(open_catalog(folder, cache=cache)) == []
