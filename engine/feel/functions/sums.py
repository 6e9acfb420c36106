"""Built-ins that make one value of many: smallest, sum, mean, all, any, and the like."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from engine.feel import numbers
from engine.feel.arithmetic import apply
from engine.feel.compare import order
from engine.feel.functions.table import BuiltIn, row, signature
from engine.feel.numbers import CONTEXT, Number, is_number
from engine.feel.values import Null, Unknown

__all__ = ["ROWS"]

_List = tuple[object, ...]


def _extreme(operator: str) -> Callable[[_List], object]:
    def find(items: _List) -> object:
        if not items:
            return Null("the list is empty")
        best = items[0]
        for item in items:
            answer = order(operator, item, best)
            if isinstance(answer, Null):
                return answer
            best = item if answer is True else best
        return best

    return find


def _numbers(items: _List) -> list[Number] | Null:
    kept = [item for item in items if is_number(item)]
    if not items:
        return Null("the list is empty")
    return kept if len(kept) == len(items) else Null("the list holds something that is not a number")


def _sum(items: _List) -> object:
    if not items:
        return Null("the list is empty")
    total = items[0]
    if not is_number(total) and isinstance(apply("+", total, total), Null):
        return Null("the list holds something that cannot be added")
    if isinstance(total, str):
        return Null("texts have no sum")
    return reduce(lambda left, right: apply("+", left, right), items[1:], total)


def _mean(items: _List) -> object:
    total = _sum(items)
    return total if isinstance(total, Null) else apply("/", total, len(items))


def _product(items: _List) -> object:
    found = _numbers(items)
    if isinstance(found, Null):
        return found
    result: object = found[0]
    for factor in found[1:]:
        result = apply("*", result, factor)
    return result


def _median(items: _List) -> object:
    found = _numbers(items)
    if isinstance(found, Null):
        return found
    found.sort()
    middle = len(found) // 2
    if len(found) % 2:
        return found[middle]
    return apply("/", apply("+", found[middle - 1], found[middle]), 2)


def _stddev(items: _List) -> object:
    found = _numbers(items)
    if isinstance(found, Null):
        return found
    if len(found) < 2:
        return Null("a standard deviation takes at least two numbers")
    context = CONTEXT.copy()
    mean = context.divide(reduce(context.add, found, Decimal(0)), Decimal(len(found)))
    squares = (context.power(context.subtract(Decimal(value), mean), 2) for value in found)
    variance = context.divide(reduce(context.add, squares, Decimal(0)), Decimal(len(found) - 1))
    return numbers.tidy(context.sqrt(variance))


def _mode(items: _List) -> object:
    if not items:
        return ()
    found = _numbers(items)
    if isinstance(found, Null):
        return found
    counts: dict[Number, int] = {}
    for value in found:
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values())
    return tuple(sorted(value for value, count in counts.items() if count == most))


def _every(deciding: bool) -> Callable[[_List], object]:
    """Give the Kleene sum of booleans: `deciding` decides, then unknown, then null."""

    def decide(items: _List) -> object:
        answer: object = not deciding
        for item in items:
            if item is deciding:
                return deciding
            if isinstance(item, Unknown):
                answer = item.join(answer)
            elif isinstance(item, Null):
                answer = answer if isinstance(answer, Unknown) else Null()
            elif item is not (not deciding):
                return Null("the list holds something that is neither true nor false")
        return answer

    return decide


def _sums(name: str, zh: str, python: Callable[[_List], object], *, moves: bool = False) -> BuiltIn:
    """Make the row of a function that takes a list, or its elements one by one."""
    ways = (
        signature("list:list", python),
        signature("c1:any, c:any*", lambda first, rest: python((first, *rest))),
    )
    return row(name, zh, *ways, moves=moves)


ROWS = (
    _sums("min", "最小", _extreme("<")),
    _sums("max", "最大", _extreme(">")),
    _sums("sum", "合计", _sum),
    _sums("mean", "平均", _mean),
    _sums("all", "全都是", _every(False), moves=True),
    _sums("any", "至少一个是", _every(True), moves=True),
    _sums("product", "乘积", _product),
    _sums("median", "中位数", _median),
    _sums("stddev", "标准差", _stddev),
    _sums("mode", "众数", _mode),
)
