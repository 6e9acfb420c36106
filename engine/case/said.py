"""What was told, word for word: an answer in both languages in, a value for the vault out, and back.

A correction or a refusal is printed from these words, not from a check done again: by then a plug-in may
answer otherwise, and a later version of this program may put the same thing in other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from engine.case.checked import Checked
from engine.case.model import Json
from engine.check.answer import Announcement, Answer, Finding, Must, Open, Reminder
from engine.vocabulary import Lang

__all__ = ["answer_of", "said_of"]


def said_of(answers: Mapping[Lang, Answer], checked: Checked) -> Json:
    """Give what these answers tell; what a person has settled by hand is not told."""
    told = {(each.id, each.kind) for each in checked.findings}
    return {lang: _plain(_kept(answer, told)) for lang, answer in answers.items()}


def _kept(answer: Answer, told: set[tuple[str, str]]) -> Answer:
    findings = tuple(each for each in answer.findings if (each.id, each.kind) in told)
    about = {name for each in findings for name in (each.id, each.material)}
    headings = {name: said for name, said in answer.headings.items() if name in about}
    return replace(answer, findings=findings, replaced=frozenset(), headings=headings)


def _plain(value: object) -> Json:
    match value:
        case None | bool() | int() | str():
            return value
        case tuple():
            return [_plain(each) for each in value]
        case frozenset():
            return sorted(value)
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case Answer() | Finding() | Must() | Reminder() | Announcement() | Open():
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(type(value).__name__)


def answer_of(said: Any, lang: Lang) -> Answer | None:
    """Give the answer that was told in a language; nothing if the words are gone."""
    found = said.get(lang) if isinstance(said, Mapping) else None
    if not isinstance(found, Mapping):
        return None
    made: dict[str, Any] = {**found, "replaced": frozenset()}
    made["findings"] = tuple(_finding(each) for each in found["findings"])
    made["reminders"] = tuple(Reminder(**each) for each in found["reminders"])
    announced = (_lists(each, ("needs", "ids")) for each in found["announcements"])
    made["announcements"] = tuple(Announcement(**each) for each in announced)
    made["unknown"] = tuple(Open(**_lists(each, ("matters_to",))) for each in found["unknown"])
    return Answer(**made)


def _finding(said: Mapping[str, Any]) -> Finding:
    made = _lists(said, ("facts", "elements"))
    return Finding(**{**made, "must": tuple(Must(**each) for each in said["must"])})


def _lists(said: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {**said, **{name: tuple(said[name]) for name in names}}
