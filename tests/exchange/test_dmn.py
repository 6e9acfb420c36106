"""Decision models in and out: an item's tables and checks answer the same in DMN, and come back the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from engine.check.check import look
from engine.exchange.dmn_export import to_dmn
from engine.exchange.dmn_import import from_dmn
from engine.feel.dmn.from_xml import read_xml
from engine.feel.dmn.model import Model
from engine.feel.dmn.read import read_model
from engine.feel.dmn.run import evaluate_decision
from engine.item.load import load
from engine.item.model import Item
from engine.rules.rulebook import compile_item
from tests.check.random_items import TODAY
from tests.items import HEAD, loaded

FIELDS = """\
办理情形:
  面积:
    问: 多大？
    填: 数字
  楼层:
    问: 几层？
    选: [一层, 二层以上, 地下]
  用明火:
    问: 用明火吗？
    填: 是否
"""
TABLE = """\
对照表:
  消防:
    依据: 办法
    表: |
      面积       | 楼层           | 用明火 || 类别
      -          | 地下           | 是     || 禁止
      > 300      | 非(一层)       | -      || 重点
      100 到 300 | 二层以上, 地下 | -      || 一般
      -          | -              | -      || 承诺
  等级:
    依据: 办法
    取法: 任意
    表: |
      消防.类别  | 面积   || 分 | 名
      禁止, 重点 | -      || 3  | 高
      一般       | -      || 2  | 中
      承诺       | < 1000 || 1  | 低
"""
CHECKS = """\
审查要点:
  - 编号: R1
    前提: 用明火 是 是
    要求: 不能是重点
    判断: 消防.类别 不是 重点
    不符合时: 是重点。
    怎么改: 换地方。
    依据: 办法
  - 编号: R2
    要求: 分不高
    判断: 等级.分 < 3 且 等级.名 属于 [中, 低]
    不符合时: 太高。
    怎么改: 换地方。
    依据: 办法
"""
FACTS = some.fixed_dictionaries(
    {
        "面积": some.integers(0, 400).map(lambda n: Decimal(n) / 2 if n % 3 else n),
        "楼层": some.sampled_from(["一层", "二层以上", "地下"]),
        "用明火": some.booleans(),
    }
)
SPACED = """<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Loan" namespace="urn:x" id="d">
  <itemDefinition name="tRisk"><typeRef>string</typeRef>
    <allowedValues><text>"low","high"</text></allowedValues></itemDefinition>
  <inputData id="i1" name="Applicant Age"><variable name="Applicant Age" typeRef="number"/></inputData>
  <inputData id="i2" name="Risk"><variable name="Risk" typeRef="tRisk"/></inputData>
  <decision id="d1" name="Premium Class"><variable name="Premium Class" typeRef="string"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i2"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>Applicant Age</text></inputExpression></input>
      <input><inputExpression typeRef="string"><text>Risk</text></inputExpression></input>
      <output typeRef="string"><defaultOutputEntry><text>"C"</text></defaultOutputEntry></output>
      <rule><inputEntry><text>[18..65)</text></inputEntry><inputEntry><text>"low"</text></inputEntry>
        <outputEntry><text>"A"</text></outputEntry></rule>
      <rule><inputEntry><text>&gt;= 65</text></inputEntry><inputEntry><text>not("high")</text></inputEntry>
        <outputEntry><text>"B"</text></outputEntry></rule>
    </decisionTable></decision>
  <decision id="d2" name="Eligible"><variable name="Eligible" typeRef="boolean"/>
    <informationRequirement><requiredDecision href="#d1"/></informationRequirement>
    <literalExpression><text>Premium Class != "C" and Applicant Age &gt;= 18</text>
    </literalExpression></decision>
  <decision id="d3" name="Fee"><variable name="Fee" typeRef="number"/>
    <literalExpression><text>Applicant Age * 2</text></literalExpression></decision>
  <businessKnowledgeModel id="b1" name="f"><encapsulatedLogic>
    <formalParameter name="a"/><literalExpression><text>a + 1</text></literalExpression>
  </encapsulatedLogic></businessKnowledgeModel>
