"""Anchors: every few seconds the heads of all chains that grew are folded into signed lines, mostly into one.

Each anchor holds the hash of the one before, so the newest one that left this machine, on another host or on
a receipt, vouches for everything up to it. Ids of cases stand in it as hashes: an anchor tells that something
was there, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from engine.case.model import Json
from engine.case.store.canonical import canonical, said_at
from engine.case.store.chain import START, Ledger
from engine.case.store.keys import KeyRing
from engine.case.store.tables import anchor_heads, anchors, chains, counters

__all__ = [
    "Anchor",
    "Witness",
    "anchors_of",
    "export_anchors",
    "fingerprint",
    "head_line",
    "last_anchor",
    "make_anchor",
    "proven",
    "read_anchor",
    "read_export",
    "signed",
    "witness",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One line of the anchor log: `chains` and `events` count all there was, `body` is what was signed."""

    number: int
    epoch: int
    at: str
    chains: int
    events: int
    heads: str
    numbers: Mapping[str, int]
    previous: bytes
    body: bytes
    hash: bytes
    signature: bytes
    key_id: str

    @property
    def short(self) -> str:
        """What fits on a receipt: it is enough to vouch for everything up to this anchor."""
        return f"{self.epoch}.{self.number}.{self.hash[:10].hex()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An anchor that left this machine: `hash` may be its beginning only, as on a receipt."""

    epoch: int
    number: int
    hash: str
    heads: tuple[tuple[str, int, str], ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


def fingerprint(chain: str) -> str:
    """Name a chain so that only who knows it can tell which it is."""
    case, dot, beside = chain.partition(".")
    return hashlib.sha256(case.encode()).hexdigest()[:32] + dot + beside


def head_line(chain: str, sequence: int, hash: bytes) -> bytes:
    """Write the head of a chain as it is folded into an anchor."""
    return f"{fingerprint(chain)} {sequence} {hash.hex()}\n".encode()


_LAST: Final = sa.select(anchors).order_by(anchors.c.number.desc()).limit(1)
_GREW: Final = (
    sa.select(chains.c.id, chains.c.sequence, chains.c.hash, chains.c.anchored)
    .where(chains.c.sequence > chains.c.anchored)
    .order_by(chains.c.id)
    .limit(sa.bindparam("most"))
    # A case somebody is writing to is taken up by the next anchor.
    .with_for_update(skip_locked=True)
)
_RAISED: Final = (
    sa.select(counters.c.series, counters.c.value)
    .where(counters.c.value > counters.c.anchored)
    .order_by(counters.c.series)
    .with_for_update(skip_locked=True)
)
_ANCHORED: Final = (
    sa.update(chains).where(chains.c.id == sa.bindparam("chain")).values(anchored=sa.bindparam("to"))
)
_NUMBERED: Final = (
    sa.update(counters).where(counters.c.series == sa.bindparam("name")).values(anchored=sa.bindparam("to"))
)


def make_anchor(db: Connection, ledger: Ledger, at: datetime, most: int) -> tuple[Anchor | None, bool]:
    """Fold what grew since the last anchor into a new one, and tell whether more than `most` chains may have.

    There is no anchor if nothing grew.
    """
    if db.dialect.name == "postgresql":
        db.execute(sa.text("lock table anchors in exclusive mode"))
    grew = db.execute(_GREW, {"most": most}).all()
    if not grew:
        return None, False
    last = last_anchor(db)
    folded = hashlib.sha256()
    for row in grew:
        folded.update(head_line(row.id, row.sequence, row.hash))
    numbers = {row.series: int(row.value) for row in db.execute(_RAISED)}
    made = _sign(
        ledger,
        {
            "number": 1 if last is None else last.number + 1,
            "epoch": ledger.epoch,
            "at": said_at(at),
            "chains": (0 if last is None else last.chains) + sum(row.anchored == 0 for row in grew),
            "events": (0 if last is None else last.events) + sum(row.sequence - row.anchored for row in grew),
            "heads": folded.hexdigest(),
            "numbers": numbers,
            "previous": (START if last is None else last.hash).hex(),
        },
    )
    _write(db, made, grew)
    return made, len(grew) == most


def _sign(ledger: Ledger, said: Mapping[str, Json]) -> Anchor:
    key = ledger.keys.newest("anchor")
    body = canonical(said)
    return read_anchor(body, hashlib.sha256(body).digest(), key.signer.sign(body), key.id)


def _write(db: Connection, made: Anchor, grew: Iterable[Any]) -> None:
    row = {"number": made.number, "body": made.body, "hash": made.hash}
    db.execute(sa.insert(anchors), {**row, "signature": made.signature, "key_id": made.key_id})
    db.execute(
        sa.insert(anchor_heads),
        [
            {"chain_id": row.id, "number": made.number, "sequence": row.sequence, "hash": row.hash}
            for row in grew
        ],
    )
    db.execute(_ANCHORED, [{"chain": row.id, "to": row.sequence} for row in grew])
    if made.numbers:
        db.execute(_NUMBERED, [{"name": name, "to": value} for name, value in made.numbers.items()])


def last_anchor(db: Connection) -> Anchor | None:
    """Give the newest anchor; None if there is none yet."""
    row = db.execute(_LAST).first()
    return None if row is None else read_anchor(row.body, row.hash, row.signature, row.key_id)


def read_anchor(body: bytes, hash: bytes, signature: bytes, key_id: str) -> Anchor:
    """Read an anchor from the bytes that were signed."""
    said: Mapping[str, Any] = json.loads(body)
    return Anchor(
        number=said["number"],
        epoch=said["epoch"],
        at=said["at"],
        chains=said["chains"],
        events=said["events"],
        heads=said["heads"],
        numbers=said["numbers"],
        previous=bytes.fromhex(said["previous"]),
        body=body,
        hash=hash,
        signature=signature,
        key_id=key_id,
    )


def signed(keys: KeyRing, anchor: Anchor) -> bool:
    """Tell whether this installation signed an anchor."""
    key = keys.find("anchor", anchor.key_id)
    return key is not None and _verifies(key.signer.public_key(), anchor.signature, anchor.body)


def _verifies(key: Ed25519PublicKey, signature: bytes, body: bytes) -> bool:
    try:
        key.verify(signature, body)
    except InvalidSignature:
        return False
    return True


def export_anchors(db: Connection, keys: KeyRing, after: int = 0) -> Iterator[str]:
    """Write the anchors after a number as lines of JSON that can be checked without this store."""
    rows = db.execute(sa.select(anchors).where(anchors.c.number > after).order_by(anchors.c.number))
    return (_exported(db, keys, row) for row in rows)


def anchors_of(db: Connection, keys: KeyRing, chain: str) -> Iterator[str]:
    """Write every anchor in which the head of a chain stands, in the same lines."""
    mine = sa.select(anchor_heads.c.number).where(anchor_heads.c.chain_id == chain)
    rows = db.execute(sa.select(anchors).where(anchors.c.number.in_(mine)).order_by(anchors.c.number)).all()
    return (_exported(db, keys, row) for row in rows)


def _exported(db: Connection, keys: KeyRing, row: Any) -> str:
    key = keys.find("anchor", row.key_id)
    heads = db.execute(
        sa.select(anchor_heads.c.chain_id, anchor_heads.c.sequence, anchor_heads.c.hash)
        .where(anchor_heads.c.number == row.number)
        .order_by(anchor_heads.c.chain_id)
    )
    said: dict[str, Json] = {
        "body": row.body.decode(),
        "hash": row.hash.hex(),
        "signature": row.signature.hex(),
        "public_key": None if key is None else key.signer.public_key().public_bytes_raw().hex(),
        "heads": [[fingerprint(head.chain_id), head.sequence, head.hash.hex()] for head in heads],
    }
    return canonical(said).decode()


def witness(short: str) -> Witness:
    """Read an anchor as it stands on a receipt; anything else is a ValueError."""
    epoch, number, hash = short.strip().split(".")
    if len(bytes.fromhex(hash)) < 10:
        raise ValueError("too short to vouch for anything")
    return Witness(epoch=int(epoch), number=int(number), hash=hash.lower())


def read_export(lines: Iterable[str], keys: KeyRing) -> tuple[Witness, ...]:
    """Read exported anchors back as witnesses; a line that this installation did not sign is a ValueError."""
    try:
        return tuple(_witness(line, keys) for line in lines if line.strip())
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("this is no line of anchors") from error


def _witness(line: str, keys: KeyRing) -> Witness:
    return proven(line, [each.signer.public_key() for each in keys.rings["anchor"]])


def proven(line: str, signers: Sequence[Ed25519PublicKey]) -> Witness:
    """Read one exported line, signed by one of these keys and holding the heads it was made of."""
    said: Mapping[str, Any] = json.loads(line)
    body = said["body"].encode()
    anchor = read_anchor(body, hashlib.sha256(body).digest(), bytes.fromhex(said["signature"]), "")
    heads = tuple((str(name), int(sequence), str(hash)) for name, sequence, hash in said["heads"])
    folded = hashlib.sha256("".join(f"{name} {at} {hash}\n" for name, at, hash in heads).encode()).hexdigest()
    if folded != anchor.heads or not any(_verifies(key, anchor.signature, body) for key in signers):
        raise ValueError(f"anchor {anchor.number} was not signed by this installation")
    return Witness(
        epoch=anchor.epoch,
        number=anchor.number,
        hash=anchor.hash.hex(),
        heads=heads,
        numbers=anchor.numbers,
    )
