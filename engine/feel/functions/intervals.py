"""Built-ins that compare points and ranges: before, meets, overlaps, during and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.dataclass import dataclass
from engine.feel.compare import order, same
from engine.feel.functions.table import BuiltIn, row, signature
from engine.feel.ranges import Range
from engine.feel.values import Null

__all__ = ["ROWS"]


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a range: `side` -1 or 1 lies beyond all values; a point is a range of its own."""

    value: object
    included: bool
    side: int = 0

    def less(self, other: _End) -> bool:
        if self.side != other.side:
            return self.side < other.side
        return self.side == 0 and order("<", self.value, other.value) is True

    def equals(self, other: _End) -> bool:
        if self.side or other.side:
            return self.side == other.side
        return same(self.value, other.value)

    def meets(self, other: _End) -> bool:
        """Both ends hold the same value."""
        return self.included and other.included and self.equals(other)


@dataclass(frozen=True, slots=True)
class _Span:
    low: _End
    high: _End
    point: bool


def _span(value: object) -> _Span:
    if not isinstance(value, Range):
        end = _End(value, True)
        return _Span(end, end, True)
    low = _End(None, False, -1) if value.low is None else _End(value.low, value.low_included)
    high = _End(None, False, 1) if value.high is None else _End(value.high, value.high_included)
    return _Span(low, high, False)


def _before(a: _Span, b: _Span) -> bool:
    touch = a.high.equals(b.low) and not (a.high.included and b.low.included)
    return a.high.less(b.low) or touch


def _meets(a: _Span, b: _Span) -> bool:
    return a.high.meets(b.low)


def _overlaps(a: _Span, b: _Span) -> bool:
    return (b.low.less(a.high) or b.low.meets(a.high)) and (a.low.less(b.high) or a.low.meets(b.high))


def _overlaps_before(a: _Span, b: _Span) -> bool:
    earlier = a.low.less(b.low) or (a.low.equals(b.low) and a.low.included and not b.low.included)
    common = b.low.less(a.high) or b.low.meets(a.high)
    return earlier and common and _ends_no_later(a, b)


def _ends_no_later(a: _Span, b: _Span) -> bool:
    return a.high.less(b.high) or (a.high.equals(b.high) and (not a.high.included or b.high.included))


def _starts_no_earlier(a: _Span, b: _Span) -> bool:
    return b.low.less(a.low) or (a.low.equals(b.low) and (not a.low.included or b.low.included))


def _finishes(a: _Span, b: _Span) -> bool:
    if a.point:
        return b.high.meets(a.high)
    same_end = a.high.included == b.high.included and a.high.equals(b.high)
    return same_end and _starts_no_earlier(a, b)


def _starts(a: _Span, b: _Span) -> bool:
    if a.point:
        return b.low.meets(a.low)
    same_start = a.low.included == b.low.included and a.low.equals(b.low)
    return same_start and _ends_no_later(a, b)


def _during(a: _Span, b: _Span) -> bool:
    return _starts_no_earlier(a, b) and _ends_no_later(a, b)


def _coincides(a: _Span, b: _Span) -> bool:
    low = a.low.included == b.low.included and a.low.equals(b.low)
    return low and a.high.included == b.high.included and a.high.equals(b.high)


_Test = Callable[[_Span, _Span], bool]


def _swap(test: _Test) -> _Test:
    return lambda a, b: test(b, a)


def _values(spans: Iterable[_Span]) -> list[object]:
    return [end.value for span in spans for end in (span.low, span.high) if not end.side]


def _ask(test: _Test) -> Callable[[object, object], object]:
    def ask(left: object, right: object) -> object:
        spans = (_span(left), _span(right))
        values = _values(spans)
        for value in values:
            answer = order("<=", values[0], value)
            if isinstance(answer, Null):
                return answer
        return test(*spans)

    return ask


_PAIRS = {
    "points": "point1:point, point2:point",
    "point in range": "point:point, range:range",
    "range and point": "range:range, point:point",
    "ranges": "range1:range, range2:range",
}


def _row(name: str, zh: str, test: _Test, *pairs: str) -> BuiltIn:
    return row(name, zh, *(signature(_PAIRS[pair], _ask(test)) for pair in pairs))


_ALL = tuple(_PAIRS)

ROWS = (
    _row("before", "先于", _before, *_ALL),
    _row("after", "晚于", _swap(_before), *_ALL),
    _row("meets", "紧接着", _meets, "ranges"),
    _row("met by", "紧跟着", _swap(_meets), "ranges"),
    _row("overlaps", "有重叠", _overlaps, "ranges"),
    _row("overlaps before", "前段重叠", _overlaps_before, "ranges"),
    _row("overlaps after", "后段重叠", _swap(_overlaps_before), "ranges"),
    _row("finishes", "同时结束", _finishes, "point in range", "ranges"),
    _row("finished by", "被同时结束", _swap(_finishes), "range and point", "ranges"),
    _row("includes", "包括", _swap(_during), "range and point", "ranges"),
    _row("during", "处于期间", _during, "point in range", "ranges"),
    _row("starts", "同时开始", _starts, "point in range", "ranges"),
    _row("started by", "被同时开始", _swap(_starts), "range and point", "ranges"),
    _row("coincides", "完全重合", _coincides, "points", "ranges"),
)
