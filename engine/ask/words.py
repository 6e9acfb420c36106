"""The sentences of the wizard, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from engine.check.words import span_words
from engine.feel.numbers import is_number
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration
from engine.item.near import nearest
from engine.item.terms import Span
from engine.rules.model import Rulebook

__all__ = [
    "WORDS",
    "amount_of",
    "amount_words",
    "amounts_words",
    "limit_words",
    "say_word",
    "span_of",
    "stranger_words",
]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "stranger": ("这个事项不问「{name}」。", "This item does not ask for 「{name}」."),
    "near": ("您是不是要写「{name}」？", " Did you mean 「{name}」?"),
    "by_hand": ("工作人员看了说要", "a person says so"),
    "comma": ("、", ", "),
    "or": ("或", " or "),
    "and": ("，", ", "),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # The summary
    "hopeless": (
        "照这样办不了，原因和办法见上。",
        "Like this nobody can apply; see above why and what to do.",
    ),
    "broken": ("{says}怎么改：{remedy}", "{says} What to do: {remedy}"),
    "reminder": ("提醒：{says}{remedy}", "Note: {says} {remedy}"),
    "exempt": ("不用带，中心自己查：{names}。", "Not to be brought, the centre looks it up: {names}."),
    "optional": ("可以带，不带也行：{names}。", "May be brought, need not: {names}."),
    "if": ("如果{when}，还要：{names}。", "If {when}, also: {names}."),
    "look": ("请先自己看看：{requirement}。", "Please see for yourself: {requirement}."),
    "look_if": (
        "如果{when}，请先自己看看：{requirement}。",
        "If {when}, please see for yourself: {requirement}.",
    ),
    "limit": ("多久办好：{limit}。", "How long it takes: {limit}."),
    "fee": ("花多少钱：{fee}。", "What it costs: {fee}."),
    "at_window": ("窗口算给您", "the window works it out"),
    "free": ("不收费", "free"),
    "yuan": ("{amount} 元", "CNY {amount}"),
    "from_to": ("{least} 到 {most}", "{least} to {most}"),
    "from_free": ("{least}，或者最多 {most}", "{least}, or up to {most}"),
    "bring": ("您要带 {count} 样：{names}。", "Bring {count} things: {names}."),
    "bring_1": ("您要带 1 样：{names}。", "Bring one thing: {names}."),
    "bring_nothing": ("您不用带东西。", "You need not bring anything."),
    "bring_nothing_yet": ("现在还说不准要带什么。", "What to bring is not certain yet."),
    "any_of": ("{group}（{names}，有一样就行）", "{group} (any one of: {names})"),
    "named": ("{name}（{more}）", "{name} ({more})"),
    "copies": ("份数：{says}", "copies: {says}"),
    "later": ("可以后补", "may follow later"),
    # What can be typed
    "take_choice": (
        "请写 1 到 {count} 里的一个数，或者照着写选项；不知道就写 0。",
        "Please write a number from 1 to {count}, or the words of an option; 0 if you do not know.",
    ),
    "take_number": ("请写一个数字，例如 60；不知道就写 ?。", "Please write a number such as 60, or ?."),
    "take_integer": ("请写一个整数，例如 3；不知道就写 ?。", "Please write a whole number such as 3, or ?."),
    "take_integer_range": (
        "请写 {low} 到 {high} 之间的整数；不知道就写 ?。",
        "Please write a whole number from {low} to {high}, or ?.",
    ),
    "take_number_range": (
        "请写 {low} 到 {high} 之间的数字；不知道就写 ?。",
        "Please write a number from {low} to {high}, or ?.",
    ),
    "take_date": (
        "请写日期，例如 2026-03-02、20260302 或 2026年3月2日；不知道就写 ?。",
        "Please write a date such as 2026-03-02, 20260302 or 2026/3/2, or ?.",
    ),
    "take_list": (
        "一共几项？请写一个整数，例如 2；不知道就写 ?。",
        "How many? A whole number such as 2, or ?.",
    ),
    "take_text": ("请写几个字；不知道就写 ?。", "Please write a few words, or ?."),
}

_MOST_YUAN: Final = 10**12


def say_word(key: str, lang: str, **values: object) -> str:
    """Give one of our own sentences."""
    return WORDS[key][lang == "en"].format_map(values)


def limit_words(span: Span, lang: str) -> str:
    """Say a length of time; a single one in English without its s."""
    words = span_words(span, lang)
    return words.removesuffix("s") if span.count == 1 else words


def span_of(value: object) -> Span | None:
    """Give the length of time that a promised limit came out as, or None if it is not known."""
    match value:
        case str():
            count, _, unit = value.partition(" ")
            return Span(count=int(count), unit="workdays") if unit == "workdays" else None
        case DaysDuration():
            return Span(count=int(value.nanos // DAY), unit="days")
        case MonthsDuration():
            return Span(count=int(value.months), unit="months")
    return None


def amount_of(value: object) -> Decimal | None:
    """Give the amount in yuan that a fee came out as, or None if it is not known or cannot be paid."""
    if not is_number(value) or not 0 <= value <= _MOST_YUAN or value != round(Decimal(value), 2):
        return None
    return Decimal(value)


def amount_words(amount: Decimal, lang: str) -> str:
    """Say an amount of money."""
    if not amount:
        return say_word("free", lang)
    return say_word("yuan", lang, amount=format(amount.normalize(), "f"))


def amounts_words(amounts: Sequence[Decimal], lang: str) -> str:
    """Say the one amount that is certain, or the smallest and the largest that are possible."""
    least, most = (amount_words(each, lang) for each in (amounts[0], amounts[-1]))
    if len(amounts) == 1:
        return least
    return say_word("from_free" if not amounts[0] else "from_to", lang, least=least, most=most)


def stranger_words(rulebook: Rulebook, name: str, lang: str) -> str:
    """Say that the item does not ask for a name, with the nearest one that it asks for."""
    near = nearest(name, rulebook.questions, 1)
    hint = say_word("near", lang, name=near[0]) if near else ""
    return say_word("stranger", lang, name=name) + hint
