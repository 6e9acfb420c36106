"""An item without what only itself reads: what stays in memory while thousands are laid side by side."""

from __future__ import annotations

from dataclasses import replace

from engine.item.model import Item, Material

__all__ = ["outline"]


def outline(item: Item) -> Item:
    """Give an item with its codes, periods, limits, materials and outputs alone."""
    return replace(
        item,
        english={},
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
    return replace(material, english={}, note=None, issuer=None, copies=None, basis=None)
