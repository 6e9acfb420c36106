"""Settling: a parsed expression of an item meets its names and types. Start at `engine.feel.types`."""
