"""The nouns of the studio: a draft of an edition, the versions of its text, the steps taken with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

__all__ = ["OPEN", "Draft", "DraftState", "Saved", "Step", "Version", "VersionKind"]

DraftState: TypeAlias = Literal["draft", "in_review", "approved", "published", "withdrawn"]
VersionKind: TypeAlias = Literal["saved", "aside"]
OPEN: Final[frozenset[DraftState]] = frozenset({"draft", "in_review", "approved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text on its way to an edition; `version` is the number of the text that counts now.

    `base` is the content of the edition it began from, by its hash; empty for a new item.
    """

    number: int
    code: str
    name: str
    department: str
    base: str
    state: DraftState
    version: int
    author: str
    begun_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text of a draft as somebody saved it; one that came too late stands `aside` and is lost to nobody."""

    number: int
    kind: VersionKind
    author: str
    at: datetime
    based_on: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done with a draft: by whom, when, with which version of the text, and what they said.

    A `publish` names the edition, its first day and the file; steps are only ever added.
    """

    verb: str
    by: str
    at: datetime
    version: int
    note: str = ""
    edition: str = ""
    first: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a text that was sent: the draft, and the version it was kept as.

    `kept` is aside if somebody else had saved `other` meanwhile; None where nothing had changed.
    """

    draft: Draft
    kept: Version | None
    other: Version | None = None
