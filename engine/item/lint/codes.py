"""Codes of an item that cannot be: of no known shape, mistyped, or at odds with what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.codes import (
    Implementation,
    check_character,
    is_base_code,
    is_old_code,
    split_implementation,
)
from engine.item.elements.profile import national_profile
from engine.item.model import Item
from engine.source import Text, place
from engine.vocabulary import in_lang

CODE_SHAPE = FaultKind(
    code="item/code-shape",
    zh="「{code}」有 {count} 位，不像{what}。{shape}。",
    en="「{code}」 has {count} signs and is no {what_en}. {shape_en}.",
    why_zh="编码是和上级平台交换数据的钥匙，多一位少一位就对不上。",
    why_en="Other platforms find the item by its codes; one sign more or less and they do not.",
    wrong="基本编码: 00013102700",
    right="基本编码: 000131027004",
)
CODE_CHECK_CHARACTER = FaultKind(
    code="item/code-check-character",
    zh="实施编码前 18 位是机构的统一社会信用代码，「{authority}」对不上校验码，有一位写错了。",
    en="The first 18 signs are the authority's code; 「{authority}」 does not fit its check character: one "
    "sign is wrong.",
    why_zh="统一社会信用代码的第 18 位由前 17 位算出来（GB 32100），对不上就一定有一位抄错了。",
    why_en="The last sign follows from the first 17 (GB 32100); if it does not, one of them was mistyped.",
    wrong="实施编码: 11230199MB0000001A4000131027004",
    right="实施编码: 11230199MB0000001G4000131027004",
)
CODE_LEVEL = FaultKind(
    code="item/code-level",
    zh="实施编码第 19 位是「{digit}」，可是行使层级「{level}」的代码是「{right}」。请核对哪一个写错了。",
    en="Sign 19 of the code is 「{digit}」, but 「{level}」 has the code 「{right}」. Check both.",
    why_zh="实施编码第 19 位就是行使层级：1 国家、2 省、3 市、4 县、5 镇街、6 村社区。",
    why_en="Sign 19 is the level: 1 national, 2 provincial, 3 municipal, 4 county, 5 township, 6 village.",
    wrong="实施编码: 11230199MB0000001G3000131027004\n行使层级: 县",
    right="实施编码: 11230199MB0000001G4000131027004\n行使层级: 县",
)
CODE_BASE = FaultKind(
    code="item/code-base",
    zh="实施编码里的基本编码是「{inside}」，基本编码写的是「{base}」。请核对哪一个写错了。",
    en="The base code inside the implementation code is 「{inside}」, but 「{base}」 is written. Check both.",
    why_zh="实施编码第 20 位起就是基本编码，两处要一样。",
    why_en="From sign 20 on the implementation code is the base code, so both must agree.",
    wrong="基本编码: 000131027005\n实施编码: 11230199MB0000001G4000131027004",
    right="基本编码: 000131027004\n实施编码: 11230199MB0000001G4000131027004",
)
_MOST_BASE: Final = 10
_MOST_IMPLEMENTATION: Final = 24
_BASE_SHAPE: Final = (
    "基本编码是 11 位数字加 1 位数字或字母，业务办理项再加 2 位数字；旧的最多 10 位",
    "A base code is 11 digits and a digit or letter, 2 digits more for a sub-item; an old one has 10 signs "
    "at most",
)
_IMPLEMENTATION_SHAPE: Final = (
    "实施编码是机构代码 18 位、行使层级 1 位、基本编码 12 位，业务办理项加 2 位；旧的最多 24 位。字母用大写",
    "An implementation code is 18 signs of the authority, 1 of the level, 12 of the base code, 2 more for a "
    "sub-item; an old one has 24 at most. Letters are capitals",
)
# Signs that no authority's code has, and the signs they are mistaken for.
_MISREAD: Final = str.maketrans("IOSVZ", "105U2")


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find codes of no known shape, and an implementation code whose parts are wrong."""
    base, code = item.base_code, item.implementation_code
    if base is not None and not is_base_code(base) and not is_old_code(base, _MOST_BASE):
        yield _shape(base, "基本编码", "base code", _BASE_SHAPE)
    if code is None:
        return
    parts = split_implementation(code)
    if parts is not None:
        yield from _authority(code, parts)
        yield from _level(item, code, parts)
        yield from _base(item, code, parts)
    elif not is_old_code(code, _MOST_IMPLEMENTATION):
        yield _shape(code, "实施编码", "implementation code", _IMPLEMENTATION_SHAPE)


def _shape(code: Text, what: str, what_en: str, shape: tuple[str, str]) -> Fault:
    values = {
        "code": str(code),
        "count": str(len(code)),
        "what": what,
        "what_en": what_en,
        "shape": shape[0],
        "shape_en": shape[1],
    }
    return Fault(kind=CODE_SHAPE, source=place(code), values=values)


def _authority(code: Text, parts: Implementation) -> Iterator[Fault]:
    authority = parts.authority
    if check_character(authority) == authority[17]:
        return
    readable = authority.translate(_MISREAD)
    right = check_character(readable)
    near = () if right is None else (readable[:17] + right,)
    values = {"authority": authority}
    yield Fault(kind=CODE_CHECK_CHARACTER, source=code.at(0, 18), values=values, nearest=near)


def _level(item: Item, code: Text, parts: Implementation) -> Iterator[Fault]:
    if item.level is None:
        return
    right = national_profile().code("level", item.level)
    if right is not None and right.code != parts.level:
        level = in_lang("level", item.level, item.language)
        values = {"digit": parts.level, "level": level, "right": right.code}
        yield Fault(kind=CODE_LEVEL, source=code.at(18, 19), values=values, also=place(item.level))


def _base(item: Item, code: Text, parts: Implementation) -> Iterator[Fault]:
    base = item.base_code
    if base is None or not is_base_code(base):
        return
    inside = parts.base + (parts.handling_item if len(base) > len(parts.base) else "")
    if not base.startswith(inside):
        values = {"inside": inside, "base": str(base)}
        yield Fault(kind=CODE_BASE, source=code.at(19, len(code)), values=values, also=place(base))
