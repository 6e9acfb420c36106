"""Items made for one test: fields, the materials that they decide, and conditions."""

from __future__ import annotations

from collections.abc import Sequence

from engine.item.model import Check, Field, Item, Material
from tests.items import item_of

__all__ = ["made_of"]


def made_of(fields: Sequence[Field], materials: Sequence[Material], conditions: Sequence[Check] = ()) -> Item:
    """Give an item of these parts."""
    return item_of(fields=fields, materials=materials, conditions=conditions)
