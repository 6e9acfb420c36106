"""The options of an act on a case, made from the table of events, and what was written under them.

A row's data go in, options come out; what was written comes back as the road takes it. Nothing is judged
here but how a word is spelt: the road says what is wrong with the rest.
"""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from datetime import datetime, timedelta, timezone
from typing import Any, Final, cast

from engine import vocabulary
from engine.case.datum import Datum
from engine.case.events.kind import EventKind
from engine.case.model import Actor, Role
from engine.cli.arguments import Parser, common, form
from engine.cli.case_store import store_options
from engine.cli.desk import read_file
from engine.cli.output import Lang, Wrong
from engine.exchange.strict_json import MAX_BYTES
from engine.exchange.submission import read_submission

__all__ = ["ActParser", "actor", "add_options", "moment", "sent", "shared"]

_CHINA: Final = timezone(timedelta(hours=8))
_COMMA: Final = re.compile(r"\s*[,，、]\s*")
_EQUALS: Final = re.compile(r"\s*[=＝]\s*")
# A comma inside a value stays there: only one before the next name parts two pairs.
_NEXT: Final = re.compile(r"\s*[,，、]\s*(?=[^,，、=＝]+[=＝])")
_SPAN: Final = re.compile(r"(\d+)\s*(\S+)")


def add_options(parser: Parser, row: EventKind) -> None:
    """Add an option for everything that an act takes."""
    if any(each.kind == "facts" for each in row.takes):
        parser.add_argument(
            "--submission",
            metavar="FILE",
            help=parser.say("申请（JSON，- 为标准输入）", "the submission (JSON, - for standard input)"),
        )
    for each in row.takes:
        if each.kind != "facts":
            _add(parser, each)


def _add(parser: Parser, datum: Datum) -> None:
    name, dest = f"--{datum.name.replace('_', '-')}", f"data_{datum.name}"
    label = parser.say(datum.zh, datum.name.replace("_", " "))
    text = label if not datum.required else parser.say(f"{label}（要写）", f"{label} (needed)")
    if datum.kind == "yes_no":
        parser.add_argument(name, dest=dest, action="store_const", const=True, help=text)
    elif datum.kind == "word":
        parser.add_argument(name, dest=dest, choices=datum.choose, help=text)
    else:
        parser.add_argument(name, dest=dest, metavar=_METAVARS[datum.kind], help=text)


_METAVARS: Final = {
    "text": "TEXT",
    "count": "N",
    "date": "DATE",
    "moment": "MOMENT",
    "names": "A,B",
    "files": "HASH,HASH",
    "span": "SPAN",
    "looks": "A=STATE,B=STATE",
    "values": "A=TEXT,B=TEXT",
}


def sent(row: EventKind, args: Namespace) -> dict[str, object]:
    """Give what was written, as the road takes it."""
    made: dict[str, object] = {}
    if getattr(args, "submission", None) is not None:
        made |= _submission(args.submission)
    for each in row.takes:
        value = getattr(args, f"data_{each.name}", None)
        if value is not None:
            made[each.name] = _value(each, value)
    return made


def _submission(path: str) -> dict[str, object]:
    """Read a submission, and take it apart: what stands openly, and what goes into the vault."""
    read = read_submission(read_file(path, MAX_BYTES))
    if read.problems:
        zh = "\n".join(f"  {path} {each.pointer}  {each.says('zh')}" for each in read.problems)
        en = "\n".join(f"  {path} {each.pointer}  {each.says('en')}" for each in read.problems)
        count = len(read.problems)
        raise Wrong(f"这份申请有 {count} 处看不懂：\n{zh}", f"{count} places cannot be read:\n{en}")
    materials: Any = read.submission.get("materials") or {}
    looks: dict[str, Any] = {}
    for name, one in materials.items():
        looks[name] = {key: one[key] for key in ("state", "copies") if key in one}
        kinds = [flaw["kind"] for flaw in one.get("flaws") or () if flaw.get("kind")]
        looks[name] |= {"flaws": kinds} if kinds else {}
    record = {name: one["record"] for name, one in materials.items() if one.get("record")}
    made: dict[str, object] = {"materials": looks, "record": record}
    made |= {name: read.submission.get(name) for name in ("facts", "answers")}
    return {name: value for name, value in made.items() if value}


