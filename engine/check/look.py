"""Looks at one submission: slots filled, verdicts decided, plug-ins asked; nothing is said yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.check.outside import Ask, Silent, Submission, completed
from engine.check.prepared import Prepared, prepared
from engine.dataclass import dataclass, quickly
from engine.feel.values import Unknown
from engine.rules.convert import as_any
from engine.rules.model import Rulebook

__all__ = ["Ask", "Looked", "Submission", "find", "look"]


def find(rulebook: Rulebook, submission: Submission, applied_on: date, closed: bool = False) -> list[str]:
    """Give the ids of the requirements that are unmet, or that a person must decide, in order."""
    found: list[str] = rulebook.functions["find"](submission, applied_on, closed)
    return found


@dataclass(slots=True, kw_only=True, eq=False)
class Looked:
    """A submission looked at once: slots filled, verdicts decided; nothing is put into words yet.

    `submission` holds what plug-ins added; `silent` are those that were asked about a material in vain.
    `unmet` are the numbers of the requirements that are unmet, `unknown` those not known to be met, each with
    its verdict.

    Not frozen, because what is derived is only worked out when a text asks for it.
    """

    rulebook: Rulebook
    submission: Submission
    slots: list[Any]
    bad: Mapping[int, tuple[str, object]]
    unmet: list[int]
    unknown: list[tuple[int, Any]]
    ready: Prepared
    silent: tuple[Silent, ...] = ()
    _derived: Mapping[str, object] | None = None

    @property
    def verdicts(self) -> tuple[Any, ...]:
        """The verdicts of all requirements, in their order."""
        made: list[Any] = [True] * len(self.rulebook.requirements)
        for number, verdict in (*((number, False) for number in self.unmet), *self.unknown):
            made[number] = verdict
        return tuple(made)

    @property
    def derived(self) -> Mapping[str, object]:
        """The values of every path, tables and groups included."""
        if self._derived is None:
            self._derived = self.rulebook.functions["derive"](self.slots)
        return self._derived

    def value(self, path: str) -> object:
        """Give the value of a path, unknown if the rulebook does not know it."""
        number = self.rulebook.index.get(path)
        if number is not None and not self.rulebook.slots[number].when:
            return self.slots[number]
        return self.derived.get(path, Unknown(frozenset((path,))))


_looked = quickly(Looked)


def look(
    rulebook: Rulebook,
    submission: Submission,
    applied_on: date,
    *,
    closed: bool = False,
    ask: Ask | None = None,
) -> Looked:
    """Read a submission and decide every verdict; plug-ins are asked where they are needed.

    `closed`: what is not mentioned counts as absent or not answered.
    """
    ready = prepared(rulebook)
    bad: list[tuple[int, str, object]] = []
    silent: tuple[Silent, ...] = ()
    if ask is not None:
        submission, silent = completed(rulebook, submission, ask)
    slots, unmet, unknown = ready.look(submission, applied_on, closed, bad, True)
    if ask is not None:
        answers = _ask_plugins(rulebook, slots, ask)
        if answers:
            known = submission.get("answers") or {}
            own = {name: {**(known.get(name) or {}), **each} for name, each in answers.items()}
            submission = {**submission, "answers": {**known, **own}}
            slots, unmet, unknown = ready.look(submission, applied_on, closed, bad, True)
    unread = {slot: (why, raw) for slot, why, raw in bad} if bad else {}
    return _looked(rulebook, submission, slots, unread, unmet, unknown, ready, silent, None)


def _ask_plugins(rulebook: Rulebook, slots: list[Any], ask: Ask) -> Mapping[str, Mapping[str, object]]:
    """Ask for every answer that is lacking and can be given; give the answers by requirement."""
    answers: dict[str, Mapping[str, object]] = {}
    for number, requirement in enumerate(rulebook.requirements):
        if requirement.plugin is None:
            continue
        wanted = [n for n in rulebook.owned.get(requirement.id, ()) if isinstance(slots[n], Unknown)]
        if not wanted:
            continue
        inputs = rulebook.functions.get(f"inputs{number}")
        given = inputs(slots) if inputs is not None else {}
        if any(isinstance(value, Unknown) for value in given.values()):
            continue
        answer = ask(requirement.plugin, given) or {}
        names = {rulebook.slots[n].name: n for n in wanted if rulebook.slots[n].name in answer}
        if names:
            answers[requirement.id] = {name: answer[name] for name in names}
        for name, n in names.items():
            slots[n] = as_any([], n, answer[name], slots[n])
    return answers
