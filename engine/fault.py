"""A wrong place in a definition: what kind of fault, where, and what its words are.

Faults are returned and collected, never raised: whoever finds one goes on. The `FaultKind` is the row of
the table (lasting code, words in both languages, a wrong and a right example); the `Fault` is one
occurrence. `engine.cli` renders them, `yici explain` and docs/faults.md read the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from engine.dataclass import dataclass, field
from engine.source import Source

__all__ = ["Cure", "Fault", "FaultKind", "Level"]

Level = Literal["fault", "reminder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKind:
    """One kind of fault.

    `zh` and `en` are format strings over the values of an occurrence (`{name}`); they say what is wrong and
    what to do. `why_*` teach the reason in a sentence or two. `wrong` and `right` are short YAML examples.
    """

    code: str
    zh: str
    en: str
    why_zh: str
    why_en: str
    wrong: str
    right: str
    level: Level = "fault"
    curable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """The certain repair of a fault: replace the stretch `source` of the file by `text`."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault at one place; `also` is the second place when two disagree, with its words in `also_says`."""

    kind: FaultKind
    source: Source
    values: Mapping[str, str] = field(default_factory=dict)
    nearest: tuple[str, ...] = ()
    also: Source | None = None
    cure: Cure | None = None

    @property
    def code(self) -> str:
        return self.kind.code

    def says(self, lang: str = "zh") -> str:
        """Say what is wrong and what to do, in Chinese or English, with the nearest known words."""
        words = self.kind.zh if lang == "zh" else self.kind.en
        text = words.format_map(self.values)
        if not self.nearest:
            return text
        if lang == "zh":
            return text + "您是不是要写" + "、".join(f"「{w}」" for w in self.nearest) + "？"
        return text + " Did you mean " + " or ".join(f"「{w}」" for w in self.nearest) + "?"
