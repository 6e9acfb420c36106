"""One phrase being made: templates of the two languages filled and joined, signs as people set them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from engine.dataclass import dataclass
from engine.feel.say_words import PHRASES, Lang

__all__ = ["Saying"]

_PLACE: Final = re.compile(r"\{([0-9]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One phrase being made."""

    lang: Lang
    label: Callable[[str], str | None] | None

    def fill(self, pair: tuple[str, str], *parts: str) -> str:
        """Fill the template of the language; in Chinese a digit or letter stands clear of a character."""
        template = pair[0 if self.lang == "zh" else 1]
        text = ""
        for number, piece in enumerate(_PLACE.split(template)):
            # Words and the numbers of places take turns.
            text = self._glue(text, parts[int(piece)] if number % 2 else piece)
        return text

    def phrase(self, key: str, *parts: str) -> str:
        """Fill a phrase of the table."""
        return self.fill(PHRASES[key], *parts)

    def join(self, key: str, parts: Sequence[str]) -> str:
        """Join parts of equal rank."""
        between = PHRASES[key][0 if self.lang == "zh" else 1]
        if self.lang == "en":
            return between.join(parts)
        text = parts[0] if parts else ""
        for part in parts[1:]:
            text = self._glue(self._glue(text, between), part)
        return text

    def _glue(self, left: str, right: str) -> str:
        if self.lang == "en" or not left or not right:
            return left + right
        plain = left[-1].isascii() and left[-1].isalnum()
        also = right[0].isascii() and (right[0].isalnum() or right[0] == "-")
        wide = (not left[-1].isascii() and left[-1].isalnum(), not right[0].isascii() and right[0].isalnum())
        return f"{left} {right}" if (plain and wide[1]) or (wide[0] and also) else left + right
