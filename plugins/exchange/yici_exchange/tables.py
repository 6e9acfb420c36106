"""Tables on their way out: named rows in, CSV or JSON out; a column that holds nothing is left out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

__all__ = ["STANDARD", "Row", "Table", "as_csv", "as_json"]

STANDARD: Final = "GB/T 39046—2020"
Row: TypeAlias = Mapping[str, str]
# What a spreadsheet would take for a formula is a text all the same.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the standard, or a part of it: its number, its name, its rows."""

    number: int
    name: str
    rows: Sequence[Row]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in which any row holds something, each where its row has it."""
        made: list[str] = []
        for row in self.rows:
            after = 0
            for name in row:
                if name not in made:
                    made.insert(after, name)
                after = made.index(name) + 1
        return tuple(name for name in made if any(row.get(name) for row in self.rows))


def as_csv(table: Table) -> bytes:
    """Give a table as CSV, in UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_safe(row.get(name, "")) for name in table.columns] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_json(tables: Sequence[Table]) -> str:
    """Give tables as one object; what holds nothing is left out of its row."""
    made = {
        "标准": STANDARD,
        "表": [
            {
                "表号": table.number,
                "名称": table.name,
                "行": [{name: value for name, value in row.items() if value} for row in table.rows],
            }
            for table in tables
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
