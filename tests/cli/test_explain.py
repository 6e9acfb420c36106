"""`yici explain`: every code and key has its page."""

from __future__ import annotations

import pytest

from engine.cli.explain import explain, nearest_words, unexplained
from engine.cli.kinds import FAMILIES, all_kinds
from engine.fault import FaultKind

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


def test_examples_of_one_line_stand_beside_each_other() -> None:
    page = explain("rule/unknown-option")
    assert page is not None
    assert page.split("\n")[1] == "  错  前提: 场所来源 是 租凭          对  前提: 场所来源 是 租赁"


def test_key_is_explained_in_either_language() -> None:
    page = explain("前提")
    assert page is not None and page.startswith("前提 · when")
    assert explain("when") == page


def test_unknown_word_offers_the_nearest() -> None:
    assert explain("item/no-bases") is None
    assert "item/no-basis" in nearest_words("item/no-bases")
    assert "「item/no-basis」" in unexplained("no-bases").says
    assert unexplained("#").says == "没有「#」这个代码或词。"
