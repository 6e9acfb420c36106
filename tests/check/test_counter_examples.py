"""Counter-examples to "told once" that random testing met while the check was written, as small items."""

from __future__ import annotations

from typing import Any

from engine.check.answer import Answer
from engine.check.check import check
from engine.check.guard import judge, told_of
from engine.rules.model import Rulebook
from tests.check.random_items import TODAY
from tests.items import rulebook_of


def told(rulebook: Rulebook, submission: dict[str, Any]) -> Answer:
    return check(rulebook, submission, TODAY, closed=True)


def reasons(rulebook: Rulebook, first: dict[str, Any], second: dict[str, Any]) -> list[tuple[str, str]]:
    answer = told(rulebook, first)
    judged = judge(rulebook, told_of(answer, first, closed=True), second, closed=True)
    return [(one.finding.id, one.because) for one in judged]


def test_a_flawed_paper_that_turns_out_to_be_needed_is_announced() -> None:
    """It was handed in with its fault, unneeded; answering the question makes it needed."""
    rulebook = rulebook_of("""\
办理情形:
  用途:
    问: 做什么用？
    选: [自用, 出租]
申请材料:
  - 名称: 房产证
    前提: 用途 是 出租
""")
    first = {"facts": {}, "materials": {"房产证": {"state": "flawed"}}}
    second = {"facts": {"用途": "出租"}, "materials": {"房产证": {"state": "flawed"}}}
    assert [one.to_json() for one in told(rulebook, first).announcements] == [
        {"when": "用途是出租", "needs": ["房产证", "请换一份合格的房产证"]}
    ] or "请换一份合格的房产证" in told(rulebook, first).announcements[0].needs
    assert reasons(rulebook, first, second) == [("房产证", "told")]


def test_how_many_copies_is_told_with_the_paper_that_is_lacking() -> None:
    """The number depends on a question that is asked in the same correction."""
    rulebook = rulebook_of("""\
办理情形:
  人数:
    问: 有几个人？
    填: 整数
    范围: 1 到 9
申请材料:
  - 名称: 健康证
    份数: 人数
""")
    answer = told(rulebook, {"facts": {}, "materials": {}})
    stated = [must for finding in answer.findings for must in finding.must]
    assert [finding.id for finding in answer.findings] == ["人数", "健康证"]
    assert any("人数" in must.says and must.id == "健康证" for must in stated)


def test_an_optional_question_left_open_can_still_be_answered() -> None:
    """It cannot change once answered, but it was not answered: what depends on it is announced."""
    rulebook = rulebook_of("""\
办理情形:
  楼层:
    必要性: 非必要
    不变: 是
    问: 在几层？
    填: 整数
    范围: 1 到 9
  面积:
    问: 多大？
    填: 整数
    范围: 1 到 90
申请材料:
  - 名称: 消防证明
    前提: 楼层 ≥ 3
审查要点:
  - 编号: R1
    要求: 高层的面积够大
    判断: 面积 ≥ 20 或 楼层 ≥ 2
    不符合时: 面积太小。
    怎么改: 换一处。
    依据: 测试办法 第二条
""")
    first = {"facts": {"面积": 10}, "materials": {}}
    answer = told(rulebook, first)
    if "楼层" in answer.replaced:
        assert "消防证明" in answer.told()
    assert ("消防证明", "breach") not in reasons(
        rulebook, first, {"facts": {"面积": 10, "楼层": 3}, "materials": {}}
    )


def test_a_contract_brought_anew_is_told_every_demand_on_it() -> None:
    rulebook = rulebook_of("""\
申请材料:
  - 名称: 合同
    登记:
      到期日: 日期
      承租方: 文字
审查要点:
  - 编号: R1
    要求: 合同没到期
    判断: 合同.到期日 ≥ 申请日期
    不符合时: 合同到期了。
    怎么改: 换一份。
    依据: 测试办法 第二条
  - 编号: R2
    要求: 承租方是申请人
    判断: 合同.承租方 = 申请人.名称
    不符合时: 承租方不对。
    怎么改: 改签。
    依据: 测试办法 第三条
""")
    good = {"名称": "甲"}
    old = {"到期日": "2026-01-01", "承租方": "甲"}
    first = {"facts": {"申请人": good}, "materials": {"合同": {"state": "sound", "record": old}}}
    answer = told(rulebook, first)
    assert [(f.id, [m.id for m in f.must]) for f in answer.findings] == [("R1", ["R2"])]
    new = {"到期日": "2027-01-01", "承租方": "乙"}
    second = {"facts": {"申请人": good}, "materials": {"合同": {"state": "sound", "record": new}}}
    assert reasons(rulebook, first, second) == [("R2", "told")]


