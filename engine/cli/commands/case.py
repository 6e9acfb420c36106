"""`yici case …`: one act on a case for every row of the table of events, and what can be asked about it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine import vocabulary
from engine.case.events.kind import EventKind
from engine.case.events.table import EVENTS, VERBS
from engine.case.model import Refusal
from engine.case.store import Conflict, NoCase, OtherBody
from engine.center.local import LocalUnreadable
from engine.center.office import Done, Outcome, Render, Request
from engine.center.open import open_office
from engine.center.papers import printer
from engine.cli.arguments import Parser
from engine.cli.case_options import ActParser, actor, add_options, moment, sent, shared
from engine.cli.case_questions import QUESTIONS, Counter, add_question
from engine.cli.case_speech import case_json, verdict
from engine.cli.case_store import opened
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, Console, Lang, Wrong

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add an act for every event, and every question."""
    shared(parser)
    spoken: Lang = "zh" if lang == "zh" else "en"
    acts: Any = parser.add_subparsers(
        dest="act",
        metavar="ACT",
        required=True,
        parser_class=ActParser,
        title=parser.say("动作", "acts"),
        help=parser.say("动作，或者要问的", "an act, or a question"),
    )
    for name, question in QUESTIONS.items():
        says = parser.say(question.zh, question.en)
        one = acts.add_parser(name, help=says, lang=spoken, says=says)
        add_question(one, name)
        one.share()
    for row in EVENTS.values():
        word = vocabulary.word("event", row.kind)
        says = parser.say(word.says_zh, word.says_en) if word is not None else row.kind
        _act_options(acts.add_parser(row.verb.replace("_", "-"), help=says, lang=spoken, says=says), row)


def _act_options(parser: ActParser, row: EventKind) -> None:
    if row.begins:
        parser.add_argument("item", metavar="ITEM", help=parser.say("事项编码", "code of the item"))
    else:
        parser.add_argument("no", metavar="NO", help=parser.say("办件号", "number of the case"))
    add_options(parser, row)
    again = parser.say("重复提交的凭据，同一个只算一次", "a key: the same one does nothing twice")
    parser.add_argument("--key", metavar="KEY", help=again)
    seen = parser.say("您看到的是第几版", "the version you saw")
    parser.add_argument("--expected", metavar="N", type=int, help=seen)
    parser.share()


def run(desk: Desk, args: Namespace) -> int:
    """Do the act, or answer the question."""
    with _counter(desk, args) as counter:
        if args.act in QUESTIONS:
            return QUESTIONS[args.act].answer(counter)
        row = VERBS[args.act.replace("-", "_")]
        request = Request(
            verb=row.verb,
            actor=actor(counter.who(), desk.console.lang),
            at=counter.at,
            case=None if row.begins else counter.find(args.no),
            item=args.item if row.begins else "",
            sent=sent(row, args),
            key=args.key or "",
            expected=args.expected,
        )
        return _told(counter, counter.office.act(request))


@contextmanager
def _counter(desk: Desk, args: Namespace) -> Iterator[Counter]:
    """Open the office over the store that the options name; the first case founds it."""
    at = moment(args.at) or desk.now
    with opened(desk, args, found=args.act in ("open", "queue")) as store:
        try:
            office = open_office(store, desk.catalog, at, center=desk.center, render=_render(desk, args))
        except LocalUnreadable as wrong:
            raise Wrong(wrong.zh, wrong.en) from wrong
        if office.waiting is not None and args.act != "calendar":
            desk.console.tell(
                "工作日历有新的，还没启用。启用：yici case calendar --why 理由",
                "There is a new calendar that is not in force yet: yici case calendar --why REASON",
            )
        yield Counter(office=office, desk=desk, args=args, at=at)
    desk.tell_faults()


def _render(desk: Desk, args: Namespace) -> Render | None:
    """Give what makes papers, where the command has a folder for them."""
    if args.act != "papers":
        return None
    return printer(Path(args.out), desk.console.lang, desk.center.written)


def _told(counter: Counter, outcome: Outcome) -> int:
    """Say what came of an act."""
    match outcome:
        case Done():
            return _done(counter, outcome)
        case Refusal():
            return _refused(counter, outcome)
    counter.console.show(counter.console.say(*_stopped(outcome)))
    return FINDINGS


def _done(counter: Counter, done: Done) -> int:
    console, clocks = counter.console, counter.office.clocks(done.state, counter.today)
    if counter.as_json:
        made = case_json(done.state, done.case, clocks)
        return counter.show_json({**made, "events": [event.kind for event in done.events]})
    for owed in done.owed:
        name = vocabulary.in_lang("paper", owed.paper, console.lang)
        zh, en = f"  要出的文书：{name}  {owed.number}", f"  Paper owed: {name} {owed.number}"
        console.show(console.say(zh, en))
    console.show(verdict(done.state, done.events, clocks, console.lang))
    return FINE


def _refused(counter: Counter, refusal: Refusal) -> int:
    console: Console = counter.console
    lines = [console.say(zh, en) for zh, en in refusal.lines]
    if counter.as_json:
        console.show(json.dumps({"refused": refusal.code, "says": lines}, ensure_ascii=False, indent=2))
        return FINDINGS
    for line in lines:
        console.show(f"  {line}")
    count = len(lines)
    zh = f"没有办成，{count} 个原因，见上。（{refusal.code}）"
    console.show(console.say(zh, f"Not done, {count} reasons, see above. ({refusal.code})"))
    return FINDINGS


def _stopped(outcome: object) -> tuple[str, str]:
    match outcome:
        case Conflict(expected=expected, sequence=sequence, by=by, at=at):
            who, when = by.id if by is not None else "?", f"{at:%Y-%m-%d %H:%M}" if at is not None else "?"
            return (
                f"{who} 在 {when} 先办了一步：现在是第 {sequence} 版，您看的是第 {expected} 版。",
                f"{who} was faster at {when}: it stands at version {sequence}, you saw {expected}.",
            )
        case OtherBody():
            return (
                "这个凭据用过了，内容不一样。请换一个 --key。",
                "This key was used with other words. Take another --key.",
            )
        case NoCase():
            return "没有这个办件。", "There is no such case."
    return "别人刚刚办过了。", "Somebody has just done it."
