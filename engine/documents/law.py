"""What papers cite of the law, as dated rows: the articles behind our sentences, the periods for a remedy.

A day goes in, what was in force on it comes out. What an item itself cites stands in the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.vocabulary import Lang

__all__ = ["ARTICLES", "REMEDIES", "Remedy", "article", "remedy_on"]

ARTICLES: Final[Mapping[str, tuple[str, str]]] = {
    "notice": ("《行政许可法》第三十二条", "Administrative Licensing Law, article 32"),
    "public": ("《行政许可法》第四十条", "Administrative Licensing Law, article 40"),
    "extension": ("《行政许可法》第四十二条", "Administrative Licensing Law, article 42"),
    "deliver": ("《行政许可法》第四十四条", "Administrative Licensing Law, article 44"),
    "not_counted": ("《行政许可法》第四十五条", "Administrative Licensing Law, article 45"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The periods for reconsideration (in days) and for a lawsuit (in months), from a day on."""

    since: date
    days: int
    months: int
    zh: str
    en: str

    def basis(self, lang: Lang) -> str:
        """Give the articles."""
        return self.en if lang == "en" else self.zh


REMEDIES: Final = (
    Remedy(
        since=date(2015, 5, 1),
        days=60,
        months=6,
        zh="《行政复议法》第九条、《行政诉讼法》第四十六条",
        en="Administrative Reconsideration Law, article 9; Administrative Litigation Law, article 46",
    ),
    Remedy(
        since=date(2024, 1, 1),
        days=60,
        months=6,
        zh="《行政复议法》第二十条、《行政诉讼法》第四十六条",
        en="Administrative Reconsideration Law, article 20; Administrative Litigation Law, article 46",
    ),
)


def article(key: str, lang: Lang) -> str:
    """Give an article as it is cited."""
    return ARTICLES[key][lang == "en"]


def remedy_on(day: date) -> Remedy:
    """Give the remedies that were open on a day."""
    return next((each for each in reversed(REMEDIES) if each.since <= day), REMEDIES[0])
