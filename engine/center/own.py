"""What we contribute through the same hooks as any plug-in: the national code list, a log of notices."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import engine
from engine.hookspecs import Message, Sent, hookimpl

__all__ = ["code_lists", "notify"]

_NATIONAL: Final = Path(engine.__file__).parent / "item" / "elements" / "national.yaml"


@hookimpl
def code_lists() -> Sequence[Path]:
    """Give the code lists of GB/T 39046."""
    return [_NATIONAL]


@hookimpl
def notify(message: Message) -> Sent | None:
    """Write down that a notice was due, without the person's address or anything else about them."""
    logging.getLogger("yici.notify").info(
        "%s %s %s %s", message.key, message.occasion, message.case_number, message.channel
    )
    return None
