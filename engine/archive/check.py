"""The four-property check of an archived case: a package in, one line an item out (guarantees G22).

It reads the package and nothing else: no store, no key file, no catalogue. It runs when a file is closed,
when it is handed over, and again in the years between.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.archive import authentic, complete, safe, usable
from engine.archive.authentic import signed_by
from engine.archive.outcome import Check, Line, Look, NotHere
from engine.archive.seen import Seen

__all__ = ["CHECKS", "PROPERTIES", "check_package", "whole"]

PROPERTIES: Final[Mapping[str, tuple[str, str]]] = {
    "authentic": ("真实性", "Authentic"),
    "complete": ("完整性", "Complete"),
    "usable": ("可用性", "Usable"),
    "safe": ("安全性", "Safe"),
}


def check_package(files: Mapping[str, bytes], key: str | None = None) -> tuple[Line, ...]:
    """Look at every item; `key` is the public key that the centre is known by, from elsewhere."""
    seen = Seen(files)
    return tuple(_line(each, seen) for each in (*CHECKS[:1], _signer(key), *CHECKS[1:]))


def whole(lines: tuple[Line, ...]) -> bool:
    """Tell whether nothing failed."""
    return all(each.standing != "failed" for each in lines)


def _line(check: Check, seen: Seen) -> Line:
    found = check.look(seen)
    if isinstance(found, NotHere):
        return Line(check=check, standing="not_applicable", says=(found.says,))
    wrong = tuple(found)
    return Line(check=check, standing="failed" if wrong else "passed", says=wrong)


def _signer(key: str | None) -> Check:
    """Make the row that holds the signature against a key known from elsewhere."""

    def look(seen: Seen) -> list[tuple[str, str]] | NotHere:
        if key is None:
            return NotHere(
                says=(
                    "没有给出中心的公钥（--key），只知道签名没坏",
                    "no --key was given: whose key it is remains open",
                )
            )
        if key.strip().lower() in signed_by(seen):
            return []
        return [("不是这把公钥签的", "it was not signed with this key")]

    made: Look = look
    return Check(
        key="signer", of="authentic", zh="是这个中心签的", en="it was signed by this centre", look=made
    )


CHECKS: Final[tuple[Check, ...]] = (*authentic.CHECKS, *complete.CHECKS, *usable.CHECKS, *safe.CHECKS)
