"""Checks one submission: everything is evaluated, nothing stops at the first fault (DESIGN 2).

Rulebook and submission in, Answer out. `find` gives only the ids of what is wrong; `check` gives the whole
answer: findings in words, what a replacement must satisfy, what is announced, what is still unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.check import words
from engine.check.answer import Answer, Open, Reminder
from engine.check.correction import NOTHING, correct
from engine.check.dates import last_day
from engine.check.findings import findings_of, with_silent
from engine.check.look import Ask, Looked, Submission, find, look
from engine.check.prepared import remember
from engine.check.second import numbers as numbers_of
from engine.check.tells import Blocked, tells_of
from engine.dataclass import quickly
from engine.item.terms import Outcome
from engine.rules.model import Member, Rulebook

__all__ = ["Ask", "Looked", "Submission", "check", "find", "look"]

_answer = quickly(Answer, ("item", "item_name", "department", "edition", "edition_hash", "headings"))


def check(
    rulebook: Rulebook,
    submission: Submission,
    applied_on: date,
    *,
    closed: bool = False,
    ask: Ask | None = None,
    lang: str = "zh",
    lenient: bool = False,
) -> Answer:
    """Check a submission and give the whole answer."""
    lang = "en" if lang == "en" else "zh"
    seen = look(rulebook, submission, applied_on, closed=closed, ask=ask)
    tells = tells_of(seen, lenient)
    numbers, blocked = tells.numbers, tells.blocked
    reminders = _reminders(seen, applied_on, lang) if seen.ready.may_follow else ()
    made = correct(seen, tells, reminders, lang) if numbers or blocked or reminders else NOTHING
    findings = findings_of(seen, numbers, tells.unsettled, made.musts, lang) if numbers else ()
    complete = not blocked and not tells.unsettled and not seen.silent
    return _answer(
        seen.ready.about[lang],
        applied_on.isoformat(),
        _outcome(seen, numbers) if complete else "undetermined",
        complete,
        with_silent(seen, findings, lang) if seen.silent else findings,
        reminders,
        made.announcements,
        _open(seen, blocked, lang) if blocked else (),
        made.replaced,
    )


def _outcome(seen: Looked, told: Sequence[int]) -> Outcome:
    if not seen.ready.declines.isdisjoint(told):
        return "decline"
    return "accept" if seen.ready.reminds.issuperset(told) else "correct"


def _open(seen: Looked, blocked: Blocked, lang: str) -> tuple[Open, ...]:
    """Give the blocking facts in the order of the slots, each with what to ask."""
    made = blocked.asked.get(lang)
    if made is None:
        index = seen.rulebook.index
        # What is no slot comes last.
        ordered = sorted(blocked, key=lambda path: (index.get(path, len(index)), path))
        made = blocked.asked[lang] = tuple([_asked(seen, path, blocked[path], lang) for path in ordered])
    return made


def _asked(seen: Looked, path: str, bits: int, lang: str) -> Open:
    memory, key = seen.ready.questions[lang], (path, bits)
    found = memory.get(key)
    if found is None:
        ids = dict.fromkeys([seen.ready.ids[number] for number in numbers_of(bits)])
        found = Open(fact=path, ask=_question(seen.rulebook, path, lang), matters_to=tuple(ids))
        remember(memory, key, found)
    return found


def _question(rulebook: Rulebook, path: str, lang: str) -> str:
    if path in rulebook.asks:
        return rulebook.asks[path][lang == "en"]
    number = rulebook.index.get(path)
    if number is None:
        return words.say_word("by_hand", lang)
    slot = rulebook.slots[number]
    member = rulebook.member.get(slot.owner)
    if member is None:
        return words.say_word("by_hand", lang) if slot.kind == "answer" else f"{path}？"
    owner = member.label_en if lang == "en" else member.name
    if member.necessity == "exempt":
        provider = member.provider_en if lang == "en" else member.provider
        return words.say_word("look_up", lang, name=owner, provider=provider or owner)
    if slot.kind == "copies":
        return words.say_word("count", lang, owner=owner)
    key = "read_off" if slot.kind == "record" else "look"
    called = rulebook.called(path, lang)
    name = (slot.name if called == path else called) if key == "read_off" else owner
    return words.say_word(key, lang, owner=owner, name=name)


def _reminders(seen: Looked, applied_on: date, lang: str) -> tuple[Reminder, ...]:
    """Give a line for every material that may follow later and is absent."""
    made, memory = [], seen.ready.reminders
    for member, present in seen.ready.may_follow:
        if seen.slots[present] is not False:
            continue
        always = any([demand.when is None for demand in member.demands])
        if not always and seen.derived[f"needed {member.name}"] is not True:
            continue
        key = (lang, present, applied_on)
        found = memory.get(key)
        if found is None:
            found = _reminder(member, applied_on, lang)
            remember(memory, key, found)
        made.append(found)
    return tuple(made)


def _reminder(member: Member, applied_on: date, lang: str) -> Reminder:
    until = last_day(applied_on, member.supply_within)
    name = member.label_en if lang == "en" else member.name
    key = "later" if until is not None else "later_open"
    return Reminder(id=member.name, says=words.say_word(key, lang, name=name, until=until), until=until)
