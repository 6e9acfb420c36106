"""Distances, areas and floor space are right, and what is no place or no outline is said to be none."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from yici_housing.geometry import distance, floor_space, plot

from engine.catalog import open_catalog
from engine.catalog.store import Row
from engine.center import Center
from engine.check.check import check

HERE = Path(__file__).parents[1]
ON = date(2026, 3, 20)


@pytest.fixture(scope="module")
def center() -> Center:
    made = Center(sources=[HERE], installed=False)
    assert made.faults == ()
    return made


def far(a: str, b: str, c: str, d: str) -> object:
    return distance(甲经度=Decimal(a), 甲纬度=Decimal(b), 乙经度=Decimal(c), 乙纬度=Decimal(d))["距离"]


def test_a_quarter_of_the_earth_is_ten_thousand_kilometres() -> None:
    assert far("0", "0", "90", "0") == far("116", "0", "116", "90")
    assert far("0", "0", "90", "0") == Decimal(math.pi / 2 * 6_371_008.8).quantize(Decimal("0.01"))


def test_a_distance_is_the_same_both_ways_and_none_to_itself() -> None:
    assert far("126.53", "45.80", "126.54", "45.81") == far("126.54", "45.81", "126.53", "45.80")
    assert far("126.53", "45.80", "126.53", "45.80") == 0


@pytest.mark.parametrize("place", [("181", "0"), ("0", "90.1"), ("-181", "0")])
def test_what_is_no_place_on_earth_has_no_distance(place: tuple[str, str]) -> None:
    assert far("0", "0", *place) is None


@pytest.mark.parametrize(
    ("outline", "area", "around"),
    [
        ("0 0; 10 0; 10 20; 0 20", "200", "60"),
        ("0,0；10,0；10,20；0,20；0,0", "200", "60"),
        ("0 20\n10 20\n10 0\n0 0", "200", "60"),
        ("0 0; 4 0; 0 3", "6", "12"),
        ("500000.5 4000000; 500010.5 4000000; 500010.5 4000010; 500000.5 4000010", "100", "40"),
    ],
)
def test_a_plot_is_measured(outline: str, area: str, around: str) -> None:
    assert plot(坐标=outline) == {"有效": True, "面积": Decimal(area), "周长": Decimal(around)}


@pytest.mark.parametrize(
    "outline", ["", "0 0; 1 1", "0 0; 10 20; 10 0; 0 20", "a b; c d; e f", "1 1;" * 2000]
)
def test_what_is_no_outline_has_no_area(outline: str) -> None:
    assert plot(坐标=outline) == {"有效": False, "面积": None, "周长": None}


def test_floor_space_needs_somebody_who_lives_there() -> None:
    assert floor_space(建筑面积=Decimal(50), 人数=3) == {"人均": Decimal("16.67")}
    assert floor_space(建筑面积=Decimal(50), 人数=0) == {"人均": None}


def test_every_function_does_what_its_examples_say(center: Center) -> None:
    for name, function in center.functions.items():
        assert function.examples
        for example in function.examples:
            assert center.ask(name, example.given) == example.answers, name


def test_a_crowded_home_is_told(center: Center) -> None:
    catalog = open_catalog(HERE / "yici_housing" / "catalog")
    row = catalog.choose("ZJ-0211", ON)
    assert isinstance(row, Row)
    rulebook = catalog.rulebook(row, ON)
    assert rulebook is not None
    record = {"权利人": "王一", "建筑面积": "30"}
    submission = {
        "facts": {"房屋用途": "居住", "居住人数": 8},
        "materials": {"不动产权证书": {"state": "sound", "copies": 1, "record": record}},
    }
    answer = check(rulebook, submission, ON, ask=center.asker(rulebook))
    crowded = [each.says for each in answer.findings if each.id == "R4"]
    assert crowded == ["住 8 个人，每人只有 3.75 平方米，少于 5 平方米。"]
