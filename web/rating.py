"""The five grades of a rating (好差评), the best first, numbered as all that are sent them number them."""

from __future__ import annotations

from typing import Final

__all__ = ["GOOD", "GRADES"]

GRADES: Final = (1, 2, 3, 4, 5)
"""From 非常满意 to 非常不满意."""
GOOD: Final = (1, 2, 3)
"""Whoever gives one of these was satisfied, at least by and large."""
