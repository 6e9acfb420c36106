"""The value words of an item file as types, and a length of time: what a check needs of an item at run time.

They stand apart from `engine.item.model` because a clerk's check runs on a compiled rulebook and has to start
fast: it needs these few words, not the nouns of the file.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.dataclass import dataclass

__all__ = ["Gravity", "Hit", "Kind", "Necessity", "Outcome", "Span", "State"]

Kind: TypeAlias = Literal[
    "text", "integer", "number", "amount", "date", "yes_no", "attachment", "option", "list"
]
Gravity: TypeAlias = Literal["correct", "decline", "remind"]
Outcome: TypeAlias = Literal["accept", "correct", "decline", "undetermined"]
Necessity: TypeAlias = Literal["required", "optional", "deferrable", "exempt"]
State: TypeAlias = Literal["unseen", "sound", "flawed", "absent"]
Hit: TypeAlias = Literal["first", "unique", "any", "collect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time: `unit` is workdays, days, months or years; 当场办结 is zero workdays."""

    count: int
    unit: Literal["workdays", "days", "months", "years"]
