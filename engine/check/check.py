"""Checks one submission: everything is evaluated, nothing stops at the first fault (DESIGN 2).

Rulebook and submission in, Answer out. `find` gives only the ids of what is wrong; `check` gives the whole
answer: findings in words, what a replacement must satisfy, what is announced, what is still unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from engine.check import words
from engine.check.answer import Answer, Finding, Open, Reminder
from engine.check.correction import correct
from engine.check.prepared import Template, prepared, remember
from engine.feel.values import Null, Unknown
from engine.item.terms import Outcome
from engine.rules.model import Requirement, Rulebook, Slot, Words

__all__ = ["Ask", "Looked", "check", "find", "look"]

Ask: TypeAlias = Callable[[str, Mapping[str, object]], "Mapping[str, object] | None"]
"""Asks a plug-in: its name and inputs in, its answer out, or None if there is none."""

Submission: TypeAlias = Mapping[str, Any]


def find(rulebook: Rulebook, submission: Submission, applied_on: date, closed: bool = False) -> list[str]:
    """Give the ids of the requirements that are unmet, or that a person must decide, in order."""
    found: list[str] = rulebook.functions["find"](submission, applied_on, closed)
    return found


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A submission looked at once: slots filled, verdicts decided; nothing is put into words yet."""

    rulebook: Rulebook
    submission: Submission
    slots: list[Any]
    bad: Mapping[int, tuple[str, object]]
    verdicts: tuple[Any, ...]
    lenient: bool

    @cached_property
    def derived(self) -> Mapping[str, object]:
        """The values of every path, tables and groups included."""
        values: Mapping[str, object] = self.rulebook.functions["derive"](self.slots)
        return values

    def value(self, path: str) -> object:
        """Give the value of a path, unknown if the rulebook does not know it."""
        number = self.rulebook.index.get(path)
        if number is not None and not self.rulebook.slots[number].when:
            return self.slots[number]
        return self.derived.get(path, Unknown(frozenset((path,))))


def look(
    rulebook: Rulebook,
    submission: Submission,
    applied_on: date,
    *,
    closed: bool = False,
    ask: Ask | None = None,
    lenient: bool = False,
) -> Looked:
    """Read a submission and decide every verdict; plug-ins are asked where they are needed.

    `closed`: what is not mentioned counts as absent or not answered. `lenient`: what is unknown counts as
    in order (a sample with 其余: 合格).
    """
    bad: list[tuple[int, str, object]] = []
    functions = rulebook.functions
    slots: list[Any] = functions["read"](submission, applied_on, closed, bad)
    if ask is not None:
        _ask_plugins(rulebook, slots, bad, ask)
    return Looked(
        rulebook=rulebook,
        submission=submission,
        slots=slots,
        bad={slot: (why, raw) for slot, why, raw in bad},
        verdicts=functions["decide"](slots),
        lenient=lenient,
    )


def _ask_plugins(
    rulebook: Rulebook, slots: list[Any], bad: list[tuple[int, str, object]], ask: Ask
) -> None:
    from engine.rules.run import as_any

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
        answer = ask(requirement.plugin, given)
        for n in wanted if answer is not None else ():
            slot = rulebook.slots[n]
            raw = (answer or {}).get(slot.name, slots[n])
            slots[n] = as_any(bad, n, raw, slots[n])


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
    findings = tuple(_findings(seen, left, lang))
    told = _told(seen, findings)
    blocked = _blocked(seen, left, told)
    reminders = tuple(_reminders(seen, applied_on, lang))
    if findings or blocked or reminders:
        made = correct(rulebook, seen.slots, seen.verdicts, findings, reminders, lang)
        findings, announcements, replaced = made.findings, made.announcements, made.replaced
    else:
        announcements, replaced = (), frozenset()
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


def _findings(seen: Looked, left: list[int], lang: str) -> list[Finding]:
    """Give the findings in the order of the requirements, answers that could not be read in their place.

    `left` are the requirements that are not met.
    """
    if seen.bad:
        return _findings_and_unread(seen, lang)
    made = []
    for number in left:
        requirement, verdict = seen.rulebook.requirements[number], seen.verdicts[number]
        if verdict is False:
            made.append(_finding(seen, number, requirement, lang))
        else:
            undecided = _undecided(seen, requirement, verdict, lang)
            if undecided is not None:
                made.append(undecided)
    return made


def _findings_and_unread(seen: Looked, lang: str) -> list[Finding]:
    made: list[Finding] = []
    unread = dict(seen.bad)
    slots = seen.rulebook.slots
    for number, (requirement, verdict) in enumerate(
        zip(seen.rulebook.requirements, seen.verdicts, strict=True)
    ):
        if unread:
            for slot in [n for n in unread if slots[n].owner == requirement.id]:
                why, raw = unread.pop(slot)
                if raw is not None:
                    made.append(_bad_finding(seen, slot, why, lang))
        if verdict is False:
            if not any(f.id == requirement.id and f.kind == "fact" for f in made if requirement.kind == "fact"):
                made.append(_finding(seen, number, requirement, lang))
        elif verdict is not True:
            undecided = _undecided(seen, requirement, verdict, lang)
            if undecided is not None:
                made.append(undecided)
    made.extend(_bad_finding(seen, slot, why, lang) for slot, (why, raw) in unread.items() if raw is not None)
    return made


