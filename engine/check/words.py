"""What a finding says, in Chinese or English: an author's template filled, or a sentence of our own.

A message begins with the material or field as the guide names it and shows no expression and no code
(STYLE 7). Values that are not known are said to be so, never left blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from engine.feel.values import Null, Unknown
from engine.item.terms import Span
from engine.rules.model import Member, Requirement, Rulebook, Words

__all__ = [
    "WORDS",
    "Wording",
    "canonical",
    "copies_words",
    "fact_words",
    "fill",
    "flaw_notes",
    "flaw_words",
    "group_words",
    "headings_of",
    "how_words",
    "material_words",
    "parts",
    "spell",
]

Lang = str
Wording: TypeAlias = tuple[str, str, str]
"""What is wrong, what to do, and the basis."""

_GIVEN = {"applied_on": "申请日期", "applicant.name": "申请人.名称", "index": "序号"}

WORDS: Mapping[str, tuple[str, str]] = {
    "not_yet": ("（还不知道）", "(not yet known)"),
    "none": ("（没有）", "(none)"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "lacking": ("还缺{name}。", "{name}: missing."),
    "bring": ("请提供{name}{how}。", "Please hand in: {name}{how}."),
    "bring_one": ("下面有一样就行：{members}。", "One of these is enough: {members}."),
    "short": ("{name}还差 {count} 份。", "{name}: {count} more needed."),
    "bring_more": ("请再交 {count} 份{name}。", "Please hand in {count} more: {name}."),
    "flawed": ("{name}有问题：{notes}。", "{name}: not in order ({notes})."),
    "flawed_bare": ("{name}有问题。", "{name}: not in order."),
    "replace": ("请换一份合格的{name}。", "Please replace it by one in order: {name}."),
    "unanswered": ("「{name}」还没填。", "「{name}」 has not been answered."),
    "answer": ("请回答：{ask}", "Please answer: {ask}"),
    "unsettled": (
        "{requirement}：按现有内容判断不了（{reason}），要由工作人员看。",
        "{requirement}: cannot be decided ({reason}); a person must look.",
    ),
    "by_hand": ("请工作人员核实后人工判断。", "A person must look and decide."),
    "no_answer": (
        "{requirement}：插件「{plugin}」没有答复，还没核验。",
        "{requirement}: the plug-in 「{plugin}」 gave no answer.",
    ),
    "plug_in": (
        "请安装或检查插件「{plugin}」，或者人工核验。",
        "Install or check the plug-in 「{plugin}」, or check by hand.",
    ),
    "later": ("{name}可以后补，请在 {until} 前交。", "{name} may follow later, by {until}."),
    "later_open": ("{name}可以后补。", "{name} may follow later."),
    "look": ("请核对{name}。", "Please look at {name}."),
    "look_up": (
        "请从{provider}查{name}；查不到的，人工核验。",
        "Look up {name} in {provider}, or check by hand.",
    ),
    "read_off": ("请看一下{owner}上的{name}。", "Please read {name} off {owner}."),
    "count": ("{owner}交了几份？", "How many copies of {owner} were handed in?"),
    "enough": ("{name}的份数要够：{copies} 份", "enough copies of {name}: {copies}"),
    "heading_condition": ("受理条件", "Conditions"),
    "heading_fact": ("申请表上要填的", "To fill in"),
    "heading_answers": ("填写的内容", "What you entered"),
    "heading_check": ("其他", "Other points"),
    "if_supplied": ("补交了{name}", "you supply {name}"),
    "when_done": ("都补齐了", "everything is supplied"),
    "only_reminds": ("{demand}（只提醒）", "{demand} (a reminder only)"),
    "with": ("{name}：{requirement}", "{name}: {requirement}"),
}

_BAD: Mapping[str, tuple[str, str]] = {
    "not-text": ("请写成文字。", "Please write a text."),
    "not-an-option": ("请从这几项里选：{options}。", "Please choose one of: {options}."),
    "not-a-date": ("请写成 2026-03-02 这样的日期。", "Please write a date such as 2026-03-02."),
    "not-yes-or-no": ("请答“是”或“否”。", "Please answer yes or no."),
    "not-an-attachment": ("请写“已提交”或“未提交”。", "Please write submitted or not_submitted."),
    "not-a-number": ("请写一个数字。", "Please write a number."),
    "not-a-whole-number": ("请写一个整数。", "Please write a whole number."),
    "out-of-range": ("请写 {low} 到 {high} 之间的数。", "Please write a number from {low} to {high}."),
    "not-a-list": ("请一行一行地写。", "Please write it line by line."),
    "no-value": ("这里的内容看不懂。", "This cannot be read."),
}


def say_word(key: str, lang: Lang, **values: object) -> str:
    """Give one of our own sentences."""
    return WORDS[key][lang == "en"].format_map(values)


def canonical(path: str) -> str:
    """Give the Chinese path of a given name that an English file writes in English."""
    if path in _GIVEN:
        return _GIVEN[path]
    if path.startswith("answer."):
        return "答复." + path[7:]
    return path[:-7] + ".份数" if path.endswith(".copies") else path


@lru_cache(maxsize=4096)
def parts(template: str) -> tuple[tuple[str, str], ...]:
    """Split a template into (text, path) pairs; the last path may be empty."""
    made = []
    while template:
        text, brace, rest = template.partition("{")
        path, closing, after = rest.partition("}")
        if not closing:
            made.append((text + brace + rest, ""))
            break
        made.append((text, canonical(path.strip())))
        template = after
    return tuple(made)


def fill(template: str, value_of: Callable[[str], object], lang: Lang) -> str:
    """Fill an author's template with the values of facts."""
    if "{" not in template:
        return template
    return "".join(text + (spell(value_of(path), lang) if path else "") for text, path in parts(template))


