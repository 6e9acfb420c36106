"""Lints of plug-ins point at the line they mean; what an item asks of plug-ins is looked at too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.center.lint import view
from engine.fault import Fault
from engine.item.load import load
from engine.item.model import Item
from tests.center.plugin_files import GOOD, center_with, codes

ITEM = """\
事项名称: 示例
事项编码: SL-0003
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 测试局
申请材料:
  - 名称: 照片
    登记:
      长: 数字
审查要点:
  - 编号: R1
    要求: 够大
    插件: 量/面积
    传入:
      长: 照片.长
      宽: 照片.长
    判断: 答复.面积 ≥ 10
    不符合时: 照片太小。
    怎么改: 请换一张。
"""
LINT = """
def find(item):
    return [Mark(at=("materials", n, "record", 0, "name"), values={"name": each["name"]})
            for n, each in enumerate(item["materials"]) if each["record"]]
@hookimpl
def lints():
    return {"photo/measured": Lint(zh="「{name}」量了尺寸。", en="「{name}」 is measured.", why_zh="因为",
                                   why_en="so", wrong="登记:", right="名称:", find=find)}
"""


@pytest.fixture(scope="module")
def item() -> Item:
    found = load(ITEM.encode(), "item.yaml").item
    assert found is not None
    return found


def lined(faults: tuple[Fault, ...]) -> list[tuple[str, int]]:
    return [(fault.code, fault.source.line) for fault in faults]


def test_a_lint_points_at_the_line_it_means(tmp_path: Path, item: Item) -> None:
    faults = center_with(tmp_path, a=LINT, b=GOOD).lint(item)
    assert lined(faults) == [("photo/measured", 10)]
    assert faults[0].says("zh") == "「照片」量了尺寸。"
    assert faults[0].kind.level == "reminder"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('"name")', '"nothing")'),
        ('"record", 0, "name"', '"record", 7'),
        ('"materials", n', '"materials", "n"'),
    ],
)
def test_a_way_that_leads_nowhere_ends_at_the_last_place_on_it(
    tmp_path: Path, item: Item, wrong: str, right: str
) -> None:
    (fault,) = center_with(tmp_path, a=LINT.replace(wrong, right), b=GOOD).lint(item)
    assert fault.code == "photo/measured"


@pytest.mark.parametrize("find", ["1/0", "return 7", "return [Mark(at=(), values={'no': 'x'})]"])
def test_a_lint_without_an_answer_is_named(tmp_path: Path, item: Item, find: str) -> None:
    text = LINT.replace("def find(item):", f"def find(item):\n    {find}")
    faults = center_with(tmp_path, a=text, b=GOOD).lint(item)
    assert [fault.code for fault in faults] == ["plugin/silent-lint"]


@pytest.mark.parametrize("code", ["item/mine", "Photo/x", "photo", "photo/x/y"])
def test_a_code_that_is_ours_or_misshapen_is_refused(tmp_path: Path, item: Item, code: str) -> None:
    center = center_with(tmp_path, a=LINT.replace("photo/measured", code))
    assert [
        each for each in center.lint(item) if "/" in each.code and not each.code.startswith("plugin/")
    ] == []
    assert codes(center) == ["plugin/bad-contribution"]


def test_an_item_that_asks_in_vain_is_told(tmp_path: Path, item: Item) -> None:
    (fault,) = center_with(tmp_path).lint(item)
    assert lined((fault,)) == [("plugin/unknown-function", 14)]
    near = center_with(tmp_path, a=GOOD.replace("量/面积", "量/面机")).lint(item)
    assert near[0].nearest == ("量/面机",)


def test_other_inputs_than_the_function_wants_are_told(tmp_path: Path, item: Item) -> None:
    (fault,) = center_with(tmp_path, a=GOOD.replace("宽", "高")).lint(item)
    assert (fault.code, fault.values["wanted"], fault.values["given"]) == (
        "plugin/unfit-inputs",
        "长、高",
        "长、宽",
    )


def test_a_lint_sees_plain_values_alone(tmp_path: Path, item: Item) -> None:
    def kinds(value: object) -> set[type]:
        if isinstance(value, Mapping):
            return {dict}.union(*(kinds(part) for part in value.values()))
        if isinstance(value, tuple):
            return {tuple}.union(*(kinds(part) for part in value))
        return {type(value)}

    assert {kind.__name__ for kind in kinds(view(item))} <= {
        "dict",
        "tuple",
        "str",
        "int",
        "bool",
        "Decimal",
        "NoneType",
    }
