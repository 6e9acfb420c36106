"""The one-shot correction (一次性告知书) as text.

Answer in, text out: grouped by material, every line with what to do, its basis, and what the replacement
must satisfy. `engine.documents.page` makes the page that is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.check.answer import Answer, Finding
from engine.documents.model import columns
from engine.item.terms import Outcome

__all__ = ["Group", "groups_of", "to_text", "verdict_line"]

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    "accept": ("受理", "Accepted"),
    "correct": ("补正", "To be put right"),
    "decline": ("不予受理", "Not accepted"),
    "undetermined": ("无法判断", "Undecided"),
}
_COLUMN = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found about one material or field; numbers run through the whole document."""

    name: str
    findings: tuple[tuple[int, Finding], ...]


def groups_of(answer: Answer, lang: str) -> tuple[Group, ...]:
    """Group the findings by material; what concerns none stands under conditions, answers or the rest."""
    made: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(answer.findings, 1):
        made.setdefault(_heading(finding, lang), []).append((number, finding))
    return tuple(Group(name=name, findings=tuple(found)) for name, found in made.items())


def _heading(finding: Finding, lang: str) -> str:
    if finding.material is not None:
        return finding.material
    english = lang == "en"
    if finding.kind == "condition":
        return "Conditions" if english else "受理条件"
    if finding.kind == "fact":
        return "Application form" if english else "申请表"
    return "Checks" if english else "审查要点"


def verdict_line(answer: Answer, lang: str) -> str:
    """Give the last line: the outcome and how much is to be done."""
    english = lang == "en"
    word = OUTCOMES[answer.outcome][english]
    things = len(groups_of(answer, lang))
    places = len(answer.findings)
    if answer.outcome == "accept":
        later = len(answer.reminders)
        if later:
            return f"{word}. {later} may follow later." if english else f"{word}。另有 {later} 样可以后补。"
        return f"{word}." if english else f"{word}。"
    if answer.outcome == "undetermined":
        open_ = len(answer.unknown) + sum(finding.verdict == "unknown" for finding in answer.findings)
        tail = f"{open_} still to be looked at." if english else f"还有 {open_} 处没看清，看完再告知。"
        return f"{word}. {tail}" if english else f"{word}：{tail}"
    return f"{word}: {things} things, {places} places." if english else f"{word}：{things} 样 {places} 处。"


def to_text(answer: Answer, lang: str = "zh") -> str:
    """Give the answer for a terminal, the verdict on the last line."""
    english = lang == "en"
    lines: list[str] = []
    for group in groups_of(answer, lang):
        lines.append(group.name)
        for number, finding in group.findings:
            lines.extend(_finding_lines(number, finding, english))
    lines.extend(_tail_lines(answer, english))
    lines.append(verdict_line(answer, lang))
    return "\n".join(lines)


def _finding_lines(number: int, finding: Finding, english: bool) -> Iterable[str]:
    head = f"  {number}. {finding.says}"
    tag = finding.id if finding.kind in ("check", "condition", "plugin") else ""
    yield head + " " * max(2, _COLUMN - columns(head)) + tag if tag else head
    if finding.remedy:
        yield f"     {'What to do: ' if english else '怎么改：'}{finding.remedy}"
    if finding.basis:
        yield f"     {'Basis: ' if english else '依据：'}{finding.basis}"
    if finding.must:
        joiner = "; " if english else "；"
        demands = joiner.join(must.says.rstrip("。") for must in finding.must)
        yield f"     {'The new one must also satisfy: ' if english else '改过以后还要同时满足：'}{demands}。"


def _tail_lines(answer: Answer, english: bool) -> Iterable[str]:
    if answer.announcements:
        yield "If something turns out otherwise" if english else "还要知道"
        for one in answer.announcements:
            needs = ("; " if english else "；").join(one.needs)
            yield f"  - If {one.when}: {needs}" if english else f"  - 如果{one.when}，还要：{needs}。"
    if answer.reminders:
        yield "May follow later" if english else "可以后补"
        yield from (f"  - {reminder.says}" for reminder in answer.reminders)
    if answer.unknown:
        yield "Still to be looked at" if english else "还没看、还没问"
        yield from (f"  - {fact.ask}" for fact in answer.unknown)
