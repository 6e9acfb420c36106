"""Every paper from its declared examples: whole, in both languages, with every field that it must bear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from engine.case.events.table import EVENTS
from engine.case.papers import PAPERS
from engine.case.state import Owed
from engine.documents.model import Paper, Prose
from engine.documents.record import Record
from engine.documents.to_html import to_html
from engine.documents.words import TITLES_EN, WORDS
from engine.documents.write import BUILDERS, batch, file_name, needed, owed, write, write_all
from engine.vocabulary import Lang
from tests.documents.examples import (
    APPLICANT,
    CENTER,
    EATERY,
    EXAMPLES,
    KINDS,
    TELEPHONE,
    decided,
    opened,
    paper_of,
    record_from,
    record_of,
)
from tests.documents.reader import headings, text_of, wrong_in

LANGS: tuple[Lang, ...] = ("zh", "en")


def said(name: str, kind: str, which: int = -1, lang: Lang = "zh") -> str:
    """Give everything that a paper says, without spaces."""
    record, paper = paper_of(name, kind, which)
    return text_of(to_html(write(record, paper, lang)))


def test_every_kind_is_written_and_has_an_example() -> None:
    assert {*KINDS} == PAPERS.keys() == BUILDERS[1].keys() == TITLES_EN.keys()
    assert {row.paper for row in EVENTS.values()} - {""} == PAPERS.keys()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("name", "paper"), EXAMPLES, ids=lambda each: getattr(each, "paper", each))
def test_a_paper_is_one_whole_page(name: str, paper: Owed, lang: Lang) -> None:
    page = to_html(write(record_of(name), paper, lang))
    assert wrong_in(page) == []
    levels = headings(page)
    assert levels[0] == 1 and all(now - before <= 1 for before, now in pairwise(levels))
    assert f'<html lang="{"en" if lang == "en" else "zh-CN"}">' in page
    assert "None" not in text_of(page) and "{" not in text_of(page)


@pytest.mark.parametrize(("name", "paper"), EXAMPLES, ids=lambda each: getattr(each, "paper", each))
def test_a_paper_names_its_organ_number_and_case_and_where_it_is_sealed(name: str, paper: Owed) -> None:
    record = record_of(name)
    made = write(record, paper)
    assert made.organ and made.title
    assert [each.says for each in made.marks] == [paper.number, record.events[0].data["case_number"]]
    assert (made.seal is not None) == PAPERS[paper.paper].sealed
    assert len(made.signatures) == len(PAPERS[paper.paper].signs)


FIELDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("granted", "receipt"): (
        *("示例小吃店", TELEPHONE, "小餐饮登记（SC-0009）", "窗口", "身份证", "原件", "看过原件"),
        *("份数", "页数", "2026年3月2日10:00", "经办人3021", "申请人（签收）", "不等于受理"),
        *("最晚2026年3月9日告诉您", "就算受理", "龙政务收〔2026〕0001号", "查询码c1"),
    ),
    ("told", "correction"): (
        *(
            "示例小吃店：",
            "申请日期2026年3月2日",
            "龙政务收〔2026〕0001号",
            "身份证有问题：看不清",
            "还缺租赁合同",
        ),
        *("怎么改：请提供租赁合同", "依据：本市小餐饮登记办法", "这份材料还要满足：租期至少还剩6个月"),
        *("最晚哪天补正2026年3月23日", "补到哪里一楼3号窗口", "0451-1234567", "可能会退件", "就要受理"),
        *("经办人3021", "合同要房东签字", "一式2份，一份交申请人，一份存卷"),
    ),
    ("promised", "later_promise"): (
        *("承诺书", "原件", "要负责人签字", "2026年3月5日", "到期没有补的，终止办理", "不作决定"),
        *("自愿选择容缺受理", "申请人（签收）", "一式2份", "以材料送到的那天为准"),
    ),
    ("granted", "acceptance"): (
        *("示例小吃店：", "2026年3月2日申请的“小餐饮登记”", "受理日期2026年3月2日", "身份证"),
        *("承诺时限10个工作日，最晚2026年3月16日", "法定时限20个工作日，最晚2026年3月30日"),
        *("不算在时限里", "听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审", "收费不收费"),
        *("扫码查办件进度", "可以来取，也可以邮寄", "经办人3021", "市场监督管理局2026年3月2日"),
    ),
    ("declined", "decline"): (
        *("从业人数超过50人", "依据：本市小餐饮登记办法第三条", "龙江市行政审批局", "60日内申请行政复议"),
        *("6个月内向人民法院提起行政诉讼", "复议向本级人民政府申请", "不能补正"),
    ),
    ("stopped", "extension"): ("要等外地协查结果", "10个工作日", "现在最晚2026年4月", "批准人局长"),
    ("stopped", "special_notice"): ("检验", "食品安全法第八十七条", "预计需要7天", "2026年3月2日"),
    ("granted", "decision"): (
        *("准予行政许可决定书", "经现场核查，符合登记条件", "本市小餐饮登记办法第十条", "JY-1", "2031-03-01"),
        *("60日内", "6个月内", "人民法院", "依法公开", "最晚2026年3月16日"),
    ),
    ("refused", "decision"): (
        "不予行政许可决定书",
        "店面用途不是商业",
        "60日内",
        "6个月内",
        "诉讼向龙江市人民法院",
    ),
    ("granted", "transfer_list"): ("20260302-0001", "身份证1份", "移交人3021", "接收人", "差异", "10:00"),
    ("granted", "slip"): (
        *("登记证", "JY-1", "2031-03-01", "旧证", "交回原来的登记证", "移交人reviewer-1", "接收人"),
        "代替龙市监证交〔2026〕0001号",
    ),
    ("granted", "notice"): (
        *("办好了，请来取", "登记证", "一楼3号窗口", "周一至周五9:00—17:00", "身份证件原件"),
        *("旧证（取证时交）：交回原来的登记证", "授权委托书", "可以邮寄"),
    ),
    ("granted", "delivery"): (
        *(
            "决定书龙市监决〔2026〕0001号",
            "登记证",
            "受送达人示例小吃店",
            "直接送达（窗口领取）",
            "一楼3号窗口",
        ),
        *("送达日期2026年3月2日", "张三（申请人本人）", "身份证件", "见证人", "收件人（签收）"),
    ),
    ("refused", "delivery"): ("邮寄送达", "EX123456789CN", "2026年3月4日", "龙江市示例路1号"),
    ("sent_back", "return_notice"): (
        *("没有人接", "龙市监补告〔2026〕0001号", "2026年3月23日", "原件退还是", "随时可以重新申请"),
        *("60日内", "6个月内"),
    ),
    ("silent", "return_notice"): ("算作撤回申请", "随时可以重新申请", "龙市监补告〔2026〕0001号"),
    ("agency_ended", "returned_list"): ("身份证", "申请人自己来办", "请当面点清", "移交人", "收件人"),
    ("deemed", "acceptance"): ("没有在2026年3月9日以前告诉您", "从收到材料的2026年3月2日起算作受理"),
}


@pytest.mark.parametrize(("name", "kind"), FIELDS, ids=lambda each: str(each))
def test_every_field_stands_on_the_paper(name: str, kind: str) -> None:
    whole = said(name, kind, 0 if name == "told" else -1)
    assert [each for each in FIELDS[name, kind] if each.replace(" ", "") not in whole] == []


@pytest.mark.parametrize(("name", "paper"), EXAMPLES, ids=lambda each: getattr(each, "paper", each))
def test_an_english_paper_says_that_the_chinese_one_counts(name: str, paper: Owed) -> None:
    made = write(record_of(name), paper, "en")
    assert made.foot[-1] == WORDS["translated"][1]
    labels = [each.label for each in (*made.marks, *made.signatures)]
    assert all(each.isascii() for each in (made.title, *labels))


def test_english_speaks_of_the_item_in_english() -> None:
    whole = said("granted", "acceptance", lang="en")
    assert "Smalleateries(SC-0009)" in whole and "MarketBureau" in whole
    assert "10workdays,by16March2026atthelatest" in whole


def test_a_receipt_of_what_is_supplied_lists_only_that_and_starts_no_new_time_after_acceptance() -> None:
    supplied = said("told", "receipt")
    assert "租赁合同" in supplied and "承诺书" not in supplied and "最晚2026年3月12日告诉您" in supplied
    later = said("promised", "receipt")
    assert "不重新起算" in later and "告诉您" not in later


def test_a_second_notice_says_why_there_is_one() -> None:
    assert "这是第2次告知" in said("told", "correction") and "这是第" not in said("told", "correction", 0)
    record, paper = paper_of("told", "correction")
    event = record.events[paper.sequence - 1]
    blamed = replace(event, data={**event.data, "breaches": ["R1"]})
    events = (*record.events[: paper.sequence - 1], blamed)
    assert "是我们漏了：R1" in text_of(to_html(write(replace(record, events=events), paper)))


def test_each_part_of_a_package_is_decided_in_its_own_name() -> None:
    record = record_of("several")
    made = [paper for each, paper in write_all(record) if each.paper == "decision"]
    assert [paper.organ for paper in made] == ["登记局", "许可局", "城管局"]
    assert "执照" in text_of(to_html(made[0])) and "包含的事项" in said("several", "acceptance")


def test_a_list_that_passes_many_hands_masks_names_and_one_list_takes_several_cases() -> None:
    one, two = paper_of("granted", "transfer_list"), paper_of("stopped", "transfer_list")
    page = to_html(batch([one, two]))
    assert wrong_in(page) == []
    assert "示例小吃店" not in page and page.count("示***") == 2
    assert page.count("<tr>") == 3
    assert "示例小吃店" in said("granted", "receipt")


def test_what_people_wrote_is_escaped_and_cannot_leave_the_style() -> None:
    record, paper = paper_of("declined", "decline")
    event = record.events[paper.sequence - 1]
    values = {**record.values, event.personal["reasons"].id: "</style><script>alert(1)</script>"}
    odd = replace(paper, number='"; } </style><b>')
    page = to_html(write(replace(record, values=values), odd))
    assert wrong_in(page) == [] and "<script" not in page and "</style><" not in page.partition("</style>")[2]


def test_what_was_erased_is_said_to_be_and_the_paper_is_still_written() -> None:
    for name, paper in EXAMPLES:
        record = replace(record_of(name), values={})
        page = to_html(write(record, paper))
        assert "示例小吃店" not in page
    record, paper = paper_of("told", "correction")
    bare = text_of(to_html(write(replace(record, values={}), paper)))
    assert "（已经删除）：" in bare and "租赁合同" in bare


def test_only_what_a_paper_prints_has_to_be_revealed() -> None:
    record, paper = paper_of("granted", "transfer_list")
    names = {
        name
        for reference in needed(record.events, [paper])
        for event in record.events
        for name, each in event.personal.items()
        if each == reference
    }
    assert names == {"applicant", "facts"}
    for name, each in EXAMPLES:
        record = record_of(name)
        some: Mapping[str, Any] = {r.id: record.values[r.id] for r in needed(record.events, [each])}
        assert write(replace(record, values=some), each) == write(record, each)


def test_nothing_about_a_person_stands_in_a_file_name() -> None:
    canaries = [*APPLICANT.values(), TELEPHONE, "张三", "示例"]
    for _, paper in EXAMPLES:
        for lang in LANGS:
            name = file_name(paper, lang, "html")
            assert re.fullmatch(r"\d{3}-[\w-]+\.html", name)
            assert [each for each in canaries if each in name] == []


def test_a_paper_is_written_from_what_was_known_when_its_event_happened() -> None:
    """What happens later changes nothing: the receipt of a whole case is that of its first events."""
    record, paper = paper_of("granted", "receipt")
    early = replace(record, events=record.events[: paper.sequence])
    assert write(early, paper) == write(record, paper)
    assert owed(record.events)[0].number == paper.number


def test_the_centre_and_its_address_are_those_of_that_day() -> None:
    made = write(*paper_of("granted", "receipt"))
    assert made.organ == CENTER
    assert made.code is not None and made.code.text == "https://zwfw.example.gov.cn/cases/c1"
    record, paper = paper_of("granted", "receipt")
    event = record.events[paper.sequence - 1]
    plain = replace(event, data={key: each for key, each in event.data.items() if key != "printed"})
    events = (*record.events[: paper.sequence - 1], plain)
    bare: Paper = write(replace(record, events=events), paper)
    assert (bare.organ, bare.form) == ("政务服务中心", 1)
    assert bare.code is not None and bare.code.text == "c1"


WORDED = (
    EATERY
    + """\
    英文:
      名称: certificate
      文书正文: |
        {申请人.名称} may run an eatery (case {办件号}).
        People: {从业人数}. Lease until {租赁合同.到期日}.
    文书正文: |
      {申请人.名称}{申请日期}申请，{受理日期}受理，准予登记。

      从业 {从业人数} 人，租到 {租赁合同.到期日}。{决定书编号}，{决定日期}。
