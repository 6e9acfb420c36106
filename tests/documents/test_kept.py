"""Papers of a real store: written from revealed values, their hash in the log, who read them on record."""

from __future__ import annotations

import hashlib
from pathlib import Path

from engine.case.setting import Practice
from engine.center.local import LocalUnreadable, read_practice
from engine.center.papers import paper, papers, printer, record
from engine.documents.to_html import to_html
from tests.case.bench import CERTIFICATE, REASONS, at, who
from tests.case.office import Desk, office_in


def finished(desk: Desk) -> Desk:
    """Take a case all the way to the applicant."""
    desk.accept(applicant={"名称": "示例小吃店"}, telephone="13800001234")
    desk.do("review", "reviewer", opinion="agree", reasons="符合条件")
    desk.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    desk.do("make_slip", "reviewer", certificate=CERTIFICATE)
    desk.do("hand_over", "issuer", certificate=CERTIFICATE).do("notify", "issuer", channel="sms")
    return desk.do("pick_up", "issuer", by="applicant", identity="id_card")


def test_what_is_kept_lies_in_the_folder_and_its_hash_in_the_log(office_folder: Path) -> None:
    out = office_folder / "papers"
    with office_in(office_folder, render=printer(out)) as desk:
        finished(desk)
        kept = desk.office.keep_papers(desk.case, desk.now)
        assert [each.paper for each in kept] == [each.paper for each in desk.state.papers]
        events = [each for each in desk.office.store.events(desk.case) if each.kind == "kept"]
        for event in events:
            page = (out / str(event.data["place"])).read_bytes()
            assert event.data["digest"] == "sha256:" + hashlib.sha256(page).hexdigest()
        assert desk.office.keep_papers(desk.case, desk.now) == ()
        desk.do("archive", "archivist")
    names = sorted(each.name for each in (out / desk.state.number).glob("*.html"))
    assert names[0] == "003-材料接收凭证.html" and len(names) == len(events)
    assert not [each for each in names if "示例" in each or "1380" in each]


def test_a_paper_is_the_same_after_years_of_other_names_and_calendars(office_folder: Path) -> None:
    with office_in(office_folder) as desk:
        finished(desk)
        first = {
            each.sequence: to_html(made)
            for each, made in papers(desk.office, desk.case, who("clerk"), desk.now)
        }
    with office_in(office_folder, practice=Practice(name="换了名字的中心")) as later:
        later.case = desk.case
        again = papers(later.office, desk.case, who("clerk"), at("2029-01-05"))
        assert {each.sequence: to_html(made) for each, made in again} == first


def test_who_prints_a_paper_is_on_record(desk: Desk) -> None:
    owed = desk.receive().state.papers[0]
    assert paper(desk.office, desk.case, owed, who("clerk", "3021"), desk.now) is not None
    last = desk.office.store.accesses(desk.case)[-1]
    assert (last.by.id, last.data["purpose"]) == ("3021", "print")


def test_a_correction_is_printed_from_the_words_that_were_told(desk: Desk) -> None:
    rented = {"申请人": {"名称": "示例小吃店"}, "场所来源": "租赁", "从业人数": 3}
    desk.receive(facts=rented).do("tell", "clerk")
    owed = desk.state.papers[-1]
    event = desk.office.store.events(desk.case)[owed.sequence - 1]
    assert "said" in event.personal and "租赁合同。" not in repr(event)
    made = paper(desk.office, desk.case, owed, who("clerk"), desk.now)
    assert made is not None and "还缺租赁合同。" in to_html(made)


def test_there_are_no_papers_of_no_case(desk: Desk) -> None:
    assert list(papers(desk.office, "nobody", who("clerk"), desk.now)) == []
    assert record(desk.office, "nobody", (), who("clerk"), desk.now) is None


def test_a_centre_writes_its_own_numbers_and_address(tmp_path: Path) -> None:
    path = tmp_path / "center.yaml"
    path.write_text(
        '文号: "{年份}{机关简称}{文种}-{序号:3}"\n查询网址: https://zwfw.example.gov.cn/\n', "utf-8"
    )
    practice = read_practice(tmp_path)
    assert practice.number_pattern.number("龙市监", "受", 2026, 7) == "2026龙市监受-007"
    assert practice.query_address == "https://zwfw.example.gov.cn"


def test_a_pattern_or_address_that_cannot_be_used_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "center.yaml"
    for text, said in (('文号: "{年份}号"\n', "要写一次"), ("查询网址: javascript:alert(1)\n", "查询网址")):
        path.write_text(text, "utf-8")
        try:
            read_practice(tmp_path)
        except LocalUnreadable as wrong:
            assert said in wrong.zh and str(path) in wrong.en
        else:
            raise AssertionError(text)
