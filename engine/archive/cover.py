"""The cover of a package: what the file is about, who handled it, and what lies in it, for whoever opens it.

A record and the names of the files in, one page out that any browser shows; it is written like a paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from engine import vocabulary
from engine.case.setting import day_of
from engine.case.state import Owed, State
from engine.documents.body import about
from engine.documents.model import Block, Entry, Facts, Note, Paper, Table
from engine.documents.record import Reading, Record
from engine.documents.to_html import to_html
from engine.documents.words import moment_words
from engine.vocabulary import Lang

__all__ = ["cover"]

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("归档卷封面", "Cover of an archived case"),
    "case": ("办件号", "Case"),
    "edition": ("实施版本", "Edition"),
    "applied_on": ("申请日期", "Applied on"),
    "result": ("结果", "Result"),
    "archived_on": ("归档日期", "Archived on"),
    "keep_for": ("保管期限", "Kept for"),
    "made_at": ("装包时间", "Packed at"),
    "events": ("事件", "Events"),
    "history": ("经过", "What happened"),
    "when": ("时间", "When"),
    "what": ("事", "What"),
    "who": ("谁", "Who"),
    "contents": ("卷内文件", "What lies here"),
    "name": ("文件", "File"),
    "holds": ("内容", "Holds"),
    "read_on": (
        "卷内有个人信息，只给有权利用的人看。核对：yici archive check。",
        "This file holds personal values, for those alone who may open it. To check: yici archive check.",
    ),
    "events.jsonl": ("办件事件，一行一个", "the events of the case, one a line"),
    "access.jsonl": ("谁看过个人信息", "who has read personal values"),
    "anchors.jsonl": ("有签名的锚点", "signed anchors"),
    "values.json": ("个人信息", "personal values"),
    "materials.json": ("材料清单", "the list of materials"),
    "keeping.json": ("保管期限和利用范围", "retention and access"),
    "edition/": ("办件所用的事项文本", "the text of the item by which it was decided"),
    "papers/": ("文书", "a paper"),
    "materials/": ("交来的材料", "a material that was handed in"),
}


def cover(record: Record, state: State, at: datetime, keep_for: str, names: Sequence[str], lang: Lang) -> str:
    """Write the cover."""
    last = record.events[-1]
    none = Owed(paper="", number="", sequence=last.sequence)
    reading = Reading(record=record, owed=none, event=last, state=state, lang=lang)
    return to_html(
        Paper(
            kind="archive_cover",
            form=1,
            lang=lang,
            organ=reading.department(),
            title=_say("title", lang),
            marks=(Entry(label=_say("case", lang), says=state.number),),
            blocks=(
                about(reading),
                Facts(entries=tuple(_facts(reading, at, keep_for))),
                Note(says=_say("read_on", lang)),
                _history(reading),
                _contents(names, lang),
            ),
            running=f"{_say('title', lang)} {state.number}",
            page=(reading.say("page_before"), reading.say("page_between"), reading.say("page_after")),
        )
    )


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][0 if lang == "zh" else 1]


def _facts(reading: Reading, at: datetime, keep_for: str) -> Iterator[Entry]:
    state, lang = reading.state, reading.lang
    decided = "、".join(dict.fromkeys(reading.word("term", each.result) for each in state.decisions))
    ended = reading.word("event", state.ended.kind) if state.ended is not None else ""
    facts = {
        "edition": state.terms.edition,
        "applied_on": reading.day(state.applied_on),
        "result": decided or ended,
        "archived_on": reading.day(state.archived_on),
        "keep_for": keep_for,
        "made_at": moment_words(at, lang),
        "events": str(state.version),
    }
    yield from (Entry(label=_say(key, lang), says=says) for key, says in facts.items() if says)


def _history(reading: Reading) -> Block:
    """Give every event in a line, who acted by their role and number."""
    rows = tuple(
        (
            str(each.sequence),
            f"{day_of(each.at).isoformat()} {each.at:%H:%M}",
            reading.word("event", each.kind).replace("_", " "),
            f"{reading.word('role', each.by.role)} {each.by.id}",
        )
        for each in reading.record.events
    )
    head = ("#", *(_say(key, reading.lang) for key in ("when", "what", "who")))
    return Table(heading=_say("history", reading.lang), head=head, rows=rows, widths=(8, 26, 36, 30))


def _contents(names: Sequence[str], lang: Lang) -> Block:
    rows = tuple((name, _holds(name, lang)) for name in sorted(names))
    head = (_say("name", lang), _say("holds", lang))
    return Table(heading=_say("contents", lang), head=head, rows=rows, widths=(60, 40))


def _holds(name: str, lang: Lang) -> str:
    folder, slash, _ = name.partition("/")
    paper = name.rpartition("/")[2].partition("-")[2].rpartition(".")[0].replace("-", "_")
    if folder == "papers" and vocabulary.word("paper", paper) is not None:
        return vocabulary.in_lang("paper", paper, lang).replace("_", " ")
    return _say(folder + slash if slash else name, lang)
