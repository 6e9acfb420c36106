"""`yici backup DIR`: a copy of cases and what lies beside them, read back before it counts, without keys."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from engine.case.store.backup import back_up
from engine.case.store.beside import BESIDE
from engine.cli.arguments import Parser
from engine.cli.case_store import opened, store_options
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE

__all__ = ["arguments", "run"]

_SHOWN = 20


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        help=parser.say(
            "备份放在哪里，每次在里面新建一个文件夹", "where backups go, each in a folder of its own"
        ),
    )
    store_options(parser)


def run(desk: Desk, args: Namespace) -> int:
    """Back up; 1 if the copy was made but does not agree with its seals, or uploads are missing."""
    with opened(desk, args) as store:
        made = back_up(store, Path(args.folder), desk.now)
    console = desk.console
    for broken in made.report.broken[:_SHOWN]:
        console.show(broken.says(console.lang))
    for file in made.missing[:_SHOWN]:
        console.show(console.say(f"上传的文件不见了：{file}", f"an upload is missing: {file}"))
    bad = len(made.report.broken) + len(made.missing)
    events = f"{made.manifest.events:,}".replace(",", " ")
    console.show(
        console.say(
            f"备份并核对 {events} 个事件，{bad} 处不符。→ {made.folder}",
            f"Backed up and verified {events} events, {bad} things wrong. → {made.folder}",
        )
    )
    along = [name for name in BESIDE if name in made.manifest.files]
    if along:
        console.tell(f"一并备份：{'、'.join(along)}", f"Along with it: {', '.join(along)}")
    console.tell(
        f"密钥不在备份里。请另外保管：{store.place.keys}",
        f"The keys are not in the backup. Keep them elsewhere: {store.place.keys}",
    )
    return FINDINGS if bad else FINE
