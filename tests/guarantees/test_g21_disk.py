"""G21: disk full, read-only, locked, failing: refuse politely, lose nothing, work again by itself.

A failure is put into every single change that a transaction makes to the disk, one after the other: the
writing process runs over a disk that can fail (`disk.c`). However far the act had come, it was not
acknowledged, nothing of it is there by half, and once the disk is well again the next act goes through.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path
from typing import get_args

import pytest

from engine.case.store import Recorded, Unavailable, found_store, open_store
from engine.case.store.answers import Reason
from engine.case.store.connect import PRAGMAS
from engine.case.store.keys import read_keys
from tests.case.store.desk import AT, CLERK, begin, database, minutes, place_in, receive, say
from tests.guarantees.power import build_shim, run_over_disk
from tests.guarantees.writing import Acknowledged, look

FAIL = """
import ctypes, json, sys
from pathlib import Path
from engine.case.store import Recorded, Unavailable, connect, open_store
from tests.case.store.desk import AT, CLERK, place_in
from tests.guarantees.writing import step

folder, error, most = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
# A checkpoint after each act, so that its writes fail too.
connect.PRAGMAS["wal_autocheckpoint"] = ("1", "1")
disk, rows, said = ctypes.CDLL(None), [], []
store = open_store(place_in(folder))

def act():
    answer = store.append(None, step, CLERK, AT)
    assert isinstance(answer, Recorded)
    said.append([answer.case, answer.sequence, answer.events[0].data["number"]])

act()
for after in range(most):
    disk.yici_disk_fails(after, error)
    try:
        act()
        told = "recorded"
    except Unavailable as reason:
        told = reason.reason
    disk.yici_disk_fails(-1, 0)
    rows.append(told)
    # The disk is well again: the next act goes through by itself.
    act()
    # Past the last change of an act the failure finds nothing to do any more.
    if rows[-3:] == ["recorded"] * 3:
        break
store.close()
print(json.dumps({"rows": rows, "said": said}), file=open(folder / "answers", "w"))
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shim(tmp_path_factory.mktemp("shim"))


@pytest.mark.parametrize(
    ("error", "reasons"), [(errno.ENOSPC, {"full", "gone"}), (errno.EIO, {"gone"})], ids=["full", "failing"]
)
def test_a_disk_that_fails_at_any_change_loses_nothing(
    shim: Path, tmp_path: Path, error: int, reasons: set[str]
) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    run_over_disk(shim, place, tmp_path / "diary", FAIL, str(error), "300")
    answers = json.loads((tmp_path / "answers").read_text(encoding="utf-8"))
    told = answers["rows"]
    assert told[0] in reasons and set(told) == reasons & set(told) | {"recorded"}
    assert told[-3:] == ["recorded"] * 3 and len(told) > 10
    said = [Acknowledged(*each) for each in answers["said"]]
    with database(place) as db:
        assert db.exec_driver_sql("pragma integrity_check").scalar() == "ok"
        wrong = [each for each in look(db, read_keys(place.keys), said) if "idempotency" not in each]
    assert wrong == []


def test_a_full_database_says_so_and_works_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        case = begin(store).case
    with sqlite3.connect(place.database) as db:
        (pages,) = db.execute("pragma page_count").fetchone()
    monkeypatch.setitem(PRAGMAS, "max_page_count", (str(pages), str(pages)))
    with open_store(place) as store:
        with pytest.raises(Unavailable) as raised:
            for _ in range(200):
                store.append(case, say("looked", {"pad": "x" * 2000}), CLERK, minutes(1))
        assert (raised.value.reason, raised.value.retry_after) == ("full", 5)
        assert store.verify().whole
    monkeypatch.delitem(PRAGMAS, "max_page_count")
    with open_store(place) as store:
        assert isinstance(store.append(case, receive(), CLERK, minutes(2)), Recorded)


def test_a_read_only_database_can_be_read_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        case = begin(store).case
    with open_store(place) as store:
        # The writer opens its file when there is something to write, and cannot any more.
        monkeypatch.setitem(PRAGMAS, "query_only", ("on", "1"))
        with pytest.raises(Unavailable) as raised:
            begin(store)
        assert raised.value.reason == "read_only"
        assert len(store.events(case)) == 1
        monkeypatch.delitem(PRAGMAS, "query_only")
        begin(store)


def test_what_is_unavailable_is_said_in_both_languages() -> None:
    reasons: tuple[Reason, ...] = get_args(Reason)
    for reason in reasons:
        said = Unavailable(reason)
        assert said.zh.endswith("。") and said.en.endswith(
            ("moment.", "itself.", "folder.", "restore.", "saved.")
        )