def _value(datum: Datum, text: Any) -> object:
    if not isinstance(text, str):
        return text
    match datum.kind:
        case "count":
            return int(text) if text.isascii() and text.isdigit() else text
        case "names" | "files":
            return [each for each in _COMMA.split(text.strip()) if each]
        case "looks":
            return {name: _look(value) for name, value in _pairs(datum, text)}
        case "values":
            return dict(_pairs(datum, text))
        case "span":
            found = _SPAN.fullmatch(text.strip())
            unit = vocabulary.english("unit", found[2]) if found is not None else None
            return f"{found[1]} {unit}" if found is not None and unit is not None else text
    return text


def _pairs(datum: Datum, text: str) -> list[tuple[str, str]]:
    made = []
    for each in _NEXT.split(text.strip()):
        name, *value = _EQUALS.split(each, maxsplit=1)
        if not value or not name:
            raise Wrong(
                f"--{datum.name} 要写成 名字=内容，用逗号分开，不是「{each}」。",
                f"--{datum.name} takes NAME=VALUE, separated by commas, not 「{each}」.",
            )
        made.append((name, value[0]))
    return made


def _look(text: str) -> dict[str, object]:
    """Read how a material was found: 合格, flawed, or 合格*3 for three copies."""
    state, _, copies = text.partition("*")
    made: dict[str, object] = {"state": vocabulary.english("state", state) or state}
    return {**made, "copies": int(copies)} if copies.isascii() and copies.isdigit() else made


def actor(text: str | None, lang: Lang) -> Actor:
    """Read who acts: ROLE:ID[@department], such as clerk:zhang or 审批人员:li@市场监督管理局."""
    if text is None:
        raise Wrong(
            "请写明谁在办：--as 角色:编号[@部门]，例如 --as clerk:zhang（也可以设 YICI_AS）。",
            "Say who acts: --as ROLE:ID[@department], such as --as clerk:zhang (or set YICI_AS).",
        )
    role, colon, rest = text.replace("：", ":").partition(":")
    id, _, department = rest.partition("@")
    word = vocabulary.word("role", role)
    if not colon or not id or word is None:
        known = "、".join(f"{each.en} {each.zh}" for each in vocabulary.words("role"))
        raise Wrong(
            f"看不懂「{text}」。写成 角色:编号[@部门]。角色有：{known}。",
            f"Cannot read 「{text}」. Write ROLE:ID[@department]. Roles: "
            + ", ".join(vocabulary.labels("role", "en")),
        )
    return Actor(id=id, role=cast(Role, word.en), department=department)


def moment(text: str | None) -> datetime | None:
    """Read a moment: 2026-03-02, or 2026-03-02T09:00, in China's time unless it says otherwise."""
    if text is None:
        return None
    try:
        made = datetime.fromisoformat(text if len(text) > 10 else f"{text}T09:00")
    except ValueError:
        raise Wrong(
            f"时刻要写成 2026-03-02T09:00 这样，不是「{text}」。",
            f"Write a moment such as 2026-03-02T09:00, not 「{text}」.",
        ) from None
    return made if made.tzinfo is not None else made.replace(tzinfo=_CHINA)


class ActParser(Parser):
    """The parser of one act: it speaks as the others do, and leaves alone what was said before its name."""

    def __init__(self, prog: str, lang: Lang, says: str) -> None:
        super().__init__(lang, prog.removeprefix("yici "), says)

    def share(self) -> None:
        """Add the options that may also stand before the act; their defaults are set there."""
        mine = len(self._actions)
        shared(self)
        common(self)
        for action in self._actions[mine:]:
            action.default = argparse.SUPPRESS


def shared(parser: Parser) -> None:
    """Add what every act and question takes: who, when, which store, which form."""
    who = parser.say("谁在办，例如 clerk:zhang（YICI_AS）", "who acts, such as clerk:zhang (YICI_AS)")
    parser.add_argument("--as", dest="who", metavar="ROLE:ID[@department]", help=who)
    when = parser.say("什么时候，不写就是现在", "when; now if absent")
    parser.add_argument("--at", metavar="MOMENT", help=when)
    store_options(parser)
    form(parser, ("full", "json"))
