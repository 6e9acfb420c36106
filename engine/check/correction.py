"""What a correction must say beyond the findings, so that nothing new comes the second time (DESIGN 2).

The submission is decided once more with everything unknown that may change when the correction is obeyed:
facts asked for, everything of materials that are lacking or replaced, facts that an unmet check reads
(unless fixed, or filled by a system). What is then met for certain is silent; what is not is what the
replacement must satisfy, or an announcement under its remaining condition. Kleene's logic is sound, so
this can say too much but never too little.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set

from engine.check.answer import Announcement, Must, Reminder
from engine.check.look import Looked
from engine.check.prepared import Prepared, remember
from engine.check.second import Second, look_again, numbers
from engine.check.tells import Tells
from engine.check.words import flaw_words, say_word, words_of
from engine.dataclass import dataclass, quickly
from engine.rules.model import Requirement, Rulebook
from engine.rules.spoken import words_of_tree

__all__ = ["NOTHING", "Corrected", "correct", "musts_of", "said_after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What each finding's replacement must satisfy, the announcements, and the slot paths that may change.

    `musts` are requirements as bits, one for each finding up to the last that has any.
    """

    musts: Sequence[int]
    announcements: tuple[Announcement, ...]
    replaced: Set[str]


NOTHING = Corrected(musts=(), announcements=(), replaced=frozenset())
_corrected = quickly(Corrected)


def correct(seen: Looked, tells: Tells, reminders: Sequence[Reminder], lang: str) -> Corrected:
    """Give what the findings' replacements must satisfy, and the announcements."""
    return said_after(look_again(seen, tells, reminders), tells.numbers, lang)


def said_after(second: Second, tells: Sequence[int], lang: str) -> Corrected:
    """Give what is to be said of what the second look leaves undecided."""
    musts: list[int] = []
    announced: tuple[Announcement, ...] = ()
    unsaid = _unsaid(second, tells) if second.left else 0
    if unsaid:
        left, others = unsaid, []
        for some in second.perhaps:
            left &= ~some
            if unsaid & some:
                others.append(unsaid & some)
        left |= unsaid & second.sure
        if left:
            musts, left = second.musts(left)
            if left:
                left &= ~second.waiting
        if left:
            announced = _announcements(second, others, left, lang)
        elif others:
            announced = _announced(second, others, lang)
    return _corrected(musts, announced, second.paths)


def _announced(second: Second, others: Sequence[int], lang: str) -> tuple[Announcement, ...]:
    """Give the announcements of what may apply, remembered by the values that it depends on."""
    ready, slots = second.ready, second.slots
    key: list[object] = [*others]
    for some in others:
        key.append(ready.condition_values[(some & -some).bit_length() - 1](slots))
    values = tuple(key)
    try:
        found = ready.announced[lang].get(values)
    except TypeError:  # A list is no key.
        return _announcements(second, others, 0, lang)
    if found is None:
        found = _announcements(second, others, 0, lang)
        remember(ready.announced[lang], values, found)
    return found


def _announcements(second: Second, others: Sequence[int], left: int, lang: str) -> tuple[Announcement, ...]:
    """Give the announcements: what may be needed, by what it depends on; `left` applies for certain."""
    announced: dict[str, int] = {}
    whens: dict[int, str] = {}
    for some in others:
        number = (some & -some).bit_length() - 1
        same = second.ready.conditions[number]
        when = whens.get(same)
        if when is None:
            when = whens[same] = second.when(number, False, lang)
        announced[when] = announced.get(when, 0) | some
    for number in numbers(left) if left else ():
        when = second.when(number, True, lang)
        announced[when] = announced.get(when, 0) | 1 << number
    ordered = sorted(announced.items(), key=_first) if len(announced) > 1 else announced.items()
    return tuple([_announcement(second.ready, when, some, lang) for when, some in ordered])


def _first(announced: tuple[str, int]) -> int:
    """Give the bit of the first requirement that is announced: what is announced stands in their order."""
    return announced[1] & -announced[1]


def _unsaid(second: Second, tells: Sequence[int]) -> int:
    """Give what is left undecided and is neither told already nor certain; as bits of requirements."""
    ready, left = second.ready, second.left
    unsaid = left & ~second.told
    open_counts = left & second.told & ready.uncounted
    for number in numbers(open_counts) if open_counts else ():
        if number not in tells and second.uncounted(number):
            unsaid |= 1 << number
    doubled = unsaid & ready.doubled if second.opened & ready.tried else 0
    for number in numbers(doubled) if doubled else ():
        twice = ready.twice[number] & second.opened
        if twice and not twice & ready.endless and second.certain(number):
            unsaid &= ~(1 << number)
    return unsaid


def musts_of(ready: Prepared, bits: int, lang: str) -> tuple[Must, ...]:
    """Give what a replacement must satisfy, each requirement once; the same ones come again and again."""
    key = (lang, bits)
    found = ready.musts.get(key)
    if found is None:
        requirements = ready.rulebook.requirements
        made = [_must(ready.rulebook, requirements[number], lang) for number in numbers(bits)]
        found = tuple({must.id: must for must in made}.values())
        remember(ready.musts, key, found)
    return found


def _must(rulebook: Rulebook, requirement: Requirement, lang: str) -> Must:
    if requirement.kind == "copies":
        return Must(id=requirement.id, says=_copies_text(rulebook, requirement, lang))
    return Must(id=requirement.id, says=_demand(requirement, lang))


def _demand(requirement: Requirement, lang: str) -> str:
    """Give what is demanded in the author's words; of what only reminds, that it only reminds."""
    demand = words_of(requirement, lang).requirement
    return say_word("only_reminds", lang, demand=demand) if requirement.gravity == "remind" else demand


def _copies_text(rulebook: Rulebook, requirement: Requirement, lang: str) -> str:
    member = rulebook.member[requirement.id]
    trees = [demand.copies for demand in member.demands if demand.copies is not None]
    copies = words_of_tree(rulebook, trees[0], lang) if trees else "1"
    return say_word("enough", lang, name=rulebook.called(member.name, lang), copies=copies)


def _announcement(ready: Prepared, when: str, bits: int, lang: str) -> Announcement:
    key: Hashable = (lang, when, bits)
    found = ready.announcements.get(key)
    if found is None:
        requirements = [ready.rulebook.requirements[number] for number in numbers(bits)]
        needs = dict.fromkeys([_need(ready.rulebook, requirement, lang) for requirement in requirements])
        ids = dict.fromkeys([requirement.id for requirement in requirements])
        found = Announcement(when=when, needs=tuple(needs), ids=tuple(ids))
        remember(ready.announcements, key, found)
    return found


def _need(rulebook: Rulebook, requirement: Requirement, lang: str) -> str:
    """Give one thing that is announced: a material by name, a check by its demand."""
    if requirement.kind == "material":
        return rulebook.called(requirement.id, lang)
    if requirement.kind == "copies":
        return _copies_text(rulebook, requirement, lang)
    if requirement.kind == "flaw":
        return flaw_words(rulebook.member[requirement.id], "", lang)[1].rstrip("。.")
    demand = _demand(requirement, lang)
    if requirement.material is not None:
        return say_word("with", lang, name=rulebook.called(requirement.material, lang), requirement=demand)
    return demand
