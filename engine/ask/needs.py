"""What an applicant must bring, as far as the answers so far tell: rulebook and answers in, `Needs` out.

Materials are taken as not yet seen, so whatever depends on them stays open. The compiled rulebook decides
everything; nothing is evaluated here a second time. Whatever is not answered is unknown: what depends on
it is announced under its remaining condition, never left out (DESIGN 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from engine.ask.copies import largest
from engine.ask.model import (
    Asked,
    AskedState,
    Copies,
    Demanded,
    DemandedState,
    Fee,
    Group,
    Limit,
    Misread,
    Need,
    Needs,
    NeedState,
    asked_of,
)
from engine.ask.outcomes import Outcomes
from engine.ask.words import amount_of, amounts_words, limit_words, say_word, span_of, stranger_words
from engine.check.findings import findings_of
from engine.check.look import Looked, look
from engine.check.words import bad_words, how_words, words_of
from engine.feel.ast import Expr
from engine.feel.values import Unknown
from engine.rules.model import Member, Requirement, Rulebook
from engine.rules.run import NOT_ASKED
from engine.rules.spoken import condition_words

__all__ = ["needs"]

_APPLICANT: Final = ("申请人", "applicant")


def needs(rulebook: Rulebook, facts: Mapping[str, object], on: date, *, lang: str = "zh") -> Needs:
    """Give what the answers so far say; `facts` are answers by name, as in a submission's `facts`."""
    seen = look(rulebook, {"facts": facts}, on)
    return _Reader(seen, facts, on, "en" if lang == "en" else "zh").needs()


