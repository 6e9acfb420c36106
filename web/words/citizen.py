"""The words of the citizen's pages that are not the guide's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "find_item": ("找一件事", "Find an item"),
}
