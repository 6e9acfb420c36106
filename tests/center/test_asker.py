"""A check asks plug-ins about materials: what they find is told, what they cannot say stays open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.center import Center
from engine.check.answer import Answer
from engine.check.check import check
from engine.check.outside import completed
from engine.rules.model import Rulebook
from tests.center.plugin_files import center_with
from tests.items import made

ITEM = """\
事项名称: 示例
事项编码: SL-0002
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 测试局
依据: 测试办法 第一条
申请材料:
  - 名称: 身份证
    英文: identity card
    登记:
      姓名: 文字
      本人身份证号: 文字
  - 名称: 营业执照
    必要性: 免提交
    来源: 登记系统
    登记:
      名称: 文字
      到期日: 日期
  - 名称: 照片
审查要点:
  - 编号: R1
    要求: 执照还在有效期内
    判断: 营业执照.到期日 ≥ 申请日期
    不符合时: 营业执照 {营业执照.到期日} 到期。
    怎么改: 请先换执照。
    依据: 测试办法 第二条
"""
CHECKS = """
@hookimpl
@reads(entries=["身份证号"])
def check_material(material, record):
    assert list(record) == ["本人身份证号"]
    wrong = record["本人身份证号"] == "1"
    return [Flaw(entry="本人身份证号", zh="号码少了几位", en="the number is too short")] if wrong else []
"""
FILLS = """
@hookimpl
@reads(sources=["登记系统"], facts=["申请人.名称"])
def fill_material(source, facts):
    assert list(facts) == ["申请人.名称"]
    known = {"甲店": Filled(record={"名称": "甲店", "到期日": "2026-01-31"})}
    return known.get(facts["申请人.名称"])
"""
DEAF = """
@hookimpl
@reads(entries=["身份证号"])
def check_material(record): raise OSError("no line")
@hookimpl
@reads(sources=["登记系统"])
def fill_material(source): raise OSError("no line")
"""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return made(ITEM)[1]


def checked(
    center: Center, rulebook: Rulebook, number: str = "2", name: str = "甲店", lang: str = "zh"
) -> Answer:
    card = {"state": "sound", "copies": 1, "record": {"姓名": "甲", "本人身份证号": number}}
    photo = {"state": "sound", "copies": 1}
    submission = {"facts": {"申请人": {"名称": name}}, "materials": {"身份证": card, "照片": photo}}
    return check(rulebook, submission, date(2026, 3, 2), ask=center.asker(rulebook), lang=lang)


def test_a_flaw_that_a_plug_in_finds_is_told(tmp_path: Path, rulebook: Rulebook) -> None:
    center = center_with(tmp_path, a=CHECKS, b=FILLS)
    answer = checked(center, rulebook, number="1", name="无照")
    assert [(each.id, each.kind) for each in answer.findings if each.material == "身份证"] == [
        ("身份证", "flaw")
    ]
    assert answer.findings[0].says == "身份证有问题：号码少了几位。"
    english = checked(center, rulebook, number="1", name="无照", lang="en")
    assert "the number is too short" in english.findings[0].says


def test_what_a_register_knows_need_not_be_looked_at(tmp_path: Path, rulebook: Rulebook) -> None:
    center = center_with(tmp_path, a=CHECKS, b=FILLS)
    answer = checked(center, rulebook)
    assert [(each.id, each.says) for each in answer.findings] == [("R1", "营业执照 2026-01-31 到期。")]
    assert (answer.outcome, answer.unknown) == ("correct", ())


def test_what_no_register_has_is_looked_for_by_a_person(tmp_path: Path, rulebook: Rulebook) -> None:
    answer = checked(center_with(tmp_path, b=FILLS), rulebook, name="乙店")
    assert (answer.outcome, [each.fact for each in answer.unknown]) == ("undetermined", ["营业执照"])
    assert answer.findings == ()


def test_no_answer_never_passes_and_never_takes_another_answer_with_it(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    center = center_with(tmp_path, a=DEAF, b=CHECKS, c=FILLS)
    answer = checked(center, rulebook, number="1")
    assert [(each.id, each.kind, each.verdict) for each in answer.findings] == [
        ("身份证", "flaw", "unmet"),
        ("身份证:a", "plugin", "unknown"),
        ("R1", "check", "unmet"),
    ]
    assert (answer.outcome, answer.complete) == ("undetermined", False)
    assert answer.findings[1].says == "身份证：插件「a」没有答复，还没核验。"
    assert "identity card" in checked(center, rulebook, lang="en").findings[0].says


def test_a_register_that_is_down_is_named(tmp_path: Path, rulebook: Rulebook) -> None:
    answer = checked(center_with(tmp_path, a=DEAF), rulebook)
    assert [each.id for each in answer.findings] == ["身份证:a", "营业执照:a"]
    assert [each.fact for each in answer.unknown] == ["营业执照"]


def test_nobody_is_asked_where_nothing_concerns_anybody(tmp_path: Path, rulebook: Rulebook) -> None:
    assert center_with(tmp_path).asker(rulebook) is None
    elsewhere = CHECKS.replace("身份证号", "护照号") + FILLS.replace("登记系统", "户籍系统")
    center = center_with(tmp_path, a=elsewhere)
    assert center.asker(rulebook) is None
    assert center_with(tmp_path, a=CHECKS).asker(rulebook) is not None


def test_the_submission_itself_is_never_changed(tmp_path: Path, rulebook: Rulebook) -> None:
    center = center_with(tmp_path, a=CHECKS, b=FILLS)
    card = {"state": "sound", "record": {"本人身份证号": "1"}}
    submission = {"facts": {"申请人": {"名称": "甲店"}}, "materials": {"身份证": card}}
    before = repr(submission)
    check(rulebook, submission, date(2026, 3, 2), ask=center.asker(rulebook))
    assert repr(submission) == before


@pytest.mark.parametrize(
    "materials", [None, [], {"身份证": 7}, {"身份证": {"state": "sound", "record": [7]}}]
)
def test_a_submission_of_an_odd_shape_is_asked_about_all_the_same(
    tmp_path: Path, rulebook: Rulebook, materials: object
) -> None:
    ask = center_with(tmp_path, a=CHECKS).asker(rulebook)
    assert ask is not None
    assert completed(rulebook, {"materials": materials}, ask) == ({"materials": materials}, ())


def test_an_answer_that_only_a_message_tells_is_asked_for_too(tmp_path: Path) -> None:
    """It stands in no 判断, and was said to be unknown though the plug-in had answered."""
    text = ITEM.partition("审查要点")[0] + (
        "审查要点:\n  - 编号: R1\n    要求: 够大\n    插件: 量/照片\n    判断: 答复.够大\n"
        "    不符合时: 照片只有 {答复.大小} 平方厘米。\n    怎么改: 请换一张。\n    依据: 测试办法 第三条\n"
    )
    plug_in = """
@hookimpl
def functions():
    return {"量/照片": Function(run=lambda: {"够大": False, "大小": 3},
                              answers={"够大": "yes_no", "大小": "number"})}
"""
    answer = checked(center_with(tmp_path, a=plug_in), made(text)[1])
    assert [each.says for each in answer.findings] == ["照片只有 3 平方厘米。"]
