"""English for a word that its decision table does not have: nobody would ever read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.english import own_words
from engine.item.model import Item
from engine.item.near import nearest
from engine.source import place

ENGLISH_OF_NO_WORD = FaultKind(
    code="item/english-of-no-word",
    zh="对照表「{table}」里没有「{word}」。英文请写在表名、结果的列名和结果上，一个字不差。",
    en="The table 「{table}」 has no 「{word}」. English belongs to its name, and to columns and values "
    "right of `||`.",
    why_zh="对不上表里的字，英文就没有地方显示；左边的条件用问题和材料自己的英文。",
    why_en="English of a word that is not there is never shown; what stands left of `||` has its own.",
    wrong="禁挖:\n  英文:\n    路矿: state of the road\n  表: |\n    面积  || 路况\n    > 300 || 可以挖",
    right="禁挖:\n  英文:\n    路况: state of the road\n  表: |\n    面积  || 路况\n    > 300 || 可以挖",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find English words of tables that stand nowhere in them; a table in a file of its own is not read."""
    for table in item.tables:
        known = own_words(table)
        for word in table.english:
            if table.dmn_file is None and word not in known:
                values = {"table": str(table.name), "word": str(word)}
                near = nearest(word, known)
                yield Fault(kind=ENGLISH_OF_NO_WORD, source=place(word), values=values, nearest=near)
