"""G18: personal values are in no event, log, message, file name, anchor or backup: the sinks of the store.

Marked values go through everything the store does, and through every error that can be forced on the way;
then every sink is searched for them, also as JSON and as UTF-16 would write them.
"""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.case.model import Decision, Draft, Draw, Event, Json, Personal
from engine.case.store import Place, Store, found_store, open_store
from engine.case.store.backup import back_up
from engine.case.store.restore import restore
from engine.case.store.standing import hindrances, standing
from engine.case.store.tables import vault_values
from tests.case.store.desk import AT, CLERK, begin, minutes, place_in, say
from tests.case.store.uploads import FINE, keep

CANARIES = ("23010319900101123X", "张三丰丰", "13800001234", "canary@example.invalid")
PERSONAL = {
    "号码": Personal(value=CANARIES[0], classed="sensitive", find_by="identity"),
    "姓名": Personal(value={"姓": "张", "全名": CANARIES[1]}),
    "电话": Personal(value=[CANARIES[2]], find_by="telephone"),
    "邮箱": Personal(value=CANARIES[3], person="agent"),
}


def found(content: bytes) -> list[str]:
    """Give the canaries that are in some bytes, however they are written."""
    ways: Sequence[Callable[[str], bytes]] = (
        lambda text: text.encode(),
        lambda text: json.dumps(text)[1:-1].encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode().hex().encode(),
    )
    return [each for each in CANARIES if any(way(each) in content for way in ways)]


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """Everything that any logger says, down to the last detail."""
    text = io.StringIO()
    sink = logging.StreamHandler(text)
    root = logging.getLogger()
    before = root.level
    root.addHandler(sink)
    root.setLevel(logging.DEBUG)
    loggers = [logging.getLogger(name) for name in ("sqlalchemy.engine", "sqlalchemy.pool", "alembic")]
    for each in loggers:
        each.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(sink)
    root.setLevel(before)
    for each in loggers:
        each.setLevel(logging.NOTSET)


def go_through(store: Store, folder: Path) -> list[str]:
    """Do everything the store can do with the canaries; give what was printed of it."""
    answer = begin(store, say("received", personal=PERSONAL))
    said = [repr(answer), repr(PERSONAL), repr(store.events(answer.case))]
    references = list(answer.events[0].personal.values())
    seen = store.reveal(answer.case, references, CLERK, "审查", AT)
    assert len(seen.values) == len(PERSONAL)
    said += [repr(seen), repr(store.accesses(answer.case)), repr(store.find("identity", CANARIES[0]))]
    keep(store, FINE + CANARIES[0].encode(), name=f"{CANARIES[1]}.pdf", case=answer.case)
    said.append(repr(keep(store, b"%PDF-" + CANARIES[0].encode(), name=f"{CANARIES[1]}.pdf")))
    said.append(repr(store.anchor(minutes(1))) + "".join(store.export_anchors()))
    made = back_up(store, folder / "backups", minutes(2))
    said.append(repr(made))
    there = Place(data=folder / "restored", keys=store.place.keys)
    said.append(repr(restore(made.folder, there, minutes(3), rehearsal=True)))
    said += [repr(standing(store, minutes(4), minutes(4).date())), repr(hindrances(store))]
    said += [repr(store.verify()), repr(store.erase(answer.case, "agent", CLERK, "本人申请", AT))]
    return said


def force_errors(store: Store) -> list[str]:
    """Force every error that can be forced while a canary is at hand; give what was said of it."""

    def fail(events: Sequence[Event], draw: Draw) -> Decision:
        made = Decision(events=(Draft(kind="received", personal=PERSONAL),))
        raise ZeroDivisionError(f"{len(made.events)} drafts at hand")

    def broken(value: object) -> Callable[[Sequence[Event], Draw], Decision]:
        bad: Json = {"全名": CANARIES[1], "bad": value}  # type: ignore[dict-item]  # it must be refused
        return lambda events, draw: Decision(
            events=(Draft(kind="received", personal={"x": Personal(value=bad)}),)
        )

    def twice(db: sa.Connection) -> None:
        row = {"id": "1", "case_id": CANARIES[0], "person": CANARIES[1], "classed": "x", "sealed": b""}
        for _ in range(2):
            db.execute(sa.insert(vault_values), row)

    acts: list[Callable[[], object]] = [
        lambda: store.append(None, fail, CLERK, AT),
        lambda: store.append(None, broken(1.5), CLERK, AT),
        lambda: store.append(None, broken(object()), CLERK, AT),
        lambda: store.append(None, broken("\ud800"), CLERK, AT),
        lambda: store._writer.run(twice),
        lambda: store.find("identity", object()),  # type: ignore[arg-type]  # it must fail
    ]
    said = []
    for act in acts:
        with pytest.raises(Exception) as raised:
            act()
        said += [repr(raised.value), "".join(traceback.format_exception(raised.value))]
    return said


def test_no_sink_of_the_store_shows_a_personal_value(tmp_path: Path, told: io.StringIO) -> None:
    place = place_in(tmp_path / "place")
    found_store(place, AT)
    with open_store(place) as store:
        said = go_through(store, tmp_path) + force_errors(store)
        with sqlite3.connect(place.database) as db:
            said.append("".join(db.iterdump()))
        sinks = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(sinks) > 8
    assert {str(path): found(content) for path, content in sinks.items() if found(content)} == {}
    assert [name for name in map(str, tmp_path.rglob("*")) if found(name.encode())] == []
    assert [text for text in said if found(text.encode("utf-8", "surrogatepass"))] == []
    assert "INSERT INTO vault_values" in told.getvalue()
    assert found(told.getvalue().encode("utf-8", "surrogatepass")) == []


def test_the_search_finds_what_is_there() -> None:
    for way in ("utf-8", "utf-16-le"):
        assert found(f"x{CANARIES[1]}x".encode(way)) == [CANARIES[1]]
    assert found(json.dumps(CANARIES[1]).encode()) == [CANARIES[1]]
    assert found(CANARIES[0].encode().hex().encode()) == [CANARIES[0]]
