"""Verification says what is wrong and where; nothing that somebody put into the database makes it stop."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from engine.case.store import Report, Store, Witness, read_export, witness
from engine.case.store.broken import SAYS, Broken
from engine.case.store.chain import JOURNAL
from engine.case.store.keys import KeyRing, new_keys
from tests.case.store.desk import AT, CLERK, begin, minutes, say


@contextmanager
def changing(store: Store) -> Iterator[sqlite3.Connection]:
    """Give the database to somebody who may do anything with it."""
    db = sqlite3.connect(store.place.database, isolation_level=None)
    try:
        yield db
    finally:
        db.close()


def found(report: Report) -> set[tuple[str, str]]:
    return {(each.what, each.place) for each in report.broken}


@pytest.fixture
def case(store: Store) -> str:
    """A case with two events and an access to it, anchored, and an edition."""
    case = begin(store).case
    store.append(case, say("looked"), CLERK, AT)
    store.reveal(case, [], CLERK, "审查", AT)
    store.keep_edition("sha256:e", {"item.yaml": "事项名称: 甲"}, CLERK, AT)
    store.anchor(minutes(1))
    return case


def test_one_case_is_looked_at_with_the_accesses_to_it(store: Store, case: str) -> None:
    begin(store)
    report = store.verify(case)
    assert (report.whole, report.chains, report.events) == (True, 2, 3)
    with changing(store) as db:
        db.execute("update events set body = x'7b7d' where chain_id = ?", (f"{case}.access",))
    assert found(store.verify(case)) == {("chain/hash", f"{case}.access")}


def test_a_case_that_is_not_there_has_nothing_to_find(store: Store) -> None:
    assert store.verify("nosuchcase") == Report(chains=0, events=0, anchors=0, broken=())


def test_an_edition_with_another_text_is_found(store: Store, case: str) -> None:
    assert store.edition("sha256:e") == {"item.yaml": "事项名称: 甲"}
    with changing(store) as db:
        db.execute("update editions set files = replace(files, '甲', '乙')")
    assert found(store.verify()) == {("edition/text", "sha256:e")}


def test_an_edition_taken_away_or_put_in_is_found(store: Store, case: str) -> None:
    with changing(store) as db:
        db.execute("update editions set hash = 'sha256:other'")
    assert found(store.verify()) == {("edition/text", "sha256:e"), ("edition/text", "sha256:other")}


def test_an_edition_is_kept_once_as_it_was_first(store: Store, case: str) -> None:
    assert not store.keep_edition("sha256:e", {"item.yaml": "其他"}, CLERK, AT)
    assert store.edition("sha256:e") == {"item.yaml": "事项名称: 甲"}
    assert store.edition("sha256:none") is None


def test_events_without_a_case_are_found(store: Store, case: str) -> None:
    with changing(store) as db:
        db.execute(
            "insert into events select 'zz' || chain_id, sequence, algorithm, body, previous, hash, mac,"
            " key_id from events where chain_id = ?",
            (case,),
        )
    assert ("chain/unknown", f"zz{case}") in found(store.verify())


CHANGES = {
    "text instead of bytes": "update events set body = 'a', hash = 'b', previous = 'c', mac = 'd'",
    "another algorithm": "update events set algorithm = 'md5'",
    "another key": "update events set key_id = 'mac-99'",
    "text instead of a number": "update events set sequence = 'many' where sequence = 2",
    "a head of another kind": "update chains set hash = 'text', sequence = 'many'",
    "heads of anchors of another kind": "update anchor_heads set hash = 'text', sequence = 'many'",
    "heads of anchors gone": "delete from anchor_heads",
    "heads of an anchor that is not there": "update anchor_heads set number = 9",
    "an anchor that is no anchor": "update anchors set body = 'text'",
    "an anchor of another number": "update anchors set number = 7",
    "another signature": "update anchors set signature = x'00'",
    "another key of an anchor": "update anchors set key_id = 'anchor-99'",
    "anchors gone": "delete from anchors",
    "a journal that cannot be read": "update events set body = x'ff' where chain_id = '.journal'",
    "a journal without its words": "update events set body = '{}' where chain_id = '.journal'",
}


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_is_put_into_the_database_is_found(store: Store, case: str, sql: str) -> None:
    assert store.verify().whole
    with changing(store) as db:
        db.execute(sql)
    assert not store.verify().whole


def test_everything_wrong_is_said_at_once_in_both_languages(store: Store, case: str) -> None:
    with changing(store) as db:
        db.execute("update events set body = x'7b7d'")
    broken = store.verify().broken
    assert {each.place for each in broken if each.what == "chain/hash"} == {case, f"{case}.access", JOURNAL}
    first = next(each for each in broken if each.place == case)
    assert first.says("zh") == f"{case} #1：事件的内容被改过"
    assert first.says("en") == f"{case} #1: the event was changed"
    for what in SAYS:
        assert Broken(what=what, place="x").says("zh").startswith("x：")


# Anchors that left the machine.


def test_an_anchor_tells_nothing_but_that_something_was_there(store: Store, case: str) -> None:
    text = "".join(store.export_anchors())
    assert case not in text and "clerk-1" not in text and "市场" not in text
    assert json.loads(json.loads(text)["body"])["events"] == 4


def test_nothing_new_makes_no_anchor(store: Store, case: str) -> None:
    assert store.anchor(minutes(2)) is None
    begin(store)
    made = store.anchor(minutes(3))
    assert made is not None
    assert (made.number, made.chains, made.events, made.numbers) == (2, 4, 5, {"case": 2})


def test_anchors_are_exported_from_a_number_on(store: Store, case: str) -> None:
    begin(store)
    store.anchor(minutes(2))
    assert len(list(store.export_anchors())) == 2
    (line,) = store.export_anchors(after=1)
    (seen,) = read_export([line, ""], store.ledger.keys)
    assert (seen.number, seen.epoch, len(seen.heads)) == (2, 0, 1)


def test_the_anchor_on_a_receipt_is_read_back(store: Store, case: str) -> None:
    begin(store)
    made = store.anchor(minutes(2))
    assert made is not None
    receipt = witness(f" {made.short} ")
    assert store.verify(witnesses=[receipt]).whole
    other = replace(receipt, hash="00" * 10)
    assert found(store.verify(witnesses=[other])) == {("anchor/witness", "anchor 2")}


@pytest.mark.parametrize("text", ["", "1.2", "1.2.ab", "a.b.cccccccccccccccccccc", "1.2.zz", "1.2.3.4"])
def test_what_is_no_anchor_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        witness(text)


def test_an_exported_anchor_that_was_changed_or_is_of_somebody_else_is_not_read(
    store: Store, case: str
) -> None:
    keys = store.ledger.keys
    (line,) = store.export_anchors()
    said = json.loads(line)
    wrong: list[tuple[object, KeyRing]] = [
        ({**said, "body": said["body"].replace('"events":4', '"events":5')}, keys),
        ({**said, "heads": said["heads"][1:]}, keys),
        ({**said, "signature": "00" * 64}, keys),
        ({**said, "signature": "00"}, keys),
        ({**said, "heads": None}, keys),
        (said, new_keys()),
    ]
    for text, ring in wrong:
        with pytest.raises(ValueError, match="anchor"):
            read_export([json.dumps(text)], ring)


def test_a_witness_of_an_epoch_nobody_knows_is_missed(store: Store, case: str) -> None:
    assert found(store.verify(witnesses=[Witness(epoch=3, number=1, hash="00")])) == {
        ("anchor/witness", "anchor 1")
    }
