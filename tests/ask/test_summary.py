"""The wizard's last words: reasons, announcements, the limit, and the list itself in the last line."""

from __future__ import annotations

from typing import Any

from engine.ask.needs import needs
from engine.ask.summary import summary
from tests.ask.catalogue import book
from tests.check.random_items import TODAY

SHOP = {
    "主体类型": "个体工商户",
    "主体业态": "餐饮服务经营者",
    "制售冷食生食": False,
    "经营面积": 60,
    "用自动设备": True,
    "委托他人办理": False,
}


def lines(code: str, facts: dict[str, Any], lang: str = "zh") -> list[str]:
    return list(summary(needs(book(code), facts, TODAY, lang=lang), lang))


def test_the_last_line_counts_what_to_bring() -> None:
    found = lines("SC-0201", SHOP)
    assert found[-1].startswith("您要带 8 样：食品经营许可申请书（原件或电子件）、")
    assert "许可证展示方案（原件或电子件，可以后补）" in found[-1]
    assert not any(line.startswith("如果") for line in found if "还要" in line)


def test_what_the_centre_looks_up_is_said_not_to_be_brought() -> None:
    assert lines("SC-0201", SHOP)[0] == "不用带，中心自己查：营业执照（市场主体登记系统）。"


def test_what_is_open_is_announced_under_its_condition() -> None:
    found = lines("SC-0201", {**SHOP, "委托他人办理": None})
    assert "如果委托他人办理，还要：授权委托书（原件）、代理人身份证（原件）。" in found


def test_of_alternatives_any_one_will_do() -> None:
    found = lines("SC-0201", {**SHOP, "主体类型": "社会组织"})
    assert (
        "社会组织登记证书（社会团体法人登记证书（复印件）或民办非企业单位登记证书（复印件），有一样就行）"
        in (found[-1])
    )
    assert found[-1].startswith("您要带 9 样：")


def test_who_cannot_apply_is_told_why_and_what_to_do() -> None:
    assert lines("SC-0201", {"主体业态": "食品销售经营者", "销售范围": "仅预包装食品"}) == [
        "只卖预包装食品的不办许可，办备案就行。怎么改：请到本窗口办食品经营备案。",
        "照这样办不了，原因和办法见上。",
    ]


def test_a_limit_that_is_the_same_in_all_open_cases_is_certain() -> None:
    facts = {"主体业态": "餐饮服务经营者"}
    assert "多久办好：8 个工作日。" in lines("SC-0201", facts)


def test_the_summary_speaks_english() -> None:
    found = lines("SC-0201", SHOP, "en")
    assert found[-1].startswith("Bring 8 things: ")
    assert "How long it takes: 8 workdays." in found
