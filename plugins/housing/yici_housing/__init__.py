"""Housing and construction: distances, areas, floor space a head, and the registration of leases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from engine.hookspecs import Example, Function, hookimpl
from yici_housing.geometry import distance, floor_space, plot

__all__ = ["catalogs", "functions"]

_DISTANCE: Final = Function(
    run=distance,
    inputs={"甲经度": "number", "甲纬度": "number", "乙经度": "number", "乙纬度": "number"},
    answers={"距离": "number"},
    zh="两点之间有多少米",
    en="how many metres lie between two points",
    examples=[
        Example(
            given={"甲经度": 0, "甲纬度": 0, "乙经度": 0, "乙纬度": 1},
            answers={"距离": Decimal("111195.08")},
        )
    ],
)
_PLOT: Final = Function(
    run=plot,
    inputs={"坐标": "text"},
    answers={"有效": "yes_no", "面积": "number", "周长": "number"},
    zh="地块有多大，一圈有多长",
    en="area and perimeter of a plot",
    examples=[
        Example(
            given={"坐标": "0 0; 10 0; 10 20; 0 20"},
            answers={"有效": True, "面积": Decimal(200), "周长": Decimal(60)},
        ),
        Example(
            given={"坐标": "0 0; 10 20; 10 0; 0 20"},
            answers={"有效": False, "面积": None, "周长": None},
        ),
    ],
)
_FLOOR_SPACE: Final = Function(
    run=floor_space,
    inputs={"建筑面积": "number", "人数": "integer"},
    answers={"人均": "number"},
    zh="每人住多少平方米",
    en="floor space a head",
    examples=[Example(given={"建筑面积": Decimal(60), "人数": 4}, answers={"人均": Decimal(15)})],
)


@hookimpl
def catalogs() -> Sequence[Path]:
    """Give our item."""
    return [Path(__file__).parent / "catalog"]


@hookimpl
def functions() -> Mapping[str, Function]:
    """Give what can be measured."""
    return {"住建/两点距离": _DISTANCE, "住建/地块面积": _PLOT, "住建/人均面积": _FLOOR_SPACE}
