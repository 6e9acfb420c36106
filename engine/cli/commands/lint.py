"""`yici lint [PATH…]`: every fault of every definition, at once, with its cure."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.catalog.diagnose import Diagnosed
from engine.catalog.lint import find_all, outline
from engine.cli.arguments import Parser, form
from engine.cli.definitions import Definitions
from engine.cli.desk import Desk, item_files
from engine.cli.output import FINDINGS, FINE, UNFINISHED, Bar, write
from engine.cli.report import Files, render, verdict
from engine.fault import Fault
from engine.item.fix import apply, cures_of
from engine.item.model import Item
from engine.item.text import decode

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
    for path in item_files(
        [each for each in args.paths if os.path.exists(each)], lambda: [desk.catalog_path]
    ):
        try:
            stat = os.stat(path)
        except OSError:
            continue
        times[path] = stat.st_mtime_ns, stat.st_size
    return times


@dataclass(slots=True)
class _Seen:
    """What one run has found so far: the faults, what is shown of their files, and the items it read."""

    faults: list[Fault] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    done: int = 0

    def add(self, path: str, found: Diagnosed) -> None:
        """Add what was found out about one file."""
        self.done += 1
        self.faults += found.faults
        if found.item is not None:
            self.items.append(outline(found.item))
            self.names[path] = str(found.item.name)
        if found.faults:
            self.texts[path] = found.text or ""


def _once(desk: Desk, args: Namespace) -> int:
    """Lint the files one time; when it is stopped, what is known so far is shown."""
    started = time.monotonic()
    # What is installed is looked at, but not written to.
    definitions = Definitions(desk, args.paths, contributed=not args.fix)
    seen = _look(desk, definitions, args.fix)
    faults, lang = seen.faults, desk.console.lang
    shown = render(faults, form=args.format, lang=lang, files=Files(texts=seen.texts, names=seen.names))
    if shown:
        desk.console.show(shown + ("\n" if args.format == "full" else ""))
    last = verdict(faults, items=seen.done, seconds=time.monotonic() - started, lang=lang)
    if args.format == "full":
        desk.console.show(last)
    else:
        desk.console.tell(last, last)
    if seen.done < len(definitions.paths):
        rest = len(definitions.paths) - seen.done
        desk.console.tell(f"停下了，还有 {rest} 个没有查。", f"Stopped; {rest} not looked at.")
        return UNFINISHED
    counted = (fault for fault in faults if args.fail_on_reminder or fault.kind.level == "fault")
    return FINDINGS if any(counted) else FINE


def _look(desk: Desk, definitions: Definitions, fix: bool) -> _Seen:
    """Look at every file by itself, then at all of them side by side."""
    seen = _Seen()
    bar = Bar(desk.console, "检查事项", "Linting items")
    try:
        for path in definitions.paths:
            found = _lint(definitions, path, fix)
            seen.add(path, replace(found, faults=(*found.faults, *_by_plugins(desk, found.item))))
            bar(seen.done, len(definitions.paths))
        together = find_all(seen.items)
    except KeyboardInterrupt:
        # What is known so far is shown; the exit code says that it is not all.
        together = ()
    bar.clear()
    seen.faults += together
    places = (source for fault in together for source in (fault.source, fault.also) if source is not None)
    for path in dict.fromkeys(source.path for source in places):
        if path not in seen.texts:
            seen.texts[path] = decode(definitions.read(path), path)[0] or ""
    return seen


def _by_plugins(desk: Desk, item: Item | None) -> tuple[Fault, ...]:
    """Give what the lints of plug-ins find; without plug-ins, and where none is asked, nobody is called."""
    if item is None:
        return ()
    asks = any(check.plugin is not None for check in (*item.conditions, *item.checks))
    return desk.center.lint(item) if asks or desk.plugged else ()


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
