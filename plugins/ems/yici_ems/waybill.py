"""Numbers of parcels: thirteen digits, or the thirteen signs of UPU S10 with their check digit."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["can_be", "check_digit"]

_S10: Final = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")
_DOMESTIC: Final = re.compile(r"[0-9]{13}")
_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)


def check_digit(serial: str) -> str:
    """Give the ninth digit that the eight of a serial number demand (UPU S10)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def can_be(waybill: str) -> bool:
    """Tell whether a text can be the number of a parcel."""
    found = _S10.fullmatch(waybill)
    if found is not None:
        return check_digit(found[1]) == found[2]
    return _DOMESTIC.fullmatch(waybill) is not None
