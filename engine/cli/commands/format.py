"""`yici format [PATH…]`: files in order, byte for byte the same when they already are."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from engine.cli.arguments import Parser, form
from engine.cli.desk import Desk, item_files, read_file
from engine.cli.output import FINDINGS, FINE, Wrong, write
from engine.item.format import format_text
from engine.item.text import MAX_BYTES

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes; --lang also turns the files into that language."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help=parser.say("文件或文件夹", "files or folders")
    )
    parser.add_argument("--check", action="store_true", help=parser.say("只看不改", "change nothing"))
    form(parser, ("full",))


def run(desk: Desk, args: Namespace) -> int:
    """Format the files; with --check, 1 if any would change."""
    changed, orderly = [], 0
    for path in item_files(args.paths, lambda: [desk.catalog_path]):
        before = _text(path)
        after = format_text(before, args.lang)
        if after == before:
            orderly += 1
            continue
        changed.append(path)
        if not args.check:
            write(Path(path), after.encode())
    for path in changed:
        desk.console.show(path)
    zh, en = ("要改", "would change") if args.check else ("改了", "changed")
    desk.console.tell(
        f"{zh} {len(changed)} 个文件，{orderly} 个本来就整齐。",
        f"{len(changed)} files {en}, {orderly} were in order.",
    )
    return FINDINGS if args.check and changed else FINE


def _text(path: str) -> str:
    data = read_file(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise Wrong(
            f"{path} 太大，最多 {MAX_BYTES // 1024} KiB。", f"{path} is larger than {MAX_BYTES // 1024} KiB."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Wrong(f"{path} 不是 UTF-8。先看：yici lint", f"{path} is not UTF-8. See: yici lint") from error
