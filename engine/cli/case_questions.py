"""What may be asked about cases: lists, one case, its log, its due dates, whether all is whole."""

from __future__ import annotations

import json
import logging
import math
import os
import signal
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from engine import vocabulary
from engine.case.fold import fold
from engine.case.setting import day_of
from engine.case.state import State
from engine.case.store import Listed, Wanted
from engine.center.office import Done, Office
from engine.center.open import calendar_of
from engine.center.worker import Worker
from engine.cli.case_options import ActParser, actor
from engine.cli.case_speech import case_json, clock_lines, list_lines, log_lines, show_lines, verdict
from engine.cli.case_store import speaking, witnesses
from engine.cli.desk import Desk, day
from engine.cli.output import FINDINGS, FINE, Console, Wrong
from engine.documents.correction import to_text
from engine.documents.write import file_name

__all__ = ["QUESTIONS", "Counter", "Question", "add_question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where a question is answered: the office, the moment, and what was written."""

    office: Office
    desk: Desk
    args: Namespace
    at: datetime

    @property
    def console(self) -> Console:
        """Where it is said."""
        return self.desk.console

    @property
    def today(self) -> date:
        """The day of the moment."""
        return day_of(self.at)

    @property
    def as_json(self) -> bool:
        """Whether a program asks."""
        return bool(self.args.format == "json")

    def show_json(self, value: object) -> int:
        """Answer a program."""
        self.console.show(json.dumps(value, ensure_ascii=False, indent=2))
        return FINE

    def find(self, number: str) -> str:
        """Find a case by what people call it."""
        found = self.office.find(number)
        if found is None:
            raise Wrong(
                f"没有「{number}」这个办件。全部：yici case list",
                f"There is no case 「{number}」. All of them: yici case list",
            )
        return found

    def case(self, number: str) -> tuple[str, State]:
        """Give a case with how it stands."""
        found = self.find(number)
        return found, fold(self.office.store.events(found))

    def who(self) -> str | None:
        """Give who says they are asking."""
        named: str | None = self.args.who
        return named or os.environ.get("YICI_AS") or None


Answering: TypeAlias = Callable[[Counter], int]


def _list(counter: Counter) -> int:
    """Show a list of cases."""
    args, console = counter.args, counter.console
    before = getattr(args, "before", None)
    wanted = Wanted(
        department=args.department,
        stage=None if args.stage is None else vocabulary.english("stage", args.stage) or args.stage,
        holder=None if args.holder is None else vocabulary.english("role", args.holder) or args.holder,
        item=args.item,
        open=None if args.all else True,
        due_before=None if before is None else day(before),
    )
    rows = list(counter.office.listed(wanted))
    if counter.as_json:
        return counter.show_json({"cases": [_listed(each) for each in rows]})
    for text in list_lines(rows, counter.today, console.lang):
        console.show(text)
    dates = [each.line.due_on for each in rows if each.line.open and each.line.due_on is not None]
    late = sum(each < counter.today for each in dates)
    console.show(console.say(f"{len(rows)} 件，过期 {late} 件。", f"{len(rows)} cases, {late} overdue."))
    return FINE


def _listed(each: Listed) -> dict[str, object]:
    line = each.line
    return {
        "case": each.case,
        "number": line.number,
        "item": line.item,
        "department": line.department,
        "stage": line.stage,
        "holder": line.holder,
        "due_on": line.due_on.isoformat() if line.due_on is not None else None,
        "open": line.open,
        "marks": list(line.marks),
    }


def _due(counter: Counter) -> int:
    """Show what is due, after doing what follows by itself if that was asked for."""
    if counter.args.run:
        office = counter.office
        for outcome in (*office.run_due(counter.at), *office.send_messages(counter.at, math.inf)):
            if isinstance(outcome, Done) and not counter.as_json:
                clocks = counter.office.clocks(outcome.state, counter.today)
                said = verdict(outcome.state, outcome.events, clocks, counter.console.lang)
                counter.console.show(said)
    return _list(counter)


def _work(counter: Counter) -> int:
    """Do what falls due until somebody stops it; Ctrl+C, or the end of a service, is no failure."""
    console, worker = counter.console, Worker(counter.office, lambda: counter.desk.now)
    log, shown = logging.getLogger("yici.worker"), logging.StreamHandler(console.err)
    shown.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(shown)
    log.setLevel(logging.INFO)
    ends = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: worker.stop()) for each in ends]
    console.tell("到期的事到时候就办。停止：Ctrl+C", "Doing what falls due. Stop: Ctrl+C")
    try:
        worker.work()
    finally:
        for each, handler in zip(ends, before, strict=True):
            signal.signal(each, handler)
        log.removeHandler(shown)
    console.tell("停下了，手上的已经办完。", "Stopped; what was at hand is done.")
    return FINE