</definitions>
"""


def item_of(body: str) -> Item:
    return loaded(HEAD + body)


def model_of(xml: bytes) -> Model:
    got = read_xml(xml, "model.dmn")
    assert got.model is not None and not got.faults
    return read_model(got.model)


ITEM = item_of(FIELDS + TABLE + CHECKS)
EXPORTED = to_dmn(ITEM)
MODEL = model_of(EXPORTED.xml)
RULEBOOK = compile_item(ITEM).rulebook


def verdicts(item: Item, facts: dict[str, object]) -> dict[str, object]:
    compiled = compile_item(item)
    assert compiled.rulebook is not None, [fault.says() for fault in compiled.faults]
    seen = look(compiled.rulebook, {"facts": facts}, TODAY, closed=True)
    return {one.id: v for one, v in zip(compiled.rulebook.requirements, seen.verdicts, strict=True)}


@settings(max_examples=40, deadline=None)
@given(facts=FACTS)
def test_checks_over_tables_answer_the_same_in_dmn(facts: dict[str, object]) -> None:
    assert not EXPORTED.faults and EXPORTED.decisions == 4
    ours = verdicts(ITEM, facts)
    for name in ("R1", "R2"):
        assert evaluate_decision(MODEL, name, facts) is ours[name]


def test_a_table_answers_the_same_in_dmn_as_it_reads() -> None:
    answer = evaluate_decision(MODEL, "消防", {"面积": 200, "楼层": "地下", "用明火": False})
    assert answer == "一般"
    high = {"面积": 301, "楼层": "地下", "用明火": False}
    assert evaluate_decision(MODEL, "等级", high) == {"分": 3, "名": "高"}


@settings(max_examples=25, deadline=None)
@given(facts=FACTS)
def test_what_was_written_comes_back_with_the_same_answers(facts: dict[str, object]) -> None:
    back = from_dmn(EXPORTED.xml, "model.dmn", "SL-0001")
    assert not back.faults and (back.tables, back.checks) == (2, 2)
    loaded = load(back.text.encode(), "back.yaml")
    assert loaded.item is not None and not loaded.faults
    ours, theirs = verdicts(ITEM, facts), verdicts(loaded.item, facts)
    for name in ("R1", "R2"):
        assert (theirs[name] is False) == (ours[name] is False)


def test_a_foreign_model_becomes_a_skeleton_and_the_rest_is_said() -> None:
    made = from_dmn(SPACED.encode(), "loan.dmn")
    assert (made.tables, made.checks) == (1, 1)
    assert [fault.values["name"] for fault in made.faults] == ["Fee", "f"]
    assert all(fault.source.line > 1 for fault in made.faults)
    loaded = load(made.text.encode(), "loan.yaml")
    assert loaded.item is not None and not loaded.faults
    assert verdicts(loaded.item, {"Applicant_Age": 30, "Risk": "low"})["Eligible"] is True
    assert verdicts(loaded.item, {"Applicant_Age": 17, "Risk": "low"})["Eligible"] is False
    assert verdicts(loaded.item, {"Applicant_Age": 70, "Risk": "high"})["Eligible"] is False


def test_a_table_may_stand_in_a_file_beside_the_item(tmp_path: Path) -> None:
    (tmp_path / "loan.dmn").write_text(SPACED, encoding="utf-8")
    body = "办理情形:\n  Applicant_Age:\n    问: 几岁？\n    填: 数字\n"
    body += "  Risk:\n    问: 险？\n    选: [low, high]\n"
    body += (
        "对照表:\n  Premium_Class:\n    依据: 办法\n    决策文件: {file}\n" + CHECKS.split("  - 编号: R2")[0]
    )
    body = body.replace("用明火 是 是", "Risk 是 low").replace(
        "消防.类别 不是 重点", "Premium_Class.Premium_Class 是 A"
    )
    path = tmp_path / "item.yaml"
    item = load((HEAD + body.format(file="loan.dmn")).encode(), str(path)).item
    assert item is not None
    assert verdicts(item, {"Applicant_Age": 30, "Risk": "low"})["R1"] is True
    assert verdicts(item, {"Applicant_Age": 70, "Risk": "low"})["R1"] is False
    before = compile_item(item).rulebook
    (tmp_path / "loan.dmn").write_text(SPACED.replace('"A"', '"B"'), encoding="utf-8")
    after = compile_item(item).rulebook
    assert before is not None and (after is None or before.edition_hash != after.edition_hash)


@pytest.mark.parametrize("file", ["none.dmn", "../item.yaml", "/etc/hostname"])
def test_a_file_that_is_not_beside_the_item_is_a_fault(file: str, tmp_path: Path) -> None:
    body = f"对照表:\n  表一:\n    依据: 办法\n    决策文件: {file}\n"
    item = load((HEAD + body).encode(), str(tmp_path / "item.yaml")).item
    assert item is not None
    faults = compile_item(item).faults
    assert [fault.code for fault in faults] == ["exchange/missing-file"]
    assert faults[0].source.line == 11


def test_a_table_that_has_no_counterpart_is_a_fault() -> None:
    body = "对照表:\n  表一:\n    依据: 办法\n    决策文件: loan.dmn\n"
    item = item_of(body)
    summed = SPACED.replace('hitPolicy="FIRST"', 'hitPolicy="COLLECT" aggregation="SUM"').encode()
    compiled = compile_item(item, read=lambda name: summed)
    assert [fault.code for fault in compiled.faults] == ["exchange/not-understood"]
    assert compiled.faults[0].source.path == "loan.dmn"
