"""What an item is found by: an item in, its texts with their kinds out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.item.model import English, Item

__all__ = ["Document", "document_of"]

WEIGHTS: Final[dict[str, float]] = {
    "phrase": 1.0,
    "name": 1.0,
    "output": 0.75,
    "summary": 0.6,
    "life_event": 0.5,
    "department": 0.35,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An item as the search knows it: `texts` are pairs of weight and words."""

    code: str
    name: str
    name_en: str
    department: str
    texts: tuple[tuple[float, str], ...]
    department_en: str = ""

    def head(self) -> tuple[str, str, str, str, str]:
        """Give what a list of hits shows."""
        return self.code, self.name, self.name_en, self.department, self.department_en or self.department

    def to_json(self) -> list[Any]:
        return [*self.head(), [list(text) for text in self.texts]]

    @staticmethod
    def from_json(value: Sequence[Any]) -> Document:
        """Read back what `to_json` gave."""
        code, name, name_en, department, department_en, texts = value
        return Document(
            code=code,
            name=name,
            name_en=name_en,
            department=department,
            texts=tuple((float(weight), str(text)) for weight, text in texts),
            department_en=department_en,
        )


def document_of(item: Item) -> Document:
    """Give the document of an item."""
    texts = dict.fromkeys((WEIGHTS[kind], text.strip()) for kind, text in _texts(item) if text.strip())
    return Document(
        code=str(item.code),
        name=str(item.name),
        name_en=_one(item.english, "name") or _one(item.english, "item_name") or str(item.name),
        department=str(item.department),
        texts=tuple(texts),
        department_en=_one(item.english, "department"),
    )


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    for key in ("item_name", "name"):
        yield "name", _one(item.english, key)
    yield "name", str(item.name)
    for phrase in (*item.everyday_phrases, *_many(item.english, "everyday_phrases")):
        yield "phrase", str(phrase)
    for output in item.outputs:
        yield "output", str(output.name)
        yield "output", _one(output.english, "name")
    yield "summary", str(item.summary or "")
    yield "summary", _one(item.english, "summary")
    for event in (*item.life_events, *_many(item.english, "life_events")):
        yield "life_event", str(event)
    yield "department", str(item.department)
    yield "department", _one(item.english, "department")


def _one(english: English, key: str) -> str:
    found = english.get(key)
    return str(found) if isinstance(found, str) else ""


def _many(english: English, key: str) -> tuple[str, ...]:
    found = english.get(key, ())
    return (found,) if isinstance(found, str) else tuple(map(str, found))