def _show(counter: Counter) -> int:
    """Show one case on one screen."""
    case, state = counter.case(counter.args.no)
    console, clocks = counter.console, counter.office.clocks(state, counter.today)
    if counter.as_json:
        return counter.show_json(case_json(state, case, clocks))
    for text in show_lines(state, clocks, console.lang):
        console.show(text)
    console.show("")
    console.show(verdict(state, counter.office.store.events(case)[-1:], clocks, console.lang))
    return FINE


def _log(counter: Counter) -> int:
    """Show everything that happened; personal values are only known to be there."""
    case, _ = counter.case(counter.args.no)
    events = counter.office.store.events(case)
    if counter.as_json:
        rows: list[Mapping[str, Any]] = [
            {
                "sequence": each.sequence,
                "kind": each.kind,
                "at": each.at.isoformat(),
                "by": {"role": each.by.role, "id": each.by.id, "department": each.by.department},
                "data": each.data,
                "personal": [*each.personal],
            }
            for each in events
        ]
        return counter.show_json({"events": rows})
    for text in log_lines(events, counter.console.lang):
        counter.console.show(text)
    count = len(events)
    counter.console.show(counter.console.say(f"{count} 个办件事件。", f"{count} events."))
    return FINE


def _explain(counter: Counter) -> int:
    """Explain due dates; whoever names themselves also gets the check in words, and leaves a trace of it."""
    case, state = counter.case(counter.args.no)
    console, office = counter.console, counter.office
    for text in clock_lines(office.clocks(state, counter.today), office.calendar, console.lang):
        console.show(text)
    if counter.args.who is not None:
        reader = actor(counter.args.who, console.lang)
        answer = office.answer(case, reader, counter.at, lang=console.lang)
        if answer is not None:
            console.show("")
            console.show(to_text(answer, console.lang))
    return FINE


def _papers(counter: Counter) -> int:
    """Make the papers that a case owes, put them on file and leave them in a folder."""
    case, _ = counter.case(counter.args.no)
    console, folder = counter.console, Path(counter.args.out)
    with speaking():
        made = counter.office.keep_papers(case, counter.at)
    number = fold(counter.office.store.events(case)).number
    for owed in made:
        console.show(str(folder / number / file_name(owed, "zh", "html")))
    console.show(console.say(f"{len(made)} 份文书入了卷。", f"{len(made)} papers put on file."))
    return FINE


def _calendar(counter: Counter) -> int:
    """Put the calendar that lies there in force, and say what it moves."""
    console, office = counter.console, counter.office
    who = actor(counter.who(), console.lang)
    wanted = office.waiting or calendar_of(office.store, counter.desk.center)
    if wanted.digest == office.calendar.digest:
        console.show(console.say("日历没有变，什么都不用改。", "The calendar is the same; nothing moves."))
        return FINE
    moved = 0
    for done in office.change_calendar(wanted, counter.args.why, who, counter.at):
        if isinstance(done, Done):
            moved += 1
            _say_moved(console, done)
    zh = f"新日历启用了，{moved} 个办件的到期日变了，都记下了。"
    en = f"The new calendar is in force; due dates of {moved} cases moved, all on record."
    console.show(console.say(zh, en))
    return FINE


def _say_moved(console: Console, done: Done) -> None:
    moved: Any = done.events[-1].data["moved"]
    for kind, change in moved.items():
        name = vocabulary.in_lang("clock", kind, console.lang)
        console.show(f"  {done.state.number}  {name}  {change['old'] or '—'} → {change['new'] or '—'}")


