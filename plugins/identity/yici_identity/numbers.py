"""Document numbers: a text in, what kind of number it is and what is wrong with it out; nobody is asked.

The check digits are those of GB 11643 (identity cards) and GB 32100 (unified social credit codes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.item.codes import check_character

__all__ = ["KINDS", "Kind", "born_on", "check_digit", "clean", "wrong_with"]

Fault = tuple[str, str]
_WEIGHTS: Final = tuple(pow(2, 17 - place) % 11 for place in range(17))
_DIGITS: Final = "10X98765432"
_CARD: Final = re.compile(r"[0-9]{17}[0-9X]")
_CODE: Final = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")
# GB/T 2260, the first two digits; 81 to 83 are residence permits of Hong Kong, Macao and Taiwan residents.
_PROVINCE: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_PASSPORT: Final = re.compile(r"(E[0-9A-HJ-NP-Z][0-9]{7}|[DSPG][0-9]{8}|[SPD]E[0-9]{7})")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?|1[0-9]{4}|400-?[0-9]{3}-?[0-9]{4}")
_EARLIEST: Final = 1900


def clean(number: str) -> str:
    """Give a number as it is meant: half-width, capitals, no spaces."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def check_digit(first: str) -> str:
    """Give the last sign that the first 17 digits of an identity number demand (GB 11643)."""
    return _DIGITS[sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def born_on(number: str) -> date | None:
    """Give the day of birth in an identity number, if it is a day."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= _EARLIEST else None


def _card(number: str) -> Fault | None:
    if len(number) == 15 and number.isdecimal():
        return "是 15 位的老号码，已经停用", "is an old number of 15 digits, which is no longer in use"
    if _CARD.fullmatch(number) is None:
        return "要 18 位，前 17 位是数字，最后一位是数字或 X", "has 18 signs: 17 digits and a digit or X"
    if _PROVINCE.match(number) is None:
        return "开头两位不是省份代码", "does not begin with the code of a province"
    if born_on(number) is None:
        return "第 7 位到第 14 位不是一个日期", "holds no date of birth in places 7 to 14"
    if check_digit(number[:17]) != number[17]:
        return "和校验位对不上，有一位写错了", "does not fit its check digit: one sign is wrong"
    return None


def _credit_code(number: str) -> Fault | None:
    if _CODE.fullmatch(number) is None:
        return (
            "要 18 位数字和大写字母，没有 I、O、S、V、Z",
            "has 18 digits and capitals, never I, O, S, V or Z",
        )
    if check_character(number) != number[17]:
        return "和校验位对不上，有一位写错了", "does not fit its check character: one sign is wrong"
    return None


def _passport(number: str) -> Fault | None:
    if _PASSPORT.fullmatch(number) is None:
        return (
            "不像中国护照的号码，一般是 E 开头共 9 位",
            "is no Chinese passport number, as a rule E and 8 signs",
        )
    return None


def _mobile(number: str) -> Fault | None:
    if _MOBILE.fullmatch(number) is None:
        return "要 11 位数字，1 开头", "has 11 digits and begins with 1"
    return None


def _telephone(number: str) -> Fault | None:
    if _MOBILE.fullmatch(number) is None and _LANDLINE.fullmatch(number) is None:
        return "不像电话号码；座机要带区号", "is no telephone number; a landline needs its area code"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of number: what people call it, the names of entries that hold it, what can be wrong with it."""

    zh: str
    en: str
    entries: tuple[str, ...]
    wrong: Callable[[str], Fault | None]


KINDS: Final[Mapping[str, Kind]] = {
    "证件/身份证号": Kind(
        zh="身份证号",
        en="identity number",
        entries=("身份证号", "身份证号码", "公民身份号码", "identity number"),
        wrong=_card,
    ),
    "证件/统一社会信用代码": Kind(
        zh="统一社会信用代码",
        en="unified social credit code",
        entries=("统一社会信用代码", "社会信用代码", "credit code"),
        wrong=_credit_code,
    ),
    "证件/护照号": Kind(
        zh="护照号", en="passport number", entries=("护照号", "护照号码", "passport number"), wrong=_passport
    ),
    "证件/手机号": Kind(
        zh="手机号", en="mobile number", entries=("手机号", "手机号码", "mobile number"), wrong=_mobile
    ),
    "证件/电话": Kind(zh="电话", en="telephone", entries=("联系电话", "telephone"), wrong=_telephone),
}
"""By the name of the check function that looks at it."""


def wrong_with(entry: str, number: str) -> tuple[Kind, Fault] | None:
    """Give what is wrong with the value of an entry, by the kind of number that its name promises."""
    for kind in KINDS.values():
        if entry.endswith(kind.entries):
            found = kind.wrong(clean(number))
            return None if found is None else (kind, found)
    return None
