"""The anchor log under verification: lists, links, counts, signatures, and anchors that left the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Event
from engine.case.store.anchors import Anchor, Witness, head_line, read_anchor, signed
from engine.case.store.broken import Tally
from engine.case.store.chain import START
from engine.case.store.journal import restores_of
from engine.case.store.keys import KeyRing
from engine.case.store.rows import own_kinds
from engine.case.store.tables import anchor_heads, anchors

__all__ = ["Kept", "hold_against", "look_at_anchors"]

Kept: TypeAlias = Mapping[tuple[int, int], str]
"""The hash of each anchor by its epoch and number."""

_ROWS: Final = 2000
_LOG: Final = sa.select(*own_kinds(*anchors.c)).order_by(anchors.c.number)
_HEADS: Final = sa.select(
    *own_kinds(anchor_heads.c.number, anchor_heads.c.chain_id, anchor_heads.c.sequence, anchor_heads.c.hash)
).order_by(anchor_heads.c.number, anchor_heads.c.chain_id)


def look_at_anchors(db: Connection, keys: KeyRing, tally: Tally) -> Kept:
    """Look at the whole log and at the counts of its last anchor."""
    kept: dict[tuple[int, int], str] = {}
    folded = _folded_heads(db)
    last: Anchor | None = None
    for row in db.execute(_LOG, execution_options={"yield_per": _ROWS}):
        anchor = _read(row)
        if anchor is None or not _follows(last, anchor, row):
            tally.add("anchor/link", _named(row.number))
        if anchor is None:
            continue
        if folded.pop(row.number, None) != anchor.heads:
            tally.add("anchor/heads", _named(row.number))
        kept[anchor.epoch, anchor.number] = hashlib.sha256(anchor.body).hexdigest()
        last = anchor
    for number in folded:
        tally.add("anchor/heads", _named(number))
    counted = (tally.anchored_chains, tally.anchored_events)
    if counted != ((0, 0) if last is None else (last.chains, last.events)):
        tally.add("anchor/count", _named(0 if last is None else last.number))
    _look_at_signatures(db, keys, tally)
    return kept


def _folded_heads(db: Connection) -> dict[int, str]:
    """Fold the heads of each anchor as they stand in the database now."""
    folded = {}
    rows = db.execute(_HEADS, execution_options={"yield_per": _ROWS})
    for number, heads in groupby(rows, key=itemgetter(0)):
        made = hashlib.sha256()
        for _, chain, sequence, hash in heads:
            made.update(head_line(chain, sequence, hash))
        folded[number] = made.hexdigest()
    return folded


def _read(row: sa.Row[Any]) -> Anchor | None:
    """Read an anchor; nothing if its bytes are none any more."""
    try:
        return read_anchor(row.body, row.hash, row.signature, row.key_id)
    except (ValueError, KeyError, TypeError):
        return None


def _follows(last: Anchor | None, anchor: Anchor, row: sa.Row[Any]) -> bool:
    number, hash = (0, START) if last is None else (last.number, last.hash)
    own = hashlib.sha256(row.body).digest() == row.hash
    return own and (anchor.number, row.number, anchor.previous) == (number + 1, number + 1, hash)


def _look_at_signatures(db: Connection, keys: KeyRing, tally: Tally) -> None:
    """Look at the newest signature: by the links it vouches for all before; at older ones while they fail."""
    for row in db.execute(_LOG.order_by(None).order_by(anchors.c.number.desc())):
        anchor = _read(row)
        if anchor is not None and signed(keys, anchor):
            return
        tally.add("anchor/signature", _named(row.number))


def hold_against(
    witnesses: Sequence[Witness], kept: Kept, journal: Sequence[Event], tally: Tally
) -> tuple[Witness, ...]:
    """Hold the log against anchors that left the machine; give those that a restore is known to have lost."""
    restores = restores_of(journal)
    lost = []
    for each in witnesses:
        if any(epoch > each.epoch and each.number > last for epoch, last in restores):
            lost.append(each)
        elif not kept.get((each.epoch, each.number), "").startswith(each.hash):
            tally.add("anchor/witness", _named(each.number))
    return tuple(lost)


def _named(number: int) -> str:
    return f"anchor {number}"
