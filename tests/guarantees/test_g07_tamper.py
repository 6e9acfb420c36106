"""G7: history cannot be changed unnoticed up to the last anchor; after it, not without the key.

Ten kinds of change, as somebody makes them who may write to the database and knows how it is built, at random
places. The table says which of them each layer finds; what it says is not found must not be found either, so
that the page of what we do not promise stays true.
"""

from __future__ import annotations

import hmac
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.store import Place, Report, Store, Witness, found_store, open_store, read_export, witness
from engine.case.store.chain import digest
from engine.case.store.connect import sqlite_engine
from engine.case.store.keys import KeyRing
from engine.case.store.snapshot import snapshot
from engine.case.store.tables import anchor_heads, anchors, chains, events
from engine.case.store.verify import verify_all
from tests.case.store.desk import AT, CLERK, begin, minutes, place_in, say

CASES, BEFORE, AFTER = 3, 4, 3
FOUND = {
    # kind of change: found by the chain, with anchors, with MACs
    "edit an event": (True, True, True),
    "delete inside": (True, True, True),
    "swap two": (True, True, True),
    "cut the tail, before the anchor": (False, True, True),
    "rewrite and re-hash, before the anchor": (False, True, True),
    "rewrite and re-hash, after the anchor": (False, False, True),
    "append a forged event": (False, False, True),
    "cut the tail, after the anchor": (False, False, False),
    "remove a whole case": (False, True, True),
    "put back yesterday's database": (False, True, True),
}
# With the key in hand everything after the last anchor is the intruder's.
FOUND_WITH_KEY = {
    **FOUND,
    "rewrite and re-hash, after the anchor": (False, False, False),
    "append a forged event": (False, False, False),
}


@dataclass(frozen=True)
class Scene:
    """A store with an anchor in the middle of every case, a copy of yesterday, and what left the machine."""

    place: Place
    keys: KeyRing
    cases: list[str]
    yesterday: Path
    witnesses: tuple[Witness, ...]


def grow(store: Store, cases: list[str], count: int) -> None:
    for case in cases:
        for number in range(count):
            store.append(case, say("looked", {"n": number}), CLERK, AT)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("tamper")
    place = place_in(folder)
    found_store(place, AT)
    with open_store(place) as store:
        cases = [begin(store).case for _ in range(CASES)]
        assert store.anchor(AT) is not None
        snapshot(place, folder / "yesterday.sqlite")
        grow(store, cases, BEFORE - 1)
        made = store.anchor(minutes(1))
        assert made is not None
        grow(store, cases, AFTER)
        told = read_export(store.export_anchors(), store.ledger.keys)
        return Scene(
            place, store.ledger.keys, cases, folder / "yesterday.sqlite", (*told, witness(made.short))
        )


class Intruder:
    """Changes the database in one transaction that is taken back afterwards; with a key, seals again too."""

    def __init__(self, db: Connection, scene: Scene, chance: random.Random, key: bytes | None) -> None:
        self.db, self.scene, self.chance, self.key = db, scene, chance, key
        self.case = chance.choice(scene.cases)

    def rows(self) -> list[sa.Row[tuple[object, ...]]]:
        return list(
            self.db.execute(
                sa.select(events).where(events.c.chain_id == self.case).order_by(events.c.sequence)
            )
        )

    def change(self, sequence: int, **values: object) -> None:
        where = sa.and_(events.c.chain_id == self.case, events.c.sequence == sequence)
        self.db.execute(sa.update(events).where(where).values(**values))

    def cut(self, sequence: int) -> None:
        where = sa.and_(events.c.chain_id == self.case, events.c.sequence >= sequence)
        self.db.execute(sa.delete(events).where(where))
        self.set_head()

    def seal_from(self, sequence: int) -> None:
        """Hash everything again from one event on, as if it had always been so."""
        before = bytes(32)
        for row in self.rows():
            if row.sequence >= sequence:
                hashed = digest("sha256", self.case, row.sequence, before, row.body)
                mac = row.mac if self.key is None else hmac.digest(self.key, hashed, "sha256")
                self.change(row.sequence, previous=before, hash=hashed, mac=mac)
                before = hashed
            else:
                before = row.hash
        self.set_head()

    def set_head(self) -> None:
        last = self.rows()[-1]
        self.db.execute(
            sa.update(chains)
            .where(chains.c.id == self.case)
            .values(
                sequence=last.sequence, hash=last.hash, anchored=sa.func.min(last.sequence, chains.c.anchored)
            )
        )


def edit_an_event(by: Intruder) -> None:
    row = by.chance.choice(by.rows())
    by.change(row.sequence, body=row.body.replace(b"clerk-1", b"clerk-2"))


def delete_inside(by: Intruder) -> None:
    sequence = by.chance.randrange(1, BEFORE + AFTER)
    where = sa.and_(events.c.chain_id == by.case, events.c.sequence == sequence)
    by.db.execute(sa.delete(events).where(where))


def swap_two(by: Intruder) -> None:
    first, second = by.chance.sample(by.rows(), 2)
    kept = ("algorithm", "body", "previous", "hash", "mac", "key_id")
    by.change(first.sequence, **{name: second._mapping[name] for name in kept})
    by.change(second.sequence, **{name: first._mapping[name] for name in kept})


def cut_before(by: Intruder) -> None:
    by.cut(by.chance.randrange(2, BEFORE + 1))


