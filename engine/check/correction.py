"""What a correction must say beyond the findings, so that nothing new comes the second time (DESIGN 2).

The submission is decided once more with everything unknown that may change when the correction is obeyed:
facts asked for, everything of materials that are lacking or replaced, facts that an unmet check reads
(unless fixed, or filled by a system). What is then met for certain is silent; what is not is what the
replacement must satisfy, or an announcement under its remaining condition. Kleene's logic is sound, so
this can say too much but never too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

from engine.check.answer import Announcement, Finding, Must, Reminder
from engine.check.words import flaw_words, say_word, words_of
from engine.feel.residual import residual
from engine.feel.say import say
from engine.feel.values import Null, Unknown
from engine.rules.model import Requirement, Rulebook, Slot

__all__ = ["Corrected", "correct"]

MOST_CASES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The findings with their `must`, the announcements, and the slot paths that may change."""

    findings: tuple[Finding, ...]
    announcements: tuple[Announcement, ...]
    replaced: frozenset[str]


def correct(
    rulebook: Rulebook,
    slots: Sequence[Any],
    verdicts: Sequence[Any],
    findings: tuple[Finding, ...],
    reminders: tuple[Reminder, ...],
    lang: str,
) -> Corrected:
    """Give the findings with what their replacements must satisfy, and the announcements."""
    second = _Second(rulebook, slots)
    for number, finding in enumerate(findings):
        second.name(number, finding)
    for reminder in reminders:
        second.open(reminder.id, None)
    second.settle()
    told = {finding.id for finding in findings} | {reminder.id for reminder in reminders}
    counted = {finding.id for finding in findings if finding.kind == "copies"}
    musts: dict[int, list[Must]] = {}
    announced: dict[str, list[Requirement]] = {}
    for requirement, before, verdict, applies in zip(
        rulebook.requirements, verdicts, second.verdicts, second.applies, strict=True
    ):
        if verdict is True or second.implied(requirement):
            continue
        if requirement.id in told and (requirement.id in counted or not second.uncounted(requirement)):
            continue
        if second.certain(requirement):
            continue
        cause = second.cause(requirement)
        if applies is True and cause is not None:
            musts.setdefault(cause, []).append(_must(rulebook, requirement, lang))
        elif applies is not True or before is True:
            announced.setdefault(second.when(requirement, applies, lang), []).append(requirement)
    return Corrected(
        findings=tuple(
            replace(finding, must=_unique(musts[n])) if n in musts else finding
            for n, finding in enumerate(findings)
        ),
        announcements=tuple(_announcement(rulebook, when, rs, lang) for when, rs in announced.items()),
        replaced=frozenset(rulebook.slots[n].path for n in second.opened),
    )


