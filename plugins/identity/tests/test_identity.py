"""Numbers that hold pass, every mistyped one is found, and the centre is told in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from yici_identity.numbers import KINDS, check_digit, wrong_with

from engine.center import Center
from engine.hookspecs import Identity
from engine.item.load import load

CARD, CODE = "23019919900228001X", "11230199MB0000001G"


@pytest.fixture(scope="module")
def center() -> Center:
    made = Center(sources=[Path(__file__).parents[1]], installed=False)
    assert made.faults == ()
    return made


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("证件/身份证号", CARD),
        ("证件/身份证号", " 23019919900228001x"),
        ("证件/身份证号", "２３０１９９１９９００２２８００１Ｘ"),
        ("证件/统一社会信用代码", CODE),
        ("证件/护照号", "E12345678"),
        ("证件/护照号", "EA1234567"),
        ("证件/手机号", "13900000000"),
        ("证件/电话", "0451-12345678"),
        ("证件/电话", "12345"),
    ],
)
def test_a_number_that_holds_passes(center: Center, name: str, number: str) -> None:
    answer = center.ask(name, {"号码": number})
    assert answer is not None and answer["有效"] is True


def test_an_identity_number_tells_the_day_of_birth(center: Center) -> None:
    answer = center.ask("证件/身份证号", {"号码": CARD})
    assert answer == {"有效": True, "出生日期": date(1990, 2, 28), "性别": "男"}


@pytest.mark.parametrize(("name", "number"), [("证件/身份证号", CARD), ("证件/统一社会信用代码", CODE)])
def test_every_single_wrong_sign_is_found(name: str, number: str) -> None:
    signs = "0123456789X" if name == "证件/身份证号" else "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for place in range(len(number)):
        for sign in signs.replace(number[place], ""):
            assert KINDS[name].wrong(number[:place] + sign + number[place + 1 :]) is not None


@pytest.mark.parametrize(("name", "number"), [("证件/身份证号", CARD), ("证件/统一社会信用代码", CODE)])
def test_two_signs_that_changed_places_are_found(name: str, number: str) -> None:
    for place in range(len(number) - 1):
        left, right = number[place], number[place + 1]
        if left != right:
            assert KINDS[name].wrong(number[:place] + right + left + number[place + 2 :]) is not None


@pytest.mark.parametrize(
    ("number", "because"),
    [
        ("230199900228001", "15 位"),
        ("2301991990022800", "18 位"),
        ("99019919900228001" + check_digit("99019919900228001"), "省份"),
        ("23019919900230001" + check_digit("23019919900230001"), "日期"),
        ("230199199002280011", "校验位"),
    ],
)
def test_what_is_wrong_is_said(number: str, because: str) -> None:
    found = wrong_with("法定代表人身份证号", number)
    assert found is not None and because in found[1][0]


def test_an_entry_that_promises_no_number_is_left_alone() -> None:
    assert wrong_with("姓名", "7") is None


def test_flaws_are_told_in_both_languages(center: Center) -> None:
    asked = {"item": "X", "material": "身份证", "record": {"姓名": "甲", "身份证号": "1"}}
    answer = center.ask("check_material", asked)
    assert answer is not None
    (flaw,) = answer["flaws"]  # type: ignore[misc]  # one flaw
    assert flaw["note"].startswith("身份证号要 18 位")
    assert flaw["note_en"].startswith("身份证号 has 18 signs")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (CARD, Identity(zh="身份证号", en="identity number", sound=True, born_on=date(1990, 2, 28))),
        (CARD[:-1] + "1", Identity(zh="身份证号", en="identity number", sound=False)),
        (CODE, Identity(zh="统一社会信用代码", en="unified social credit code", sound=True)),
        ("E12345678", Identity(zh="护照号", en="passport number", sound=True)),
    ],
)
def test_a_number_is_recognised(center: Center, number: str, expected: Identity) -> None:
    assert [each.answer for each in center.identify(number)] == [expected]


@pytest.mark.parametrize("number", ["", "A001", "13900000000", CARD * 1000, "身份证"])
def test_what_is_no_document_number_is_not_recognised(center: Center, number: str) -> None:
    assert center.identify(number) == ()


def test_every_function_does_what_its_examples_say(center: Center) -> None:
    for name, function in center.functions.items():
        for example in function.examples:
            assert center.ask(name, example.given) == example.answers, name


ITEM = """\
事项名称: 示例
事项编码: SL-0004
实施版本: 2026-01-01
进驻部门: 测试局
申请表:
  申请人身份证号:
    问: 您的身份证号？
    填: 文字
"""
CHECK = """\
审查要点:
  - 编号: R1
    要求: 身份证号没有写错
    插件: 证件/身份证号
    传入:
      号码: 申请人身份证号
    判断: 答复.有效
    不符合时: 身份证号写错了。
    怎么改: 请照身份证改。
"""


def test_a_number_that_nobody_looks_at_is_told(center: Center) -> None:
    item = load(ITEM.encode(), "x.yaml").item
    assert item is not None
    (fault,) = center.lint(item)
    assert (fault.code, fault.source.line) == ("identity/unchecked-number", 6)
    assert fault.says("zh").startswith("问了「申请人身份证号」")
    looked_at = load((ITEM + CHECK).encode(), "x.yaml").item
    assert looked_at is not None
    assert center.lint(looked_at) == ()
