"""The results that papers name: those that come about for this case, one that nobody can settle is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.documents.model import Facts
from engine.documents.record import Record
from engine.documents.write import needed, owed, write
from engine.vocabulary import Lang
from tests.case.bench import CERTIFICATE
from tests.documents.examples import EATERY, decided, opened, record_from

CARD = """\
  - 名称: 租赁备案卡
    形式: 纸质
    前提: 场所来源 是 租赁
    英文:
      名称: lease card
"""
PAPERS = ("acceptance", "decision", "slip")


def journey(*, rented: bool, text: str = EATERY + CARD) -> Record:
    """Take a case to its slip."""
    contract = {"租赁合同": {"state": "sound", "form": "electronic"}} if rented else {}
    bench = opened(rented=rented, text=text, **contract)
    if rented:
        bench.do("look", "clerk", record={"租赁合同": {"到期日": "2027-05-01"}})
    return record_from(decided(bench).do("make_slip", "reviewer", certificate=CERTIFICATE))


def outputs(record: Record, kind: str, lang: Lang = "zh") -> str:
    """Give what a paper says the applicant gets."""
    paper = next(each for each in owed(record.events) if each.paper == kind)
    label = "办理结果" if lang == "zh" else "What you get"
    facts = [each for each in write(record, paper, lang).blocks if isinstance(each, Facts)]
    return next(entry.says for each in facts for entry in each.entries if entry.label == label)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_result_whose_condition_fails_stands_on_no_paper(kind: str) -> None:
    assert outputs(journey(rented=False), kind) == "登记证"
    assert outputs(journey(rented=True), kind) == "登记证、租赁备案卡"
    assert outputs(journey(rented=True), kind, "en").endswith(", lease card")


@pytest.mark.parametrize("kind", PAPERS)
def test_a_result_whose_facts_are_gone_is_printed_as_open(kind: str) -> None:
    erased = replace(journey(rented=True), values={})
    assert outputs(erased, kind) == "登记证、租赁备案卡（发不发还没有定）"
    assert outputs(erased, kind, "en").endswith(", lease card (not settled yet)")


@pytest.mark.parametrize("kind", PAPERS)
def test_what_a_condition_reads_is_revealed_for_those_papers_alone(kind: str) -> None:
    read_off = CARD.replace("场所来源 是 租赁", "租赁合同.到期日 > 2027-01-01")
    record = journey(rented=True, text=EATERY + read_off)
    paper = next(each for each in owed(record.events) if each.paper == kind)
    some = {each.id: record.values[each.id] for each in needed(record.events, [paper], [record.item])}
    assert outputs(replace(record, values=some), kind) == "登记证、租赁备案卡"
    receipt = owed(record.events)[0]
    assert needed(record.events, [receipt], [record.item]) == needed(record.events, [receipt])
