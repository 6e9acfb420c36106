"""What stands against a server, in the words of a machine room; whoever asks may be anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "unready_space": ("磁盘快满了。", "The disk is nearly full."),
    "unready_queue": ("等着写入的太多。", "Too much waits to be written."),
    "unready_slow": ("写一次要一秒以上。", "A write takes more than a second."),
    "unready_failing": ("刚才没有写进去。", "The last write failed."),
    "unready_chains": ("最近的记录和封印对不上。", "Recent records do not agree with their seals."),
    "unready_gone": ("数据库没有回应。", "The database does not answer."),
    "unready_catalog": ("读不到事项目录。", "The catalogue cannot be read."),
}