def _bad_finding(seen: Looked, number: int, why: str, lang: str) -> Finding:
    slot = seen.rulebook.slots[number]
    label = slot.path if slot.kind != "record" else f"{slot.owner}的{slot.name}"
    text = words.bad_words(why, slot.choose, slot.range, lang)
    says = f"「{label}」看不懂。" if lang != "en" else f"「{label}」 cannot be read."
    return Finding(
        id=slot.path,
        kind="fact",
        verdict="unmet",
        gravity="correct",
        material=slot.owner if slot.kind in ("record", "copies") else None,
        facts=(slot.path,),
        says=says,
        remedy=text,
        basis="",
    )


def _finding(seen: Looked, number: int, requirement: Requirement, lang: str) -> Finding:
    """Give the finding of an unmet requirement; one that reads the same every time is kept."""
    ready = prepared(seen.rulebook)
    if requirement.kind != "fact" and not (requirement.kind == "material" and ready.one_copy[number]):
        return _new_finding(seen, number, requirement, lang)
    found = ready.findings.get((number, lang))
    if found is None:
        found = ready.findings[number, lang] = _new_finding(seen, number, requirement, lang)
    return found


def _new_finding(seen: Looked, number: int, requirement: Requirement, lang: str) -> Finding:
    said, extra = _said(seen, number, requirement, lang)
    return Finding(
        id=requirement.id,
        kind=requirement.kind,
        verdict="unmet",
        gravity=requirement.gravity,
        material=requirement.material,
        facts=requirement.names,
        says=said.otherwise,
        remedy=said.remedy,
        basis=said.basis,
        part=requirement.part,
        **extra,
    )


def _said(seen: Looked, number: int, requirement: Requirement, lang: str) -> tuple[Words, dict[str, Any]]:
    """Give the words of an unmet requirement, and what its kind adds."""
    rulebook = seen.rulebook
    match requirement.kind:
        case "fact":
            label = requirement.id if requirement.id != "申请人.名称" else ("申请人名称" if lang != "en" else "name")
            ask = rulebook.asks.get(requirement.id, (requirement.zh.requirement, requirement.en.requirement))
            return words.fact_words(label, ask[lang == "en"], requirement.zh.basis, lang), {}
        case "material":
            return _material_said(seen, requirement, lang), {}
        case "flaw":
            member = rulebook.member[requirement.id]
            given = (seen.submission.get("materials") or {}).get(requirement.id) or {}
            return words.flaw_words(member, given.get("flaws"), lang), {}
        case "copies":
            needed, present = _copies(seen, number, requirement.id)
            member = rulebook.member[requirement.id]
            said = words.copies_words(member, needed - present, lang)
            return said, {"needed": needed, "present": present}
        case _:
            return _check_said(seen, number, requirement, lang)


def _material_said(seen: Looked, requirement: Requirement, lang: str) -> Words:
    rulebook = seen.rulebook
    if requirement.id not in rulebook.groups:
        member = rulebook.member[requirement.id]
        copies = rulebook.position.get((requirement.id, "copies"))
        if copies is not None and prepared(rulebook).one_copy[copies]:
            return words.material_words(member, 1, lang)
        count = _copies(seen, copies, requirement.id)[0] if copies is not None else None
        return words.material_words(member, count, lang)
    members = [
        rulebook.member[name]
        for name in rulebook.groups[requirement.id]
        if seen.derived.get(f"needed {name}") is not False
    ]
    names = ("、" if lang != "en" else ", ").join(m.label_en if lang == "en" else m.name for m in members)
    return Words(
        otherwise=words.say_word("group_lacking", lang, name=requirement.id),
        remedy=words.say_word("bring_one", lang, members=names),
        basis=requirement.zh.basis,
    )


def _copies(seen: Looked, number: int, name: str) -> tuple[int, int]:
    """Give how many copies are needed, the largest demand that applies, and how many were handed in."""
    counts: list[int] = []
    if not prepared(seen.rulebook).one_copy[number]:
        demands = seen.rulebook.functions[f"copies{number}"](seen.slots)
        counts = [int(n) for when, n in demands if when is True and not isinstance(n, Unknown | Null)]
    present = seen.slots[seen.rulebook.index[f"{name}.份数"]]
    return max(counts, default=1), present if isinstance(present, int) else 0


def _check_said(
    seen: Looked, number: int, requirement: Requirement, lang: str
) -> tuple[Words, dict[str, Any]]:
    own = words.words_of(requirement, lang)
    if requirement.each is None:
        says, remedy = _templates(seen, number, requirement, own, lang)
        return Words(
            otherwise=_filled(seen, requirement, says, lang),
            remedy=_filled(seen, requirement, remedy, lang),
            basis=own.basis,
        ), {}
    failing = seen.rulebook.functions[f"each{number}"](seen.slots)
    texts = []
    for index, element in failing:
        texts.append(words.fill(own.otherwise, _element(seen, requirement, index, element), lang))
    first = _element(seen, requirement, *failing[0]) if failing else _scoped(seen, requirement)
    said = Words(otherwise="".join(texts), remedy=words.fill(own.remedy, first, lang), basis=own.basis)
    return said, {"elements": tuple(index for index, _ in failing)}