class _Second:
    """The second look: which slots are open, because of which finding, and what then comes out."""

    def __init__(self, rulebook: Rulebook, slots: Sequence[Any]) -> None:
        self.rulebook = rulebook
        self.slots = list(slots)
        self.opened: dict[int, int | None] = {}
        self.because: dict[str, int | None] = {}
        self.verdicts: Sequence[Any] = ()
        self.applies: Sequence[Any] = ()

    def name(self, number: int, finding: Finding) -> None:
        """Open what obeying a finding may change."""
        if finding.kind in ("material", "copies", "flaw", "fact"):
            owner = finding.id if finding.kind != "fact" else self._owner(finding.id)
            self.open(owner, number)
            return
        requirement = self.rulebook.requirements[self.rulebook.position[(finding.id, self._kind(finding))]]
        for owner in requirement.replaces:
            self.open(owner, number, only_values=True)
        self.open(requirement.id, number)

    def _kind(self, finding: Finding) -> str:
        return "check" if finding.kind == "plugin" else finding.kind

    def _owner(self, path: str) -> str:
        index = self.rulebook.index.get(path)
        return self.rulebook.slots[index].owner if index is not None else path

    def open(self, owner: str, number: int | None, only_values: bool = False) -> None:
        """Make the slots of an owner unknown, except those that cannot change."""
        for n in self.rulebook.owned.get(owner, ()):
            slot = self.rulebook.slots[n]
            known = not isinstance(self.slots[n], Unknown)
            if only_values and (slot.system and slot.kind != "answer"):
                continue
            if only_values and slot.kind in ("present", "sound", "copies"):
                continue
            if slot.kind == "filled":
                known = self.slots[n] is True or (slot.fixed and not isinstance(self.slots[n - 1], Unknown))
            if known and (slot.fixed or slot.kind == "filled"):
                continue
            self.open_slot(n, number)

    def open_slot(self, n: int, number: int | None) -> None:
        if n in self.opened:
            return
        self.opened[n] = number
        path = self.rulebook.slots[n].path.rstrip("?")
        self.because.setdefault(path, number)
        if not isinstance(self.slots[n], Unknown):
            self.slots[n] = Unknown(frozenset((path,)))

    def settle(self) -> None:
        """Decide again, opening what newly becomes needed, until nothing more opens."""
        while True:
            self.verdicts, self.applies = self.rulebook.functions["weigh"](self.slots)
            before = len(self.opened)
            for requirement, verdict, applies in zip(
                self.rulebook.requirements, self.verdicts, self.applies, strict=True
            ):
                if applies is not False:
                    self._bring(requirement, verdict)
            if len(self.opened) == before:
                return

    def _bring(self, requirement: Requirement, verdict: object) -> None:
        """Open what someone would bring because a requirement may apply: it is not there yet."""
        if requirement.kind == "material":
            member = self.rulebook.member.get(requirement.id)
            if member is None:
                if verdict is not True:
                    self.open(requirement.id, None)
            elif self.slots[self.rulebook.index[member.name]] is False:
                self.open(member.name, None)
        elif requirement.kind == "fact" and verdict is not True:
            self.open(requirement.id, None)
        elif requirement.plugin is not None and any(path in self.because for path in requirement.reads):
            self.open(requirement.id, None)

    def implied(self, requirement: Requirement) -> bool:
        """Say whether a requirement goes without saying where its material is named: sound, and one copy.

        Not so for a material that is handed in already, with its fault, and turns out to be needed.
        """
        if requirement.kind == "flaw":
            return isinstance(self.slots[self.rulebook.index[f"{requirement.id}?"]], Unknown)
        if requirement.kind != "copies":
            return False
        counted = any(demand.copies is not None for demand in self.rulebook.member[requirement.id].demands)
        return not counted and isinstance(self.slots[self.rulebook.index[f"{requirement.id}.份数"]], Unknown)

    def uncounted(self, requirement: Requirement) -> bool:
        """Say whether it is still open how many copies of a material are needed."""
        if requirement.kind != "copies":
            return False
        number = self.rulebook.position[(requirement.id, "copies")]
        demands = self.rulebook.functions[f"copies{number}"](self.slots)
        return any(isinstance(part, Unknown) for demand in demands for part in demand)

    def certain(self, requirement: Requirement) -> bool:
        """Say whether an undecided requirement is met whatever the facts that it reads twice turn out to be.

        Kleene's logic is exact where every unknown occurs once; for the others the cases are gone through,
        if they are few.
        """
        slots = [n for n in self.opened if self.rulebook.slots[n].path in requirement.repeated]
        cases = [_cases(self.rulebook.slots[n]) for n in slots]
        if not slots or not all(cases) or prod(len(case) for case in cases) > MOST_CASES:
            return False
        number = self.rulebook.position[(requirement.id, requirement.kind)]
        decide = self.rulebook.functions["decide"]
        trial = list(self.slots)
        for chosen in product(*cases):
            for n, value in zip(slots, chosen, strict=True):
                trial[n] = value
            if decide(trial)[number] is not True:
                return False
        return True

    def cause(self, requirement: Requirement) -> int | None:
        """Give the first finding that replaces something this requirement reads."""
        numbers = [self.because.get(path) for path in requirement.reads]
        return min((n for n in numbers if n is not None), default=None)

    def when(self, requirement: Requirement, applies: object, lang: str) -> str:
        """Give the remaining condition of a requirement as a phrase."""
        if applies is True or requirement.condition is None:
            owner = requirement.material or requirement.id
            waiting = owner in self.rulebook.member and self.rulebook.member[owner].necessity == "deferrable"
            return say_word("if_supplied", lang, name=owner) if waiting else say_word("when_done", lang)
        rest = residual(requirement.condition, self._value)
        return say(rest, "en" if lang == "en" else "zh")

    def _value(self, path: str) -> object:
        if not hasattr(self, "_derived"):
            self._derived: Mapping[str, object] = self.rulebook.functions["derive"](self.slots)
        found = self._derived.get(path, Unknown(frozenset((path,))))
        return Unknown(frozenset((path,))) if isinstance(found, Null) else found


def _cases(slot: Slot) -> tuple[object, ...]:
    """Give all values that a slot may take, or none if they are too many to go through."""
    if slot.kind in ("present", "sound", "filled"):
        return (True, False)
    if slot.kind == "copies" or not (slot.choose or slot.type == "yes_no"):
        return ()
    values: tuple[object, ...] = slot.choose or (True, False)
    return values if slot.required else (*values, Null("没有填"))


def _must(rulebook: Rulebook, requirement: Requirement, lang: str) -> Must:
    if requirement.kind == "copies":
        return Must(id=requirement.id, says=_copies_text(rulebook, requirement, lang))
    return Must(id=requirement.id, says=words_of(requirement, lang).requirement)


def _copies_text(rulebook: Rulebook, requirement: Requirement, lang: str) -> str:
    member = rulebook.member[requirement.id]
    trees = [demand.copies for demand in member.demands if demand.copies is not None]
    copies = say(trees[0], "en" if lang == "en" else "zh") if trees else "1"
    return say_word("enough", lang, name=member.label_en if lang == "en" else member.name, copies=copies)


def _unique(musts: Iterable[Must]) -> tuple[Must, ...]:
    return tuple({must.id: must for must in musts}.values())


def _announcement(
    rulebook: Rulebook, when: str, requirements: Sequence[Requirement], lang: str
) -> Announcement:
    needs: dict[str, None] = {}
    for requirement in requirements:
        needs[_need(rulebook, requirement, lang)] = None
    ids = tuple(dict.fromkeys(requirement.id for requirement in requirements))
    return Announcement(when=when, needs=tuple(needs), ids=ids)


def _need(rulebook: Rulebook, requirement: Requirement, lang: str) -> str:
    """Give one thing that is announced: a material by name, a check by its demand."""
    if requirement.kind == "material":
        member = rulebook.member.get(requirement.id)
        return member.label_en if member is not None and lang == "en" else requirement.id
    if requirement.kind == "copies":
        return _copies_text(rulebook, requirement, lang)
    if requirement.kind == "flaw":
        return flaw_words(rulebook.member[requirement.id], None, lang).remedy.rstrip("。.")
    demand = words_of(requirement, lang).requirement
    if requirement.material is not None:
        return say_word("with", lang, name=requirement.material, requirement=demand)
    return demand