def _verify(counter: Counter) -> int:
    """Look for what was changed in the records of a case, or of all, and hold them against anchors."""
    console, number, store = counter.console, counter.args.no, counter.office.store
    with speaking():
        seen = witnesses(counter.args.anchors, store.place)
    report = store.verify(counter.find(number) if number is not None else None, seen)
    for each in report.broken:
        console.show(f"  {each.says(console.lang)}")
    if report.lost:
        zh = f"最近一次恢复丢了 {len(report.lost)} 个锚点记下的东西（恢复的时候报告过）。"
        en = f"The last restore lost what {len(report.lost)} of the anchors had seen, as it said then."
        console.show(console.say(zh, en))
    count = len(report.broken)
    if count:
        console.show(console.say(f"核对完了，{count} 处不符。", f"Verified: {count} places do not agree."))
        return FINDINGS
    console.show(console.say("核对完了，没有被改过。", "Verified: nothing was changed."))
    return FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what it is for, whether it takes a case, whether it filters, how it is answered."""

    zh: str
    en: str
    answer: Answering
    takes: str = ""
    filters: bool = False


QUESTIONS: Final[Mapping[str, Question]] = {
    "list": Question(
        zh="办件清单，先到期的在前", en="a list of cases, the earliest due first", answer=_list, filters=True
    ),
    "show": Question(zh="一个办件走到哪里", en="one case on one screen", answer=_show, takes="one"),
    "log": Question(
        zh="一个办件发生过什么", en="everything that happened to a case", answer=_log, takes="one"
    ),
    "explain": Question(
        zh="到期日怎么算的；写了 --as 还说审查结果",
        en="how due dates come about; with --as what the check says",
        answer=_explain,
        takes="one",
    ),
    "due": Question(
        zh="快到期和过期的；--run 把该办的办了",
        en="what falls due; with --run do what follows by itself",
        answer=_due,
        filters=True,
    ),
    "papers": Question(
        zh="出该出的文书，放进文件夹，入卷",
        en="make the papers that are owed, leave them in a folder, put them on file",
        answer=_papers,
        takes="one",
    ),
    "work": Question(
        zh="一直守着，该办的到时候就办；Ctrl+C 停止",
        en="keep doing what falls due by itself; Ctrl+C stops it",
        answer=_work,
    ),
    "calendar": Question(
        zh="启用新的工作日历，重算到期日",
        en="put a new calendar in force and count due dates anew",
        answer=_calendar,
    ),
    "verify": Question(
        zh="查一查记录有没有被改过",
        en="look for what was changed in the records",
        answer=_verify,
        takes="any",
    ),
}
_COLUMNS: Final = {"department": "部门", "stage": "环节", "holder": "等谁", "item": "事项"}


def add_question(parser: ActParser, name: str) -> None:
    """Add what a question takes."""
    question = QUESTIONS[name]
    if question.takes:
        count = "?" if question.takes == "any" else None
        parser.add_argument("no", metavar="NO", nargs=count, help=parser.say("办件号", "number of the case"))
    for column, word in _COLUMNS.items() if question.filters else ():
        parser.add_argument(f"--{column}", metavar="TEXT", help=parser.say(word, column))
    if question.filters:
        parser.add_argument("--all", action="store_true", help=parser.say("办完的也列", "closed ones too"))
    if name == "verify":
        kept = parser.say(
            "留在别处的锚点：文件，或者回执上的一个", "anchors kept elsewhere: a file, or one on a receipt"
        )
        parser.add_argument("--anchors", metavar="FILE", help=kept)
    if name == "due":
        before = parser.say("哪天以前到期", "due before this day")
        parser.add_argument("--before", metavar="DATE", help=before)
        parser.add_argument("--run", action="store_true", help=parser.say("把该办的办了", "do what is due"))
    if name == "papers":
        out = parser.say("放在哪个文件夹", "folder of the papers")
        parser.add_argument("--out", metavar="DIR", required=True, help=out)
    if name == "calendar":
        why = parser.say("为什么换", "why it changes")
        parser.add_argument("--why", metavar="TEXT", required=True, help=why)
