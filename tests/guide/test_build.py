"""What a guide says: the four facts, what to bring in one situation, and what is still open."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.guide.build import build_guide
from engine.guide.model import Guide
from engine.guide.to_html import checklist, sheet
from engine.guide.to_text import to_text
from tests.guide.catalogue import CODES, ON, guide, items, rulebook

RESTAURANT = {"主体类型": "企业", "主体业态": "餐饮服务经营者", "制售冷食生食": True, "经营面积": 120}
HAN = re.compile("[一-鿿]")


def state(made: Guide, name: str) -> str:
    return next(line.state for line in made.bring if line.id == name)


def test_the_general_guide_says_if() -> None:
    made = guide("SC-0201")
    assert made.open and made.situation == ()
    assert state(made, "授权委托书") == "if"
    line = next(line for line in made.bring if line.id == "授权委托书")
    assert line.when == "委托他人办理"


def test_the_limit_runs_from_the_shortest_to_the_longest_while_it_is_open() -> None:
    assert guide("SC-0201").facts[0].says == "5 个工作日 到 8 个工作日"
    assert guide("SC-0201", RESTAURANT).facts[0].says == "8 个工作日"


def test_a_fee_by_tariff_says_how_it_is_worked_out() -> None:
    zh, en = guide("CG-0201").facts[1], guide("CG-0201", lang="en").facts[1]
    assert (zh.says, zh.note) == ("按标准收", "按面积和天数算，标准由省里定")
    assert (en.says, en.note) == ("by tariff", "by area and days; the province sets the tariff")


def test_what_nobody_said_about_the_fee_is_not_free() -> None:
    item = replace(items()["CG-0201"], fee=None, fee_standard=None)
    assert build_guide(item, rulebook("CG-0201"), ON).facts[1].says == "没有写明"


def test_what_is_collected_with_the_result_is_not_among_the_things_to_hand_in() -> None:
    made = guide("GA-0201", {"办理类型": "到期换领", "出生日期": "1990-05-01", "户口所在地": "本省"})
    assert [(line.id, line.tag) for line in made.to_collect] == [("原居民身份证", "取结果时才带")]
    assert "原居民身份证" not in [line.id for line in (*made.to_bring, *made.not_to_bring)]
    assert made.steps[-1].says.endswith("取的时候请带：原居民身份证。")
    assert all("原居民身份证" in text for text in (to_text(made), checklist(made), sheet(made)))


def test_stages_are_said_as_what_happens_in_english() -> None:
    review = next(step for step in guide("GA-0201", lang="en").steps if step.name == "Review")
    assert review.says == "Decided within 20 workdays, counted from the day when the papers are received."


def test_what_a_situation_does_not_need_is_said_with_its_reason() -> None:
    made = guide("SC-0201", RESTAURANT)
    assert state(made, "事业单位法人证书") == "not_needed"
    line = next(line for line in made.not_to_bring if line.id == "事业单位法人证书")
    assert line.when == "主体类型是事业单位"


def test_what_the_centre_looks_up_is_never_to_be_brought() -> None:
    assert state(guide("SC-0201"), "营业执照") == "exempt"
    assert state(guide("SC-0201", RESTAURANT), "营业执照") == "exempt"


def test_a_broken_condition_is_told_at_once() -> None:
    made = guide("SC-0201", {"主体业态": "食品销售经营者", "销售范围": "仅预包装食品"})
    assert [demand.id for demand in made.barred] == ["T1"]
    assert made.barred[0].otherwise


def test_a_demand_says_exactly_what_the_rules_decide() -> None:
    made = guide("WJ-0101")
    months = next(demand for demand in made.checks if demand.id == "R5")
    assert months.says == "临床实习满 8 个月"
    assert months.exactly == "临床实习证明的实习月数不少于 8"


def test_a_stage_that_this_situation_does_not_have_is_no_step() -> None:
    names = [step.name for step in guide("SC-0201", RESTAURANT).steps]
    assert "现场核查" in names
    shop = {"主体业态": "食品销售经营者", "销售范围": "还有散装食品", "经营面积": 60}
    assert "现场核查" not in [step.name for step in guide("SC-0201", shop).steps]


def test_a_package_names_its_parts_and_asks_once() -> None:
    made = guide("YJS-0101")
    assert len(made.parts) == 4
    names = [line.id for line in made.bring]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", CODES)
def test_every_basis_stands_once_with_what_rests_on_it(code: str) -> None:
    sources = guide(code).sources
    assert len({source.basis for source in sources}) == len(sources)
    assert all(source.what for source in sources)


@pytest.mark.parametrize("code", CODES)
def test_an_english_guide_says_what_is_not_translated_yet(code: str) -> None:
    made = guide(code, lang="en")
    ours = [fact.label for fact in made.facts] + [step.name for step in made.steps[:2]]
    assert [text for text in ours if HAN.search(text)] == []
    lines = [line.label for line in made.bring] + [demand.says for demand in made.checks]
    assert [text for text in lines if HAN.search(text) and text not in made.untranslated] == []
