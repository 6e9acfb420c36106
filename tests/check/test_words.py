"""The words of a correction: names in the language of the reader, headings, what only reminds."""

from __future__ import annotations

from typing import Any

import pytest

from engine.check.answer import Answer
from engine.check.check import check
from engine.documents.correction import groups_of, to_text, verdict_line
from engine.item.english import is_chinese
from tests.check.random_items import TODAY
from tests.items import rulebook_of

BODY = """\
英文: Small restaurant
办理情形:
  场所来源:
    英文:
      名称: premises
      问: Whose premises are they?
      选: [owned, rented]
    问: 店面是谁的？
    选: [自有, 租赁]
申请表:
  开工日:
    英文: first day of work
    必要性: 非必要
    填: 日期
  招牌:
    英文:
      名称: signboards
    必要性: 非必要
    每项:
      位置:
        英文:
          名称: place
          选: [above the door, on the roof]
        选: [门头, 屋顶]
申请材料:
  - 名称: 交通方案
    英文:
      名称: traffic plans
      说明: With detours.
    说明: 画出绕行路线。
    形式: [原件, 复印件]
    登记:
      签字:
        英文: signature
        填: 是否
  - 名称: 房产证
    英文:
      名称: title deed
      任选其一: proof of the premises
      说明: Seen and given back.
    任选其一: 场所证明
    形式: 原件
    说明: 看完还您。
  - 名称: 购房合同
    英文: contract of purchase
    任选其一: 场所证明
    形式: 复印件
审查要点:
  - 编号: R1
    要求: 方案签了字
    判断: 交通方案.签字
    不符合时: 交通方案没有签字。
    怎么改: 请签字。
    英文:
      要求: the plans are signed
      不符合时: The traffic plans are not signed.
      怎么改: Sign them.
  - 编号: R2
    逐个: 招牌
    要求: 招牌不在屋顶
    判断: 招牌.位置 不是 屋顶
    不符合时: 第 {序号} 块招牌在{招牌.位置}。
    怎么改: 请换地方。
    英文:
      要求: no signboard is on the roof
      不符合时: Signboard {序号} is {招牌.位置}.
      怎么改: Choose another place.
  - 编号: R3
    性质: 提醒
    要求: 今天以后开工
    判断: 开工日 > 申请日期
    不符合时: 您 {开工日} 就开工。
    怎么改: 下次早点来。
    英文:
      要求: work begins later than today
      不符合时: Work begins on {开工日}.
      怎么改: Come earlier next time.
"""
RULEBOOK = rulebook_of(BODY)
ROOF = [{"位置": "门头"}, {"位置": "屋顶"}]


def told(lang: str = "zh", materials: Any = None, closed: bool = True, **facts: object) -> Answer:
    given = {"facts": {"场所来源": "自有", **facts}, "materials": materials or {}}
    return check(RULEBOOK, given, TODAY, closed=closed, lang=lang)


def test_an_english_correction_names_everything_in_english() -> None:
    answer = told("en", 招牌=ROOF, 场所来源=None)
    text = to_text(answer, "en")
    ours = [line for line in text.splitlines() if not line.strip().startswith("Basis:")]
    assert [line for line in ours if is_chinese(line) or "。" in line] == []
    assert [group.name for group in groups_of(answer)] == [
        "To fill in",
        "Traffic plans",
        "Proof of the premises",
        "Signboards",
    ]
    assert "Signboard 2 is on the roof." in text
    assert "「premises」 has not been answered." in text
    assert "Traffic plans: missing." in text
    assert "Please hand in: traffic plans (original and copy). With detours." in text


def test_of_alternatives_each_is_said_with_its_form_and_note() -> None:
    zh, en = (next(f for f in told(lang).findings if f.id == "场所证明") for lang in ("zh", "en"))
    assert zh.remedy == "下面有一样就行：房产证（原件），看完还您；购房合同（复印件）。"
    assert en.remedy == (
        "One of these is enough: title deed (original), Seen and given back; contract of purchase (copy)."
    )


def test_nothing_is_asked_for_with_the_same_word_twice() -> None:
    remedy = next(f.remedy for f in told().findings if f.id == "交通方案")
    assert remedy == "请提供交通方案（原件和复印件）。画出绕行路线。"


def test_what_only_reminds_is_counted_apart() -> None:
    papers = {name: {"state": "sound", "record": {"签字": True}} for name in ("交通方案", "房产证")}
    answer = told(materials=papers, 开工日=TODAY.isoformat())
    assert (answer.outcome, verdict_line(answer, "zh")) == ("accept", "受理。另有 1 条提醒。")
    assert verdict_line(answer, "en") == "Accepted. Besides: 1 reminder."
    assert "  1. 提醒：您 " in to_text(answer)
    missing = told(开工日=TODAY.isoformat())
    assert verdict_line(missing, "zh") == "补正：2 样 2 处。另有 1 条提醒。"


@pytest.mark.parametrize(
    ("lang", "when", "need"),
    [
        ("zh", "填了开工日", "今天以后开工（只提醒）"),
        ("en", "you fill in first day of work", "work begins later than today (a reminder only)"),
    ],
)
def test_what_may_be_left_empty_is_announced_as_such(lang: str, when: str, need: str) -> None:
    absent = {name: {"state": "absent"} for name in ("交通方案", "房产证", "购房合同")}
    found = {one.when: one.needs for one in told(lang, absent, closed=False).announcements}
    assert need in found[when]


def test_a_check_on_a_list_is_told_under_the_name_of_the_list() -> None:
    papers = {name: {"state": "sound", "record": {"签字": True}} for name in ("交通方案", "房产证")}
    answer = told(materials=papers, 招牌=ROOF)
    assert [(group.name, [f.id for _, f in group.findings]) for group in groups_of(answer)] == [
        ("招牌", ["R2"])
    ]
    assert [finding.to_json().get("material") for finding in answer.findings] == [None]


def test_what_is_still_open_is_asked_as_a_question() -> None:
    body = "申请材料:\n  - 名称: 合同\n    登记:\n      承租方: 文字\n审查要点:\n  - 编号: R1\n    要求: 对\n"
    body += "    判断: 合同.承租方 = 申请人.名称\n    不符合时: 不对。\n    怎么改: 改。\n"
    sound = {"合同": {"state": "sound", "record": {"承租方": "甲"}}}
    answer = check(rulebook_of(body), {"materials": sound}, TODAY)
    assert [one.ask for one in answer.unknown] == ["申请人叫什么名字？"]
    closed = check(rulebook_of(body), {"materials": sound}, TODAY, closed=True, lang="en")
    assert closed.findings[0].remedy == "Please answer: What is the name of the applicant?"


def test_an_answer_that_cannot_be_read_offers_the_options_in_english() -> None:
    answer = told("en", 场所来源="别的")
    assert answer.findings[0].says == "「premises」 cannot be read."
    assert answer.findings[0].remedy == "Please choose one of: owned, rented."
    recorded = told("en", {"交通方案": {"state": "sound", "record": {"签字": "看不清"}}})
    assert recorded.findings[0].says == "「signature in the traffic plans」 cannot be read."
    assert groups_of(recorded)[0].name == "Traffic plans"
