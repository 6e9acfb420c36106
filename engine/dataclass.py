"""Values as the standard library's `dataclasses` makes them, without what makes that slow to load.

A class in, the same class with slots, a constructor, comparison and a text out. `dataclasses` writes half a
dozen functions for every class as text and compiles them while it is imported; a hundred such classes kept
a clerk waiting before `yici check` did anything. Here the constructor alone is compiled, when
the first value is made, and the rest is shared. What a check imports takes its classes from here. The type
checker sees the standard library's, and what that has for its own classes (`fields`, `asdict`) works on
these too.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

__all__ = ["dataclass", "field", "field_names", "field_type", "is_dataclass", "quickly", "replace"]

T = TypeVar("T")

_FIELDS: Final = "__fields__"
_ABSENT: Final = object()
_OF_THE_OLD_CLASS: Final = ("__dict__", "__weakref__")


class _Field:
    """What is said of one field: its type, its default or what makes one, and whether it is shown."""

    __slots__ = ("annotation", "default", "default_factory", "hash", "repr")

    def __init__(
        self,
        *,
        default: object = _ABSENT,
        default_factory: Callable[[], object] | None = None,
        repr: bool = True,
        hash: bool = True,
    ) -> None:
        self.annotation, self.repr, self.hash = "", repr, hash
        self.default, self.default_factory = default, default_factory


def field_names(kind: type) -> tuple[str, ...]:
    """Give the names of the fields of a class that was made here, in their order."""
    return tuple(getattr(kind, _FIELDS))


def field_type(kind: type, name: str) -> str:
    """Give the type of a field as it is written."""
    of: _Field = getattr(kind, _FIELDS)[name]
    return of.annotation


def _is_dataclass(value: object) -> bool:
    """Tell whether a value is of a class that was made here."""
    return hasattr(value.__class__, _FIELDS)


def _replace(value: Any, /, **changes: object) -> Any:
    """Give a value with some of its fields changed."""
    kind = value.__class__
    for name in getattr(kind, _FIELDS):
        if name not in changes:
            changes[name] = getattr(value, name)
    return kind(**changes)


def _dataclass(
    *, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type], type]:
    """Make a class of values from the fields that it names."""

    def made(given: type) -> type:
        own = {name: _said_of(given, name) for name in given.__annotations__}
        fields: dict[str, _Field] = {}
        for base in reversed(given.__mro__[1:]):
            fields.update(base.__dict__.get(_FIELDS, {}))
        fields.update(own)
        body = {name: of for name, of in given.__dict__.items() if name not in (*_OF_THE_OLD_CLASS, *own)}
        body.update({_FIELDS: fields, "__dataclass_fields__": _STANDARD})
        body["__match_args__"] = () if kw_only else tuple(fields)
        body.setdefault("__repr__", _shown)
        if slots:
            body["__slots__"] = tuple(own)
        if eq:
            _compare(body, fields, frozen, order)
        if frozen:
            _freeze(body)
        kind = type(given)(given.__name__, given.__bases__, body)
        kind.__qualname__ = given.__qualname__
        _construct(kind, fields, frozen, kw_only)
        if frozen and slots:
            _pickled(kind, fields)
        return kind

    return made


def _said_of(given: type, name: str) -> _Field:
    """Give what a class says of one of its fields."""
    said = given.__dict__.get(name, _ABSENT)
    one = said if isinstance(said, _Field) else _Field(default=said)
    one.annotation = given.__annotations__[name]
    return one


def _shown(self: Any) -> str:
    fields: Mapping[str, _Field] = getattr(self, _FIELDS)
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in fields.items() if one.repr)
    return f"{self.__class__.__qualname__}({said})"


def _compare(body: dict[str, Any], fields: Mapping[str, _Field], frozen: bool, order: bool) -> None:
    """Add how values are compared and hashed: by all of their fields, and only with their own kind."""
    values = _reader([*fields])

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    body.setdefault("__eq__", equal)
    hashed = _reader([name for name, one in fields.items() if one.hash])
    if body.get("__hash__") is None:
        body["__hash__"] = (lambda self: hash(hashed(self))) if frozen else None
    for name in ("lt", "le", "gt", "ge") if order else ():
        body[f"__{name}__"] = _ordered(values, getattr(operator, name))


def _reader(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """Give what reads fields of a value as a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _ordered(
    values: Callable[[Any], tuple[object, ...]], compare: Callable[[Any, Any], bool]
) -> Callable[[Any, Any], Any]:
    def ordered(self: Any, other: Any) -> Any:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return ordered


