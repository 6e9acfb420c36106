"""The lints of a whole catalogue: what several items say together, and what they may say without a fault."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from engine.catalog.lint import (
    circular_proof,
    editions,
    english_names,
    find_all,
    material_names,
    outline,
    own_output,
    package_parts,
)
from engine.catalog.lint.same_thing import key_of
from engine.fault import Fault
from engine.item.load import load
from engine.item.model import Item


def item(
    code: str,
    needs: Sequence[str] = (),
    gives: Sequence[str] = (),
    *,
    more: str = "",
    start: str = "2026-01-01",
    end: str | None = None,
    name: str | None = None,
    department: str = "市场监督管理局",
) -> Item:
    """Make a small item: `needs` are lines of material entries, or names; `gives` the names of outputs."""
    until = f"  至: {end}\n" if end else ""
    materials = "".join(f"  - 名称: {each}\n" for each in needs)
    outputs = "".join(f"  - 名称: {each}\n" for each in gives)
    text = (
        f"事项名称: {name or code}\n事项编码: {code}\n实施版本: {start}\n有效期:\n  自: {start}\n{until}"
        f"进驻部门: {department}\n{more}"
    )
    text += f"申请材料:\n{materials}" if materials else ""
    text += f"办理结果:\n{outputs}" if outputs else ""
    loaded = load(text.encode(), f"{code}.yaml")
    assert loaded.faults == ()
    assert loaded.item is not None
    return outline(loaded.item)


def told(faults: Sequence[Fault]) -> list[tuple[str, str, int]]:
    return [(fault.code, fault.source.path, fault.source.line) for fault in faults]


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("身份证", "居民身份证", True),
        ("经营者身份证", "经营者居民身份证", True),
        ("居民身份证（复印件）", "身份证", True),
        ("身份证原件及复印件", "身份证", True),
        ("户口本", "户口簿", True),
        ("《出生医学证明》", "出生证明", True),
        ("申请表 1", "申请表１", True),
        ("护士执业证书", "护士资格证书", False),
        ("男方身份证", "女方身份证", False),
        ("身份证", "临时身份证", False),
        ("租赁合同", "设备租赁合同", False),
        ("营业执照", "营业执照副本", False),
        ("承诺书甲", "承诺书乙", False),
        ("复印件", "原件", False),
    ],
)
def test_only_what_is_certain_is_the_same_thing(name: str, other: str, same: bool) -> None:
    assert (key_of(name) == key_of(other)) is same


def test_other_name_is_told_with_the_official_one() -> None:
    items = [item("A", ["身份证"]), item("B", ["身份证"]), item("C", ["居民身份证"])]
    faults = list(material_names.find(items))
    assert told(faults) == [("item/two-names", "A.yaml", 8), ("item/two-names", "B.yaml", 8)]
    assert {fault.values["other"] for fault in faults} == {"居民身份证"}
    assert faults[0].also is not None
    assert faults[0].also.path == "C.yaml"


def test_without_an_official_name_the_common_one_counts() -> None:
    items = [
        item("A", ["申请表（甲）"]),
        item("B", ["申请表甲"]),
        item("C", ["申请表(甲)", "身份证"]),
        item("D", ["申请表（甲）"]),
    ]
    assert [fault.source.path for fault in material_names.find(items)] == ["B.yaml", "C.yaml"]


def test_one_bureau_has_one_english_name() -> None:
    said = ["Water Bureau", "Water bureau", "Water Bureau"]
    items = [
        item(code, more=f"英文:\n  名称: {code}\n  进驻部门: {english}\n")
        for code, english in zip("ABC", said, strict=True)
    ]
    assert told(list(english_names.find(items))) == [("item/two-english-names", "B.yaml", 9)]
    assert list(english_names.find([items[0], items[2]])) == []


def test_one_material_has_one_english_name() -> None:
    items = [
        item(code, [f"居民身份证\n    英文: {english}"])
        for code, english in (("A", "identity card"), ("B", "identity card"), ("C", "ID card"))
    ]
    (fault,) = english_names.find(items)
    assert (fault.source.path, fault.values["other"]) == ("C.yaml", "identity card")


def test_names_of_one_item_are_its_own_business() -> None:
    old, new = item("A", ["身份证"], end="2026-01-31"), item("A", ["居民身份证"], start="2026-02-01")
    assert list(material_names.find([old, new])) == []
    both = item("B", ["身份证", "居民身份证"])
    assert list(material_names.find([both, item("C", ["居民身份证"])])) == []


def test_what_the_department_issued_need_not_be_brought() -> None:
    permit = item("A", gives=["登记证"])
    assert told(list(own_output.find([permit, item("B", ["登记证"])]))) == [("item/own-output", "B.yaml", 8)]


@pytest.mark.parametrize(
    "other",
    [
        item("B", ["登记证\n    必要性: 免提交\n    来源: 登记系统"]),
        item("B", ["登记证\n    必要性: 非必要"]),
        item("B", ["登记证\n    收取环节: 出件"]),
        item("B", ["登记证"], department="民政局"),
        item("A", ["登记证"], start="2027-01-01"),
        item("B", ["登记证明"]),
    ],
    ids=["exempt", "optional", "taken back", "another department", "renewal", "another paper"],
)
def test_these_may_be_asked_for(other: Item) -> None:
    assert list(own_output.find([item("A", gives=["登记证"]), other])) == []


def test_circle_of_proofs_is_told_once_with_its_places() -> None:
    a, b = item("A", ["乙证"], ["甲证"]), item("B", ["甲证"], ["乙证"])
    waits = item("C", ["甲证"], ["丙证"])
    (fault,) = circular_proof.find([waits, a, b])
    assert fault.code == "item/circular-proof"
    assert fault.values["circle"].startswith("A（A.yaml:8 要「乙证」） → B（B.yaml:8 要「甲证」） → A")
    assert fault.also is not None
    assert fault.also.path == "B.yaml"


def test_two_circles_are_two_faults() -> None:
    first = [item("A", ["乙证"], ["甲证"]), item("B", ["甲证"], ["乙证"])]
    second = [item("C", ["丁证"], ["丙证"]), item("D", ["丙证", "甲证"], ["丁证"])]
    assert len(list(circular_proof.find([*first, *second]))) == 2


@pytest.mark.parametrize(
    ("a", "b", "more"),
    [
        (["乙证"], ["甲证"], [item("C", gives=["甲证"])]),
        (["乙证\n    前提: 申请日期 = 申请日期"], ["甲证"], []),
        (["乙证\n    任选其一: 证明", "丙证\n    任选其一: 证明"], ["甲证"], []),
        (["乙证\n    必要性: 容缺后补\n    补交期限: 3 个工作日"], ["甲证"], []),
        (["乙证\n    必要性: 非必要"], ["甲证"], []),
        (["甲证"], ["乙证"], []),
    ],
    ids=["issued elsewhere too", "only sometimes", "or another", "later", "optional", "renewal"],
)
def test_what_can_be_had_is_no_circle(a: list[str], b: list[str], more: list[Item]) -> None:
    assert list(circular_proof.find([item("A", a, ["甲证"]), item("B", b, ["乙证"]), *more])) == []


def test_only_the_newest_edition_waits() -> None:
    old = item("A", ["乙证"], ["甲证"], end="2026-01-31")
    new = item("A", ["身份证"], ["甲证"], start="2026-02-01")
    assert list(circular_proof.find([old, new, item("B", ["甲证"], ["乙证"])])) == []


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        (("2026-01-01", "2026-01-31"), ("2026-02-01", None), []),
        (("2026-01-01", "2026-02-01"), ("2026-02-01", None), ["item/editions-overlap"]),
        (("2026-01-01", None), ("2026-02-01", None), ["item/editions-overlap"]),
        (("2026-01-01", "2026-01-30"), ("2026-02-01", None), ["item/days-without-edition"]),
        (("2026-01-01", "9999-12-31"), ("2026-02-01", None), ["item/editions-overlap"]),
        (("2026-03-01", "2026-01-01"), ("2026-02-01", None), []),
    ],
)
def test_each_day_has_one_edition(
    first: tuple[str, str | None], second: tuple[str, str | None], codes: list[str]
) -> None:
    items = [item("A", start=start, end=end) for start, end in (second, first)]
    assert [fault.code for fault in editions.find(items)] == codes


def test_long_edition_overlaps_all_that_follow() -> None:
    spans = [("2026-01-01", "2026-12-31"), ("2026-02-01", "2026-02-28"), ("2026-04-01", None)]
    faults = list(editions.find([item("A", start=start, end=end) for start, end in spans]))
    assert [(fault.code, fault.values["other"]) for fault in faults] == [
        ("item/editions-overlap", "2026-01-01")
    ] * 2


def test_two_items_under_one_code_are_told_from_two_editions() -> None:
    items = [item("A", name="甲"), item("A", name="乙", start="2026-02-01")]
    assert [fault.code for fault in editions.find(items)] == ["item/code-twice"]
    items = [item("A"), item("A")]
    assert [fault.code for fault in editions.find(items)] == ["item/edition-twice"]


def test_implementation_code_belongs_to_one_item() -> None:
    code = "实施编码: 11230199MB0000001G4000131027004\n"
    editions_of_one = [item("A", more=code, end="2026-01-31"), item("A", more=code, start="2026-02-01")]
    assert list(editions.find(editions_of_one)) == []
    (fault,) = editions.find([item("A", more=code), item("B", more=code), item("C")])
    assert (fault.code, fault.source.path) == ("item/implementation-code-twice", "B.yaml")


PARTS = "包含事项:\n  - 事项: A\n"


@pytest.mark.parametrize(
    ("spans", "day"),
    [
        ([("2026-01-01", None)], None),
        ([("2026-01-01", "2026-05-31"), ("2026-06-01", None)], None),
        ([("2026-01-01", "2026-12-31")], None),
        ([("2026-01-01", "2026-05-30"), ("2026-06-01", None)], "2026-05-31"),
        ([("2026-01-01", "2026-11-30")], "2026-12-01"),
        ([("2026-03-02", None)], "2026-03-01"),
        ([("2025-01-01", "2025-12-31")], "2026-03-01"),
    ],
)
def test_parts_cover_every_day_of_their_package(spans: list[tuple[str, str | None]], day: str | None) -> None:
    package = item("P", more=PARTS, start="2026-03-01", end="2026-12-31")
    parts = [item("A", start=start, end=end) for start, end in spans]
    faults = [
        fault for fault in package_parts.find([package, *parts]) if fault.code == "item/part-not-in-force"
    ]
    assert [fault.values["day"] for fault in faults] == ([] if day is None else [day])


def test_open_package_needs_an_open_part() -> None:
    package = item("P", more=PARTS)
    (fault,) = package_parts.find([package, item("A", end="2026-12-31")])
    assert fault.values["day"] == "2027-01-01"


def test_part_that_is_not_among_the_items_is_told_elsewhere() -> None:
    assert list(package_parts.find([item("P", more=PARTS), item("B")])) == []


@pytest.mark.parametrize(
    ("mine", "others", "longer"),
    [
        ("5 个工作日", "20 个工作日", True),
        ("20 个工作日", "20 个工作日", False),
        ("当场办结", "1 个自然日", True),
        ("5 个工作日", "20 个自然日", False),
        ("5 个工作日", "若 申请日期 = 申请日期 则 9 个工作日 否则 20 个工作日", False),
    ],
)
def test_package_is_not_faster_than_its_slowest_part(mine: str, others: str, longer: bool) -> None:
    package = item("P", more=f"{PARTS}办结时限:\n  承诺: {mine}\n")
    part = item("A", more=f"办结时限:\n  承诺: {others}\n")
    assert [fault.code for fault in package_parts.find([package, part])] == [
        "item/part-takes-longer"
    ] * longer
    only_sometimes = replace(package, parts=(replace(package.parts[0], when=package.name),))
    assert list(package_parts.find([only_sometimes, part])) == []


def test_one_paper_records_one_kind_of_value() -> None:
    package = item("P", more="包含事项:\n  - 事项: A\n  - 事项: B\n")
    plan = "平面图\n    登记:\n      面积: {}"
    wide = item("B", [plan.format("文字")])
    (fault,) = package_parts.find([package, item("A", [plan.format("数字")]), wide])
    assert (fault.code, fault.source.path) == ("item/conflicting-record", "B.yaml")
    assert list(package_parts.find([package, item("A", [plan.format("文字")]), wide])) == []


def test_one_item_alone_agrees_with_itself() -> None:
    assert find_all([item("A", ["甲证"], ["甲证"])]) == ()


def test_two_thousand_items_take_a_moment() -> None:
    made = item("A", ["居民身份证", "第 0 号证明"], ["第 1 号证明"])
    needs, gives = made.materials[1], made.outputs[0]
    name = made.name

    def copy(number: int) -> Item:
        material = replace(needs, name=type(name)(f"第 {number} 号证明", name.source))
        output = replace(gives, name=type(name)(f"第 {number + 1} 号证明", name.source))
        code = type(name)(f"A{number}", name.source)
        return replace(made, code=code, materials=(made.materials[0], material), outputs=(output,))

    items = [copy(number) for number in range(2000)]
    started = time.process_time()
    assert {fault.code for fault in find_all(items)} == {"item/own-output"}
    assert time.process_time() - started < 3
