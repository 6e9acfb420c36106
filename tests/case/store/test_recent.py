"""Events at hand: taken only while the case has the head it had, whoever else writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.fold import fold
from engine.case.model import Decision, Event
from engine.case.store import Recorded, Store, found_store, open_store
from engine.case.store.chain import Head
from engine.case.store.recent import Recent
from tests.case.bench import accepted
from tests.case.store.desk import AT, CLERK, begin, minutes, place_in, say

EVENT = Event(case="a", sequence=1, kind="received", at=AT, by=CLERK)


def test_events_are_those_of_one_head_or_none() -> None:
    recent, head = Recent(), Head(sequence=1, hash=b"1" * 32)
    recent.keep("a", head, (EVENT,))
    assert recent.find("a", head) == (EVENT,)
    assert recent.find("a", Head(sequence=1, hash=b"2" * 32)) is None
    assert recent.find("b", head) is None


def test_the_case_longest_unused_is_forgotten_first() -> None:
    recent, head = Recent(most=2), Head(sequence=1, hash=b"1" * 32)
    for case in ("a", "b"):
        recent.keep(case, head, (EVENT,))
    assert recent.find("a", head) is not None
    recent.keep("c", head, (EVENT,))
    assert [case for case in "abc" if recent.find(case, head) is not None] == ["a", "c"]


def kinds(store: Store, case: str) -> list[str]:
    return [each.kind for each in store.events(case)]


def test_what_another_program_writes_is_seen_at_once(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as one, open_store(place) as other:
        case = begin(one).case
        for number, store in enumerate((other, one, other, one)):
            assert isinstance(store.append(case, say(f"said-{number}"), CLERK, minutes(number)), Recorded)
            assert kinds(one, case) == kinds(other, case)
        assert kinds(one, case) == ["received", "said-0", "said-1", "said-2", "said-3"]
        assert one.verify().whole


def test_what_failed_is_not_remembered(store: Store) -> None:
    case = begin(store).case

    def fails(*_: object) -> Decision:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.append(case, fails, CLERK, minutes(1))
    assert kinds(store, case) == ["received"]


def test_folding_what_was_folded_before_comes_to_the_same() -> None:
    events = tuple(accepted(30).events)
    whole = fold(list(events))
    assert [fold(events[:upto]) for upto in range(len(events) + 1)] == [
        fold(list(events[:upto])) for upto in range(len(events) + 1)
    ]
    assert fold(events) == whole and fold(events) is fold(events)
    changed = (replace(events[0], data={**events[0].data, "case_number": "20990101-0001"}), *events[1:])
    assert fold(changed).number == "20990101-0001" and fold(events).number == whole.number