def _freeze(body: dict[str, Any]) -> None:
    """Have values refuse to be changed."""
    body["__setattr__"], body["__delattr__"] = _refuse_to_set, _refuse_to_delete


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    raise AttributeError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise AttributeError(f"cannot delete field {name!r}")


def _pickled(kind: Any, fields: Mapping[str, _Field]) -> None:
    """Give a frozen class with slots its way into a pickle and out of it."""
    values, puts = _reader([*fields]), [getattr(kind, name).__set__ for name in fields]

    def state(self: object) -> tuple[object, ...]:
        return values(self)

    def restored(self: object, state: tuple[object, ...]) -> None:
        for put, value in zip(puts, state, strict=True):
            put(self, value)

    kind.__getstate__, kind.__setstate__ = state, restored


def _construct(kind: Any, fields: Mapping[str, _Field], frozen: bool, kw_only: bool) -> None:
    """Give a class its constructor: one that at the first value makes the real one and takes its place."""

    def first(self: Any, /, *args: Any, **given: Any) -> None:
        kind.__init__ = _constructor(kind, fields, frozen, kw_only)
        kind.__init__(self, *args, **given)

    kind.__init__ = first


def _constructor(kind: type, fields: Mapping[str, _Field], frozen: bool, kw_only: bool) -> Any:
    """Write the constructor of a class out and compile it, so that it is as fast as one written by hand."""
    space: dict[str, Any] = {"_absent": _ABSENT, "_put": object.__setattr__}
    head, lines = ["self", *(["*"] if kw_only and fields else [])], []
    for name, one in fields.items():
        value = name
        if one.default_factory is not None:
            space[f"_make_{name}"] = one.default_factory
            value = f"_make_{name}() if {name} is _absent else {name}"
        if one.default is _ABSENT and one.default_factory is None:
            head.append(name)
        else:
            space[f"_default_{name}"] = one.default
            head.append(f"{name}=_default_{name}")
        slot = getattr(getattr(kind, name, None), "__set__", None) if frozen else None
        space[f"_put_{name}"] = slot
        plain = f"_put(self, {name!r}, {value})" if frozen else f"self.{name} = {value}"
        lines.append(f" _put_{name}(self, {value})" if slot is not None else f" {plain}")
    text = "\n".join([f"def __init__({', '.join(head)}):", *lines, " return"])
    exec(text, space)  # the names of our own fields
    made = space["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def quickly(kind: type[T], together: Sequence[str] = ()) -> Callable[..., T]:
    """Give a maker of the values of a frozen class with slots; it takes all fields, in their order.

    Those named as `together` come as one tuple, before all others. A frozen class sets its fields slot by
    slot, past the guard that keeps them. Here a twin without the guard, with the same slots, is filled and
    then becomes one of the class: the same value in a third of the time, for those that every check makes.
    """
    names = field_names(kind)
    twin = type(kind.__name__, (), {"__slots__": names})
    rest = [name for name in names if name not in together]
    lines = [
        f"def make({', '.join(['_together'] * bool(together) + rest)}):",
        " _made = _twin()",
        *([f" {', '.join([f'_made.{name}' for name in together])}, = _together"] if together else []),
        *[f" _made.{name} = {name}" for name in rest],
        " _made.__class__ = _kind",
        " return _made",
    ]
    space: dict[str, Any] = {"_twin": twin, "_kind": kind}
    exec("\n".join(lines), space)  # the names of our own fields
    make: Callable[..., T] = space["make"]
    return make


class _Standard:
    """The fields as the standard library keeps them, for whoever asks with its functions."""

    def __get__(self, value: object, kind: Any) -> Mapping[str, object]:
        from dataclasses import field, make_dataclass  # what this module is there to do without

        rows = []
        for name, one in getattr(kind, _FIELDS).items():
            said = field(repr=one.repr, hash=None if one.hash else False)
            if one.default is not _ABSENT:
                said.default = one.default
            if one.default_factory is not None:
                said.default_factory = one.default_factory
            rows.append((name, one.annotation, said))
        made: Any = make_dataclass(kind.__name__, rows, kw_only=True)
        fields: Mapping[str, object] = made.__dataclass_fields__
        kind.__dataclass_fields__ = fields
        return fields


_STANDARD: Final = _Standard()

if TYPE_CHECKING:
    from dataclasses import dataclass, field, is_dataclass, replace
else:
    dataclass, field, is_dataclass, replace = _dataclass, _Field, _is_dataclass, _replace