def test_what_the_applicant_changed_beyond_the_list_may_be_told() -> None:
    rulebook = rulebook_of("""\
办理情形:
  面积:
    问: 多大？
    填: 整数
    范围: 1 到 90
申请材料:
  - 名称: 照片
审查要点:
  - 编号: R1
    要求: 面积够大
    判断: 面积 ≥ 20
    不符合时: 面积太小。
    怎么改: 换一处。
    依据: 测试办法 第二条
""")
    first = {"facts": {"面积": 30}, "materials": {}}
    second = {"facts": {"面积": 10}, "materials": {"照片": {"state": "sound"}}}
    assert reasons(rulebook, first, second) == [("R1", "changed")]


def test_what_was_knowable_and_not_told_is_a_breach() -> None:
    """The guard is tested by taking the correction away: an answer that told nothing is found out."""
    rulebook = rulebook_of("""\
申请材料:
  - 名称: 照片
""")
    first: dict[str, Any] = {"facts": {}, "materials": {}}
    silent = check(rulebook, {"materials": {"照片": {"state": "sound"}}}, TODAY, closed=True)
    judged = judge(rulebook, told_of(silent, first, closed=True), first, closed=True)
    assert [(one.finding.id, one.because) for one in judged] == [("照片", "breach")]


def test_a_paper_that_a_check_asks_for_is_told_with_what_is_read_off_it() -> None:
    """Either paper is enough, but one check wants the register; it comes, and the name on it is wrong."""
    rulebook = rulebook_of("""\
申请表:
  孩子姓名:
    问: 孩子叫什么？
    填: 文字
申请材料:
  - 名称: 户口簿
    任选其一: 监护关系证明
    登记:
      姓名: 文字
  - 名称: 出生医学证明
    任选其一: 监护关系证明
审查要点:
  - 编号: R1
    要求: 带户口簿
    判断: 户口簿 已提交
    不符合时: 户口簿没有带。
    怎么改: 请带户口簿。
  - 编号: R2
    要求: 名字一样
    判断: 户口簿.姓名 = 孩子姓名
    不符合时: 名字不一样。
    怎么改: 请改成一样。
""")
    facts = {"孩子姓名": "李一"}
    first = {"facts": facts, "materials": {"出生医学证明": {"state": "sound"}}}
    book = {"state": "sound", "record": {"姓名": "李二"}}
    second = {"facts": facts, "materials": {"出生医学证明": {"state": "sound"}, "户口簿": book}}
    assert [[must.id for must in one.must] for one in told(rulebook, first).findings] == [["R2"]]
    assert reasons(rulebook, first, second) == [("R2", "told")]


def test_nobody_hands_in_half_a_copy() -> None:
    """Whoever needs two and a half copies is asked for three, and told how many are lacking."""
    rulebook = rulebook_of("""\
办理情形:
  人数:
    问: 有几个人？
    填: 整数
申请材料:
  - 名称: 健康证
    份数: 人数 / 2
""")
    facts = {"人数": 5}
    found = told(
        rulebook, {"facts": facts, "materials": {"健康证": {"state": "sound", "copies": 2}}}
    ).findings
    assert [(one.kind, one.needed, one.present) for one in found] == [("copies", 3, 2)]
    assert found[0].says == "健康证还差 1 份。"
    enough = {"facts": facts, "materials": {"健康证": {"state": "sound", "copies": 3}}}
    assert told(rulebook, enough).findings == ()
    absent = told(rulebook, {"facts": facts, "materials": {"健康证": {"state": "absent"}}}).findings
    assert "3 份" in absent[0].remedy
