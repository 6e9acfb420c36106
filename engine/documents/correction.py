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

__all__ = ["Group", "counts", "groups_of", "must_head", "to_text", "verdict_line"]

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    "accept": ("受理", "Accepted"),
    "correct": ("补正", "To be put right"),
    "decline": ("不予受理", "Not accepted"),
    "undetermined": ("无法判断", "Undecided"),
}
_COUNTED: Mapping[str, tuple[str, str, str]] = {
    "things": ("{} 样", "{} thing", "{} things"),
    "places": ("{} 处", "{} place", "{} places"),
    "later": ("{} 样可以后补", "{} paper may follow later", "{} papers may follow later"),
    "reminders": ("{} 条提醒", "{} reminder", "{} reminders"),
}
_COLUMN = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found about one thing; numbers run through the whole document."""

    name: str
    findings: tuple[tuple[int, Finding], ...]


def groups_of(answer: Answer) -> tuple[Group, ...]:
    """Group the findings by what they are about, in their order."""
    made: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(answer.findings, 1):
        made.setdefault(_heading(answer, finding), []).append((number, finding))
    return tuple(Group(name=name, findings=tuple(found)) for name, found in made.items())


def _heading(answer: Answer, finding: Finding) -> str:
    about = finding.material or finding.id
    return answer.headings.get(finding.id) or answer.headings.get(about, about)


def counts(answer: Answer) -> tuple[int, int]:
    """Count what is to be put right: the things, and the places in all; what only reminds is neither."""
    wrong = [finding for finding in answer.findings if finding.gravity != "remind"]
    return len({_heading(answer, finding) for finding in wrong}), len(wrong)


def verdict_line(answer: Answer, lang: str) -> str:
    """Give the last line: the outcome, how much is to be done, how much is only to be known."""
    english = lang == "en"
    word = OUTCOMES[answer.outcome][english]
    if answer.outcome == "undetermined":
        open_ = len(answer.unknown) + sum(finding.verdict == "unknown" for finding in answer.findings)
        tail = f"{open_} still to be looked at." if english else f"还有 {open_} 处没看清，看完再告知。"
        return f"{word}. {tail}" if english else f"{word}：{tail}"
    things, places = counts(answer)
    later = len(answer.reminders) if answer.outcome == "accept" else 0
    parts = [(later, "later"), (len(answer.findings) - places, "reminders")]
    besides = [_counted(key, count, english) for count, key in parts if count]
    said = [_counted("things", things, english), _counted("places", places, english)] if places else []
    if english:
        tail = f" Besides: {', '.join(besides)}." if besides else ""
        return f"{word}{': ' if said else ''}{', '.join(said)}.{tail}"
    tail = f"另有 {'，'.join(besides)}。" if besides else ""
    return f"{word}{'：' if said else ''}{' '.join(said)}。{tail}"


def _counted(key: str, count: int, english: bool) -> str:
    zh, one, many = _COUNTED[key]
    return (zh if not english else one if count == 1 else many).format(count)


def to_text(answer: Answer, lang: str = "zh") -> str:
    """Give the answer for a terminal, the verdict on the last line."""
    english = lang == "en"
    lines: list[str] = []
    for group in groups_of(answer):
        lines.append(group.name)
        for number, finding in group.findings:
            lines.extend(_finding_lines(number, finding, lang))
    lines.extend(_tail_lines(answer, english))
    lines.append(verdict_line(answer, lang))
    return "\n".join(lines)


def must_head(finding: Finding, lang: str) -> str:
    """Say what the demands under a finding are: of a paper still to come, or of what is changed."""
    english = lang == "en"
    if finding.kind in ("material", "copies", "flaw"):
        return "It must also satisfy" if english else "这份材料还要满足"
    return "Once changed, this must hold too" if english else "改过以后还要同时满足"


def _finding_lines(number: int, finding: Finding, lang: str) -> Iterable[str]:
    english = lang == "en"
    colon = ": " if english else "："
    reminds = f"{'Note' if english else '提醒'}{colon}" if finding.gravity == "remind" else ""
    head = f"  {number}. {reminds}{finding.says}"
    tag = finding.id if finding.kind in ("check", "condition", "plugin") else ""
    yield head + " " * max(2, _COLUMN - columns(head)) + tag if tag else head
    if finding.remedy:
        yield f"     {'What to do' if english else '怎么改'}{colon}{finding.remedy}"
    if finding.basis:
        yield f"     {'Basis' if english else '依据'}{colon}{finding.basis}"
    if finding.must:
        demands = ("; " if english else "；").join(must.says.rstrip("。.") for must in finding.must)
        yield f"     {must_head(finding, lang)}{colon}{demands}{'.' if english else '。'}"


def _tail_lines(answer: Answer, english: bool) -> Iterable[str]:
    if answer.announcements:
        yield "If something turns out otherwise" if english else "还要知道"
        for one in answer.announcements:
            needs = ("; " if english else "；").join(one.needs)
            yield f"  - If {one.when}, also: {needs}." if english else f"  - 如果{one.when}，还要：{needs}。"
    if answer.reminders:
        yield "May follow later" if english else "可以后补"
        yield from (f"  - {reminder.says}" for reminder in answer.reminders)
    if answer.unknown:
        yield "Still to be looked at" if english else "还没看、还没问"
        yield from (f"  - {fact.ask}" for fact in answer.unknown)
