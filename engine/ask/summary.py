"""What the wizard says in the end: `Needs` in, lines out, the list itself as the last one.

What the answers break comes first, then what need not be brought, what stays open under its condition, how
long it takes and what it costs; the last line is the verdict: 「您要带 4 样：…」, or that it cannot be done
like this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.ask.model import Need, Needs
from engine.ask.words import say_word

__all__ = ["summary"]


def summary(needs: Needs, lang: str) -> tuple[str, ...]:
    """Give the lines of a summary in Chinese or English."""
    return tuple(_Lines(needs, "en" if lang == "en" else "zh").lines())


class _Lines:
    def __init__(self, needs: Needs, lang: str) -> None:
        self.needs = needs
        self.lang = lang
        self.groups = {group.name: group for group in needs.groups}

    def lines(self) -> Iterator[str]:
        for finding in self.needs.broken:
            key = "reminder" if finding.gravity == "remind" else "broken"
            yield self.say(key, says=finding.says, remedy=finding.remedy)
        if self.needs.hopeless:
            yield self.say("hopeless")
            return
        yield from self.not_brought()
        yield from self.open()
        yield from self.to_look_at()
        limit = self.needs.limit
        if limit is not None and limit.says:
            yield self.say("limit", limit=limit.says)
        fee = self.needs.fee
        if fee is not None and fee.says:
            yield self.say("fee", fee=fee.says)
        yield self.to_bring()

    def not_brought(self) -> Iterator[str]:
        exempt = [need for need in self.needs.materials if need.state == "exempt"]
        if exempt:
            yield self.say("exempt", names=self.joined([self.named(need, need.provider) for need in exempt]))
        optional = [need for need in self.needs.materials if need.state == "optional"]
        if optional:
            yield self.say("optional", names=self.joined([self.named(need, need.how) for need in optional]))

    def open(self) -> Iterator[str]:
        """Announce what is needed under a condition, once for all that hangs on the same."""
        certain = {group.name for group in self.needs.groups if group.state == "needed"}
        announced: dict[str, dict[str, list[Need]]] = {}
        for need in self.needs.materials:
            silent = need.necessity in ("exempt", "optional") or need.group in certain
            if need.state == "depends" and not silent:
                things = announced.setdefault(need.when, {})
                things.setdefault(need.group or need.name, []).append(need)
        for when, things in announced.items():
            yield self.say("if", when=when, names=self.joined([self.thing(each) for each in things.values()]))

    def to_look_at(self) -> Iterator[str]:
        """Name the conditions that answers do not settle."""
        for demand in self.needs.demands:
            if demand.kind == "condition" and demand.state in ("open", "depends"):
                key = "look_if" if demand.when else "look"
                yield self.say(key, requirement=demand.requirement, when=demand.when)

    def to_bring(self) -> str:
        things = [self.thing(members) for members in self.needs.to_bring()]
        if not things:
            return self.say("bring_nothing" if self.needs.settled else "bring_nothing_yet")
        key = "bring" if len(things) > 1 else "bring_1"
        return self.say(key, count=len(things), names=self.joined(things))

    def thing(self, members: Sequence[Need]) -> str:
        """Name one thing to bring; of a group any one of its members."""
        group = members[0].group
        if group is not None and len(members) > 1:
            names = self.say("or").join(self.named(need, need.how) for need in members)
            return self.say("any_of", group=self.groups[group].label, names=names)
        need = members[0]
        copies = self.say("copies", says=need.copies.says) if need.copies.says else ""
        later = self.say("later") if need.necessity == "deferrable" else ""
        return self.named(need, self.say("and").join(filter(None, (need.how, copies, later))))

    def named(self, need: Need, more: str) -> str:
        return self.say("named", name=need.label, more=more) if more else need.label

    def joined(self, parts: Sequence[str]) -> str:
        return self.say("comma").join(parts)

    def say(self, key: str, **values: object) -> str:
        return say_word(key, self.lang, **values)
