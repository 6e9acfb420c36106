"""What stands against a command of the web, said in the user's language with exit code 2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TextIO

from engine.case.store import CannotOpen, Unavailable
from engine.center.local import LocalUnreadable

__all__ = ["Console", "Wrong", "spoken"]

_WRONG = 2


class Console(Protocol):
    """Where a command speaks."""

    lang: str
    out: TextIO
    err: TextIO

    def say(self, zh: str, en: str) -> str: ...

    def show(self, text: str) -> None: ...


class Wrong(Exception):
    """The command was used wrongly, or something it needs is not there; said in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def spoken(console: Console, run: Callable[[], int]) -> int:
    """Run a command; give its exit code, or say what stands against it."""
    try:
        return run()
    except (Wrong, CannotOpen, Unavailable, LocalUnreadable) as wrong:
        console.err.write(f"yici: {console.say(wrong.zh, wrong.en)}\n")
    except OSError as error:
        where, reason = error.filename or "", error.strerror or str(error)
        zh, en = f"{where} 读写不了：{reason}", f"Cannot read or write {where}: {reason}"
        console.err.write(f"yici: {console.say(zh, en)}\n")
    return _WRONG
