"""Rows for the platforms above, added to a folder as things happen: a file a day and table, a row a line."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from engine.hookspecs import Happened, Told
from yici_exchange.cases import moment, step_row
from yici_exchange.tables import Row

__all__ = ["add", "step", "supervision"]


def step(event: Happened) -> Row:
    """Give the row of table 7 for an event."""
    return step_row(event.number, event.kind, event.at, event.department, event.data)


def supervision(told: Told) -> Row | None:
    """Give the row of table 11 if a correction names what an earlier one should have told."""
    if not told.breaches:
        return None
    return {
        "办件编号": told.number,
        "督办内容": f"第 {told.round} 次告知里有 {len(told.breaches)} 处第一次就该告知",
        "状态产生时间": moment(told.at),
        "监察结果描述": "、".join(told.breaches),
    }


def add(table: int, at: datetime, row: Row) -> None:
    """Add a row; it is on disk when this returns. Without the setting nothing is written."""
    folder = os.environ.get("YICI_EXCHANGE_OUTBOX")
    if not folder:
        return
    line = json.dumps({name: value for name, value in row.items() if value}, ensure_ascii=False) + "\n"
    path = Path(folder) / f"{table}-{at:%Y%m%d}.jsonl"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        # One write: two programs that add at the same time do not mix their lines.
        os.write(file, line.encode())
        os.fsync(file)
    finally:
        os.close(file)
