"""What the store answers: recorded, or one of the ways in which an act did not come to be.

Answers to what people did are values; what nobody did wrong (a full disk, a queue too long, a store that may
not be opened) is raised, and says in both languages what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from engine.case.model import Actor, Event, Refusal

__all__ = [
    "Answer",
    "Busy",
    "CannotOpen",
    "Conflict",
    "Key",
    "Moot",
    "NoCase",
    "OtherBody",
    "Reason",
    "Recorded",
    "Unavailable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The idempotency key of a request: who repeats it on one route with one body repeats nothing."""

    route: str
    key: str
    body_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The act is on disk. `sequence` is the version of the case now; `repeated` means it was so before."""

    case: str
    sequence: int
    events: tuple[Event, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else acted on the case since it was shown: `last` says who, what and when."""

    case: str
    expected: int
    sequence: int
    last: Event | None

    @property
    def by(self) -> Actor | None:
        """Who acted last."""
        return None if self.last is None else self.last.by

    @property
    def at(self) -> datetime | None:
        """When that was."""
        return None if self.last is None else self.last.at


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBody:
    """The idempotency key was used before, with another body; that act stays as it is."""

    case: str
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCase:
    """There is no case with this id."""

    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moot:
    """The timer was settled by somebody else, or the case has moved on and set others."""

    case: str


Answer: TypeAlias = Recorded | Refusal | Conflict | OtherBody | NoCase | Moot

Reason: TypeAlias = Literal["busy", "full", "read_only", "locked", "gone", "broken", "closed"]

_SAYS: Final[Mapping[Reason, tuple[str, str]]] = {
    "busy": ("现在办理的人太多，请过一会儿再试。", "Too many at once; try again in a moment."),
    "full": (
        "磁盘满了，刚才的操作没有保存。请系统管理员清理磁盘，清出空间后会自动恢复。",
        "The disk is full; nothing was saved. Once there is room again, work goes on by itself.",
    ),
    "read_only": (
        "数据现在只能看，不能写，刚才的操作没有保存。请系统管理员检查数据文件夹的权限。",
        "The store can be read but not written; nothing was saved. Check the rights of the folder.",
    ),
    "locked": (
        "别的程序正占着数据库，刚才的操作没有保存，请过一会儿再试。",
        "Another program holds the database; nothing was saved. Try again in a moment.",
    ),
    "gone": (
        "连不上数据库，刚才的操作没有得到确认，请过一会儿再试。",
        "The database does not answer; the act is not confirmed. Try again in a moment.",
    ),
    "broken": (
        "数据库文件坏了，读不出来。请系统管理员用最近的备份恢复：yici restore。",
        "The database file is damaged. Restore the latest backup: yici restore.",
    ),
    "closed": ("服务正在关闭，刚才的操作没有保存。", "The service is closing; nothing was saved."),
}


class Unavailable(Exception):
    """The store cannot answer now; nothing was acknowledged and nothing is half written."""

    def __init__(self, reason: Reason, retry_after: int = 5) -> None:
        self.reason: Reason = reason
        self.retry_after = retry_after
        self.zh, self.en = _SAYS[reason]
        super().__init__(self.en)


class Busy(Unavailable):
    """The queue is full: the act was not taken up at all."""

    def __init__(self) -> None:
        super().__init__("busy", retry_after=1)


class CannotOpen(Exception):
    """The store may not be opened as it is: settings, schema, keys or another server stand against it."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.zh, self.en = code, zh, en
        super().__init__(en)