def spell(value: object, lang: Lang) -> str:
    """Write a value for people."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if value.__class__ is int:
        return str(value)
    if isinstance(value, bool):
        return WORDS["yes" if value else "no"][lang == "en"]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Unknown):
        return WORDS["not_yet"][lang == "en"]
    if isinstance(value, Null):
        return WORDS["none"][lang == "en"]
    if isinstance(value, tuple):
        return (", " if lang == "en" else "、").join(spell(part, lang) for part in value)
    return str(value)


_MEDIUM = {
    "original": ("原件", "original"),
    "copy": ("复印件", "copy"),
    "electronic": ("电子件", "electronic"),
    "paper": ("纸质件", "paper"),
}


def how_words(member: Member, count: int | None, lang: Lang) -> str:
    """Say in which medium and in how many copies, or nothing if there is nothing to say.

    Whoever asks for original and copy wants both: the copy is kept, the original looked at.
    """
    english = lang == "en"
    both = {"original", "copy"} <= {*member.medium}
    between = (" and " if both else " or ") if english else "和" if both else "或"
    media = between.join(_MEDIUM[medium][english] for medium in member.medium)
    copies = "" if count is None or count == 1 else f"{count} copies" if english else f"{count} 份"
    return (", " if english and media and copies else " " if copies and media else "").join(
        x for x in (media, copies) if x
    )


def material_words(member: Member, count: int | None, lang: Lang) -> Wording:
    """Give the words for a material that is lacking."""
    english = lang == "en"
    name = member.label_en if english else member.name
    how = how_words(member, count, lang)
    bracket = (f" ({how})" if english else f"（{how}）") if how else ""
    remedy = say_word("bring", lang, name=name, how=bracket) + _note(member, lang)
    return say_word("lacking", lang, name=_begin(name)), remedy, member.basis


def group_words(name: str, members: Sequence[Member], basis: str, lang: Lang) -> Wording:
    """Give the words for a group of which nothing is here; the one member that is left is asked for."""
    lacking = say_word("lacking", lang, name=_begin(name))
    if len(members) == 1:
        return lacking, material_words(members[0], None, lang)[1], basis
    each = ("; " if lang == "en" else "；").join(_choice(member, lang) for member in members)
    return lacking, say_word("bring_one", lang, members=each), basis


def _choice(member: Member, lang: Lang) -> str:
    """Say one of several members: its name, its form, its note."""
    english = lang == "en"
    how, note = how_words(member, None, lang), _note(member, lang).strip().rstrip("。.")
    bracket = (f" ({how})" if english else f"（{how}）") if how else ""
    name = member.label_en if english else member.name
    return f"{name}{bracket}" + (f"{', ' if english else '，'}{note}" if note else "")


def _note(member: Member, lang: Lang) -> str:
    """Give the author's note about a material, to stand behind a sentence."""
    return member.note if lang != "en" else f" {member.note_en}" if member.note_en else ""


