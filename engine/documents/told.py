"""What was found, as blocks of a paper: everything a check tells, by material, with what to do about it.

An answer goes in, blocks come out: for the 一次性告知书 of a case and for the page of a single check alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.case.said import answer_of as spoken
from engine.check.answer import Announcement, Answer, Finding
from engine.documents.correction import groups_of, must_head
from engine.documents.model import Block, Bullets, Entry, Found, Group, Grouped, Line, bullets
from engine.documents.record import Reading
from engine.documents.words import say
from engine.rules.model import Requirement
from engine.vocabulary import Lang

__all__ = ["answer_of", "besides", "found"]


def found(answer: Answer, lang: Lang) -> Grouped:
    """Give the findings by what they are about, numbered through."""
    return Grouped(
        groups=tuple(
            Group(name=group.name, found=tuple(_found(n, each, lang) for n, each in group.findings))
            for group in groups_of(answer)
        )
    )


def _found(number: int, finding: Finding, lang: Lang) -> Found:
    colon = "：" if lang == "zh" else ": "
    lines = (("remedy", finding.remedy), ("basis", finding.basis))
    return Found(
        number=number,
        says=finding.says,
        tag=" · ".join(say(key, lang) for key in _tags(finding)),
        lines=tuple(Entry(label=say(key, lang) + colon, says=says) for key, says in lines if says),
        must_label=must_head(finding, lang) + colon.strip() if finding.must else "",
        must=tuple(must.says for must in finding.must),
    )


def _tags(finding: Finding) -> Iterator[str]:
    if finding.gravity == "decline":
        yield "declined_tag"
    if finding.gravity == "remind":
        yield "remind_tag"
    if finding.verdict == "unknown":
        yield "unverified_tag"


def besides(answer: Answer, lang: Lang) -> Iterator[Block]:
    """Give what else must be known: what else may be needed, what may follow later, what is still open."""
    if answer.announcements:
        lines = tuple(_announced(each, lang) for each in answer.announcements)
        yield Bullets(heading=say("otherwise", lang), lines=lines)
    if answer.reminders:
        yield bullets(say("later", lang), (each.says for each in answer.reminders))
    if answer.unknown:
        yield bullets(say("open", lang), (each.ask for each in answer.unknown))


def _announced(one: Announcement, lang: Lang) -> Line:
    if len(one.needs) == 1:
        return Line(says=say("if", lang, when=one.when, needs=one.needs[0]))
    return Line(says=say("if_several", lang, when=one.when), under=one.needs)


def answer_of(reading: Reading) -> Answer:
    """Give what was told, word for word; of words that were erased, the bare requirements are left."""
    found = spoken(reading.value("said"), reading.lang)
    if found is not None:
        return found
    listed = dict.fromkeys(str(each) for each in reading.held.get("findings") or ())
    book = reading.record.rulebook
    bare = tuple(_bare(reading, id) for id in listed)
    return Answer(
        item=book.item,
        item_name=reading.item_name,
        department=book.department,
        edition=book.edition,
        edition_hash=book.edition_hash,
        applied_on=str(reading.state.applied_on),
        outcome="correct",
        complete=True,
        findings=bare,
        reminders=(),
        announcements=(),
        unknown=(),
        headings={each.material: reading.label(each.material) for each in bare if each.material is not None},
    )


def _bare(reading: Reading, id: str) -> Finding:
    """Give a finding of which only the id is left."""
    known: Iterable[Requirement] = (each for each in reading.record.rulebook.requirements if each.id == id)
    requirement = next(iter(known), None)
    words = None if requirement is None else requirement.en if reading.lang == "en" else requirement.zh
    return Finding(
        id=id,
        kind="check",
        verdict="unmet",
        gravity="correct" if requirement is None else requirement.gravity,
        material=None if requirement is None else requirement.material,
        facts=(),
        says=(words.requirement if words is not None else "") or id,
        remedy="" if words is None or "{" in words.remedy else words.remedy,
        basis="" if words is None else words.basis,
    )
