"""A class made by `engine.dataclass` is to its users what the standard library would have made of it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any, get_type_hints

import pytest

from engine import dataclass as ours

MAKERS: dict[str, Callable[..., Any]] = {"ours": ours.dataclass, "standard": dataclasses.dataclass}


@ours.dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What the others begin with."""

    span: tuple[int, int]


@ours.dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Base):
    """A class with fields of its own, one with a default, one that is made anew each time."""

    name: str
    count: int = 1
    more: tuple[str, ...] = ours.field(default_factory=tuple, repr=False)

    @property
    def twice(self) -> int:
        return self.count * 2


@pytest.fixture(params=MAKERS)
def made(request: pytest.FixtureRequest) -> Any:
    """The same classes, made by each."""
    make = MAKERS[request.param]
    field = ours.field if request.param == "ours" else dataclasses.field

    class Classes:
        """One class of each sort that the engine has."""

        @make(frozen=True, slots=True)
        class Point:
            x: int
            y: int = 0

        @make(frozen=True, slots=True, order=True)
        class Length:
            days: int

        @make(slots=True, kw_only=True)
        class Work:
            name: str
            done: list[str] = field(default_factory=list)

        @make(frozen=True, kw_only=True)
        class Open:
            name: str
            tags: dict[str, str] = field(default_factory=dict, hash=False)

    return Classes


def test_values_are_made_and_shown_alike(made: Any) -> None:
    assert repr(made.Point(1)).endswith("Point(x=1, y=0)")
    assert repr(made.Point(x=1, y=2)).endswith("Point(x=1, y=2)")
    assert repr(made.Open(name="a")).endswith("Open(name='a', tags={})")
    assert made.Work(name="a").done == []
    assert made.Work(name="a").done is not made.Work(name="a").done


@pytest.mark.parametrize("arguments", [(), (1, 2, 3), (1,)])
def test_wrong_arguments_are_refused_at_the_first_value_and_later(
    made: Any, arguments: tuple[int, ...]
) -> None:
    kind = made.Point if len(arguments) != 1 else made.Open
    for _ in range(2):
        with pytest.raises(TypeError, match="__init__"):
            kind(*arguments)
    with pytest.raises(TypeError, match="strange"):
        made.Point(1, strange=2)


def test_values_compare_by_their_fields_and_only_with_their_kind(made: Any) -> None:
    assert made.Point(1, 2) == made.Point(1, 2) != made.Point(1, 3)
    assert made.Length(1) != made.Point(1)
    assert hash(made.Point(1, 2)) == hash(made.Point(1, 2))
    assert made.Length(1) < made.Length(2) <= made.Length(2)
    assert made.Length(3) > made.Length(2) >= made.Length(2)
    with pytest.raises(TypeError):
        made.Length(1) < made.Point(1)  # noqa: B015  # it is the comparison that must not work
    assert hash(made.Open(name="a", tags={"b": "c"})) == hash(made.Open(name="a"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(made.Work(name="a"))


def test_frozen_values_stay_as_they_are(made: Any) -> None:
    point = made.Point(1)
    with pytest.raises(AttributeError, match="assign"):
        point.x = 2
    with pytest.raises(AttributeError, match="delete"):
        del point.x
    assert not hasattr(point, "__dict__")
    work = made.Work(name="a")
    work.name = "b"
    assert work == made.Work(name="b")


def test_values_are_taken_apart_by_position_and_by_name(made: Any) -> None:
    match made.Point(1, 2):
        case made.Point(x, y):
            assert (x, y) == (1, 2)
    assert made.Point.__match_args__ == ("x", "y")
    assert made.Open.__match_args__ == ()


def test_fields_of_the_class_above_come_first() -> None:
    leaf = Leaf(span=(0, 1), name="a")
    assert ours.field_names(Leaf) == ("span", "name", "count", "more")
    assert (repr(leaf), leaf.twice) == ("Leaf(span=(0, 1), name='a', count=1)", 2)
    assert isinstance(leaf, Base)
    assert leaf != Base(span=(0, 1))


def test_values_are_changed_pickled_and_copied() -> None:
    leaf = Leaf(span=(0, 1), name="a", count=3)
    assert ours.replace(leaf, name="b") == Leaf(span=(0, 1), name="b", count=3)
    assert pickle.loads(pickle.dumps(leaf)) == leaf == copy.deepcopy(leaf)
    with pytest.raises(TypeError):
        ours.replace(leaf, strange=1)


def test_the_standard_library_knows_the_fields() -> None:
    leaf = Leaf(span=(0, 1), name="a", more=("x",))
    assert dataclasses.is_dataclass(Leaf)
    assert [field.name for field in dataclasses.fields(leaf)] == [*ours.field_names(Leaf)]
    assert [field.name for field in dataclasses.fields(Base)] == ["span"]
    assert dataclasses.asdict(leaf) == {"span": (0, 1), "name": "a", "count": 1, "more": ("x",)}
    assert dataclasses.replace(leaf, count=2) == ours.replace(leaf, count=2)
    assert get_type_hints(Leaf)["count"] is int
