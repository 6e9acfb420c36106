"""Scopes of business: a text of entries in, how many they are and which permits they need out."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["look_at"]

_OWN: Final = Path(__file__).with_name("scopes.toml")
_BETWEEN: Final = re.compile(r"[；;。\n]+")


def look_at(scope: str) -> Mapping[str, object]:
    """Give the number of entries, the permits they need, and the entries that the list does not know."""
    known = _list(os.environ.get("YICI_MARKET_SCOPES") or str(_OWN))
    entries = [entry for each in _BETWEEN.split(scope) if (entry := "".join(each.split()))]
    rows = [known.get(entry) for entry in entries]
    permits = [row["permit"] for row in rows if row is not None and "permit" in row]
    strange = [entry for entry, row in zip(entries, rows, strict=True) if row is None]
    return {
        "项数": len(entries),
        "要许可": bool(permits),
        "许可": "、".join(dict.fromkeys(permits)) or None,
        "前置许可": any(row is not None and row["kind"] == "前置" for row in rows),
        "未列": "、".join(strange) or None,
    }


@lru_cache(maxsize=4)
def _list(path: str) -> Mapping[str, Mapping[str, str]]:
    return {
        "".join(name.split()): row
        for name, row in tomllib.loads(Path(path).read_text(encoding="utf-8")).items()
    }
