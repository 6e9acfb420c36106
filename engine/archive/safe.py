"""安全性: nothing in the package acts by itself, and it says who may open it, its class, for how long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, get_args

from engine import vocabulary
from engine.archive.outcome import Both, NotHere, checks
from engine.archive.package import MANIFEST, SIGNATURES, Classed
from engine.archive.seen import Seen

__all__ = ["CHECKS", "KEEP_FOR", "UNSCANNED"]

KEEP_FOR: Final = re.compile(r"永久|permanent|[1-9]\d{0,2}\s*(年|years?)")
"""How long a file is kept: for ever, or a number of years."""
UNSCANNED: Final = "unscanned"
"""What stands of a file into which nobody has looked, beside others into which somebody has."""


def _active(seen: Seen) -> Iterator[Both]:
    for name, wrong in sorted(seen.pdfs.items()):
        if wrong in ("active", "unreadable"):
            yield (
                f"{name} 里有会自己运行的内容，或者看不清",
                f"{name} holds a script, or is closed to us",
            )
    for name, page in sorted(seen.pages.items()):
        if page.acts:
            yield f"{name} 里有会自己运行的内容", f"{name} holds something that acts by itself"


def _carried(seen: Seen) -> Iterable[Both] | NotHere:
    if not seen.pdfs:
        return NotHere(says=("没有 PDF", "there is no PDF"))
    return [
        (f"{name} 里夹带了别的文件", f"{name} carries other files")
        for name, wrong in seen.pdfs.items()
        if wrong == "carries_files"
    ]


def _scanned(seen: Seen) -> Iterable[Both] | NotHere:
    """What a scanner said when files were taken; without one this cannot be known."""
    said: Any = seen.keeping.get("scanned")
    if not isinstance(said, dict):
        return NotHere(says=("归档时没有接查毒程序", "no scanner was attached when it was archived"))
    return [_unclean(name, result) for name, result in said.items() if result != "clean"]


def _unclean(name: str, result: object) -> Both:
    if result in ("unknown", UNSCANNED):
        return f"{name} 没有查过毒，或者没有查成", f"no scanner has looked into {name}, or it could not"
    return f"{name} 查出了病毒", f"the scanner found something in {name}"


def _classes(seen: Seen) -> Iterator[Both]:
    for name, each in sorted(seen.listed.items()):
        if name not in (MANIFEST, SIGNATURES) and each.get("class") not in get_args(Classed):
            yield f"{name} 没有定密级", f"{name} has no class"


def _retention(seen: Seen) -> Iterator[Both]:
    keep_for = seen.keeping.get("keep_for")
    if not isinstance(keep_for, str) or KEEP_FOR.fullmatch(keep_for) is None:
        yield "没有写明保管期限", "it is not said how long the file is kept"


def _access(seen: Seen) -> Iterator[Both]:
    said: Any = seen.keeping.get("access")
    rows = said if isinstance(said, list) else []
    known = [row for row in rows if isinstance(row, dict) and vocabulary.word("role", str(row.get("role")))]
    if not rows or len(known) < len(rows):
        yield "没有写明谁可以利用", "it is not said who may open it"


CHECKS: Final = checks(
    "safe",
    ("active", "没有会自己运行的内容", "nothing acts by itself", _active),
    ("carried", "没有夹带文件", "nothing is carried along", _carried),
    ("scanned", "查过病毒", "files were scanned", _scanned),
    ("classes", "定了密级", "every file has its class", _classes),
    ("retention", "写明了保管期限", "retention is set", _retention),
    ("access", "写明了谁可以利用", "it says who may open it", _access),
)
