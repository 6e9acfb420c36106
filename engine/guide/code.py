"""The code on a guide (二维码): item, edition and answers, as an address for phones and counters.

Only answers of class open may stand in an address: options, yes or no, and plain numbers of 办理情形. Dates
and texts may say who somebody is and are left out (guarantees 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from engine.guide.model import Guide
from engine.rules.model import Rulebook

__all__ = ["OPEN_KINDS", "Carried", "address", "answers_for", "carried", "open_answers"]

OPEN_KINDS: Final = frozenset({"option", "yes_no", "integer", "number", "amount"})
_EDITION: Final = "edition"
_LONGEST: Final = 4096
_MOST_ANSWERS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an address carries: an item's code, the edition it was answered for, the answers as texts."""

    item: str
    edition: str
    answers: Mapping[str, str]


def open_answers(guide: Guide) -> dict[str, str]:
    """Give the answers of the situation that may stand in an address."""
    kinds = {question.name: question.kind for question in guide.questions}
    return {one.name: one.value for one in guide.situation if kinds[one.name] in OPEN_KINDS}


def address(guide: Guide, base: str = "") -> str:
    """Give the address of a guide with its answers; without the `base` of a site it is relative."""
    query = urlencode({_EDITION: guide.edition, **open_answers(guide)}, quote_via=quote)
    return f"{base.rstrip('/')}/items/{quote(guide.item)}?{query}"


def carried(text: str) -> Carried | None:
    """Read an address back, whatever site it names; None for anything else. Nothing is fetched."""
    if len(text) > _LONGEST:
        return None
    try:
        parts = urlsplit(text.strip())
        pairs = parse_qsl(parts.query, max_num_fields=_MOST_ANSWERS, errors="strict")
        path = unquote(parts.path, errors="strict")
    except ValueError:
        return None
    head, found, item = path.rpartition("/items/")
    if not found or not item or "/" in item or "//" in head:
        return None
    answers = dict(pairs)
    return Carried(item=item, edition=answers.pop(_EDITION, ""), answers=answers)


def answers_for(rulebook: Rulebook, found: Carried) -> dict[str, object]:
    """Give the carried answers to questions that this edition still asks, as facts of a submission."""
    slots = {name: rulebook.slots[rulebook.index[name]] for name in rulebook.questions}
    return {
        name: value
        for name, value in found.answers.items()
        if name in slots and slots[name].type in OPEN_KINDS
    }