"""
)


def worded(text: str = WORDED, *, rented: bool = False, result: str = "granted") -> tuple[Record, Owed]:
    """Give the decision on an item that has its own text for it."""
    contract = {"租赁合同": {"state": "sound", "form": "electronic"}} if rented else {}
    bench = opened(rented=rented, text=text, **contract)
    if rented:
        bench.do("look", "clerk", record={"租赁合同": {"到期日": "2027-05-01"}})
    decided(bench, result)
    record = record_from(bench)
    return record, next(each for each in owed(record.events) if each.paper == "decision")


def paragraphs(record: Record, paper: Owed, lang: Lang = "zh") -> list[str]:
    return [each.says for each in write(record, paper, lang).blocks if isinstance(each, Prose)]


def test_a_decision_says_what_its_item_wants_said() -> None:
    record, paper = worded(rented=True)
    said = paragraphs(record, paper)
    assert said[:2] == [
        "示例小吃店2026年3月2日申请，2026年3月2日受理，准予登记。",
        f"从业 3 人，租到 2027年5月1日。{paper.number}，2026年3月2日。",
    ]
    assert not any("经审查符合条件，决定准予" in each for each in said)
    number = record.events[0].data["case_number"]
    assert paragraphs(record, paper, "en")[:2] == [
        f"示例小吃店 may run an eatery (case {number}).",
        "People: 3. Lease until 1 May 2027.",
    ]


def test_a_value_that_is_not_there_is_said_not_to_be() -> None:
    record, paper = worded()
    assert "租到 —。" in paragraphs(record, paper)[1]
    assert "租到 （已经删除）。" in paragraphs(replace(record, values={}), paper)[1]


def test_the_text_of_an_output_that_does_not_come_about_is_not_said() -> None:
    text = WORDED.replace("    形式: 纸质\n", "    前提: 场所来源 是 租赁\n    形式: 纸质\n")
    assert "经审查符合条件，决定准予" in paragraphs(*worded(text))[0]
    assert "准予登记" in paragraphs(*worded(text, rented=True))[0]


def test_a_refusal_keeps_the_standard_words() -> None:
    assert not any("准予登记" in each for each in paragraphs(*worded(result="refused")))


def test_a_decision_with_its_own_text_is_written_from_what_it_has_revealed() -> None:
    record, paper = worded(rented=True)
    some = {one.id: record.values[one.id] for one in needed(record.events, [paper], [record.item])}
    assert write(replace(record, values=some), paper) == write(record, paper)
    assert {*some} < {*record.values}


def test_what_people_wrote_stays_text_in_an_items_own_words() -> None:
    record, paper = worded()
    values = {
        key: {"名称": "<b>{从业人数}</b>"} if each == APPLICANT else each
        for key, each in record.values.items()
    }
    page = to_html(write(replace(record, values=values), paper))
    assert "&lt;b&gt;{从业人数}&lt;/b&gt;2026年" in page and wrong_in(page) == []
