"""The words of the web in Chinese and English: one table a reader, and those of the guide.

Templates hold none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.guide.words import WORDS as GUIDE
from engine.vocabulary import Lang
from web.words.account import WORDS as ACCOUNT
from web.words.acts import WORDS as ACTS
from web.words.admin import WORDS as ADMIN
from web.words.apply import WORDS as APPLY
from web.words.board import WORDS as BOARD
from web.words.cases import WORDS as CASES
from web.words.citizen import WORDS as CITIZEN
from web.words.counter import WORDS as COUNTER
from web.words.desk import WORDS as DESK
from web.words.hall import WORDS as HALL
from web.words.health import WORDS as HEALTH
from web.words.plugin import WORDS as PLUGIN
from web.words.shared import WORDS as SHARED
from web.words.studio import WORDS as STUDIO

__all__ = ["TABLES", "WORDS", "say", "speaker"]

TABLES: Final[tuple[Mapping[str, tuple[str, str]], ...]] = (
    GUIDE,
    SHARED,
    ACTS,
    ACCOUNT,
    APPLY,
    CASES,
    CITIZEN,
    COUNTER,
    DESK,
    STUDIO,
    PLUGIN,
    BOARD,
    ADMIN,
    HALL,
    HEALTH,
)
WORDS: Final[Mapping[str, tuple[str, str]]] = {key: pair for table in TABLES for key, pair in table.items()}


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a sentence in one language."""
    text = WORDS[key][lang == "en"]
    return text.format_map(values) if values else text


def speaker(lang: Lang) -> Callable[..., str]:
    """Give `say` for one language, for templates."""
    return lambda key, **values: say(key, lang, **values)
