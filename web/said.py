"""How pages and programs are told the same thing: what an item is called, when something happened."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from engine.vocabulary import Lang
from web.route import Visit

__all__ = ["Named", "moment", "named"]


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


def moment(visit: Visit, at: datetime) -> str:
    """Say a moment as the clock of the centre showed it."""
    return f"{at.astimezone(visit.now.tzinfo):%Y-%m-%d %H:%M}"
