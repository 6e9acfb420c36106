"""How a command speaks: language, colours, bar, exit codes, whole files or none.

What a program may read goes to standard output; prose and progress go to standard error.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, TextIO

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BUG",
    "FINDINGS",
    "FINE",
    "UNFINISHED",
    "WRONG",
    "Bar",
    "Console",
    "Lang",
    "Wrong",
    "console",
    "language",
    "write",
]

FINE: Final = 0
FINDINGS: Final = 1
WRONG: Final = 2
UNFINISHED: Final = 3
BUG: Final = 101

Lang = Literal["zh", "en"]
_BAR_AFTER_SECONDS: Final = 0.5
_BAR_EVERY_SECONDS: Final = 0.1
_BAR_WIDTH: Final = 20
_COLOURS: Final = {"red": "31", "green": "32", "yellow": "33", "bold": "1"}


class Wrong(Exception):
    """The program was used wrongly, or something it needs cannot be read; said in the user's language."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def says(self, lang: Lang) -> str:
        """Say it in Chinese or English."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Where a command speaks, and how."""

    lang: Lang
    out: TextIO
    err: TextIO
    colour: bool = False
    quiet: bool = False

    def show(self, text: str) -> None:
        """Write to standard output."""
        self.out.write(text + "\n")

    def tell(self, zh: str, en: str) -> None:
        """Write a sentence to standard error, unless --quiet."""
        if not self.quiet:
            self.err.write((zh if self.lang == "zh" else en) + "\n")

    def complain(self, wrong: Wrong) -> None:
        """Write what went wrong to standard error, also under --quiet."""
        self.err.write(f"yici: {wrong.says(self.lang)}\n")

    def say(self, zh: str, en: str) -> str:
        """Choose the text in the user's language."""
        return zh if self.lang == "zh" else en

    def paint(self, text: str, colour: str) -> str:
        """Colour a text if colours are on."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour else text


class Bar:
    """A progress bar on standard error: only on a terminal, only when it takes longer than half a second."""

    def __init__(self, console: Console, zh: str, en: str) -> None:
        self._console = console
        self._label = console.say(zh, en)
        self._started = self._drawn = time.monotonic()
        self._on = _terminal(console.err) and not console.quiet
        self._visible = False

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is; the last step clears the line."""
        now = time.monotonic()
        if not self._on or now - self._started < _BAR_AFTER_SECONDS:
            return
        if done >= total:
            self.clear()
        elif now - self._drawn >= _BAR_EVERY_SECONDS:
            self._draw(done, total, now)

    def clear(self) -> None:
        """Take the bar away."""
        if self._visible:
            self._console.err.write("\r\x1b[K")
            self._console.err.flush()
            self._visible = False

    def _draw(self, done: int, total: int, now: float) -> None:
        full = _BAR_WIDTH * done // max(total, 1)
        rest = (now - self._started) / max(done, 1) * (total - done)
        left = self._console.say(f"还要约 {rest:.0f} 秒", f"about {rest:.0f} s left")
        bar = "█" * full + "░" * (_BAR_WIDTH - full)
        share = f"{100 * done // max(total, 1):3d}%"
        self._console.err.write(f"\r\x1b[K{self._label}  {bar}  {share}  {done} / {total}  {left}")
        self._console.err.flush()
        self._drawn, self._visible = now, True


def console(lang: Lang, *, quiet: bool = False) -> Console:
    """Give the console of this process."""
    colour = _terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Console(lang=lang, out=sys.stdout, err=sys.stderr, colour=colour, quiet=quiet)


def language(given: str | None, environment: Mapping[str, str]) -> Lang:
    """Choose the language: the one asked for, else Chinese if the locale is, else English."""
    if given in ("zh", "en"):
        return "zh" if given == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def write(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all; a file that exists keeps its mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.parent / f".{path.name}.{os.getpid()}.tmp"
        mode = path.stat().st_mode & 0o7777 if path.exists() else None
        try:
            with open(beside, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                os.chmod(beside, mode)
            os.replace(beside, path)
        except BaseException:  # whatever stopped it, no half file is left beside
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise Wrong(f"写不了 {path}：{reason}", f"Cannot write {path}: {reason}") from error


def _terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False
