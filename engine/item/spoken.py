"""The texts of an item that people read: questions, notes, demands, messages, remedies.

An item goes in, its texts come out with their places. `masked` hides the `{…}` of a message, so that a
rule about words never trips over the name of a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from engine.item.model import Check, Item, Output
from engine.source import Text

__all__ = ["HAN", "HOLE", "checks_of", "english_messages", "masked", "messages", "spoken", "wordings"]

HOLE: Final = re.compile(r"\{([^{}]*)\}")
HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_MASK: Final = "\u3007"
_BRACES: Final = re.compile(r"[{｛][^{}｛｝\s]*[}｝]?")


def spoken(item: Item) -> Iterator[Text]:
    """Give every text a citizen reads as a sentence; names and expressions are not among them."""
    if item.summary is not None:
        yield item.summary
    if item.fee_standard is not None:
        yield item.fee_standard
    for question in item.faq:
        yield question.ask
        yield question.reply
    for field in item.fields:
        if field.ask is not None:
            yield field.ask
        yield from field.option_notes.values()
    for material in item.materials:
        if material.note is not None:
            yield material.note
    for check in checks_of(item):
        yield check.requirement
        yield from messages(check)


def checks_of(item: Item) -> Iterator[Check]:
    """Give the conditions, then the checks."""
    return chain(item.conditions, item.checks)


def messages(check: Check) -> Iterator[Text]:
    """Give the texts of a check that may hold facts: 不符合时 and 怎么改."""
    if check.otherwise is not None:
        yield check.otherwise
    if check.remedy is not None:
        yield check.remedy


def english_messages(check: Check) -> Iterator[Text]:
    """Give the English of the texts of a check that may hold facts."""
    for key in ("otherwise", "remedy"):
        text = check.english.get(key)
        if isinstance(text, Text):
            yield text


def wordings(item: Item) -> Iterator[tuple[Output, Text]]:
    """Give what decisions say of the item's outputs (文书正文), in Chinese and in English."""
    for output in item.outputs:
        for text in (output.wording, output.english.get("wording")):
            if isinstance(text, Text):
                yield output, text


def masked(text: str) -> str:
    """Put one neutral Chinese sign for every character in braces, closed or not, so that places stay true."""
    return _BRACES.sub(lambda hole: _MASK * len(hole[0]), text)
