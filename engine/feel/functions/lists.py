"""Built-ins that look into lists or put them together."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key

from engine.feel.compare import kind_of, same
from engine.feel.functions.table import row, signature
from engine.feel.numbers import Number, whole
from engine.feel.ranges import Function
from engine.feel.values import Null

__all__ = ["ROWS"]

_List = tuple[object, ...]


def _place(items: _List, position: Number) -> int | Null:
    """Give the index of a position: from 1, or from the end when negative."""
    at = whole(position)
    if at == 0 or abs(at) > len(items):
        return Null(f"there is no position {at} in a list of {len(items)}")
    return at - 1 if at > 0 else len(items) + at


def _replace_at(items: _List, position: Number, new: object) -> object:
    at = _place(items, position)
    return at if isinstance(at, Null) else (*items[:at], new, *items[at + 1 :])


def _replace_matching(items: _List, match: Function, new: object) -> object:
    if len(match.parameters) != 2:
        return Null("match is a function of two parameters")
    result = []
    for item in items:
        answer = match.apply((item, new))
        if answer is not True and answer is not False:
            return Null("match answers neither true nor false")
        result.append(new if answer else item)
    return tuple(result)


def _sublist(items: _List, start: Number, length: Number | None) -> object:
    at = _place(items, start)
    if isinstance(at, Null):
        return at
    if length is None:
        return items[at:]
    count = whole(length)
    if count < 0 or at + count > len(items):
        return Null(f"there are not {count} elements from position {whole(start)}")
    return items[at : at + count]


def _insert(items: _List, position: Number, new: object) -> object:
    at = _place(items, position)
    return at if isinstance(at, Null) else (*items[:at], new, *items[at:])


def _remove(items: _List, position: Number) -> object:
    at = _place(items, position)
    return at if isinstance(at, Null) else (*items[:at], *items[at + 1 :])


def _append(items: _List, more: _List) -> _List:
    return (*items, *more)


def _concatenate(lists: tuple[_List, ...]) -> _List:
    return tuple(item for items in lists for item in items)


def _index_of(items: _List, match: object) -> _List:
    return tuple(at for at, item in enumerate(items, 1) if same(item, match))


def _distinct(items: _List) -> _List:
    kept: list[object] = []
    plain: set[tuple[str, object]] = set()
    others: list[object] = []
    for item in items:
        kind = kind_of(item)
        if isinstance(item, (str, int, Decimal)):
            if (kind, item) not in plain:
                plain.add((kind, item))
                kept.append(item)
        elif not any(same(item, other) for other in others):
            others.append(item)
            kept.append(item)
    return tuple(kept)


def _flatten(items: _List) -> _List:
    flat: list[object] = []
    todo = list(reversed(items))
    while todo:
        item = todo.pop()
        if isinstance(item, (tuple, list)):
            todo.extend(reversed(item))
        else:
            flat.append(item)
    return tuple(flat)


def _sort(items: _List, precedes: Function) -> object:
    if len(precedes.parameters) != 2:
        return Null("precedes is a function of two parameters")
    unclear: list[object] = []

    def order(left: object, right: object) -> int:
        answer = precedes.apply((left, right))
        if answer is not True and answer is not False:
            unclear.append(answer)
        return -1 if answer is True else 0

    ordered = tuple(sorted(items, key=cmp_to_key(order)))
    return Null("precedes answers neither true nor false") if unclear else ordered


_AT = "list:list, start position:number"
_NEW = "list:list, position:number, newItem:any"

ROWS = (
    row(
        "list contains",
        "清单包含",
        signature("list:list, element:any", lambda items, one: any(same(item, one) for item in items)),
    ),
    row(
        "list replace",
        "替换一项",
        signature(_NEW, _replace_at),
        signature("list:list, match:function, newItem:any", _replace_matching),
    ),
    row("count", "个数", signature("list:list", len), moves=True),
    row(
        "sublist",
        "取一段",
        signature(f"{_AT}, length:number?", _sublist),
        moves=True,
    ),
    row(
        "append",
        "加在后面",
        signature("list:list, item:any*", _append),
        moves=True,
    ),
    row("concatenate", "连接清单", signature("list:list*", _concatenate), moves=True),
    row("insert before", "插在前面", signature(_NEW, _insert), moves=True),
    row("remove", "去掉一项", signature("list:list, position:number", _remove), moves=True),
    row("reverse", "倒过来", signature("list:list", lambda items: items[::-1]), moves=True),
    row("index of", "在第几", signature("list:list, match:any", _index_of)),
    row("union", "合并去重", signature("list:list*", lambda lists: _distinct(_concatenate(lists)))),
    row("distinct values", "去重", signature("list:list", _distinct)),
    row("flatten", "展平", signature("list:list", _flatten), moves=True),
    row("sort", "排序", signature("list:list, precedes:function", _sort)),
)
