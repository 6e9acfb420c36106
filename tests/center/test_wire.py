"""What travels between the centre and an isolated plug-in arrives as it was, and nothing else arrives."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from engine.center.wire import Remote, WireError, from_wire, pack, to_wire, unpack
from engine.hookspecs import Carried, Flaw, Function

EASY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCALARS = (
    some.none()
    | some.booleans()
    | some.integers()
    | some.text(max_size=20)
    | some.dates()
    | some.decimals(allow_nan=False, allow_infinity=False)
)
VALUES = some.recursive(
    SCALARS,
    lambda inner: (
        some.lists(inner, max_size=4).map(tuple) | some.dictionaries(some.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


@EASY
@given(VALUES)
def test_values_arrive_as_they_were(value: object) -> None:
    assert from_wire(unpack(pack(to_wire(value)))) == value


def test_nouns_arrive_as_they_were() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))
    for noun in (Flaw(entry="a", zh="b", en="c"), Carried(by="x", waybill="1", state="taken", at=at)):
        assert from_wire(unpack(pack(to_wire(noun)))) == noun
    assert from_wire(unpack(pack(to_wire(Path("/a"))))) == Path("/a")
    assert from_wire(to_wire(1.5)) == Decimal("1.5")


def test_what_can_be_called_stays_where_it_is() -> None:
    functions = {"量/面积": Function(run=print, answers={"a": "text"})}
    arrived = from_wire(unpack(pack(to_wire(functions, ("functions",)))))
    assert arrived["量/面积"].run == Remote(("functions", "量/面积", "run"))
    with pytest.raises(WireError):
        arrived["量/面积"].run()


@pytest.mark.parametrize("value", [object(), {1, 2}, print, b"bytes"])
def test_what_cannot_travel_is_refused(value: object) -> None:
    with pytest.raises(WireError):
        to_wire(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"NaN",
        b"[" * 100_000,
        b'{"noun": "Path", "of": {}}',
        b'{"noun": "Flaw", "of": {"entry": "a"}}',
        b'{"noun": ["Flaw"], "of": {}}',
        b'{"noun": "Flaw", "of": 7}',
        b'{"decimal": "x"}',
        b'{"decimal": []}',
        b'{"date": 7}',
        b'{"map": [7]}',
        b'{"call": "x"}',
        b'{"call": [[]]}',
        b'{"a": 1, "b": 2}',
        b'{"strange": 1}',
        b"{}",
    ],
)
def test_whatever_is_sent_only_the_known_kinds_come_out(data: bytes) -> None:
    with pytest.raises(WireError):
        from_wire(unpack(data))
