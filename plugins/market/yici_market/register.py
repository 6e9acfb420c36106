"""The register of businesses as a CSV file: facts of an applicant in, the row of the licence out."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["find"]

_CODE: Final = "统一社会信用代码"
_NAME: Final = "名称"


def find(facts: Mapping[str, object]) -> Mapping[str, str] | None:
    """Find a business by its code, else by its name; of two with one name nobody can say which is meant."""
    path = os.environ.get("YICI_MARKET_REGISTER")
    if not path:
        return None
    rows = _rows(path, os.stat(path).st_mtime_ns)
    code = facts.get("申请人.统一社会信用代码")
    name = facts.get("申请人.名称")
    found = (
        [row for row in rows if row.get(_CODE) == code]
        if code
        else [row for row in rows if row.get(_NAME) == name]
    )
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=2)
def _rows(path: str, changed: int) -> Sequence[Mapping[str, str]]:
    """Read the file again whenever it has changed."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return [{key: value for key, value in row.items() if key and value} for row in csv.DictReader(file)]
