"""Items and cases come out in the rows of the standard, without a word about a person."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from yici_exchange import outbox
from yici_exchange.cases import case_tables
from yici_exchange.items import item_tables
from yici_exchange.tables import Table, as_csv, as_json

from engine.case.model import Actor, Event, Reference
from engine.case.terms import Terms
from engine.center import Center
from engine.cli import main
from engine.hookspecs import Happened, Told
from engine.item.elements import national_profile
from engine.item.load import load_file
from engine.item.model import Item
from engine.item.terms import Span

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parents[1]
MORNING = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))
TERMS = Terms(
    item="SC-0201",
    name="食品经营许可",
    name_en="food permit",
    edition="2026-03-01",
    edition_hash="sha256:1",
    department="市场监督管理局",
    tell_within=Span(count=5, unit="workdays"),
).to_json()


@pytest.fixture(scope="module")
def center() -> Center:
    made = Center(sources=[HERE], installed=False)
    assert made.faults == ()
    assert list(made.code_lists()) == ["GB/T 39046—2020", "一个省交换库用过的取值"]
    return made


@pytest.fixture(scope="module")
def food() -> Item:
    item = load_file(str(ROOT / "catalog" / "market" / "food-permit.yaml")).item
    assert item is not None
    return item


def events() -> Sequence[Event]:
    """Give a short case: opened, decided against, rated; a person's values only by reference."""
    person = {"facts": Reference(id="v1", digest="canary", person="applicant")}
    rows = [
        ("opened", "clerk", {"terms": TERMS, "case_number": "20260302-0001", "channel": "window"}, {}),
        ("filled", "applicant", {}, person),
        ("withdrawn", "applicant", {"signed": True}, {}),
        ("rated", "applicant", {"grade": 1}, {}),
    ]
    return [
        Event(
            case="c1",
            sequence=number,
            kind=kind,
            at=MORNING + timedelta(hours=number),
            by=Actor(id="w-7", role=role),  # type: ignore[arg-type]  # roles by name
            data=data,
            personal=personal,
        )
        for number, (kind, role, data, personal) in enumerate(rows, start=1)
    ]


def test_an_item_is_a_row_of_table_four(food: Item) -> None:
    table, materials = item_tables([food], national_profile())
    (row,) = table.rows
    assert (row["事项名称"], row["事项类型"], row["事项类型代码"]) == (
        "食品经营许可（新办）",
        "行政许可",
        "01",
    )
    assert row["行使层级代码"] == "4" and row["是否收费"] == "0"
    assert [each["材料名称"] for each in materials.rows] == [str(each.name) for each in food.materials]
    assert {each["事项编码"] for each in materials.rows} == {"SC-0201"}


def test_another_code_list_gives_other_codes(center: Center) -> None:
    path = ROOT / "plugins" / "market" / "yici_market" / "catalog" / "food-vendor.yaml"
    item = load_file(str(path)).item
    assert item is not None
    rows = [item_tables([item], codes)[0].rows[0] for codes in center.code_lists().values()]
    assert [row["事项类型代码"] for row in rows] == ["10", "20"]


def test_a_case_is_rows_of_tables_five_to_nine() -> None:
    tables = {(table.number, table.name): table for table in case_tables([events()], national_profile())}
    (applied,) = tables[5, "办事申请"].rows
    assert (applied["办件编号"], applied["申请时间"]) == ("20260302-0001", "20260302T100000")
    assert (applied["办件类型代码"], applied["申报来源代码"]) == ("2", "1")
    steps = tables[7, "事项办理"].rows
    assert [row["环节名称"] for row in steps] == ["建件", "填申请", "撤回", "评价"]
    assert [row["业务动作"] for row in steps] == ["其他", "其他", "退回", "其他"]
    (ended,) = tables[8, "事项办结"].rows
    assert (ended["办件结果描述"], ended["办结时间"]) == ("撤回", "20260302T120000")
    (rated,) = tables[9, "绩效评价"].rows
    assert (rated["满意度"], rated["满意度代码"], rated["评价次数"]) == ("非常满意", "1", "1")
    assert tables[6, "事项受理"].rows == []


def test_nothing_that_is_personal_comes_out() -> None:
    said = as_json(case_tables([events()], national_profile()))
    assert "canary" not in said and "申请者" not in said and "v1" not in said


