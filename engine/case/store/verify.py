"""Finding what was changed behind the back of the store: chains, MACs, anchors (table in guarantees D3).

Everything is read in one pass, in the order of chains, and held against what was hashed, sealed and anchored,
then against anchors that left the machine. It never stops at the first thing it finds.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Event
from engine.case.store.anchors import Witness
from engine.case.store.broken import Report, Tally
from engine.case.store.chain import ALGORITHMS, JOURNAL, Head, access_chain, digest, event_of
from engine.case.store.editions import edition_digest
from engine.case.store.journal import editions_of
from engine.case.store.keys import KeyRing
from engine.case.store.rows import own_kinds, stream
from engine.case.store.tables import anchor_heads, chains, editions, events
from engine.case.store.verify_anchors import hold_against, look_at_anchors

__all__ = ["verify_all", "verify_case", "verify_chains"]

_Row: TypeAlias = Any
"""A row of the database; by name its columns would cost a third of the whole time."""
_CHAINS: Final = sa.select(*own_kinds(chains.c.id, chains.c.sequence, chains.c.hash)).order_by(chains.c.id)
_EVENTS: Final = sa.select(*own_kinds(*events.c)).order_by(events.c.chain_id, events.c.sequence)
_HEADS: Final = sa.select(
    *own_kinds(anchor_heads.c.chain_id, anchor_heads.c.sequence, anchor_heads.c.hash)
).order_by(anchor_heads.c.chain_id, anchor_heads.c.sequence)


def verify_all(db: Connection, keys: KeyRing, witnesses: Sequence[Witness] = ()) -> Report:
    """Look at everything, as a stream."""
    tally = Tally()
    _look_at_chains(
        tally,
        keys,
        stream(db, _CHAINS),
        groupby(stream(db, _EVENTS), key=itemgetter(0)),
        groupby(stream(db, _HEADS), key=itemgetter(0)),
    )
    kept = look_at_anchors(db, keys, tally)
    journal = _journal(db)
    _look_at_editions(db, journal, tally)
    lost = hold_against(witnesses, kept, journal, tally)
    return Report(
        chains=tally.chains,
        events=tally.events,
        anchors=len(kept),
        broken=tuple(tally.broken),
        lost=lost,
    )


def _journal(db: Connection) -> list[Event]:
    """Read the journal as far as it can be read; what was changed in it is found with all chains."""
    told = []
    for row in db.execute(_EVENTS.where(events.c.chain_id == JOURNAL)):
        with suppress(ValueError, KeyError, TypeError):
            told.append(event_of(JOURNAL, row.sequence, row.body))
    return told


def verify_case(db: Connection, keys: KeyRing, case: str) -> Report:
    """Look at one case and at the accesses to it."""
    return verify_chains(db, keys, [case, access_chain(case)])


def verify_chains(db: Connection, keys: KeyRing, ids: Sequence[str]) -> Report:
    """Look at some chains."""
    tally = Tally()
    _look_at_chains(
        tally,
        keys,
        iter(db.execute(_CHAINS.where(chains.c.id.in_(ids)))),
        groupby(db.execute(_EVENTS.where(events.c.chain_id.in_(ids))), key=itemgetter(0)),
        groupby(db.execute(_HEADS.where(anchor_heads.c.chain_id.in_(ids))), key=itemgetter(0)),
    )
    return Report(chains=tally.chains, events=tally.events, anchors=0, broken=tuple(tally.broken))


_Groups: TypeAlias = Iterator[tuple[str, Iterator[_Row]]]


def _look_at_chains(tally: Tally, keys: KeyRing, rows: Iterator[_Row], told: _Groups, heads: _Groups) -> None:
    """Walk the three streams side by side; each is in the order of chains, and any may lack some."""
    macs = {each.id: each.bytes for each in keys.rings["mac"]}
    row, group, head = next(rows, None), next(told, None), next(heads, None)
    while row is not None or group is not None or head is not None:
        here = min(each[0] for each in (row, group, head) if each is not None)
        anchored: dict[int, bytes] = {}
        last = Head()
        if head is not None and head[0] == here:
            anchored = {sequence: hash for _, sequence, hash in head[1]}
            tally.anchored_chains += 1
            tally.anchored_events += max(anchored)
            head = next(heads, None)
        if group is not None and group[0] == here:
            last = _look_at_events(tally, macs, here, group[1], anchored)
            group = next(told, None)
        for sequence in anchored:
            tally.add("anchor/missing", here, sequence)
        if row is not None and row[0] == here:
            if (row[1], row[2]) != (last.sequence, last.hash):
                tally.add("chain/head", here, last.sequence)
            tally.chains += 1
            row = next(rows, None)
        elif last.sequence:
            tally.add("chain/unknown", here)


def _look_at_events(
    tally: Tally, macs: dict[str, bytes], chain: str, told: Iterable[_Row], anchored: dict[int, bytes]
) -> Head:
    """Look at the events of one chain; take from `anchored` what was found, and give the last place."""
    before, before_hash = 0, Head().hash
    for _, sequence, algorithm, body, previous, hash, mac, key_id in told:
        if sequence != before + 1:
            tally.add("chain/gap", chain, sequence)
        if previous != before_hash:
            tally.add("chain/link", chain, sequence)
        if algorithm not in ALGORITHMS or digest(algorithm, chain, sequence, previous, body) != hash:
            tally.add("chain/hash", chain, sequence)
        elif key_id not in macs:
            tally.add("mac/key", chain, sequence)
        elif hmac.digest(macs[key_id], hash, algorithm) != mac:
            tally.add("mac/mac", chain, sequence)
        if anchored and anchored.pop(sequence, hash) != hash:
            tally.add("anchor/head", chain, sequence)
        before, before_hash = sequence, hash
        tally.events += 1
    return Head(sequence=before, hash=before_hash)


def _look_at_editions(db: Connection, journal: Sequence[Event], tally: Tally) -> None:
    """Hold the text of each edition against what the journal says of it; none may be missing or unsaid."""
    said = editions_of(journal)
    for hash, files in db.execute(sa.select(*own_kinds(editions.c.hash, editions.c.files))):
        if said.pop(hash, "") != edition_digest(files):
            tally.add("edition/text", hash)
    for hash in said:
        tally.add("edition/text", hash)
