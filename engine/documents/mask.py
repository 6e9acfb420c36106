"""Masks: what is shown of a personal value to those who need not know it (guarantees 6).

A mask is a view, never what is stored; and a masked number is not anonymous.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["mask_name", "mask_number", "mask_value"]

_HEAD: Final = 6
_TAIL: Final = 4
_TELEPHONE: Final = re.compile(r"\+?\d{7,12}")
_NUMBER: Final = re.compile(r"\+?[0-9A-Za-z\-]{7,}")
_ADDRESS: Final = re.compile(r"地址|住址|住所|坐落|address", re.IGNORECASE)
_DISTRICT: Final = re.compile(r".*?[区县旗]|.*?市")
_HIDDEN: Final = "***"


def mask_name(name: str) -> str:
    """Show the first character of a name; how long it is does not show beyond four: 张**."""
    return name[:1] + "*" * max(len(name[:4]) - 1, 1)


def mask_number(number: str) -> str:
    """Show the ends of a number: of a telephone 3 and 4, of any other 6 and 4; of a short one nothing."""
    head = 3 if _TELEPHONE.fullmatch(number) else _HEAD
    if len(number) <= head + _TAIL:
        return "*" * len(number)
    return number[:head] + "*" * (len(number) - head - _TAIL) + number[-_TAIL:]


def mask_value(label: str, value: str) -> str:
    """Mask a text by what it looks like: a number, an e-mail, an address down to the district, else a name.

    `label` is what the field is called: an address is known by it alone.
    """
    before, at, domain = value.partition("@")
    if at:
        return before[:1] + _HIDDEN + at + domain
    if _NUMBER.fullmatch(value) and any(sign.isdigit() for sign in value):
        return mask_number(value)
    if _ADDRESS.search(label):
        district = _DISTRICT.match(value)
        return (district[0] if district else "") + _HIDDEN
    return mask_name(value)
