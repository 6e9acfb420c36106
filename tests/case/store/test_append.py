"""Recording: an act is read again, decided, and written as a whole or not at all, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from engine.case.model import Actor, Decision, Draft, Draw, Event, Personal, Refusal
from engine.case.store import Conflict, Key, NoCase, OtherBody, Recorded, Store, Wanted
from tests.case.store.desk import AT, CLERK, TAKEN, accept_once, begin, line, minutes, receive, say


def test_a_recorded_event_is_read_back_as_it_was_answered(either: Store) -> None:
    facts = {"场所来源": "租赁", "从业人数": 3, "空": None, "有": True, "清单": ["甲", "乙"]}
    answer = begin(either, say("received", facts, line=line()))
    assert either.events(answer.case) == answer.events
    (event,) = answer.events
    assert (event.sequence, event.kind, event.at, event.by) == (1, "received", AT, CLERK)
    assert event.data == facts
    assert either.version(answer.case) == answer.sequence == 1


def test_a_case_has_an_id_that_nobody_guesses(store: Store) -> None:
    ids = {begin(store).case for _ in range(50)}
    assert len(ids) == 50
    assert all(len(id) == 32 and id.isalnum() for id in ids)


def test_the_road_sees_all_events_so_far(either: Store) -> None:
    case = begin(either).case
    seen: list[int] = []

    def look(events: Sequence[Event], draw: Draw) -> Decision:
        seen.append(len(events))
        return Decision(events=(Draft(kind="looked"), Draft(kind="looked_again")))

    either.append(case, look, CLERK, minutes(1))
    either.append(case, look, CLERK, minutes(2))
    assert seen == [1, 3]
    assert [event.sequence for event in either.events(case)] == [1, 2, 3, 4, 5]


def test_a_refusal_writes_nothing_and_gives_its_number_back(either: Store) -> None:
    case = begin(either).case

    def refuse(events: Sequence[Event], draw: Draw) -> Refusal:
        draw("accepted")
        return TAKEN

    assert either.append(case, refuse, CLERK, AT) == TAKEN
    answer = either.append(case, accept_once, CLERK, AT)
    assert isinstance(answer, Recorded)
    assert answer.events[0].data == {"number": 1}


def test_what_the_road_raises_is_raised_to_its_caller_alone(either: Store) -> None:
    case = begin(either).case

    def fail(events: Sequence[Event], draw: Draw) -> Decision:
        draw("accepted")
        raise ZeroDivisionError("our own bug")

    with pytest.raises(ZeroDivisionError):
        either.append(case, fail, CLERK, AT)
    assert isinstance(either.append(case, accept_once, CLERK, AT), Recorded)
    assert len(either.events(case)) == 2


@pytest.mark.parametrize(
    "bad",
    [{"amount": 1.5}, {"amount": float("nan")}, {"half": "\ud800"}, {"bytes": b"x"}, {"date": AT}],
    ids=["float", "no number", "half a character", "bytes", "moment"],
)
def test_what_has_no_one_form_is_not_recorded(store: Store, bad: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        store.append(None, say("received", bad), CLERK, AT)  # type: ignore[arg-type]  # this is what is tested
    assert store.lines(Wanted(open=None)).rows == ()


def test_a_moment_without_a_zone_is_not_recorded(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.append(None, receive(), CLERK, datetime(2026, 3, 2, 9, 0))


def test_a_moment_of_another_zone_is_told_in_the_time_of_china(store: Store) -> None:
    answer = store.append(None, receive(), CLERK, AT.astimezone(tz=None) + timedelta(microseconds=1))
    assert isinstance(answer, Recorded)
    assert answer.events[0].at.isoformat() == "2026-03-02T09:00:00.000001+08:00"


def test_an_unknown_case_is_said(either: Store) -> None:
    assert either.append("nosuchcase", receive(), CLERK, AT) == NoCase(case="nosuchcase")
    assert either.events("nosuchcase") == ()
    assert either.version("nosuchcase") is None


def test_a_stale_version_is_told_who_acted_and_when(either: Store) -> None:
    case = begin(either).case
    other = Actor(id="clerk-2", role="clerk")
    either.append(case, say("looked"), other, minutes(5), expected=1)
    answer = either.append(case, say("looked"), CLERK, minutes(6), expected=1)
    assert isinstance(answer, Conflict)
    assert (answer.expected, answer.sequence, answer.by, answer.at) == (1, 2, other, minutes(5))
    assert len(either.events(case)) == 2


def test_a_version_from_a_lost_future_is_a_conflict_too(store: Store) -> None:
    begun = store.append(None, lambda events, draw: Decision(events=()), CLERK, AT)
    assert isinstance(begun, Recorded)
    answer = store.append(begun.case, say("looked"), CLERK, AT, expected=3)
    assert isinstance(answer, Conflict)
    assert (answer.by, answer.at, answer.sequence) == (None, None, 0)


KEY = Key(route="POST /cases", key="k-1", body_hash="sha256:1")


def test_a_repeated_request_has_one_effect_and_the_same_answer(either: Store) -> None:
    first = either.append(None, receive(), CLERK, AT, key=KEY)
    again = either.append(None, receive(), CLERK, minutes(3), key=KEY)
    assert isinstance(first, Recorded)
    assert again == replace(first, repeated=True)
    assert len(either.lines(Wanted()).rows) == 1


def test_a_repeat_is_answered_with_its_own_events_even_later(either: Store) -> None:
    case = begin(either).case
    first = either.append(case, accept_once, CLERK, AT, key=KEY)
    either.append(case, say("looked"), CLERK, AT)
    again = either.append(case, accept_once, CLERK, AT, key=KEY, expected=1)
    assert isinstance(first, Recorded)
    assert again == replace(first, repeated=True)


def test_the_same_key_with_another_body_is_told(either: Store) -> None:
    first = either.append(None, receive(), CLERK, AT, key=KEY)
    assert isinstance(first, Recorded)
    other = replace(KEY, body_hash="sha256:2")
    assert either.append(None, receive(), CLERK, AT, key=other) == OtherBody(case=first.case, key=other)


def test_a_key_belongs_to_its_actor_and_route(store: Store) -> None:
    first = store.append(None, receive(), CLERK, AT, key=KEY)
    second = store.append(None, receive(), replace(CLERK, id="clerk-2"), AT, key=KEY)
    third = store.append(None, receive(), CLERK, AT, key=replace(KEY, route="POST /queue"))
    assert isinstance(first, Recorded) and isinstance(second, Recorded) and isinstance(third, Recorded)
    assert len({first.case, second.case, third.case}) == 3


def test_a_refused_request_leaves_its_key_free(store: Store) -> None:
    assert store.append(None, lambda events, draw: TAKEN, CLERK, AT, key=KEY) == TAKEN
    assert isinstance(store.append(None, receive(), CLERK, AT, key=KEY), Recorded)


def test_keys_are_forgotten_after_a_week(store: Store) -> None:
    first = store.append(None, receive(), CLERK, AT, key=KEY)
    store.tidy(AT + timedelta(days=6))
    assert isinstance(first, Recorded)
    assert store.append(None, receive(), CLERK, AT, key=KEY) == replace(first, repeated=True)
    store.tidy(AT + timedelta(days=8))
    again = store.append(None, receive(), CLERK, AT, key=KEY)
    assert isinstance(again, Recorded) and not again.repeated


def test_numbers_of_a_series_follow_each_other(either: Store) -> None:
    def two(events: Sequence[Event], draw: Draw) -> Decision:
        return Decision(events=(Draft(kind="drawn", data={"a": draw("x"), "b": draw("y"), "c": draw("x")}),))

    assert begin(either, two).events[0].data == {"a": 1, "b": 1, "c": 2}
    assert begin(either, two).events[0].data == {"a": 3, "b": 2, "c": 4}


def test_an_act_replaces_line_and_timers_of_its_case_alone(either: Store) -> None:
    first, second = begin(either), begin(either)
    either.append(first.case, say("accepted", line=line(stage="accept")), CLERK, AT)
    rows = {row.case: row.line.stage for row in either.lines(Wanted()).rows}
    assert rows == {first.case: "accept", second.case: "receive"}
    assert [claimed.case for claimed in either.claim(minutes(60))] == [second.case]
    either.append(first.case, say("removed"), CLERK, AT)
    assert [row.case for row in either.lines(Wanted()).rows] == [second.case]


def test_personal_values_stand_in_events_only_as_references(either: Store) -> None:
    secret = Personal(value={"号码": "23010319900101123X"}, classed="sensitive")
    answer = begin(either, say("received", personal={"身份证": secret}))
    reference = answer.events[0].personal["身份证"]
    assert reference.person == "applicant"
    assert reference.digest.startswith("sha256:")
    assert either.events(answer.case)[0].personal == {"身份证": reference}
    assert "23010319900101123X" not in repr(answer)
