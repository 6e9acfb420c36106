"""What a notice says: a message in, subject and text in plain words out."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from engine.hookspecs import Message

__all__ = ["Words", "say"]

_OWN: Final = Path(__file__).with_name("words.toml")
_OTHERWISE: Final = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Subject and text; the text fits into a text message."""

    subject: str
    text: str


def say(message: Message) -> Words:
    """Give the words for a message; a sentence that lacks a value is left out."""
    said = _all(os.environ.get("YICI_NOTIFY_WORDS") or str(_OWN))
    row = said.get(message.occasion) or said[_OTHERWISE]
    values = {**message.values, "case_number": message.case_number, "item": message.item}
    sentences: Sequence[str] = [each for each in row[message.lang] if _names(each) <= values.keys()]
    joined = (" " if message.lang == "en" else "").join(each.format_map(values) for each in sentences)
    return Words(subject=row[f"subject_{message.lang}"], text=joined)


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@lru_cache(maxsize=2)
def _all(path: str) -> Mapping[str, Any]:
    return tomllib.loads(Path(path).read_text(encoding="utf-8"))