def rewrite(by: Intruder, sequence: int) -> None:
    row = by.rows()[sequence - 1]
    by.change(sequence, body=row.body.replace(b"clerk-1", b"clerk-2"))
    by.seal_from(sequence)


def rewrite_before(by: Intruder) -> None:
    rewrite(by, by.chance.randrange(1, BEFORE + 1))


def rewrite_after(by: Intruder) -> None:
    rewrite(by, by.chance.randrange(BEFORE + 1, BEFORE + AFTER + 1))


def append_forged(by: Intruder) -> None:
    last = by.rows()[-1]
    forged = {
        **last._mapping,
        "sequence": last.sequence + 1,
        "body": last.body.replace(b"looked", b"granted"),
    }
    by.db.execute(sa.insert(events), forged)
    by.seal_from(last.sequence + 1)


def cut_after(by: Intruder) -> None:
    by.cut(by.chance.randrange(BEFORE + 1, BEFORE + AFTER + 1))


def remove_case(by: Intruder) -> None:
    by.db.execute(sa.delete(events).where(events.c.chain_id == by.case))
    by.db.exec_driver_sql("delete from timers where case_id = ?", (by.case,))
    by.db.exec_driver_sql("delete from lines where case_id = ?", (by.case,))
    by.db.execute(sa.delete(chains).where(chains.c.id == by.case))


CHANGES: dict[str, Callable[[Intruder], None]] = {
    "edit an event": edit_an_event,
    "delete inside": delete_inside,
    "swap two": swap_two,
    "cut the tail, before the anchor": cut_before,
    "rewrite and re-hash, before the anchor": rewrite_before,
    "rewrite and re-hash, after the anchor": rewrite_after,
    "append a forged event": append_forged,
    "cut the tail, after the anchor": cut_after,
    "remove a whole case": remove_case,
}


def layers(report: Report) -> tuple[bool, bool, bool]:
    """Tell which layer found something: the chain alone, with anchors, with MACs."""
    found = {each.what.partition("/")[0] for each in report.broken}
    return "chain" in found, bool(found & {"chain", "anchor"}), bool(found)


def tampered(scene: Scene, change: Callable[[Intruder], None], seed: int, key: bytes | None) -> Report:
    engine = sqlite_engine(scene.place.database)
    with engine.connect() as db, db.begin() as transaction:
        change(Intruder(db, scene, random.Random(seed), key))
        report = verify_all(db, scene.keys, scene.witnesses)
        transaction.rollback()
    return report


def put_back(scene: Scene) -> Report:
    with sqlite_engine(scene.yesterday).connect() as db, db.begin():
        return verify_all(db, scene.keys, scene.witnesses)


def hold_to_the_table(scene: Scene, kind: str, rounds: range, with_key: bool) -> Iterator[str]:
    key = scene.keys.newest("mac").bytes if with_key else None
    wanted = (FOUND_WITH_KEY if with_key else FOUND)[kind]
    for seed in rounds:
        change = CHANGES.get(kind)
        report = put_back(scene) if change is None else tampered(scene, change, seed, key)
        if layers(report) != wanted:
            yield f"seed {seed}: {layers(report)}, {[each.says('en') for each in report.broken]}"


def test_nothing_is_found_where_nothing_was_changed(scene: Scene) -> None:
    report = tampered(scene, lambda by: None, 0, None)
    assert (report.whole, report.events, report.anchors) == (True, CASES * (BEFORE + AFTER), 2)


@pytest.mark.parametrize("with_key", [False, True], ids=["without the key", "with the key"])
@pytest.mark.parametrize("kind", FOUND)
def test_each_change_is_found_by_the_layers_of_the_table(scene: Scene, kind: str, with_key: bool) -> None:
    assert list(hold_to_the_table(scene, kind, range(25), with_key)) == []


@pytest.mark.long
@pytest.mark.parametrize("with_key", [False, True], ids=["without the key", "with the key"])
@pytest.mark.parametrize("kind", FOUND)
def test_each_change_is_found_at_any_place(scene: Scene, kind: str, with_key: bool) -> None:
    assert list(hold_to_the_table(scene, kind, range(25, 1025), with_key)) == []


def forget_the_anchors(by: Intruder) -> None:
    """Take the anchors away with what they vouch for."""
    by.db.execute(sa.delete(anchor_heads))
    by.db.execute(sa.delete(anchors))
    by.db.execute(sa.update(chains).values(anchored=0))
    rewrite_before(by)


def sign_again(by: Intruder) -> None:
    """Make an anchor anew that vouches for the rewritten history, with another signature."""
    rewrite_before(by)
    row = by.db.execute(sa.select(anchors).where(anchors.c.number == 2)).one()
    by.db.execute(sa.update(anchors).where(anchors.c.number == 2).values(body=row.body + b" "))


@pytest.mark.parametrize("change", [forget_the_anchors, sign_again])
def test_who_changes_the_anchors_too_is_found_by_those_that_left(
    scene: Scene, change: Callable[[Intruder], None]
) -> None:
    key = scene.keys.newest("mac").bytes
    report = tampered(scene, change, 1, key)
    assert "anchor/witness" in {each.what for each in report.broken}


def test_a_receipt_alone_is_enough_to_tell(scene: Scene) -> None:
    receipt = Scene(scene.place, scene.keys, scene.cases, scene.yesterday, scene.witnesses[-1:])
    assert layers(put_back(receipt)) == (False, True, True)
    assert tampered(receipt, lambda by: None, 0, None).whole
