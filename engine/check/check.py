"""Checks one submission: everything is evaluated, nothing stops at the first fault (DESIGN 2).

Rulebook and submission in, Answer out. `find` gives only the ids of what is wrong; `check` gives the whole
answer: findings in words, what a replacement must satisfy, what is announced, what is still unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.check import words
from engine.check.answer import Answer, Finding, Open, Reminder
from engine.check.correction import correct
from engine.check.dates import last_day
from engine.check.findings import findings_of, with_silent
from engine.check.look import Ask, Looked, Submission, find, look
from engine.check.prepared import remember
from engine.feel.values import Unknown
from engine.item.terms import Outcome
from engine.rules.model import Rulebook

__all__ = ["Ask", "Looked", "Submission", "check", "find", "look"]


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
    seen = look(rulebook, submission, applied_on, closed=closed, ask=ask, lenient=lenient)
    left = [number for number, verdict in enumerate(seen.verdicts) if verdict is not True]
    findings = tuple(findings_of(seen, left, lang))
    told = _told(seen, findings)
    blocked = _blocked(seen, left, told)
    reminders = tuple(_reminders(seen, applied_on, lang))
    if findings or blocked or reminders:
        made = correct(seen.ready, seen.slots, seen.verdicts, findings, reminders, lang)
        findings, announcements, replaced = made.findings, made.announcements, made.replaced
    else:
        announcements, replaced = (), frozenset()
    if seen.silent:
        findings = with_silent(seen, findings, lang)
    unknown = tuple(_open(seen, blocked, lang))
    complete = not blocked and all(finding.verdict == "unmet" for finding in findings)
    return Answer(
        item=rulebook.item,
        item_name=rulebook.name_en if lang == "en" else rulebook.name,
        department=rulebook.department,
        edition=rulebook.edition,
        edition_hash=rulebook.edition_hash,
        applied_on=applied_on.isoformat(),
        outcome=_outcome(findings, complete),
        complete=complete,
        findings=findings,
        reminders=reminders,
        announcements=announcements,
        unknown=unknown,
        replaced=replaced,
    )


def _outcome(findings: tuple[Finding, ...], complete: bool) -> Outcome:
    if not complete:
        return "undetermined"
    gravities = {finding.gravity for finding in findings}
    if "decline" in gravities:
        return "decline"
    return "correct" if "correct" in gravities else "accept"


def _told(seen: Looked, findings: tuple[Finding, ...]) -> frozenset[str]:
    """Give the facts that the findings ask for: an unknown that lacks only these does not block."""
    return frozenset(path for finding in findings if finding.kind == "fact" for path in finding.facts)


def _blocked(seen: Looked, left: list[int], told: frozenset[str]) -> dict[str, list[str]]:
    """Give the unknown facts that block accepting and telling, with the requirements that they matter to."""
    blocked: dict[str, list[str]] = {}
    if seen.lenient:
        return blocked
    for number in left:
        verdict = seen.verdicts[number]
        if verdict.__class__ is not Unknown or verdict.names <= told:
            continue
        identifier = seen.rulebook.requirements[number].id
        for name in dict.fromkeys([_seen_first(seen, name) for name in sorted(verdict.names - told)]):
            matters = blocked.setdefault(name, [])
            if identifier not in matters:
                matters.append(identifier)
    return blocked


def _seen_first(seen: Looked, path: str) -> str:
    """Give the material itself for what cannot be read because nobody has looked at the material yet."""
    number = seen.rulebook.index.get(path)
    if number is None:
        return path
    owner = seen.rulebook.slots[number].owner
    present = seen.rulebook.index.get(owner)
    unseen = (
        present is not None and isinstance(seen.slots[present], Unknown) and owner in seen.rulebook.member
    )
    return owner if unseen else path


def _open(seen: Looked, blocked: Mapping[str, list[str]], lang: str) -> list[Open]:
    """Give the blocking facts in the order of the slots, each with what to ask."""
    if not blocked:
        return []
    index = seen.rulebook.index
    ordered = sorted(blocked, key=lambda path: (index.get(path, len(index)), path))
    memory = seen.ready.questions
    made = []
    for path in ordered:
        ask = memory.get((path, lang))
        if ask is None:
            ask = _question(seen.rulebook, path, lang)
            remember(memory, (path, lang), ask)
        made.append(Open(fact=path, ask=ask, matters_to=tuple(blocked[path])))
    return made


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
        return words.say_word("look_up", lang, name=owner, provider=member.provider or owner)
    if slot.kind == "copies":
        return words.say_word("count", lang, owner=owner)
    key = "read_off" if slot.kind == "record" else "look"
    return words.say_word(key, lang, owner=owner, name=slot.name if key == "read_off" else owner)


def _reminders(seen: Looked, applied_on: date, lang: str) -> list[Reminder]:
    """Give a line for every material that may follow later and is absent."""
    made = []
    for member in seen.ready.may_follow:
        if seen.slots[seen.rulebook.index[member.name]] is not False:
            continue
        if seen.derived[f"needed {member.name}"] is not True:
            continue
        until = last_day(applied_on, member.supply_within)
        name = member.label_en if lang == "en" else member.name
        key = "later" if until is not None else "later_open"
        made.append(
            Reminder(id=member.name, says=words.say_word(key, lang, name=name, until=until), until=until)
        )
    return made