def _templates(
    seen: Looked, number: int, requirement: Requirement, own: Words, lang: str
) -> tuple[Template, Template]:
    """Give a check's two texts in pieces."""
    memory = prepared(seen.rulebook).templates
    found = memory.get((number, lang))
    if found is None:
        found = memory[number, lang] = (
            _template(seen.rulebook, requirement, own.otherwise),
            _template(seen.rulebook, requirement, own.remedy),
        )
    return found


def _template(rulebook: Rulebook, requirement: Requirement, text: str) -> Template:
    """Split a text at its values; what a slot holds as it is needs no looking for later."""
    made = []
    for piece, path in words.parts(text):
        slot = rulebook.index.get(path, -1)
        plain = slot >= 0 and requirement.part is None and not rulebook.slots[slot].when
        made.append((piece, slot if plain and not path.startswith("答复") else -1, path))
    return tuple(made)


def _filled(seen: Looked, requirement: Requirement, template: Template, lang: str) -> str:
    if len(template) == 1 and not template[0][2]:
        return template[0][0]
    made = []
    for piece, slot, path in template:
        made.append(piece)
        if slot >= 0:
            made.append(words.spell(seen.slots[slot], lang))
        elif path:
            made.append(words.spell(_scoped(seen, requirement)(path), lang))
    return "".join(made)


def _scoped(seen: Looked, requirement: Requirement) -> Callable[[str], object]:
    """Give the values as the check's own text names them: its tables and answers without their prefix."""
    prefix = f"{requirement.part}/" if requirement.part is not None else ""

    def value(path: str) -> object:
        if path.startswith("答复"):
            return seen.value(f"{requirement.id}.{path}")
        if prefix and f"{prefix}{path}" in seen.derived:
            return seen.derived[f"{prefix}{path}"]
        return seen.value(path)

    return value


def _element(
    seen: Looked, requirement: Requirement, index: int, element: Mapping[str, object]
) -> Callable[[str], object]:
    outer = _scoped(seen, requirement)
    start = f"{requirement.each}."

    def value(path: str) -> object:
        if path == "序号":
            return index
        return element.get(path[len(start) :]) if path.startswith(start) else outer(path)

    return value


def _undecided(seen: Looked, requirement: Requirement, verdict: object, lang: str) -> Finding | None:
    """Give the finding for a verdict that a person must settle: no answer of a plug-in, or null."""
    said = words.words_of(requirement, lang)
    names = verdict.names if isinstance(verdict, Unknown) else frozenset()
    if requirement.plugin is not None and any(name.startswith(f"{requirement.id}.答复") for name in names):
        if seen.lenient:
            return None
        text = words.say_word("no_answer", lang, requirement=said.requirement, plugin=requirement.plugin)
        remedy = words.say_word("plug_in", lang, plugin=requirement.plugin)
        return _unsettled(requirement, "plugin", text, remedy, said.basis)
    if isinstance(verdict, Null) or not names:
        reason = verdict.reason if isinstance(verdict, Null) else ""
        text = words.say_word(
            "unsettled", lang, requirement=said.requirement, reason=reason or words.WORDS["none"][lang == "en"]
        )
        return _unsettled(requirement, requirement.kind, text, words.say_word("by_hand", lang), said.basis)
    return None


def _unsettled(requirement: Requirement, kind: Any, says: str, remedy: str, basis: str) -> Finding:
    return Finding(
        id=requirement.id,
        kind=kind,
        verdict="unknown",
        gravity=requirement.gravity,
        material=requirement.material,
        facts=requirement.names,
        says=says,
        remedy=remedy,
        basis=basis,
        part=requirement.part,
    )


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
    unseen = present is not None and isinstance(seen.slots[present], Unknown) and owner in seen.rulebook.member
    return owner if unseen else path


def _open(seen: Looked, blocked: Mapping[str, list[str]], lang: str) -> list[Open]:
    """Give the blocking facts in the order of the slots, each with what to ask."""
    if not blocked:
        return []
    index = seen.rulebook.index
    ordered = sorted(blocked, key=lambda path: (index.get(path, len(index)), path))
    memory = prepared(seen.rulebook).questions
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
    from engine.check.dates import last_day

    made = []
    for member in prepared(seen.rulebook).may_follow:
        if seen.slots[seen.rulebook.index[member.name]] is not False:
            continue
        if seen.derived[f"needed {member.name}"] is not True:
            continue
        until = last_day(applied_on, member.supply_within)
        name = member.label_en if lang == "en" else member.name
        key = "later" if until is not None else "later_open"
        made.append(Reminder(id=member.name, says=words.say_word(key, lang, name=name, until=until), until=until))
    return made
