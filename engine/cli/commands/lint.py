"""`yici lint [PATH…]`: every fault of every definition, at once, with its cure."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from pathlib import Path

from engine.catalog.diagnose import Diagnosed
from engine.cli.arguments import Parser, form
from engine.cli.definitions import Definitions
from engine.cli.desk import Desk, item_files
from engine.cli.output import FINDINGS, FINE, UNFINISHED, Bar, write
from engine.cli.report import Files, render, verdict
from engine.fault import Fault
from engine.item.fix import apply, cures_of

__all__ = ["arguments", "run"]

_ROUNDS = 8
_WATCH_SECONDS = 0.5


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
    parser.add_argument(
        "--watch", action="store_true", help=parser.say("文件一改就再查，Ctrl+C 停", "again at every change")
    )
    form(parser, ("full", "concise", "json", "sarif", "github"))


def run(desk: Desk, args: Namespace) -> int:
    """Lint the files; 1 if there is any fault. With --watch again and again, until it is stopped."""
    code = _once(desk, args)
    seen = _times(desk, args)
    while args.watch and code != UNFINISHED:
        desk.console.out.flush()
        time.sleep(_WATCH_SECONDS)
        now = _times(desk, args)
        if now != seen:
            desk.console.tell("", "")
            code = _once(desk, args)
            # Taken again: --fix writes too, and that is no change to look at.
            seen = _times(desk, args)
    return code


def _times(desk: Desk, args: Namespace) -> dict[str, tuple[int, int]]:
    """Give when each file was written last and how long it is; a file that is gone is left out."""
    if not args.watch:
        return {}
    times = {}
    for path in item_files([each for each in args.paths if os.path.exists(each)], lambda: desk.catalog_path):
        try:
            stat = os.stat(path)
        except OSError:
            continue
        times[path] = stat.st_mtime_ns, stat.st_size
    return times


def _once(desk: Desk, args: Namespace) -> int:
    """Lint the files one time; when it is stopped, what is known so far is shown."""
    started = time.monotonic()
    definitions = Definitions(desk, args.paths)
    bar = Bar(desk.console, "检查事项", "Linting items")
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    done = 0
    try:
        for path in definitions.paths:
            seen = _lint(definitions, path, args.fix)
            faults += seen.faults
            if seen.faults:
                texts[path] = seen.text or ""
                names[path] = str(seen.item.name) if seen.item is not None else ""
            done += 1
            bar(done, len(definitions.paths))
    except KeyboardInterrupt:
        # What is known so far is shown; the exit code says that it is not all.
        pass
    bar.clear()
    shown = render(faults, form=args.format, lang=desk.console.lang, files=Files(texts=texts, names=names))
    if shown:
        desk.console.show(shown + ("\n" if args.format == "full" else ""))
    last = verdict(faults, items=done, seconds=time.monotonic() - started, lang=desk.console.lang)
    if args.format == "full":
        desk.console.show(last)
    else:
        desk.console.tell(last, last)
    if done < len(definitions.paths):
        rest = len(definitions.paths) - done
        desk.console.tell(f"停下了，还有 {rest} 个没有查。", f"Stopped; {rest} not looked at.")
        return UNFINISHED
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
