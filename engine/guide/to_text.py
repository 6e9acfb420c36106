"""A guide as text for a terminal, and as Markdown: the same sections in the same order, each line once."""

from __future__ import annotations

from collections.abc import Iterator

from engine.guide.model import Bring, Demand, Guide
from engine.guide.to_html import bring_title
from engine.guide.words import say

__all__ = ["to_markdown", "to_text"]


def to_text(guide: Guide) -> str:
    """Give the guide for a terminal."""
    return (
        "\n".join(_Writer(guide, heading="{}", item="  - {}", box="  □ {}", under="      {}").lines()) + "\n"
    )


def to_markdown(guide: Guide) -> str:
    """Give the guide as Markdown."""
    lines = _Writer(guide, heading="\n## {}\n", item="- {}", box="- [ ] {}", under="  {}").lines()
    return "# " + "\n".join(lines) + "\n"


class _Writer:
    """Writes the sections with the marks of one form."""

    def __init__(self, guide: Guide, *, heading: str, item: str, box: str, under: str) -> None:
        self.guide, self.heading, self.item, self.box, self.under = guide, heading, item, box, under
        self.english = guide.lang == "en"
        self.stop, self.colon, self.comma = (". ", ": ", "; ") if self.english else ("。", "：", "；")

    def say(self, key: str, **values: object) -> str:
        return say(key, self.guide.lang, **values)

    def bracket(self, text: str) -> str:
        if not text:
            return ""
        return f" ({text})" if self.english else f"（{text}）"

    def lines(self) -> Iterator[str]:
        guide = self.guide
        yield guide.name
        by = self.say("by", department=guide.department)
        yield f"{guide.summary} {by}".strip() if self.english else guide.summary + by
        if guide.parts:
            yield f"{self.say('parts')}{self.colon}{self.comma.join(guide.parts)}"
        yield ""
        for fact in guide.facts:
            note = (
                f" ({fact.note})" if self.english and fact.note else f"（{fact.note}）" if fact.note else ""
            )
            yield self.item.format(f"{fact.label}{self.colon}{fact.says}{note}")
        yield from self.situation()
        yield from self.may_i()
        yield from self.bring()
        yield from self.section("check_yourself", [self.demand(one) for one in guide.checks if _applies(one)])
        yield from self.section("how", [f"{one.name}{self.colon}{one.says}" for one in guide.steps])
        yield from self.section("where", [f"{one.label}{self.colon}{one.says}" for one in guide.places])
        yield from self.section("faq", [f"{one.ask} {one.reply}" for one in guide.replies])
        sources = [f"{one.basis}{self.colon}{self.comma.join(one.what)}" for one in guide.sources]
        yield from self.section("law", [*sources, *guide.rights])
        yield ""
        yield self.say("generated", item=guide.item, edition=guide.edition)

    def section(self, key: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield from ("", self.heading.format(self.say(key)))
            yield from (self.item.format(line) for line in lines)

    def situation(self) -> Iterator[str]:
        said = [f"{one.label}{self.colon}{one.says}" for one in self.guide.situation]
        yield from self.section("my_situation", said)

    def may_i(self) -> Iterator[str]:
        barred = [f"{one.otherwise or one.says}{one.remedy}" for one in self.guide.barred]
        yield from self.section("barred", barred)
        conditions = [self.demand(one) for one in self.guide.conditions if _applies(one)]
        yield from self.section("may_i", conditions)

    def demand(self, one: Demand) -> str:
        when = self.bracket(self.say("if_demand", when=one.when)) if one.when else ""
        return f"[{self.say(one.state)}] {one.says}{when}"

    def bring(self) -> Iterator[str]:
        yield from ("", self.heading.format(bring_title(self.guide)))
        for line in self.guide.bring:
            if line.state not in ("exempt", "not_needed"):
                yield from self.one(line)
        left = [self.left(line) for line in self.guide.not_to_bring]
        if left:
            yield from ("", self.heading.format(self.say("not_bring", count=len(left))))
            yield from (self.item.format(line) for line in left)

    def one(self, line: Bring) -> Iterator[str]:
        tags = [line.form, line.copies, line.tag]
        tags += [self.say("one_of", group=line.one_of) if line.one_of else ""]
        shown = (", " if self.english else "，").join(tag for tag in tags if tag)
        yield self.box.format(line.label + self.bracket(shown))
        if line.when:
            yield self.under.format(self.say("if", when=line.when))
        for note in (*line.notes, self.say("issuer", issuer=line.issuer) if line.issuer else ""):
            if note:
                yield self.under.format(note)
        if line.watch:
            yield self.under.format(f"{self.say('watch')}{self.colon}{self.comma.join(line.watch)}")

    def left(self, line: Bring) -> str:
        why = self.say("not_needed_when", when=line.when) if line.state == "not_needed" and line.when else ""
        return f"{line.label}{self.colon}{why or ' '.join(line.notes) or self.say(line.state)}"


def _applies(demand: Demand) -> bool:
    return demand.state != "not_needed"
