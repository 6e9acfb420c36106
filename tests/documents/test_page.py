"""The printed page says of itself what it is, and nobody can be handed one that is not finished."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.check.answer import Announcement, Answer, Finding, Open
from engine.documents.page import to_html

LEASE = Finding(
    id="R1",
    kind="check",
    verdict="unmet",
    gravity="correct",
    material="租赁合同",
    facts=("租赁合同.到期日",),
    says="租赁合同 <2026-05-01> 到期。",
    remedy="请换一份新合同。",
    basis="本市小餐饮登记办法 第八条",
)
TOLD = Answer(
    item="SC-0009",
    item_name="小餐饮登记",
    department="市场监督管理局",
    edition="2026-03-01",
    edition_hash="sha256:00",
    applied_on="2026-03-02",
    outcome="correct",
    complete=True,
    findings=(LEASE,),
    reminders=(),
    announcements=(),
    unknown=(),
    replaced=frozenset(),
)
UNFINISHED = replace(
    TOLD,
    outcome="undetermined",
    complete=False,
    unknown=(Open(fact="健康证", ask="请核对健康证。", matters_to=("健康证",)),),
)
ACCEPTED = replace(TOLD, outcome="accept", findings=())


def heading(page: str) -> str:
    return re.findall(r"<h1>(.*?)</h1>", page)[0]


def test_a_correction_is_named_promises_and_is_signed() -> None:
    page = to_html(TOLD, applicant="示例小吃店")
    assert heading(page) == "一次性告知书"
    assert "不会再有新的补正" in page
    assert "签收" in page
    assert "&lt;2026-05-01&gt;" in page


def test_an_unfinished_check_is_no_correction() -> None:
    page = to_html(UNFINISHED)
    assert "一次性告知书" not in page
    assert "不能当作告知书" in page
    assert "签收" not in page
    assert "再交一次" not in page


def test_who_is_accepted_or_declined_is_not_told_to_submit_again() -> None:
    declined = replace(TOLD, outcome="decline", findings=(replace(LEASE, gravity="decline"),))
    for answer in (ACCEPTED, declined):
        assert "再交一次" not in to_html(answer)
        assert "新的补正" not in to_html(answer)


def test_several_needs_stand_below_each_other() -> None:
    several = Announcement(when="场所是租的", needs=("租赁合同", "租赁合同：租期没到"), ids=("R1",))
    page = to_html(replace(TOLD, announcements=(several,)))
    assert "<ul><li>租赁合同</li><li>租赁合同：租期没到</li></ul>" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("answer", [TOLD, UNFINISHED, ACCEPTED], ids=lambda answer: answer.outcome)
def test_headings_follow_each_other_and_every_section_has_its_name(answer: Answer, lang: str) -> None:
    page = to_html(answer, lang)
    assert [int(level) for level in re.findall(r"<h(\d)", page)][:2] in ([1], [1, 2])
    names = re.findall(r'<section aria-labelledby="(\w+)">', page)
    assert names == re.findall(r'<h2 id="(\w+)">', page)
    assert len(names) == page.count("<section") == len(set(names))
