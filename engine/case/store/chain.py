"""The chain of a case: each event is sealed to the one before by hash, and to this installation by a MAC.

An act's events go in, rows of the table `events` come out, and back. The bytes that were hashed are kept as
they are; which case and which place they stand at is hashed with them, so that nothing can be moved.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from engine.case.model import Actor, Event, Json, Reference
from engine.case.store.canonical import said_at, written
from engine.case.store.keys import KeyRing

__all__ = [
    "ALGORITHMS",
    "JOURNAL",
    "START",
    "Head",
    "Ledger",
    "access_chain",
    "body_and_event",
    "body_of",
    "digest",
    "event_of",
    "is_case",
    "seal",
]

# SM3 is offered by most builds of OpenSSL, not by all.
ALGORITHMS: Final = tuple(name for name in ("sha256", "sm3") if name in hashlib.algorithms_available)
_HASHES: Final = {name: partial(hashlib.new, name) for name in ALGORITHMS} | {"sha256": hashlib.sha256}
START: Final = bytes(32)
"""What stands before the first event."""
JOURNAL: Final = ".journal"
"""The chain of what happens to the store itself; ids of cases hold no dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What events are sealed with: keys, the name of the algorithm, the epoch of numbers."""

    keys: KeyRing
    algorithm: str = "sha256"
    epoch: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last place of a chain."""

    sequence: int = 0
    hash: bytes = START


def access_chain(case: str) -> str:
    """Name the chain in which it stands who read what of a case."""
    return f"{case}.access"


def is_case(chain: str) -> bool:
    """Tell a case from the chains that stand beside cases."""
    return "." not in chain


def digest(algorithm: str, chain: str, sequence: int, previous: bytes, body: bytes) -> bytes:
    """Hash an event: its bytes with its chain, its place and the event before."""
    made = _HASHES[algorithm](f"yici event 1\n{chain}\n{sequence}\n{previous.hex()}\n".encode())
    made.update(body)
    return made.digest()


def seal(ledger: Ledger, chain: str, head: Head, body: bytes) -> tuple[dict[str, Any], Head]:
    """Make the row of the next event of a chain, and the head the chain has then."""
    key = ledger.keys.newest("mac")
    sequence = head.sequence + 1
    hashed = digest(ledger.algorithm, chain, sequence, head.hash, body)
    row = {
        "chain_id": chain,
        "sequence": sequence,
        "algorithm": ledger.algorithm,
        "body": body,
        "previous": head.hash,
        "hash": hashed,
        "mac": hmac.digest(key.bytes, hashed, ledger.algorithm),
        "key_id": key.id,
    }
    return row, Head(sequence=sequence, hash=hashed)


def body_of(event: Event) -> bytes:
    """Write what happened as the bytes that are hashed."""
    return written(_said(event))[0]


def body_and_event(event: Event) -> tuple[bytes, Event]:
    """Give the bytes, and the event as it is read from them ever after."""
    body, said = written(_said(event))
    return body, _read(event.case, event.sequence, said)


def _said(event: Event) -> dict[str, Json]:
    """Say what happened; what is empty is left out."""
    by = event.by
    said: dict[str, Json] = {
        "at": said_at(event.at),
        "by": {"id": by.id, "role": by.role, **_filled(department=by.department, window=by.window)},
        "kind": event.kind,
    }
    if event.data:
        said["data"] = event.data
    if event.personal:
        said["personal"] = {
            name: {"id": each.id, "digest": each.digest, "person": each.person}
            for name, each in event.personal.items()
        }
    return said


def _filled(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def event_of(chain: str, sequence: int, body: bytes) -> Event:
    """Read the event out of its bytes."""
    return _read(chain, sequence, json.loads(body))


def _read(chain: str, sequence: int, said: Mapping[str, Any]) -> Event:
    by: Mapping[str, Any] = said["by"]
    personal: Mapping[str, Mapping[str, str]] = said.get("personal", {})
    return Event(
        case=chain,
        sequence=sequence,
        kind=said["kind"],
        at=datetime.fromisoformat(said["at"]),
        by=Actor(
            id=by["id"], role=by["role"], department=by.get("department", ""), window=by.get("window", "")
        ),
        data=said.get("data", {}),
        personal={name: Reference(**each) for name, each in personal.items()},
    )
