"""An item without what only itself reads: what stays in memory while thousands are laid side by side."""

from __future__ import annotations

from typing import Final

from engine.dataclass import replace
from engine.item.model import English, Item, Material

__all__ = ["outline"]


_NAMES: Final = ("name", "department")


def outline(item: Item) -> Item:
    """Give an item with its codes, periods, limits, materials, outputs and their English names alone."""
    return replace(
        item,
        english=_named(item.english),
        summary=None,
        notes={},
        everyday_phrases=(),
        faq=(),
        fields=(),
        tables=(),
        conditions=(),
        checks=(),
        stages=(),
        samples=(),
        materials=tuple(_outline(material) for material in item.materials),
    )


def _outline(material: Material) -> Material:
    return replace(
        material, english=_named(material.english), note=None, issuer=None, copies=None, basis=None
    )


def _named(english: English) -> English:
    return {key: english[key] for key in _NAMES if key in english}
