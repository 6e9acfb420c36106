"""`yici restore DIR`: a backup becomes a case store again, in an empty place; no number is given twice."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from engine.case.store.backup import newest_backup
from engine.case.store.record import SPAN
from engine.case.store.restore import Gone, restore
from engine.cli.arguments import Parser
from engine.cli.case_store import speaking, store_options, store_place, witnesses
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, Console

__all__ = ["arguments", "run"]

_SHOWN = 20


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        help=parser.say(
            "备份，或者放备份的文件夹（取最新的）", "a backup, or the folder of backups (the newest)"
        ),
    )
    parser.add_argument(
        "--anchors",
        metavar="FILE",
        help=parser.say(
            "留在别处的锚点（yici anchor --to），用来查备份以后丢了什么",
            "anchors kept elsewhere (yici anchor --to), to tell what is lost since the backup",
        ),
    )
    parser.add_argument(
        "--rehearsal",
        action="store_true",
        help=parser.say(
            "演练：不改密钥文件，恢复出来的不能用来办件", "rehearse: the result is not to be worked with"
        ),
    )
    store_options(parser)


def run(desk: Desk, args: Namespace) -> int:
    """Restore; 1 if the copy does not agree with its seals or anything is known to be lost."""
    named = store_place(args)
    with speaking():
        seen = witnesses(args.anchors, named)
        made = restore(newest_backup(Path(args.folder)), named, desk.now, seen, rehearsal=args.rehearsal)
    console = desk.console
    for broken in made.report.broken[:_SHOWN]:
        console.show(broken.says(console.lang))
    lost = list(_lost(console, made.gone))
    for text in lost:
        console.show(text)
    events, bad = f"{made.manifest.events:,}".replace(",", " "), len(made.report.broken)
    console.show(
        console.say(
            f"恢复到 {named.name}：{events} 个事件，{bad} 处不符。备份做于 {made.manifest.made_at}。"
            f"以后发的编号从 {made.epoch * SPAN + 1} 起，不会和丢掉的重复。",
            f"Restored to {named.name}: {events} events, {bad} things wrong. The backup is of "
            f"{made.manifest.made_at}. Numbers go on from {made.epoch * SPAN + 1}, so that none returns.",
        )
    )
    return FINDINGS if bad or lost else FINE


def _lost(console: Console, gone: Gone) -> Iterator[str]:
    """Say what is known to be lost, so that clerks know whom to ask and which numbers to recall."""
    for case, (now, before) in list(gone.shorter.items())[:_SHOWN]:
        yield console.say(
            f"办件 {case} 少了 {before - now} 个事件。", f"Case {case} has lost {before - now} events."
        )
    if gone.cases:
        yield console.say(f"{gone.cases} 个办件整个不见了。", f"{gone.cases} cases are gone altogether.")
    for series, (first, last) in gone.numbers.items():
        yield console.say(
            f"编号「{series}」的 {first} 到 {last} 发出去过，要收回或者补登。",
            f"Numbers {first} to {last} of 「{series}」 were given out: recall them or enter them again.",
        )
