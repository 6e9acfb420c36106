"""What a walk makes of a map of our keys: values under their English terms, each with its place."""

from __future__ import annotations

from collections.abc import Mapping

from engine.dataclass import dataclass, field
from engine.source import Source, Text

__all__ = ["Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a map of our keys holds: values and the keys as written, by English term; where it begins."""

    values: Mapping[str, object] = field(default_factory=dict)
    keys: Mapping[str, Text] = field(default_factory=dict)
    source: Source

    def text(self, name: str) -> Text | None:
        """Give a text value, or nothing."""
        value = self.values.get(name)
        return value if isinstance(value, Text) else None

    def records(self, name: str) -> list[Record]:
        """Give the records of a list."""
        value = self.values.get(name)
        return [each for each in value if isinstance(each, Record)] if isinstance(value, tuple) else []

    def named(self, name: str) -> list[tuple[Text, object]]:
        """Give the entries of a map of author's names."""
        value = self.values.get(name)
        return list(value.items()) if isinstance(value, dict) else []

    def texts(self, name: str) -> tuple[Text, ...]:
        """Give a list of texts."""
        value = self.values.get(name)
        return tuple(each for each in value if isinstance(each, Text)) if isinstance(value, tuple) else ()
