"""A question whose answer nothing reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import HOLE, checks_of, messages, wordings
from engine.source import Text, place

UNUSED_FIELD = FaultKind(
    code="item/unused-field",
    zh="问了「{name}」，可是没有一处用到它。用不上就删掉，或者写进前提、判断里。",
    en="「{name}」 is asked, but nothing reads the answer. Delete it, or use it in a condition or a check.",
    why_zh="每多问一句，来办事的人就多填一次。问了不用的，就不该问。",
    why_en="Every question costs every applicant an answer; one that nothing reads should not be asked.",
    wrong="办理情形:\n  楼层:\n    问: 店开在几层？        # 后面没有一处用到 楼层",
    right="办理情形:\n  楼层:\n    问: 店开在几层？\n申请材料:\n  - 名称: 安全疏散图\n    前提: 楼层 是 地下",
    level="reminder",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find fields that no expression, table or message reads; the parts of a package may read them all.

    The rows of a list are what the item registers (who works here, which seals): of use by themselves.
    """
    if item.parts:
        return
    # The fact of a field is among its own demand's; that alone is no use.
    read = {(path.partition(".")[0], owner) for owner, paths in uses.items() for path in paths}
    used = {name for name, owner in read if name != owner}
    written = "\n".join(_expressions(item))
    for field in item.fields:
        if field.kind != "list" and field.name not in used and field.name not in written:
            yield Fault(kind=UNUSED_FIELD, source=place(field.name), values={"name": field.name})


def _expressions(item: Item) -> Iterator[str]:
    """Give all texts in which a field may be read, so that one faulty expression causes no false reminder."""
    whens = chain(
        (field.when for field in item.fields),
        (material.when for material in item.materials),
        (stage.when for stage in item.stages),
        (output.when for output in item.outputs),
    )
    yield from (when for when in whens if when is not None)
    yield from (table.rows for table in item.tables)
    yield from (material.copies for material in item.materials if material.copies is not None)
    for check in checks_of(item):
        yield from (text for text in (check.holds, check.when, check.each) if text is not None)
        yield from (value for _, value in check.inputs)
        yield from (found[1] for text in messages(check) for found in HOLE.finditer(text))
    yield from (found[1] for _, text in wordings(item) for found in HOLE.finditer(text))
    if isinstance(item.fee, Text):
        yield item.fee
    if item.limits is not None and isinstance(item.limits.promised, str):
        yield item.limits.promised
