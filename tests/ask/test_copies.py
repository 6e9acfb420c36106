"""Several demands for one material come to the largest that applies, once that is certain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.ask.copies import largest
from engine.feel.values import Null, Unknown

OPEN = Unknown(frozenset(("甲",)))


@pytest.mark.parametrize(
    ("pairs", "count"),
    [
        ([(True, 2)], 2),
        ([(OPEN, 2)], 2),
        ([(False, 5), (True, 2)], 2),
        ([(True, 2), (OPEN, 3)], None),
        ([(True, 3), (OPEN, 2)], 3),
        ([(OPEN, 2), (OPEN, 2)], 2),
        ([(True, OPEN)], None),
        ([(True, Null("没有"))], None),
        ([(True, Decimal("2.5"))], 3),
        ([(False, 2)], 1),
    ],
)
def test_the_largest_demand_counts(pairs: list[tuple[object, object]], count: int | None) -> None:
    assert largest(pairs) == count
