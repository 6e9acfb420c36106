"""The answers that an address carries from page to page: those of a guide, to a form or a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.guide.code import Carried, answers_for
from engine.rules.model import Rulebook
from web.route import Visit

__all__ = ["answers", "carried", "situation"]

_OURS: Final = frozenset({"edition", "lang", "q"})
"""What else may stand in such an address."""


def answers(visit: Visit, *, but: frozenset[str] = frozenset()) -> dict[str, str]:
    """Give the answers in the address as they were typed; an empty one is none."""
    return {
        name: value for name, value in visit.query.items() if value and name not in _OURS and name not in but
    }


def carried(visit: Visit, book: Rulebook) -> Mapping[str, object]:
    """Give the answers in the address as far as they are answers of this item."""
    return answers_for(book, Carried(item=book.item, edition="", answers=answers(visit)))


def situation(book: Rulebook, typed: Mapping[str, str]) -> dict[str, str]:
    """Give those answers that tell the situation."""
    questions = book.questions
    return {name: value for name, value in typed.items() if name in questions and questions[name].scenario}
