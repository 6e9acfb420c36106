"""`yici lint [PATH…]`: every fault of every definition, at once, with its cure."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path

from engine.catalog.diagnose import Diagnosed
from engine.cli.arguments import Parser, form
from engine.cli.definitions import Definitions
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, Bar, write
from engine.cli.report import Files, render, verdict
from engine.fault import Fault
from engine.item.fix import apply, cures_of

__all__ = ["arguments", "run"]

_ROUNDS = 8


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help=parser.say("文件或文件夹", "files or folders")
    )
    parser.add_argument(
        "--fix", action="store_true", help=parser.say("能自动改的都改好", "apply every certain cure")
    )
    parser.add_argument(
        "--fail-on-reminder", action="store_true", help=parser.say("提醒也算", "reminders count too")
    )
    form(parser, ("full", "concise", "json", "sarif", "github"))


def run(desk: Desk, args: Namespace) -> int:
    """Lint the files; 1 if there is any fault."""
    started = time.monotonic()
    definitions = Definitions(desk, args.paths)
    bar = Bar(desk.console, "检查事项", "Linting items")
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    for done, path in enumerate(definitions.paths, start=1):
        seen = _lint(definitions, path, args.fix)
        faults += seen.faults
        if seen.faults:
            texts[path] = seen.text or ""
            names[path] = str(seen.item.name) if seen.item is not None else ""
        bar(done, len(definitions.paths))
    bar.clear()
    shown = render(faults, form=args.format, lang=desk.console.lang, files=Files(texts=texts, names=names))
    if shown:
        desk.console.show(shown + ("\n" if args.format == "full" else ""))
    last = verdict(
        faults, items=len(definitions.paths), seconds=time.monotonic() - started, lang=desk.console.lang
    )
    if args.format == "full":
        desk.console.show(last)
    else:
        desk.console.tell(last, last)
    counted = (fault for fault in faults if args.fail_on_reminder or fault.kind.level == "fault")
    return FINDINGS if any(counted) else FINE


def _lint(definitions: Definitions, path: str, fix: bool) -> Diagnosed:
    data = definitions.read(path)
    seen = definitions.diagnose(path, data)
    before = seen.text
    for _ in range(_ROUNDS if fix else 0):
        cures = cures_of(seen.faults, path)
        if seen.text is None or not cures:
            break
        fixed = apply(seen.text, cures)
        if not fixed.applied:
            break
        seen = definitions.diagnose(path, fixed.text.encode())
    if seen.text is not None and seen.text != before:
        write(Path(path), seen.text.encode())
    return seen
