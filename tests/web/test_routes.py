"""The table of addresses: each row has a name and addresses of its own, so that the order tells nothing."""

from __future__ import annotations

from itertools import combinations

from web.route import Route
from web.routes import ROUTES


def parts(route: Route) -> list[str]:
    return route.path.split("/")


def meet(one: Route, other: Route) -> bool:
    """Whether some address is one of both rows."""
    pairs = list(zip(parts(one), parts(other), strict=False))
    same = len(parts(one)) == len(parts(other)) and one.method == other.method
    return same and all(a == b or a.startswith("{") or b.startswith("{") for a, b in pairs)


def test_no_address_is_one_of_two_rows() -> None:
    assert [(one.name, other.name) for one, other in combinations(ROUTES, 2) if meet(one, other)] == []


def test_every_row_has_its_own_name() -> None:
    names = [route.name for route in ROUTES]
    assert sorted(names) == sorted(set(names))