def test_only_columns_that_hold_something_are_written() -> None:
    table = Table(number=7, name="事项办理", rows=[{"甲": "", "乙": "1"}, {"乙": "", "丙": "=1+1"}])
    assert table.columns == ("乙", "丙")
    assert list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig")))) == [
        ["乙", "丙"],
        ["1", ""],
        ["", "'=1+1"],
    ]
    assert json.loads(as_json([table]))["表"][0]["行"] == [{"乙": "1"}, {"丙": "=1+1"}]


def test_a_column_stands_where_its_row_has_it() -> None:
    rows = [{"甲": "1", "丁": "1"}, {"甲": "1", "乙": "1", "丁": "1"}, {"丙": "1", "丁": "1"}]
    assert Table(number=4, name="x", rows=rows).columns == ("丙", "甲", "乙", "丁")


def happened(kind: str = "accepted") -> Happened:
    return Happened(
        case="c1",
        number="20260302-0001",
        item="SC-0201",
        edition="2026-03-01",
        sequence=5,
        kind=kind,
        at=MORNING,
        role="clerk",
        department="市场监督管理局",
        stage="transfer",
    )


def test_every_event_is_added_to_the_outbox(
    center: Center, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YICI_EXCHANGE_OUTBOX", str(tmp_path))
    for kind in ("accepted", "extended"):
        assert [each.state for each in center.event_recorded(happened(kind))] == ["answered"]
    lines = (tmp_path / "7-20260302.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["业务动作"], first["环节名称"], first["环节开始时间"]) == (
        "通过",
        "受理",
        "20260302T090000",
    )
    assert second["特别程序种类代码"] == "1"


def test_what_was_told_late_is_a_row_of_supervision(
    center: Center, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YICI_EXCHANGE_OUTBOX", str(tmp_path))
    told = Told(
        case="c1",
        number="20260302-0001",
        item="SC-0201",
        correction="补告1号",
        round=2,
        at=MORNING,
        findings=["R1"],
    )
    center.correction_told(told)
    assert list(tmp_path.iterdir()) == []
    late = Told(**{**{name: getattr(told, name) for name in Told.__dataclass_fields__}, "breaches": ["R1"]})
    assert [each.state for each in center.correction_told(late)] == ["answered"]
    (row,) = map(json.loads, (tmp_path / "11-20260302.jsonl").read_text(encoding="utf-8").splitlines())
    assert row["监察结果描述"] == "R1"


def test_without_the_setting_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YICI_EXCHANGE_OUTBOX", raising=False)
    outbox.add(7, MORNING, {"甲": "1"})


def test_an_outbox_that_cannot_be_written_is_named(center: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICI_EXCHANGE_OUTBOX", "/nowhere/at/all")
    (called,) = center.event_recorded(happened())
    assert (called.state, called.plugin) == ("raised", "yici-exchange")


def yici(capsys: pytest.CaptureFixture[str], tmp_path: Path, *words: str) -> tuple[int, str, str]:
    """Run the command from its source tree, as a file that hands on what it contributes."""
    (tmp_path / "plug").mkdir(exist_ok=True)
    (tmp_path / "plug" / "exchange.py").write_text("from yici_exchange import *\n", encoding="utf-8")
    capsys.readouterr()
    code = main([*words, "--plugins-dir", str(tmp_path / "plug"), "--lang", "zh"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_writes_a_file_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    catalog = ("--catalog", str(ROOT / "catalog"), "--on", "2026-04-01")
    code, _, err = yici(
        capsys, tmp_path, "exchange", "items", "SC-0201", "--out", str(tmp_path / "rows"), *catalog
    )
    assert (code, "写好 2 张表" in err) == (0, True)
    assert sorted(path.name for path in (tmp_path / "rows").iterdir()) == [
        "04-事项管理-材料.csv",
        "04-事项管理.csv",
    ]
    code, out, _ = yici(capsys, tmp_path, "exchange", "items", "SC-0201", "--form", "json", *catalog)
    assert (code, json.loads(out)["标准"]) == (0, "GB/T 39046—2020")


@pytest.mark.parametrize(
    ("words", "because"),
    [
        (("exchange", "items"), "--out"),
        (("exchange", "items", "--form", "json", "--codes", "没有"), "没有叫「没有」的代码表"),
        (("exchange", "cases", "--form", "json", "--data", "/nowhere"), "/nowhere"),
    ],
)
def test_wrong_use_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], because: str
) -> None:
    code, _, err = yici(capsys, tmp_path, *words)
    assert code == 2 and because in err
