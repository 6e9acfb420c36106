"""Half-width punctuation inside Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Cure, Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import HAN, HOLE, masked, spoken

HALF_WIDTH = FaultKind(
    code="item/half-width-punctuation",
    zh="中文里用了半角的「{sign}」，请改成全角的「{full}」。",
    en="Half-width 「{sign}」 in Chinese text; write the full-width 「{full}」.",
    why_zh="给人看的文字用全角标点，打印出来才整齐；只有 YAML 的冒号和表达式用半角。",
    why_en="Text for people takes full-width punctuation; only YAML signs and expressions are ASCII.",
    wrong="说明: 要签字,盖章.",
    right="说明: 要签字，盖章。",
    level="reminder",
    curable=True,
)
_FULL: Final = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_NEAR: Final = f"{HAN}\u3007”’」』）》"
_CHINESE: Final = re.compile(f"[{HAN}]")
_SIGN: Final = re.compile(
    rf"(?<=[{_NEAR}])[,.:;?!()](?=[{_NEAR}“‘「『（《]|$|\n)|(?<=[{_NEAR}])[,;?!](?=\s|\d)"
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find half-width punctuation after a Chinese character in the texts that citizens read."""
    for text in spoken(item):
        # A fact in braces counts as Chinese, but does not make an English text Chinese.
        if _CHINESE.search(HOLE.sub("", text)) is None:
            continue
        for found in _SIGN.finditer(masked(text)):
            sign, source = found[0], text.at(*found.span())
            cure = Cure(source=source, text=_FULL[sign]) if text.exact else None
            yield Fault(kind=HALF_WIDTH, source=source, values={"sign": sign, "full": _FULL[sign]}, cure=cure)
