"""The next best question of the wizard: answers so far in, one field or none out, with how far it is.

Only what the citizen's list says is asked for: which materials and how many copies, whether a condition is
broken, the promised limit. A field is asked once its own condition is certain to hold, and only if an answer
to it can still change something. Once a condition is broken that cannot be put right, only further
conditions are asked, so that all reasons are told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from engine.ask.model import Asked, asked_of
from engine.ask.outcomes import stakes_of
from engine.ask.strategy import choose
from engine.feel.values import Unknown
from engine.rules.model import Rulebook

__all__ = ["Step", "next_question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where the wizard stands: the next question or none, `asked` so far, `at_most` this many to come."""

    question: Asked | None
    asked: int
    at_most: int

    def to_json(self) -> dict[str, object]:
        question = None if self.question is None else self.question.to_json()
        return {"question": question, "asked": self.asked, "at_most": self.at_most}


def next_question(
    rulebook: Rulebook,
    facts: Mapping[str, object],
    on: date,
    *,
    skipped: Collection[str] = (),
    lang: str = "zh",
) -> Step:
    """Give the next question; `skipped` are the fields that the applicant does not know yet."""
    stakes = stakes_of(rulebook, facts, on, skipped)
    choice = choose(stakes)
    name = None if choice.field is None else stakes.fields[choice.field]
    return Step(
        question=None if name is None else asked_of(rulebook, name, lang, "open"),
        asked=_asked(rulebook, facts, on, skipped),
        at_most=choice.at_most,
    )


def _asked(rulebook: Rulebook, facts: Mapping[str, object], on: date, skipped: Collection[str]) -> int:
    """Count the questions that were answered in a form that can be read, or that were skipped."""
    slots = rulebook.functions["read"]({"facts": facts}, on, False, [])
    return sum(
        name in skipped or not isinstance(slots[rulebook.index[name]], Unknown) for name in rulebook.questions
    )
