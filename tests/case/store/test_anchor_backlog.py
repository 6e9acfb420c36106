"""A backlog is anchored piece by piece: people write between them, and the last anchor vouches for all."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from engine.case.store import Store, read_export, witness
from engine.case.store import store as store_module
from tests.case.store.conftest import either, founded_database, founded_folder, on_postgres, place, store
from tests.case.store.desk import begin, minutes

__all__ = ["either", "founded_database", "founded_folder", "on_postgres", "place", "store"]


@pytest.mark.parametrize(("cases", "anchors"), [(0, 0), (1, 1), (2, 1), (5, 3)])
def test_a_backlog_goes_into_several_anchors_of_which_the_last_counts_all(
    either: Store, monkeypatch: pytest.MonkeyPatch, cases: int, anchors: int
) -> None:
    before = 0 if (first := either.anchor(minutes(0))) is None else first.number
    monkeypatch.setattr(store_module, "_HEADS", 2)
    for _ in range(cases):
        begin(either)
    last = either.anchor(minutes(1))
    lines = [*either.export_anchors(before)]
    assert len(lines) == anchors
    seen = read_export(lines, either.ledger.keys)
    assert len({name for each in seen for name, _, _ in each.heads}) == cases
    if last is not None:
        assert last.number == seen[-1].number
        assert either.verify(witnesses=[*seen, witness(last.short)]).whole
    assert either.anchor(minutes(2)) is None


def test_somebody_may_write_between_two_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_HEADS", 1)
    for _ in range(3):
        begin(store)
    real, order = store_module.anchors.make_anchor, list[str]()
    asked = threading.Thread(target=lambda: (begin(store), order.append("act")))

    def make_anchor(*args: Any) -> Any:
        if not order:
            asked.start()
        order.append("anchor")
        # Whoever asked stands in the queue before the next piece does.
        time.sleep(0.2)
        return real(*args)

    monkeypatch.setattr(store_module.anchors, "make_anchor", make_anchor)
    store.anchor(minutes(1))
    asked.join()
    assert order.index("act") < len(order) - 1
