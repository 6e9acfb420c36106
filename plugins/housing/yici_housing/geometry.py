"""Distances and areas: coordinates in, metres and square metres out, exact to a centimetre."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

__all__ = ["distance", "floor_space", "plot"]

Point: TypeAlias = tuple[Decimal, Decimal]
# Mean radius of the earth; the sphere differs from the ellipsoid by half a metre in a hundred.
_RADIUS: Final = 6_371_008.8
_CENTIMETRE: Final = Decimal("0.01")
_POINT: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)[,， ]+(-?[0-9]+(?:\.[0-9]+)?)")
_MOST: Final = 1000


def distance(*, 甲经度: Decimal, 甲纬度: Decimal, 乙经度: Decimal, 乙纬度: Decimal) -> Mapping[str, object]:
    """Give the distance between two points; none for coordinates that are no place on earth."""
    longitudes, latitudes = (float(甲经度), float(乙经度)), (float(甲纬度), float(乙纬度))
    if max(map(abs, longitudes)) > 180 or max(map(abs, latitudes)) > 90:
        return {"距离": None}
    first, second = map(math.radians, latitudes)
    across = math.sin(math.radians(longitudes[1] - longitudes[0]) / 2) ** 2
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * across
    return {"距离": _rounded(Decimal(2 * _RADIUS * math.asin(min(1.0, math.sqrt(half)))))}


def plot(*, 坐标: str) -> Mapping[str, object]:
    """Give area and perimeter of an outline; it need not be closed."""
    points = _points(坐标)
    if points is None or len(points) < 3 or _crosses(points):
        return {"有效": False, "面积": None, "周长": None}
    edges = list(zip(points, [*points[1:], points[0]], strict=True))
    twice = sum((a[0] * b[1] - b[0] * a[1] for a, b in edges), Decimal(0))
    around = sum((((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2).sqrt() for a, b in edges), Decimal(0))
    return {"有效": True, "面积": _rounded(abs(twice) / 2), "周长": _rounded(around)}


def floor_space(*, 建筑面积: Decimal, 人数: int) -> Mapping[str, object]:
    """Give the floor space a head; none where nobody lives."""
    return {"人均": _rounded(Decimal(建筑面积) / 人数) if 人数 > 0 else None}


def _points(text: str) -> Sequence[Point] | None:
    """Read an outline; the first point may stand at its end again."""
    parts = [part.strip() for part in re.split(r"[;；\n]+", text) if part.strip()]
    found = [_POINT.fullmatch(part) for part in parts]
    if len(found) > _MOST or not all(found):
        return None
    points = [(Decimal(each[1]), Decimal(each[2])) for each in found if each is not None]
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _crosses(points: Sequence[Point]) -> bool:
    """Tell whether two edges that do not follow one another meet."""
    edges = list(zip(points, [*points[1:], points[0]], strict=True))
    return any(
        _meet(*edges[one], *edges[other])
        for one in range(len(edges))
        for other in range(one + 2, len(edges) - (one == 0))
    )


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENTIMETRE, rounding=ROUND_HALF_UP)
