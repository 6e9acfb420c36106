"""The situation wizard at a terminal: one question after the other, undone one by one, until nothing matters.

Questions go to standard error, so that the list can be kept: `yici ask SC-0201 > list.txt`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.ask.model import Asked
from engine.ask.next_question import Step, next_question
from engine.ask.typed import choices, read_typed
from engine.cli.output import Console
from engine.cli.width import printable, width
from engine.rules.model import Rulebook

__all__ = ["Wizard"]

_PROMPT: Final = "> "
_WIDEST: Final = 76


@dataclass(slots=True, kw_only=True)
class Wizard:
    """The answers given so far: those it started with, and those typed, the latest last."""

    console: Console
    rulebook: Rulebook
    on: date
    given: Mapping[str, object]
    skipped: tuple[str, ...] = ()
    typed: list[tuple[str, bool, object]] = field(default_factory=list)
    """Name, whether it is known, and the value."""

    @property
    def facts(self) -> dict[str, object]:
        return {**self.given, **{name: value for name, known, value in self.typed if known}}

    def step(self) -> Step:
        """Give the next question."""
        skipped = (*self.skipped, *(name for name, known, _ in self.typed if not known))
        lang = self.console.lang
        return next_question(self.rulebook, self.facts, self.on, skipped=skipped, lang=lang)

    def ask_all(self) -> bool:
        """Ask until nothing can change any more; False if the answers end before."""
        begun = False
        while (step := self.step()).question is not None:
            if not begun:
                self._greet()
                begun = True
            self._show(step, step.question)
            if not self._answer(step.question):
                return False
        return True

    def _greet(self) -> None:
        self.console.tell(
            "一题一答，写编号或内容；「<」回上一题，Ctrl+C 停下。",
            "Answer by number or in words; 「<」 goes back one question, Ctrl+C stops.",
        )

    def _show(self, step: Step, asked: Asked) -> None:
        """Show a question with its numbered answers, on one line if they fit."""
        lang, say = self.console.lang, self.console.say
        numbered = [f"{number} {text}" for number, text in enumerate(choices(asked, lang), start=1)]
        if numbered:
            numbered.append(say("0 不知道", "0 I don't know yet"))
        else:
            numbered.append(say("? 不知道", "? I don't know yet"))
        if not asked.required:
            numbered.append(say("- 没有", "- none"))
        head = f"{step.asked + 1}/{step.asked + step.at_most} {printable(asked.ask)}"
        line = "  ".join([head, *numbered])
        text = line if width(line) <= _WIDEST else "\n   ".join([head, *numbered])
        self.console.err.write(f"\n{text}\n")

    def _answer(self, asked: Asked) -> bool:
        """Take lines until one can be read; False when there are no more."""
        while (line := self._line()) is not None:
            typed = read_typed(asked, line, self.console.lang)
            if typed.kind == "wrong":
                self.console.err.write(f"{typed.says}\n")
                continue
            if typed.kind != "back":
                self.typed.append((asked.name, typed.kind == "answer", typed.value))
            elif self.typed:
                self.typed.pop()
            else:
                self.console.tell("这就是第一题。", "This is the first question.")
            return True
        return False

    def _line(self) -> str | None:
        """Give the next line, or None at the end of the input, or where there is none to read from."""
        try:
            if sys.stdin.isatty() and sys.stdout.isatty():
                return input(_PROMPT)
            self.console.err.write(_PROMPT)
            self.console.err.flush()
            return sys.stdin.readline() or None
        except (EOFError, OSError, AttributeError, ValueError):
            # Closed input: Python has no stream for it (None), or one that refuses to be read.
            return None
