"""What standard functions answer of a day: names of weekdays and months, and the Chinese words for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ALIASES", "MONTHS_OF_YEAR", "WEEKDAYS"]

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_OF_YEAR: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

ALIASES: Mapping[str, str] = {
    **{f"星期{sign}": day for sign, day in zip("一二三四五六日", WEEKDAYS, strict=True)},
    **{f"{number}月": month for number, month in enumerate(MONTHS_OF_YEAR, 1)},
}
"""The Chinese words for the options that standard functions answer in English."""
