"""Numbers: a form that the centre sets, read by our own rules, and no number twice."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.case.numbers import NATIONAL, Pattern, PatternWrong, pattern
from engine.case.papers import PAPERS, number_of
from engine.case.setting import Practice
from tests.case.bench import MARKET


def made(text: str) -> Pattern:
    found = pattern(text)
    assert isinstance(found, Pattern), found
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("{机关简称}{文种}〔{年份}〕{序号:04}号", "龙市监受〔2026〕0007号"),
        ("{organ}{kind}〔{year}〕{serial:4}号", "龙市监受〔2026〕0007号"),
        ("{年份}-{ 机关简称 }-{文种}-{序号}", "2026-龙市监-受-7"),
        ("（{年份}）{机关简称}{文种}第{序号:3}号", "（2026）龙市监受第007号"),
    ],
)
def test_a_centre_sets_the_form_of_its_numbers(text: str, number: str) -> None:
    assert made(text).number("龙市监", "受", 2026, 7) == number


def test_more_papers_than_the_width_has_room_for_are_still_numbered() -> None:
    assert NATIONAL.number("龙市监", "受", 2026, 12345) == "龙市监受〔2026〕12345号"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{机关简称}〔{年份}〕{序号}号", "「{文种}」要写一次"),
        ("{机关简称}{文种}{序号}{序号}{年份}", "「{序号}」要写一次，也只写一次"),
        ("{机关简称.__class__}{文种}{年份}{序号}", "文号里没有「机关简称.__class__」这一项"),
        ("{0}{文种}{年份}{序号}{机关简称}", "文号里没有「0」这一项"),
        ("{机关简称}{文种}{年份:04}{序号}", "只有序号可以写位数"),
        ("{机关简称}{文种}{年份}{序号:99}", "位数从 1 到 9"),
        ("{机关简称}{文种}{年份}{序号}}", "大括号要成对"),
        ("{机关简称}{文种}{年份}{序号}\u202e", "看不见的字符"),
        ("{机关简称}{文种}{年份}{序号}" + "号" * 80, "不能超过 80 个字"),
        ("", "「{机关简称}」要写一次"),
    ],
)
def test_a_form_that_could_mislead_is_refused_with_its_reason(text: str, said: str) -> None:
    wrong = pattern(text)
    assert isinstance(wrong, PatternWrong) and said in wrong.zh
    assert wrong.en


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(pattern(text), Pattern | PatternWrong)


@given(
    st.permutations(["{机关简称}", "{文种}", "{年份}", "{序号:04}"]),
    st.lists(st.sampled_from(["-", "〔", "〕", "号", " "]), min_size=5, max_size=5),
)
def test_no_number_is_given_twice_whatever_the_form(order: list[str], marks: list[str]) -> None:
    """Kinds, years and serials of one organ never meet in one number, as long as something stands between."""
    text = "".join(itertools.chain.from_iterable(zip(marks, [*order, ""], strict=True)))
    drawn: dict[str, int] = {}

    def draw(series: str) -> int:
        drawn[series] = drawn.get(series, 0) + 1
        return drawn[series]

    practice = Practice(short_names={MARKET: "龙市监"}, number_pattern=made(text))
    kinds = [kind for kind in PAPERS.values() if kind.word]
    numbers = [
        number_of(kind, MARKET, year, practice, draw)
        for kind in kinds
        for year in (2026, 2027)
        for _ in range(3)
    ]
    assert len({*numbers}) == len(numbers)


def test_every_kind_of_paper_has_a_word_of_its_own() -> None:
    words = [kind.word for kind in PAPERS.values() if kind.word]
    assert len({*words}) == len(words)
