"""How pages and programs are told the same thing: what an item is called, when something happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.item.model import Item
from engine.vocabulary import Lang, in_lang
from web.route import Visit

__all__ = ["Named", "Short", "moment", "named", "short", "term"]


class Named(Protocol):
    """What has a name, and perhaps an English one."""

    @property
    def name(self) -> str:
        """The name as its department wrote it."""

    @property
    def name_en(self) -> str:
        """The English name; empty where there is none."""


def named(one: Named, lang: Lang) -> str:
    """Give a name in one language; without an English one the Chinese."""
    return one.name_en if lang == "en" and one.name_en else one.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """An item in a list: what it is called, whose it is, what it is about."""

    code: str
    name: str
    department: str
    summary: str


def short(item: Item, lang: Lang) -> Short:
    """Say an item in short; what its department has not put into English stays Chinese."""
    said = item.english if lang == "en" else {}
    return Short(
        code=str(item.code),
        name=str(said.get("name") or said.get("item_name") or item.name),
        department=str(said.get("department") or item.department),
        summary=str(said.get("summary") or item.summary or ""),
    )


def term(group: str, word: str, lang: Lang) -> str:
    """Give a word of the vocabulary as people read it; files spell the English ones with a stroke."""
    return in_lang(group, word, lang).replace("_", " ")


def moment(visit: Visit, at: datetime) -> str:
    """Say a moment as the clock of the centre showed it."""
    return f"{at.astimezone(visit.now.tzinfo):%Y-%m-%d %H:%M}"
