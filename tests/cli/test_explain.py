"""`yici explain`: every code and key has its page."""

from __future__ import annotations

import pytest

from engine.cli.explain import explain, nearest_words, unexplained
from engine.cli.kinds import FAMILIES, all_kinds
from engine.fault import FaultKind
from engine.vocabulary import GROUPS, Word

KINDS = all_kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_kind_has_all_its_words(kind: FaultKind) -> None:
    assert kind.code.partition("/")[0] in FAMILIES
    assert all((kind.zh, kind.en, kind.why_zh, kind.why_en, kind.wrong, kind.right))
    for lang in ("zh", "en"):
        page = explain(kind.code, lang)
        assert page is not None and kind.right.splitlines()[-1] in page


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_code_may_lack_its_family() -> None:
    assert explain("item/no-basis") == explain("[item/no-basis]")
    assert explain("no-basis") == f"item/no-basis\n{explain('item/no-basis')}"


def test_a_refusal_of_a_case_is_explained_too() -> None:
    page = explain("case/not-yet-due")
    assert page == "case/not-yet-due\n… 之前还不能这样做。"
    assert explain("not-yet-due", "en") == "case/not-yet-due\nNot possible before … is over."
    assert "case/told-once" in nearest_words("told-onse")


def test_examples_of_one_line_stand_beside_each_other() -> None:
    page = explain("rule/unknown-option")
    assert page is not None
    assert page.split("\n")[1] == "  错  前提: 场所来源 是 租凭          对  前提: 场所来源 是 租赁"


def test_key_is_explained_in_either_language() -> None:
    page = explain("前提")
    assert page is not None and page.startswith("前提 · when")
    assert explain("when") == page


@pytest.mark.parametrize("word", GROUPS["keys"], ids=lambda word: word.en)
def test_key_says_where_it_stands_and_what_is_written(word: Word) -> None:
    for lang, under in (("zh", "  写在  "), ("en", "  under  ")):
        page = explain(word.zh, lang)
        assert page is not None
        assert under in page


def test_page_of_a_key_lists_its_words() -> None:
    page = explain("办件类型")
    assert page is not None
    assert page.endswith("    即办件  当场就办好\n    承诺件  在承诺的时限里办好")


def test_page_of_a_key_lists_the_keys_below_it() -> None:
    page = explain("faq", "en")
    assert page is not None
    assert [line.split()[0] for line in page.splitlines()[-3:]] == ["ask*", "reply*", "english"]


def test_page_of_a_word_gives_its_national_code() -> None:
    page = explain("自然人")
    assert page is not None
    assert page.endswith("里的代码：1 自然人")
    assert "39046" not in str(explain("月", "en"))


def test_unknown_word_offers_the_nearest() -> None:
    assert explain("item/no-bases") is None
    assert "item/no-basis" in nearest_words("item/no-bases")
    assert "「item/no-basis」" in unexplained("no-bases").says
    assert unexplained("#").says == "没有「#」这个代码或词。"
