"""What a page says about a text: its faults in words with their cures, and how its samples came out.

A `Sight` goes in, lines in one language come out; places count from 1, as an author counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine import vocabulary
from engine.fault import Cure, Fault
from engine.item.fix import apply, cures_of
from engine.vocabulary import Lang
from web.studio.sight import Sight, Tried
from web.words import say

__all__ = ["Sampled", "Told", "all_cured", "cured", "sampled", "told"]

_SHORT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fault in words; `button` says what its cure does, empty where only a person can decide."""

    key: str
    code: str
    reminder: bool
    line: int
    column: int
    end_column: int
    says: str
    why: str
    wrong: str
    right: str
    also: int
    cure: Cure | None
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """One sample: what was expected, what came out, and where it stands."""

    name: str
    line: int
    passed: bool
    expected: str
    got: str
    more: tuple[str, ...]


def told(sight: Sight, lang: Lang) -> tuple[Told, ...]:
    """Give every fault in words, in the order of the text."""
    return tuple(_told(fault, sight.text, lang) for fault in sight.faults)


def cured(sight: Sight, key: str) -> str:
    """Give the text with one fault cured; the text as it is if that fault is there no more."""
    for fault in sight.faults:
        if fault.cure is not None and _key(fault) == key:
            return apply(sight.text, (fault.cure,)).text
    return sight.text


def all_cured(sight: Sight) -> str:
    """Give the text with every certain cure."""
    return apply(sight.text, cures_of(sight.faults, sight.path)).text


def sampled(tried: Tried, lang: Lang) -> tuple[Sampled, ...]:
    """Give every sample that ran."""
    return tuple(
        Sampled(
            name=str(ran.sample.name),
            line=ran.sample.source.line,
            passed=ran.passed,
            expected=_outcome(ran.sample.expect, [str(each) for each in ran.sample.because], lang),
            got=_outcome(ran.answer.outcome, [finding.id for finding in ran.answer.findings], lang),
            more=(
                *(say("studio_sample_unread", lang, name=name) for name in ran.unread),
                *(
                    [say("studio_sample_promised", lang, got=ran.promised or "-")]
                    if "promised" in ran.differs
                    else []
                ),
            ),
        )
        for ran in tried.ran
    )


def _outcome(outcome: str, ids: Sequence[str], lang: Lang) -> str:
    word = vocabulary.in_lang("outcome", outcome, lang)
    return f"{word} ({', '.join(ids)})" if ids else word


def _told(fault: Fault, text: str, lang: Lang) -> Told:
    source, kind, chinese = fault.source, fault.kind, lang == "zh"
    return Told(
        key=_key(fault),
        code=fault.code,
        reminder=kind.level == "reminder",
        line=source.line,
        column=source.column,
        end_column=source.end_column,
        says=fault.says(lang),
        why=kind.why_zh if chinese else kind.why_en,
        wrong=kind.wrong,
        right=kind.right,
        also=0 if fault.also is None or fault.also.path != source.path else fault.also.line,
        cure=fault.cure,
        button="" if fault.cure is None else _button(fault.cure, text, lang),
    )


def _key(fault: Fault) -> str:
    return f"{fault.source.line}:{fault.source.column}:{fault.code}"


def _button(cure: Cure, text: str, lang: Lang) -> str:
    """Say what a cure does: put another word, take words away, or mend the line."""
    new = cure.text.strip()
    lines = text.split("\n")
    line = lines[cure.source.line - 1] if cure.source.line <= len(lines) else ""
    old = line[cure.source.column - 1 : cure.source.end_column - 1].strip()
    if new and new != old and "\n" not in new and len(new) <= _SHORT:
        return say("studio_cure_write", lang, text=new)
    if not new and old and "\n" not in cure.text and len(old) <= _SHORT:
        return say("studio_cure_drop", lang, text=old)
    return say("studio_cure", lang)