def _begin(name: str) -> str:
    """Give a name as the first word of a sentence."""
    return name[:1].upper() + name[1:]


def flaw_notes(flaws: object, lang: Lang) -> str:
    """Join what was noted about a material that is not in order; nothing if nothing was."""
    if not isinstance(flaws, list):
        return ""
    own = "note_en" if lang == "en" else "note"
    notes = []
    for flaw in flaws:
        if flaw.__class__ is dict or isinstance(flaw, Mapping):
            note = str(flaw.get(own) or flaw.get("note") or flaw.get("kind"))
            if note and note != "None":
                notes.append(note.rstrip("。."))
    return ("; " if lang == "en" else "；").join(notes)


def flaw_words(member: Member, notes: str, lang: Lang) -> Wording:
    """Give the words for a material that was looked at and is not in order."""
    name = member.label_en if lang == "en" else member.name
    key = "flawed" if notes else "flawed_bare"
    remedy = say_word("replace", lang, name=name) + _note(member, lang)
    return say_word(key, lang, name=_begin(name), notes=notes), remedy, member.basis


def copies_words(member: Member, short: int, lang: Lang) -> Wording:
    """Give the words for copies that are lacking."""
    name = member.label_en if lang == "en" else member.name
    remedy = say_word("bring_more", lang, name=name, count=short)
    return say_word("short", lang, name=_begin(name), count=short), remedy, member.basis


def fact_words(label: str, ask: str, basis: str, lang: Lang) -> Wording:
    """Give the words for a question that was not answered."""
    return say_word("unanswered", lang, name=label), say_word("answer", lang, ask=ask), basis


def bad_words(why: str, options: tuple[str, ...], ends: tuple[object, object] | None, lang: Lang) -> str:
    """Say what was expected instead of an answer that could not be read."""
    low, high = ends if ends is not None else ("", "")
    text = _BAD.get(why, _BAD["no-value"])[lang == "en"]
    return text.format(options=(", " if lang == "en" else "、").join(options), low=low, high=high)


def headings_of(rulebook: Rulebook, lang: Lang) -> Mapping[str, str]:
    """Say by id under which heading people are told of a requirement: material, list, or what kind it is."""
    return {each.id: _heading(rulebook, each, lang) for each in rulebook.requirements}


def _heading(rulebook: Rulebook, requirement: Requirement, lang: Lang) -> str:
    about = requirement.material or requirement.each
    if about is not None:
        return _begin(rulebook.called(about, lang))
    if requirement.kind != "check":
        return say_word(f"heading_{requirement.kind}", lang)
    answers = all(path in rulebook.questions for path in requirement.names)
    return say_word("heading_answers" if answers else "heading_check", lang)


def words_of(requirement: Requirement, lang: Lang) -> Words:
    """Give a requirement's words in a language."""
    return requirement.en if lang == "en" else requirement.zh


def span_words(span: Span, lang: Lang) -> str:
    """Give a length of time in words."""
    zh = {"workdays": "个工作日", "days": "日", "months": "个月", "years": "年"}
    if span.unit == "workdays" and span.count == 0:
        return "on the spot" if lang == "en" else "当场办结"
    return f"{span.count} {span.unit}" if lang == "en" else f"{span.count} {zh[span.unit]}"
