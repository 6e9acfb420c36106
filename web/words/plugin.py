"""The words around what plug-ins show and say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "plugin_pages": ("更多查询", "More to look up"),
    "plugin_no_pages": ("现在没有别的页面。", "There are no further pages at present."),
    "plugin_silent": (
        "插件「{plugin}」没有答复，还没核验。",
        "Plug-in 「{plugin}」 gave no answer; not verified.",
    ),
    "plugin_silent_how": (
        "请过一会儿再试，或者打 {phone} 问。别的事照常能办。",
        "Please try again later, or call {phone}. Everything else works as usual.",
    ),
    "plugin_number": ("看一看证件号码", "What is this number?"),
    "plugin_number_field": ("证件号码", "Number of a document"),
    "plugin_number_look": ("核对", "Look"),
    "plugin_number_how": (
        "输入或者扫描证件号码。只看号码本身对不对，不查证件是不是真的。",
        "Type or scan it. Only the number is looked at, not whether the document exists.",
    ),
    "plugin_number_can_be": ("这个号码", "This number"),
    "plugin_number_none": (
        "认不出是哪种证件的号码。请再核对一遍。",
        "It belongs to no kind of document that is known. Please compare it again.",
    ),
    "plugin_number_sound": ("{kind}：号码对得上。", "{kind}: the number holds."),
    "plugin_number_wrong": (
        "{kind}：号码不对，可能抄错了一位。",
        "{kind}: the number does not hold; a digit may be wrong.",
    ),
    "plugin_number_born": ("出生日期 {day}。", "Born on {day}."),
}
