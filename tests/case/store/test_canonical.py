"""One way to write a value: the same bytes for the same value, and nothing that could be written twice."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from engine.case.store.canonical import canonical, from_micros, micros, said_at
from tests.case.store.desk import AT


def test_keys_are_sorted_and_nothing_is_escaped_that_need_not_be() -> None:
    assert (
        canonical({"b": [1, True, None], "a": "市\n", "": {}})
        == '{"":{},"a":"市\\n","b":[1,true,null]}'.encode()
    )


def test_what_reads_alike_is_written_alike() -> None:
    plain = {"a": [1, 2], "b": {"c": "d"}}
    other = MappingProxyType({"b": MappingProxyType({"c": "d"}), "a": (1, 2)})
    assert canonical(other) == canonical(plain)
    assert canonical(range(3)) == b"[0,1,2]"


@pytest.mark.parametrize("value", [1.0, [1e3], {"a": float("inf")}, b"x", bytearray(b"x"), {1, 2}, AT])
def test_what_has_no_one_form_is_refused_without_being_shown(value: object) -> None:
    with pytest.raises(TypeError, match="canonical"):
        canonical(value)  # type: ignore[arg-type]  # this is what is tested


def test_half_a_character_is_refused_without_being_shown() -> None:
    with pytest.raises(ValueError, match="canonical") as raised:
        canonical("张三\ud800")
    assert "张三" not in repr(raised.value)


def test_a_moment_comes_back_in_the_time_of_china() -> None:
    moment = datetime(2026, 3, 2, 1, 0, 0, 5, tzinfo=UTC)
    assert from_micros(micros(moment)) == moment
    assert said_at(from_micros(micros(moment))) == "2026-03-02T09:00:00.000005+08:00"
    assert from_micros(micros(datetime(1911, 1, 1, tzinfo=UTC))).year == 1911


@pytest.mark.parametrize("say", [micros, said_at])
def test_a_moment_without_a_zone_is_refused(say: object) -> None:
    assert callable(say)
    with pytest.raises(ValueError, match="time zone"):
        say(datetime(2026, 3, 2))
