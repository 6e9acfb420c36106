"""A limit that depends: done at once in one situation, in some days in another."""

from __future__ import annotations

from engine.ask.needs import needs
from engine.ask.summary import summary
from engine.check.sample import run_sample
from engine.guide.build import build_guide
from engine.item.format import format_text
from tests.guide.catalogue import ON
from tests.items import HEAD, made

ITEM = (
    HEAD
    + """
办理情形:
  原因:
    问: 为什么要补？
    选: [丢了, 坏了]

申请材料:
  - 名称: 居民身份证

办结时限:
  承诺: 若 原因 是 坏了 则 当场办结 否则 3 个工作日

样例:
  - 名称: 坏了
    申请日期: 2026-03-02
    申请:
      原因: 坏了
    其余: 合格
    应当: 受理
    承诺: 当场办结
"""
)


def said(facts: dict[str, object], lang: str = "zh") -> str:
    item, rulebook = made(ITEM)
    built = build_guide(item, rulebook, ON, facts=facts, lang="en" if lang == "en" else "zh")
    return next(one.says for one in built.facts if one.key == "limit")


def test_a_situation_that_is_decided_at_once_says_so() -> None:
    assert said({"原因": "坏了"}) == "当场办结"
    assert said({"原因": "坏了"}, "en") == "on the spot"
    assert said({"原因": "丢了"}) == "3 个工作日"
    assert said({}) == "当场办结 到 3 个工作日"
    assert "多久办好：当场办结。" in summary(needs(made(ITEM)[1], {"原因": "坏了"}, ON), "zh")


def test_a_sample_may_expect_it() -> None:
    item, rulebook = made(ITEM)
    assert run_sample(rulebook, item, item.samples[0]).passed


def test_it_is_translated_with_its_file() -> None:
    assert "if 原因 is 坏了 then on_the_spot else 3 workdays" in format_text(ITEM, "en")
