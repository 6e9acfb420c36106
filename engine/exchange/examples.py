"""The submissions of the demonstration: invented people, items of the packaged catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.exchange.submission import Sent, read_submission

__all__ = ["applicant", "examples"]

_FOLDER: Final = Path(__file__).parent / "examples"


def examples() -> Iterator[tuple[Path, Sent]]:
    """Give each submission with the file it stands in, by name."""
    for path in sorted(_FOLDER.glob("*.json")):
        yield path, read_submission(path.read_bytes())


def applicant(sent: Sent) -> str:
    """Give the applicant's name, or nothing if it is not stated."""
    facts = sent.submission.get("facts")
    stated = facts.get("申请人") if isinstance(facts, dict) else None
    name = stated.get("名称") if isinstance(stated, dict) else None
    return name if isinstance(name, str) else ""
