"""A check that reads a paper only through a table says nothing about a paper that was not handed in."""

from __future__ import annotations

from datetime import date

from engine.check.answer import Answer
from engine.check.check import check
from tests.items import made

ITEM = """\
事项名称: 教师证
事项编码: CS-0001
实施版本: 2026-03-01
有效期:
  自: 2026-03-01
进驻部门: 教育局
依据: 示例规定

对照表:
  学历要求:
    表: |
      学历证明.层次 || 结论
      本科, 大专    || 够了
      -             || 不够

申请材料:
  - 名称: 学历证明
    登记:
      层次:
        选: [本科, 大专, 高中]

审查要点:
  - 编号: R1
    性质: 不予受理
    要求: 学历够
    判断: 学历要求.结论 是 够了
    不符合时: 学历是{学历证明.层次}，不够。
    怎么改: 请取得大专以上学历后再来。
    依据: 示例规定
"""


def answer(material: dict[str, object]) -> Answer:
    return check(made(ITEM)[1], {"facts": {}, "materials": {"学历证明": material}}, date(2026, 3, 2))


def test_a_forgotten_diploma_is_missing_and_no_reason_to_decline() -> None:
    made = answer({"state": "absent"})
    assert (made.outcome, [finding.id for finding in made.findings]) == ("correct", ["学历证明"])
    assert "R1" in made.told()


def test_a_diploma_that_is_there_is_judged() -> None:
    made = answer({"state": "sound", "copies": 1, "record": {"层次": "高中"}})
    assert (made.outcome, [finding.id for finding in made.findings]) == ("decline", ["R1"])
    assert answer({"state": "sound", "copies": 1, "record": {"层次": "本科"}}).outcome == "accept"
