"""What a correction must say beyond the findings, so that nothing new comes the second time (DESIGN 2).

The submission is decided once more with everything unknown that may change when the correction is obeyed:
facts asked for, everything of materials that are lacking or replaced, facts that an unmet check reads
(unless fixed, or filled by a system). What is then met for certain is silent; what is not is what the
replacement must satisfy, or an announcement under its remaining condition. Kleene's logic is sound, so
this can say too much but never too little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from engine.check.answer import Announcement, Finding, Must, Reminder
from engine.check.prepared import Prepared, remember, values_key
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
    ready: Prepared,
    slots: Sequence[Any],
    verdicts: Sequence[Any],
    findings: tuple[Finding, ...],
    reminders: tuple[Reminder, ...],
    lang: str,
) -> Corrected:
    """Give the findings with what their replacements must satisfy, and the announcements."""
    rulebook = ready.rulebook
    second = _second_look(ready, slots, verdicts, findings, reminders)
    told = {finding.id for finding in findings}.union([reminder.id for reminder in reminders])
    counted = {finding.id for finding in findings if finding.kind == "copies"}
    musts: dict[int, list[Must]] = {}
    announced: dict[str, list[int]] = {}
    for number, verdict, applies in second.left:
        requirement = rulebook.requirements[number]
        if verdict is True or second.goes_without_saying(number):
            continue
        if requirement.id in told and (requirement.id in counted or not second.uncounted(number)):
            continue
        if ready.twice[number] and second.certain(number):
            continue
        cause = second.cause(requirement) if applies is True else None
        if cause is not None:
            musts.setdefault(cause, []).append(_must(ready, number, lang))
        elif applies is not True or verdicts[number] is True:
            announced.setdefault(second.when(number, applies, lang), []).append(number)
    return Corrected(
        findings=tuple(
            [_with_must(f, _unique(musts[n])) if n in musts else f for n, f in enumerate(findings)]
            if musts
            else findings
        ),
        announcements=tuple([_announcement(ready, when, ns, lang) for when, ns in announced.items()]),
        replaced=frozenset([rulebook.slots[n].path for n in second.opened]),
    )


def _second_look(
    ready: Prepared,
    slots: Sequence[Any],
    verdicts: Sequence[Any],
    findings: Sequence[Finding],
    reminders: Sequence[Reminder],
) -> _Second:
    """Decide again with everything open that obeying the findings and reminders may change."""
    second = _Second(ready, slots)
    for number, finding in enumerate(findings):
        second.name(number, finding)
    for reminder in reminders:
        second.open(reminder.id, None)
    second.settle(verdicts)
    return second


class _Second:
    """The second look: which slots are open, because of which finding, and what is then left undecided.

    `touched` are the requirements, as bits, that slots opened since the last look may concern: only these
    are decided again.
    `left` holds their number, verdict, and whether they apply.
    """

    def __init__(self, ready: Prepared, slots: Sequence[Any]) -> None:
        self.rulebook = ready.rulebook
        self.prepared = ready
        self.slots = list(slots)
        self.opened: dict[int, int | None] = {}
        self.because: dict[str, int | None] = {}
        self.touched = self.prepared.always
        self.left: list[tuple[int, Any, Any]] = []

    def name(self, number: int, finding: Finding) -> None:
        """Open what obeying a finding may change."""
        if finding.kind in ("material", "copies", "flaw", "fact"):
            owner = finding.id if finding.kind != "fact" else self._owner(finding.id)
            self.open(owner, number)
            return
        kind = "check" if finding.kind == "plugin" else finding.kind
        requirement = self.rulebook.requirements[self.rulebook.position[finding.id, kind]]
        for owner in requirement.replaces:
            self.open(owner, number, only_values=True)
        for owner in (*requirement.brings, requirement.id):
            self.open(owner, number)

    def _owner(self, path: str) -> str:
        index = self.rulebook.index.get(path)
        return self.rulebook.slots[index].owner if index is not None else path

    def open(self, owner: str, number: int | None, only_values: bool = False) -> None:
        """Make the slots of an owner unknown, except those that cannot change."""
        table = self.prepared.changeable if only_values else self.prepared.openable
        slots, opened = self.slots, self.opened
        for n, fixed, filled in table.get(owner, ()):
            if n in opened:
                continue
            if filled:
                if slots[n] is True or (fixed and slots[n - 1].__class__ is not Unknown):
                    continue
            elif fixed and slots[n].__class__ is not Unknown:
                continue
            opened[n] = number
            self.because.setdefault(self.prepared.paths[n], number)
            self.touched |= self.prepared.touched[n]
            if slots[n].__class__ is not Unknown:
                slots[n] = self.prepared.unknown[n]

    def settle(self, verdicts: Sequence[Any]) -> None:
        """Decide again what was touched or is not met, opening what newly becomes needed."""
        for number, verdict in enumerate(verdicts):
            if verdict is not True:
                self.touched |= 1 << number
        requirements, brings = self.rulebook.requirements, self.prepared.brings
        while True:
            fresh = self.touched
            self.touched = self.prepared.always
            found = self.prepared.again(self.slots, fresh)
            kept = [one for one in self.left if not fresh >> one[0] & 1]
            self.left = sorted(kept + found, key=_number) if kept else found
            before = len(self.opened)
            for number, verdict, applies in found:
                if applies is not False and brings[number]:
                    self._bring(requirements[number], verdict)
            if len(self.opened) == before:
                return

    def goes_without_saying(self, number: int) -> bool:
        """Say whether a requirement goes without saying where its material is named: sound, and one copy."""
        slot = self.prepared.implied[number]
        return slot >= 0 and self.slots[slot].__class__ is Unknown

    def _bring(self, requirement: Requirement, verdict: object) -> None:
        """Open what someone would bring because a requirement may apply: it is not there yet."""
        if requirement.kind == "material":
            member = self.rulebook.member.get(requirement.id)
            if member is None:
                if verdict is not True:
                    self.open(requirement.id, None)
            elif self.slots[self.rulebook.index[member.name]] is False:
                self.open(member.name, None)
        elif requirement.kind == "fact":
            if verdict is not True:
                self.open(requirement.id, None)
        elif requirement.plugin is not None and any(path in self.because for path in requirement.reads):
            self.open(requirement.id, None)

    def uncounted(self, number: int) -> bool:
        """Say whether it is still open how many copies of a material are needed."""
        if not self.prepared.uncounted[number]:
            return False
        demands = self.rulebook.functions[f"copies{number}"](self.slots)
        return any(part.__class__ is Unknown for demand in demands for part in demand)

    def certain(self, number: int) -> bool:
        """Say whether an undecided requirement is met whatever the facts that it reads twice turn out to be.

        Kleene's logic is exact where every unknown occurs once; for the others the cases are gone through,
        if they are few.
        """
        slots = [n for n in self.prepared.twice[number] if n in self.opened]
        if not slots:
            return False
        values = values_key(self.slots, self.prepared.reads[number])
        key = None if values is None else (number, tuple(slots), values)
        found = self.prepared.certain.get(key)
        if found is None:
            found = self._every_case(number, slots)
            if key is not None:
                remember(self.prepared.certain, key, found)
        return found

    def _every_case(self, number: int, slots: Sequence[int]) -> bool:
        cases = [_cases(self.rulebook.slots[n]) for n in slots]
        if not all(cases) or prod(len(case) for case in cases) > MOST_CASES:
            return False
        trial = list(self.slots)
        for chosen in product(*cases):
            for n, value in zip(slots, chosen, strict=True):
                trial[n] = value
            if any(verdict is not True for _, verdict, _ in self.prepared.again(trial, 1 << number)):
                return False
        return True

    def cause(self, requirement: Requirement) -> int | None:
        """Give the first finding that replaces something this requirement reads."""
        because = self.because
        numbers = [because[path] for path in requirement.reads if path in because]
        return min([n for n in numbers if n is not None], default=None)

    def when(self, number: int, applies: object, lang: str) -> str:
        """Give the remaining condition of a requirement as a phrase."""
        requirement = self.rulebook.requirements[number]
        if applies is True or requirement.condition is None:
            owner = requirement.material or requirement.id
            waiting = owner in self.rulebook.member and self.rulebook.member[owner].necessity == "deferrable"
            return say_word("if_supplied", lang, name=owner) if waiting else say_word("when_done", lang)
        values = values_key(self.slots, self.prepared.condition_reads[number])
        key = None if values is None else (number, lang, values)
        found = self.prepared.whens.get(key)
        if found is None:
            found = say(residual(requirement.condition, self._value), "en" if lang == "en" else "zh")
            if key is not None:
                remember(self.prepared.whens, key, found)
        return found

    def _value(self, path: str) -> object:
        if not hasattr(self, "_derived"):
            self._derived: Mapping[str, object] = self.rulebook.functions["derive"](self.slots)
        found = self._derived.get(path, Unknown(frozenset((path,))))
        return Unknown(frozenset((path,))) if isinstance(found, Null) else found


def _number(one: tuple[int, Any, Any]) -> int:
    return one[0]


def _cases(slot: Slot) -> tuple[object, ...]:
    """Give all values that a slot may take, or none if they are too many to go through."""
    if slot.kind in ("present", "sound", "filled"):
        return (True, False)
    if slot.kind == "copies" or not (slot.choose or slot.type == "yes_no"):
        return ()
    values: tuple[object, ...] = slot.choose or (True, False)
    return values if slot.required else (*values, Null("没有填"))


def _with_must(finding: Finding, must: tuple[Must, ...]) -> Finding:
    """Give a finding with what its replacement must satisfy; faster than `replace`, which is general."""
    return Finding(
        id=finding.id,
        kind=finding.kind,
        verdict=finding.verdict,
        gravity=finding.gravity,
        material=finding.material,
        facts=finding.facts,
        says=finding.says,
        remedy=finding.remedy,
        basis=finding.basis,
        must=must,
        needed=finding.needed,
        present=finding.present,
        elements=finding.elements,
        part=finding.part,
    )


def _must(ready: Prepared, number: int, lang: str) -> Must:
    rulebook, memory = ready.rulebook, ready.musts
    found = memory.get((number, lang))
    if found is None:
        requirement = rulebook.requirements[number]
        if requirement.kind == "copies":
            says = _copies_text(rulebook, requirement, lang)
        else:
            says = words_of(requirement, lang).requirement
        found = memory[number, lang] = Must(id=requirement.id, says=says)
    return found


def _copies_text(rulebook: Rulebook, requirement: Requirement, lang: str) -> str:
    member = rulebook.member[requirement.id]
    trees = [demand.copies for demand in member.demands if demand.copies is not None]
    copies = say(trees[0], "en" if lang == "en" else "zh") if trees else "1"
    return say_word("enough", lang, name=member.label_en if lang == "en" else member.name, copies=copies)


def _unique(musts: Sequence[Must]) -> tuple[Must, ...]:
    return tuple({must.id: must for must in musts}.values())


def _announcement(ready: Prepared, when: str, numbers: Sequence[int], lang: str) -> Announcement:
    rulebook, memory = ready.rulebook, ready.needs
    needs: dict[str, None] = {}
    ids: dict[str, None] = {}
    for number in numbers:
        need = memory.get((number, lang))
        if need is None:
            need = memory[number, lang] = _need(rulebook, rulebook.requirements[number], lang)
        needs[need] = None
        ids[rulebook.requirements[number].id] = None
    return Announcement(when=when, needs=tuple(needs), ids=tuple(ids))


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
