"""`yici check ITEM SUBMISSION`: one submission checked, everything told at once."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from datetime import date

from engine.check.answer import Answer
from engine.check.check import Ask, check, look
from engine.check.words import canonical
from engine.cli.arguments import Parser, form
from engine.cli.desk import Chosen, Desk, read_file
from engine.cli.output import FINDINGS, FINE, Wrong
from engine.exchange.strict_json import MAX_BYTES, Problem
from engine.exchange.submission import Sent, read_submission
from engine.item.near import nearest
from engine.rules.model import Rulebook

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument("item", metavar="ITEM", help=parser.say("事项编码或文件", "code or file of the item"))
    parser.add_argument(
        "submission", metavar="SUBMISSION", help=parser.say("申请（JSON，- 为标准输入）", "JSON file, or -")
    )
    parser.add_argument(
        "--paper", action="store_true", help=parser.say("没写的算没带", "what is not mentioned is absent")
    )
    parser.add_argument(
        "--trace", action="store_true", help=parser.say("每一条怎么判的", "show every verdict")
    )
    form(parser, ("full", "json", "html"))


def run(desk: Desk, args: Namespace) -> int:
    """Check the submission; 0 only if it can be accepted."""
    sent = _sent(desk, args.submission)
    on = desk.on_given or sent.applied_on or desk.on
    chosen = desk.choose(args.item, on, sent.edition)
    _same_item(sent, chosen)
    closed = sent.closed or args.paper
    _name_strangers(desk, chosen.rulebook, sent.submission)
    ask = _asker(desk, chosen)
    answer = check(chosen.rulebook, sent.submission, on, closed=closed, ask=ask, lang=desk.console.lang)
    if args.trace:
        _trace(desk, chosen, sent.submission, on, closed, ask)
    desk.console.show(_shown(desk, answer, args.format))
    return FINE if answer.outcome == "accept" else FINDINGS


def _sent(desk: Desk, path: str) -> Sent:
    sent = read_submission(read_file(path, MAX_BYTES))
    if not sent.problems:
        return sent
    lang = desk.console.lang
    lines = "\n".join(f"  {path}{_place(problem)}  {problem.says(lang)}" for problem in sent.problems)
    count = len(sent.problems)
    raise Wrong(
        f"这份申请有 {count} 处看不懂：\n{lines}",
        f"{count} places in this submission cannot be read:\n{lines}",
    )


def _place(problem: Problem) -> str:
    if problem.line is not None:
        return f":{problem.line}:{problem.column}"
    return f" {problem.pointer}" if problem.pointer != "#" else ""


def _same_item(sent: Sent, chosen: Chosen) -> None:
    if sent.item is not None and sent.item != chosen.rulebook.item:
        raise Wrong(
            f"这份申请写的事项是「{sent.item}」，不是「{chosen.rulebook.item}」。",
            f"This submission is for 「{sent.item}」, not for 「{chosen.rulebook.item}」.",
        )
    if sent.edition is not None and sent.edition != chosen.rulebook.edition:
        raise Wrong(
            f"这份申请写的实施版本是「{sent.edition}」，那天有效的是「{chosen.rulebook.edition}」。",
            f"This submission names edition 「{sent.edition}」; in force is 「{chosen.rulebook.edition}」.",
        )


def _name_strangers(desk: Desk, rulebook: Rulebook, submission: Mapping[str, object]) -> None:
    """Tell of names in the submission that the item does not know: nothing reads what they say."""
    facts, materials = submission.get("facts"), submission.get("materials")
    known = [*rulebook.asks, "申请人"]
    strangers = [(name, known) for name in _keys(facts) if canonical(name) not in (*rulebook.index, *known)]
    members = list(rulebook.member)
    strangers += [(name, members) for name in _keys(materials) if name not in rulebook.member]
    for name, entry in _pairs(materials):
        paths = [slot.path for slot in rulebook.slots if slot.path.startswith(f"{name}.")]
        entries = [path.partition(".")[2] for path in paths]
        if name in rulebook.member:
            strangers += [(f"{name}.{each}", paths) for each in _keys(entry) if each not in entries]
    for name, words in strangers:
        near = nearest(name, words)
        zh = "您是不是要写" + "、".join(f"「{each}」" for each in near) + "？" if near else ""
        en = " Did you mean " + " or ".join(f"「{each}」" for each in near) + "?" if near else ""
        desk.console.tell(
            f"没有用到「{name}」：这个事项里没有它。{zh}", f"「{name}」 is not in this item: not read.{en}"
        )


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, Mapping) else []


def _pairs(materials: object) -> list[tuple[str, object]]:
    """Give the recorded values of every material that has any."""
    if not isinstance(materials, Mapping):
        return []
    return [(str(name), one.get("record")) for name, one in materials.items() if isinstance(one, Mapping)]


def _asker(desk: Desk, chosen: Chosen) -> Ask | None:
    """Give the centre to ask, if anything of the item concerns any plug-in at all."""
    named = any(requirement.plugin is not None for requirement in chosen.rulebook.requirements)
    return desk.center.asker(chosen.rulebook) if named or desk.plugged else None


def _shown(desk: Desk, answer: Answer, wanted: str) -> str:
    lang = desk.console.lang
    if wanted == "json":
        return json.dumps(answer.to_json(), ensure_ascii=False, indent=2)
    if wanted == "html":
        from engine.documents.page import to_html  # templates take time to load: only where they are used

        if not desk.plugged:
            return to_html(answer, lang)
        page = desk.center.written(
            "correction", answer.item, lambda template: to_html(answer, lang, template=template)
        )
        desk.tell_faults()
        return page
    from engine.documents.correction import to_text  # not for --format json

    return to_text(answer, lang)


def _trace(
    desk: Desk, chosen: Chosen, submission: Mapping[str, object], on: date, closed: bool, ask: Ask | None
) -> None:
    """Show every verdict and what it was read from, on standard error."""
    seen = look(chosen.rulebook, submission, on, closed=closed, ask=ask)
    for requirement, verdict in zip(chosen.rulebook.requirements, seen.verdicts, strict=True):
        word = ("符合", "met") if verdict is True else ("不符合", "unmet")
        word = word if isinstance(verdict, bool) else ("无法判断", "unknown")
        reads = ", ".join(sorted(requirement.reads))
        desk.console.err.write(
            f"{requirement.id}  {requirement.kind}  {desk.console.say(*word)}  ← {reads}\n"
        )
    for call in desk.center.called if ask is not None else ():
        desk.console.err.write(
            f"{call.name or call.hook}  {call.state}  {call.seconds * 1000:.1f} ms  {call.reason}\n"
        )