class _Reader:
    """Reads one look: everything that depends on the rulebook, the values and the language together."""

    def __init__(self, seen: Looked, facts: Mapping[str, object], on: date, lang: str) -> None:
        self.seen = seen
        self.rulebook = seen.rulebook
        self.facts = facts
        self.on = on
        self.lang = lang
        self.applies = seen.rulebook.functions["weigh"](seen.slots)
        self.verdicts = seen.verdicts

    def needs(self) -> Needs:
        rulebook = self.rulebook
        return Needs(
            item=rulebook.item,
            edition=rulebook.edition,
            edition_hash=rulebook.edition_hash,
            applied_on=self.on.isoformat(),
            materials=tuple(self.material(member) for member in rulebook.materials),
            groups=tuple(self.group(name, members) for name, members in rulebook.groups.items()),
            fields=tuple(self.field(name) for name in rulebook.questions),
            demands=tuple(self.demand(number) for number in self.demanded()),
            broken=tuple(self.broken()),
            limit=self.limit(),
            fee=self.fee(),
            misread=tuple(self.misread()),
        )

    def material(self, member: Member) -> Need:
        needed = self.needed(member)
        state: NeedState = "needed" if member.necessity == "required" else member.necessity
        if needed is not True:
            state = "not_needed" if needed is False else "depends"
        copies, english = self.copies(member), self.lang == "en"
        return Need(
            name=member.name,
            label=member.label_en if english else member.name,
            state=state,
            necessity=member.necessity,
            when=self.when(self.requirement(member.name, "flaw").condition, needed),
            waits_for=self.waits_for(needed),
            copies=copies,
            how=how_words(member, copies.count, self.lang),
            group=member.group,
            note=member.note_en if english else member.note,
            provider=member.provider_en if english else member.provider,
            supply_within=member.supply_within,
            basis=member.basis,
            collect_at=member.collect_at,
        )

    def needed(self, member: Member) -> object:
        """Say whether a material is needed, in the end by cases where a condition reads one fact twice."""
        needed = self.seen.derived[f"needed {member.name}"]
        if isinstance(needed, bool) or not self.requirement(member.name, "flaw").repeated:
            return needed
        by_cases = self.outcomes.need(member)
        return by_cases if isinstance(by_cases, bool) else needed

    @cached_property
    def outcomes(self) -> Outcomes:
        return Outcomes(self.rulebook, self.facts, self.on)

    def copies(self, member: Member) -> Copies:
        """Give the largest demand; while it is not certain which, what the first uncertain one depends on."""
        number = self.rulebook.position.get((member.name, "copies"))
        if number is None:
            return Copies(count=None)
        pairs = self.rulebook.functions[f"copies{number}"](self.seen.slots)
        possible = [
            (applies, count, demand)
            for (applies, count), demand in zip(pairs, member.demands, strict=True)
            if applies is not False
        ]
        count = largest([(applies, count) for applies, count, _ in possible])
        if count is not None:
            return Copies(count=count)
        return self.open_copies(possible)

    def open_copies(self, possible: Iterable[tuple[Any, Any, Any]]) -> Copies:
        waits = [value for pair in possible for value in pair[:2] if isinstance(value, Unknown)]
        trees = [demand.copies for _, count, demand in possible if isinstance(count, Unknown)]
        says = [self.said(tree) for tree in trees if tree is not None]
        return Copies(count=None, says=says[0] if says else "", waits_for=self.waits_for(*waits))

    def group(self, name: str, members: tuple[str, ...]) -> Group:
        found = [self.needed(self.rulebook.member[member]) for member in members]
        needed: object = True
        if True not in [value for value in found if isinstance(value, bool)]:
            needed = next((value for value in found if value is not False), False)
        named = self.rulebook.english.get(name) if self.lang == "en" else None
        return Group(
            name=name,
            label=named.label if named is not None and named.label else name,
            state="needed" if needed is True else "not_needed" if needed is False else "depends",
            when=self.when(self.requirement(name, "material").condition, needed),
            waits_for=() if needed is True else self.waits_for(*found),
            members=tuple(m for m, value in zip(members, found, strict=True) if value is not False),
        )

    def field(self, name: str) -> Asked:
        rulebook, question = self.rulebook, self.rulebook.questions[name]
        number = rulebook.index[name]
        value = self.seen.derived[name]
        asked: object = True
        state: AskedState = "open" if isinstance(value, Unknown) else "answered"
        if value is NOT_ASKED:
            asked, state = False, "not_asked"
        elif value is not self.seen.slots[number]:
            asked, state = value, "depends"
        when = self.when(question.when, asked)
        waits_for = tuple(path for path in self.waits_for(asked) if path != name)
        return asked_of(rulebook, name, self.lang, state, when=when, waits_for=waits_for)

    def demanded(self) -> list[int]:
        requirements = self.rulebook.requirements
        return [n for n, requirement in enumerate(requirements) if requirement.kind in ("condition", "check")]

    def demand(self, number: int) -> Demanded:
        requirement, verdict = self.rulebook.requirements[number], self.verdicts[number]
        applies = self.applies[number]
        state: DemandedState = "open"
        if applies is False:
            state = "not_applicable"
        elif isinstance(verdict, bool):
            state = "met" if verdict else "unmet"
        elif applies is not True and requirement.condition is not None:
            state = "depends"
        said = words_of(requirement, self.lang)
        return Demanded(
            id=requirement.id,
            kind="condition" if requirement.kind == "condition" else "check",
            gravity=requirement.gravity,
            state=state,
            requirement=said.requirement,
            when=self.when(requirement.condition, applies),
            waits_for=self.waits_for(verdict),
            material=requirement.material,
            basis=said.basis,
            part=requirement.part,
        )

    def broken(self) -> Iterable[Any]:
        """Give the findings of conditions and checks that the answers break for certain."""
        numbers = [number for number in self.demanded() if self.verdicts[number] is False]
        return findings_of(self.seen, numbers, {}, (), self.lang)

    def limit(self) -> Limit | None:
        promise = self.rulebook.promise
        if promise is None:
            return None
        if promise.fixed is not None or promise.tree is None:
            says = limit_words(promise.fixed, self.lang) if promise.fixed is not None else ""
            return Limit(span=promise.fixed, says=says, waits_for=())
        value = self.rulebook.functions["promised"](self.seen.slots)
        if isinstance(value, Unknown):
            value = self.outcomes.limit(promise) or value
        span = span_of(value)
        says = limit_words(span, self.lang) if span is not None else self.said(promise.tree)
        return Limit(span=span, says=says, waits_for=self.waits_for(value))

    def fee(self) -> Fee | None:
        """Give what it costs: certain, one of the amounts that the open answers lead to, or worked out."""
        fee = self.rulebook.fee
        if fee is None:
            return None
        value = self.rulebook.functions["fee"](self.seen.slots) if fee.tree is not None else fee.fixed
        amount = amount_of(value)
        amounts = (amount,) if amount is not None else self.outcomes.fees(fee)
        says = amounts_words(amounts, self.lang) if amounts else ""
        if not says and fee.tree is not None and isinstance(value, Unknown):
            says = self.said(fee.tree)
        says = says or say_word("at_window", self.lang)
        return Fee(amounts=amounts, says=says, waits_for=self.waits_for(value) if amount is None else ())

    def misread(self) -> Iterable[Misread]:
        """Give the answers that cannot be read, then the names that the item does not ask for."""
        for number, (why, _) in self.seen.bad.items():
            slot = self.rulebook.slots[number]
            says = bad_words(why, slot.choose, slot.range, self.lang)
            yield Misread(fact=slot.path, code=f"check/{why}", says=says)
        for name in self.facts:
            if name not in self.rulebook.questions and name not in _APPLICANT:
                says = stranger_words(self.rulebook, name, self.lang)
                yield Misread(fact=name, code="check/unknown-key", says=says)

    def requirement(self, name: str, kind: Any) -> Requirement:
        return self.rulebook.requirements[self.rulebook.position[name, kind]]

    def when(self, tree: Expr | None, value: object) -> str:
        """Say what remains of a condition that is not certain; a person decides what facts cannot."""
        if isinstance(value, bool) or tree is None:
            return ""
        return self.said(tree) or say_word("by_hand", self.lang)

    def said(self, tree: Expr) -> str:
        return condition_words(self.rulebook, tree, self.value, self.lang)

    def value(self, path: str) -> object:
        return self.seen.derived.get(path, Unknown(frozenset((path,))))

    def waits_for(self, *values: object) -> tuple[str, ...]:
        """Give the facts that values lack, in the order of the item."""
        names = frozenset[str]().union(*(value.names for value in values if isinstance(value, Unknown)))
        index = self.rulebook.index
        return tuple(sorted(names, key=lambda path: (index.get(path, len(index)), path)))
