"""One page about a fault code or a key: what it means, why it matters, a wrong and a right example."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from engine.case.refusals import REFUSALS
from engine.cli.key_page import key_lines
from engine.cli.kinds import all_kinds
from engine.cli.width import width
from engine.fault import FaultKind
from engine.item.elements.profile import LISTS, national_profile
from engine.vocabulary import GROUPS, Lang, Word

__all__ = ["Unexplained", "explain", "nearest_words", "unexplained"]

_GROUP_ZH = {
    "keys": "事项文件里的词",
    "term": "术语",
    "stage": "环节",
    "pause": "暂停计时",
    "kind": "填的种类",
    "state": "材料的状态",
    "item_type": "事项类型",
    "level": "行使层级",
    "authority_kind": "实施主体性质",
    "audience": "服务对象",
    "handling": "办件类型",
    "life_event": "生活主题",
    "start": "起算",
    "event": "办件事件",
    "role": "角色",
    "paper": "办件文书",
    "clock": "计时",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexplained:
    """What is said about a word that is neither a code nor a key."""

    says: str
    nearest: tuple[str, ...]


def explain(word: str, lang: Lang = "zh") -> str | None:
    """Give the page of a fault code, with or without its family, or of a key; None for an unknown word."""
    wanted = word.strip().strip("[]")
    pages = [_named_page(kind, wanted, lang) for kind in all_kinds() if wanted in _spellings(kind)]
    pages += [_refusal_page(code, lang) for code in REFUSALS if wanted in (code, _short(code))]
    pages += [
        _word_page(group, row, lang)
        for group, rows in GROUPS.items()
        for row in rows
        if wanted in (row.en, row.zh)
    ]
    return "\n\n".join(dict.fromkeys(pages)) or None


def unexplained(word: str, lang: Lang = "zh") -> Unexplained:
    """Say that a word is unknown, and offer the nearest known ones."""
    nearest = nearest_words(word)
    said = f"没有「{word}」这个代码或词。" if lang == "zh" else f"There is no code or key 「{word}」."
    if nearest and lang == "zh":
        said += "您是不是要找" + "、".join(f"「{each}」" for each in nearest) + "？"
    elif nearest:
        said += " Did you mean " + " or ".join(f"「{each}」" for each in nearest) + "?"
    return Unexplained(says=said, nearest=nearest)


def nearest_words(word: str) -> tuple[str, ...]:
    """Give up to three known codes and keys that are spelt like the word."""
    short = {_short(code): code for code in (*(kind.code for kind in all_kinds()), *REFUSALS)}
    keys = {text: text for rows in GROUPS.values() for row in rows for text in (row.en, row.zh)}
    known = {**keys, **short, **{code: code for code in short.values()}}
    found = get_close_matches(word.strip(), known, n=5, cutoff=0.5)
    return tuple(dict.fromkeys(known[each] for each in found))[:3]


def _short(code: str) -> str:
    return code.partition("/")[2]


def _spellings(kind: FaultKind) -> tuple[str, str]:
    return kind.code, _short(kind.code)


def _named_page(kind: FaultKind, wanted: str, lang: Lang) -> str:
    """Give the page, under its code where that is not what was asked for."""
    page = _fault_page(kind, lang)
    return page if wanted == kind.code else f"{kind.code}\n{page}"


def _fault_page(kind: FaultKind, lang: Lang) -> str:
    reminder = {"zh": "（只是提醒）", "en": " (A reminder.)"}[lang] if kind.level == "reminder" else ""
    why = kind.why_zh if lang == "zh" else kind.why_en
    cure = {"zh": "能自动改：yici lint --fix", "en": "Curable: yici lint --fix"}[lang]
    return "\n".join([why + reminder, *_examples(kind, lang), *([cure] if kind.curable else [])])


def _refusal_page(code: str, lang: Lang) -> str:
    """Give why an act on a case may be refused: its sentence, with … for what differs from case to case."""
    sentence = re.sub(r"\{[^}]*\}", "…", REFUSALS[code][lang == "en"])
    return f"{code}\n{sentence}"


def _examples(kind: FaultKind, lang: Lang) -> list[str]:
    """Give the two examples beside each other if both are one line, else below each other."""
    wrong, right = ("错", "对") if lang == "zh" else ("wrong", "right")
    if "\n" not in kind.wrong + kind.right:
        return [f"  {wrong}  {kind.wrong}          {right}  {kind.right}"]
    return [*_example(wrong, kind.wrong), *_example(right, kind.right)]


def _example(label: str, example: str) -> list[str]:
    first, *rest = example.splitlines()
    return [f"  {label}  {first}", *(f"  {' ' * width(label)}  {line}".rstrip() for line in rest)]


def _word_page(group: str, row: Word, lang: Lang) -> str:
    family = _GROUP_ZH.get(group) if lang == "zh" else None
    head = f"{row.zh} · {row.en}" + (f"（{family}）" if family else "")
    lines = [head, row.says_zh if lang == "zh" else row.says_en]
    return "\n".join(lines + (key_lines(row.en, lang) if group == "keys" else _codes(group, row, lang)))


def _codes(group: str, row: Word, lang: Lang) -> list[str]:
    """Give the national code of a value word, if it has one."""
    key = next((key for key, words in LISTS.items() if words == group), "")
    code = national_profile().code(key, row.en)
    if code is None:
        return []
    said = f"{national_profile().name} 里的代码：" if lang == "zh" else f"code in {national_profile().name}: "
    return [f"  {said}{code.code} {code.label}"]
