"""The form of a paper's number, as a centre sets it: `{机关简称}{文种}〔{年份}〕{序号:04}号`.

A text goes in, a `Pattern` comes out, or what is wrong with it. Four holes, each once, in either language;
nothing else in braces means anything, so a setting can never reach a value that is not meant for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

__all__ = ["NATIONAL", "Hole", "Pattern", "PatternWrong", "pattern"]

HoleName: TypeAlias = Literal["organ", "kind", "year", "serial"]
_WORDS: Final[Mapping[HoleName, str]] = {
    "organ": "机关简称",
    "kind": "文种",
    "year": "年份",
    "serial": "序号",
}
_NAMES: Final[Mapping[str, HoleName]] = {zh: en for en, zh in _WORDS.items()} | {en: en for en in _WORDS}
_LONGEST: Final = 80
_WIDEST: Final = 9
_HOLE: Final = re.compile(r"\{\s*([^{}:]*?)\s*(?::\s*0?(\d{1,3})\s*)?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A place that is filled; `width` is the least number of digits of the serial."""

    name: HoleName
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How numbers are written: fixed texts and holes in turn."""

    parts: tuple[str | Hole, ...]

    def number(self, organ: str, kind: str, year: int, serial: int) -> str:
        """Write one number."""
        values: dict[HoleName, str] = {"organ": organ, "kind": kind, "year": f"{year:04d}"}
        return "".join(
            part
            if isinstance(part, str)
            else str(serial).zfill(part.width)
            if part.name == "serial"
            else values[part.name]
            for part in self.parts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternWrong:
    """Everything that is wrong with a pattern, in both languages."""

    zh: str
    en: str


def pattern(text: str) -> Pattern | PatternWrong:
    """Read a pattern."""
    found = list(_wrong(text))
    if found:
        return PatternWrong(zh="".join(zh for zh, _ in found), en=" ".join(en for _, en in found))
    return Pattern(parts=tuple(_parts(text)))


def _parts(text: str) -> Iterator[str | Hole]:
    end = 0
    for hole in _HOLE.finditer(text):
        if text[end : hole.start()]:
            yield text[end : hole.start()]
        yield Hole(name=_NAMES[hole[1]], width=int(hole[2] or 1))
        end = hole.end()
    if text[end:]:
        yield text[end:]


def _wrong(text: str) -> Iterator[tuple[str, str]]:
    """Say all that speaks against a pattern; what lacks a hole would give one number to two papers."""
    if len(text) > _LONGEST:
        yield f"文号的写法不能超过 {_LONGEST} 个字。", f"A number pattern has at most {_LONGEST} characters."
        return
    if not text.isprintable():
        yield "文号的写法里有看不见的字符。", "The pattern holds characters that cannot be printed."
    names = [hole[1] for hole in _HOLE.finditer(text)]
    for name in dict.fromkeys(names):
        if name not in _NAMES:
            yield (
                f"文号里没有「{name}」这一项，可以写：{'、'.join(_WORDS.values())}。",
                f"There is no 「{name}」 in a number; there are: {', '.join(_WORDS)}.",
            )
    known = [_NAMES[name] for name in names if name in _NAMES]
    for hole, zh in _WORDS.items():
        if known.count(hole) != 1:
            yield f"「{{{zh}}}」要写一次，也只写一次。", f"「{{{hole}}}」 stands exactly once."
    if any(hole[2] and _NAMES.get(hole[1]) != "serial" for hole in _HOLE.finditer(text)):
        yield "只有序号可以写位数。", "Only the serial has a width."
    if any(hole[2] and not 1 <= int(hole[2]) <= _WIDEST for hole in _HOLE.finditer(text)):
        yield f"位数从 1 到 {_WIDEST}。", f"A width is from 1 to {_WIDEST}."
    if re.search(r"[{}]", _HOLE.sub("", text)):
        yield "大括号要成对。", "A brace lacks its other half."


NATIONAL: Final = cast(Pattern, pattern("{机关简称}{文种}〔{年份}〕{序号:04}号"))
"""The usual form: 龙市监受〔2026〕0001号."""
