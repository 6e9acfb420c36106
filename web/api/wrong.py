"""What is wrong with a call, place by place, in words: one table for every operation."""

from __future__ import annotations

from typing import Final

from engine.exchange.strict_json import Problem

__all__ = ["wrong"]

_WORDS: Final = {
    "unknown-key": ("不认识这个名字。", "Unknown name."),
    "not-text": ("这里要写文字。", "Please write a text here."),
    "not-texts": ('这里要写几段文字：["…"]。', "Please write a list of texts here."),
    "not-names": ('这里要写材料的名字：["…"]。', "Please write a list of names of materials."),
    "not-an-object": ("这里要写成 {…}。", "Please write an object {…} here."),
    "not-a-date": ("请写成 2026-03-02 这样的日期。", "Please write a date such as 2026-03-02."),
    "not-true-or-false": ("这里只能写 true 或 false。", "Please write true or false here."),
    "unknown-material": ("这个事项没有这样材料。", "The item has no such material."),
    "required": ("请写事项编码。", "Please name the item."),
    "unknown-query": ("地址里不认识这一项。", "Unknown in the address."),
    "missing-query": ("地址里少了这一项。", "Missing in the address."),
    "bad-value": ("这一项的值不对。", "This value cannot be taken."),
}


def wrong(code: str, pointer: str = "#", *, folder: str = "api") -> Problem:
    """Give one place that is wrong; the check keeps a folder of codes of its own."""
    zh, en = _WORDS[code]
    return Problem(code=f"{folder}/{code}", zh=zh, en=en, pointer=pointer)
