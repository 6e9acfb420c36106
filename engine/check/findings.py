"""The findings of a check in words: each unmet requirement, each answer that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.check import words
from engine.check.answer import Finding
from engine.check.look import Looked
from engine.check.outside import Silent
from engine.check.prepared import Template, remember
from engine.feel.values import Null, Unknown
from engine.rules.model import Requirement, Rulebook, Words

__all__ = ["findings_of", "with_silent"]

_OF_MATERIALS: Final = ("material", "copies", "flaw")


def findings_of(seen: Looked, left: list[int], lang: str) -> list[Finding]:
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


def with_silent(seen: Looked, findings: tuple[Finding, ...], lang: str) -> tuple[Finding, ...]:
    """Give the findings with one for every plug-in that gave no answer about a material, in its place."""
    made = list(findings)
    for each in seen.silent:
        last = max(seen.rulebook.position.get((each.material, kind), -1) for kind in _OF_MATERIALS)
        places = (seen.rulebook.position.get((finding.id, finding.kind), -1) for finding in made)
        at = next((n for n, place in enumerate(places) if place > last), len(made))
        made.insert(at, _no_answer(seen, each, lang))
    return tuple(made)


def _no_answer(seen: Looked, silent: Silent, lang: str) -> Finding:
    member = seen.rulebook.member[silent.material]
    name = member.label_en if lang == "en" else member.name
    return Finding(
        id=f"{silent.material}:{silent.plugin}",
        kind="plugin",
        verdict="unknown",
        gravity="correct",
        material=silent.material,
        facts=(),
        says=words.say_word("no_answer", lang, requirement=name, plugin=silent.plugin),
        remedy=words.say_word("plug_in", lang, plugin=silent.plugin),
        basis=member.basis,
    )


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
            if not any(
                f.id == requirement.id and f.kind == "fact" for f in made if requirement.kind == "fact"
            ):
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
    ready = seen.ready
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
            label = (
                requirement.id
                if requirement.id != "申请人.名称"
                else ("申请人名称" if lang != "en" else "name")
            )
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
            key = (number, lang, needed - present)
            said = seen.ready.said.get(key)
            if said is None:
                said = words.copies_words(rulebook.member[requirement.id], needed - present, lang)
                remember(seen.ready.said, key, said)
            return said, {"needed": needed, "present": present}
        case _:
            return _check_said(seen, number, requirement, lang)


def _material_said(seen: Looked, requirement: Requirement, lang: str) -> Words:
    rulebook = seen.rulebook
    if requirement.id not in rulebook.groups:
        member = rulebook.member[requirement.id]
        copies = rulebook.position.get((requirement.id, "copies"))
        if copies is not None and seen.ready.one_copy[copies]:
            return words.material_words(member, 1, lang)
        count = _copies(seen, copies, requirement.id)[0] if copies is not None else None
        key = (requirement.id, lang, count)
        said = seen.ready.lacking.get(key)
        if said is None:
            said = words.material_words(member, count, lang)
            remember(seen.ready.lacking, key, said)
        return said
    members = [
        rulebook.member[name]
        for name in rulebook.groups[requirement.id]
        if seen.derived.get(f"needed {name}") is not False
    ]
    names = ("、" if lang != "en" else ", ").join(m.label_en if lang == "en" else m.name for m in members)
    # Where the answers leave one member only, there is nothing to choose.
    bring = words.say_word("bring_one", lang, members=names)
    return Words(
        otherwise=words.say_word("group_lacking", lang, name=requirement.id),
        remedy=words.material_words(members[0], None, lang).remedy if len(members) == 1 else bring,
        basis=requirement.zh.basis,
    )


def _copies(seen: Looked, number: int, name: str) -> tuple[int, int]:
    """Give how many copies are needed, the largest demand that applies, and how many were handed in."""
    counts: list[int] = []
    if not seen.ready.one_copy[number]:
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
    memory = seen.ready.templates
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
            "unsettled",
            lang,
            requirement=said.requirement,
            reason=reason or words.WORDS["none"][lang == "en"],
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
