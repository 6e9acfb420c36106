"""Operators: what may stand beside what, and of which type the answer is."""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel import ast
from engine.feel.settle.faults import LEFT_OUT, TOO_COSTLY, TWO_READINGS
from engine.feel.settle.kinds import (
    ANY,
    DATE,
    DAYS,
    FAULTY,
    MONTHS,
    NUMBER,
    TEXT,
    YES_NO,
    Kind,
    Type,
    in_words,
    meet,
)
from engine.feel.settle.names import find
from engine.feel.settle.work import Done, Hint, Work, condition, rule, value

__all__ = ["comparable", "hint_of"]

_ORDERED = frozenset({"text", "number", "date", "days", "months", "workdays", "any"})
_UNCOMPARED = frozenset({"list", "record"})
_SUMS: Mapping[tuple[Kind, str, Kind], Type] = {
    ("number", "+", "number"): NUMBER,
    ("number", "-", "number"): NUMBER,
    ("number", "*", "number"): NUMBER,
    ("number", "/", "number"): NUMBER,
    ("number", "**", "number"): NUMBER,
    ("text", "+", "text"): TEXT,
    ("date", "+", "days"): DATE,
    ("date", "-", "days"): DATE,
    ("date", "+", "months"): DATE,
    ("date", "-", "months"): DATE,
    ("date", "+", "workdays"): DATE,
    ("date", "-", "workdays"): DATE,
    ("days", "+", "date"): DATE,
    ("months", "+", "date"): DATE,
    ("date", "-", "date"): DAYS,
    ("days", "+", "days"): DAYS,
    ("days", "-", "days"): DAYS,
    ("days", "*", "number"): DAYS,
    ("number", "*", "days"): DAYS,
    ("days", "/", "number"): DAYS,
    ("days", "/", "days"): NUMBER,
    ("months", "+", "months"): MONTHS,
    ("months", "-", "months"): MONTHS,
    ("months", "*", "number"): MONTHS,
    ("number", "*", "months"): MONTHS,
    ("months", "/", "number"): MONTHS,
    ("months", "/", "months"): NUMBER,
}
_OPTION_IS_TEXT: Mapping[Kind, Kind] = {"option": "text"}
_LONGEST_DATE_CHAIN = 32
_LARGEST_EXPONENT = 1000


def hint_of(node: ast.Expr, kind: Type) -> Hint:
    """Give the hint that a settled node is for the other side."""
    return Hint(type=kind, about=node.path if isinstance(node, ast.Fact) else "对照的一方")


def _bare(node: ast.Expr, work: Work) -> bool:
    """Tell whether a node gets its meaning from the other side."""
    if isinstance(node, ast.Name):
        return find(node.name, work) is None
    return isinstance(node, ast.String | ast.Boolean | ast.Number)


def _pair(left: ast.Expr, right: ast.Expr, work: Work) -> tuple[Done, Done]:
    """Settle two sides, the plainer one in the light of the other."""
    if _bare(left, work) and not _bare(right, work):
        other = value(right, work)
        return value(left, work, hint_of(*other)), other
    one = value(left, work)
    other = value(right, work, hint_of(*one))
    if isinstance(left, ast.Name) and left.name in other[1].options and other[1] is not one[1]:
        work.report(TWO_READINGS, left, name=left.name, field=hint_of(*other).about)
        return (left, FAULTY), other
    return one, other


def comparable(node: ast.Node, operator: str, left: Type, right: Type, work: Work) -> None:
    """Report two types that do not compare."""
    both = meet(left, right)
    if both is None:
        zh = f"{in_words(left.kind, 'zh')}和{in_words(right.kind, 'zh')}不能比。两边要是同一种值。"
        en = f"Cannot compare {in_words(left.kind, 'en')} with {in_words(right.kind, 'en')}."
        work.wrong(node, zh, en)
    elif both.kind in _UNCOMPARED:
        work.report(
            LEFT_OUT,
            node,
            zh="整张清单或几项内容的比较",
            en="comparisons of whole lists or records",
            hint_zh="请比其中的一项，或者用 个数、清单包含。",
            hint_en="Compare one of its values, or use count or list contains.",
        )
    elif operator not in ("=", "!=") and both.kind not in _ORDERED:
        word = in_words(both.kind, "zh")
        work.wrong(
            node,
            f"{word}没有大小先后，只能用「是」「不是」。",
            "These have no order; use 「is」 or 「is not」.",
        )
    elif left.kind == right.kind == "option" and not set(left.options) & set(right.options):
        work.wrong(node, "两边的选项没有一个相同，永远不会相等。", "The two sides have no option in common.")


@rule.register(ast.Compare)
def _compare(node: ast.Compare, work: Work, hint: Hint | None) -> Done:
    (left, one), (right, other) = _pair(node.left, node.right, work)
    comparable(node, node.operator, one, other, work)
    return ast.Compare(span=node.span, operator=node.operator, left=left, right=right), YES_NO


@rule.register(ast.Between)
def _between(node: ast.Between, work: Work, hint: Hint | None) -> Done:
    operand, kind = value(node.operand, work)
    low, kind_low = value(node.low, work, hint_of(operand, kind))
    high, kind_high = value(node.high, work, hint_of(operand, kind))
    before = len(work.problems)
    comparable(node.low, "<=", kind, kind_low, work)
    if len(work.problems) == before:
        comparable(node.high, "<=", kind, kind_high, work)
    return ast.Between(span=node.span, operand=operand, low=low, high=high), YES_NO


@rule.register(ast.And)
def _and(node: ast.And, work: Work, hint: Hint | None) -> Done:
    return ast.And(span=node.span, operands=tuple(condition(one, work) for one in node.operands)), YES_NO


@rule.register(ast.Or)
def _or(node: ast.Or, work: Work, hint: Hint | None) -> Done:
    return ast.Or(span=node.span, operands=tuple(condition(one, work) for one in node.operands)), YES_NO


@rule.register(ast.Not)
def _not(node: ast.Not, work: Work, hint: Hint | None) -> Done:
    return ast.Not(span=node.span, operand=condition(node.operand, work)), YES_NO


@rule.register(ast.Negate)
def _negate(node: ast.Negate, work: Work, hint: Hint | None) -> Done:
    operand, kind = value(node.operand, work)
    if kind.kind not in ("number", "days", "months", "any"):
        work.wrong(node, f"{in_words(kind.kind, 'zh')}前面不能加负号。", "A minus needs a number behind it.")
        kind = FAULTY
    return ast.Negate(span=node.span, operand=operand), kind


@rule.register(ast.Arithmetic)
def _arithmetic(node: ast.Arithmetic, work: Work, hint: Hint | None) -> Done:
    first, kind = value(node.first, work)
    rest = []
    for operator, operand in node.rest:
        made, other = value(operand, work)
        rest.append((operator, made))
        if operator == "**":
            _exponent(operand, work)
        kind = _sum(node, kind, operator, other, operand, work)
    settled = ast.Arithmetic(span=node.span, first=first, rest=tuple(rest))
    if kind.kind == "date" and len(rest) > _LONGEST_DATE_CHAIN:
        work.report(
            TOO_COSTLY,
            node,
            zh="日期后面加减得太多，请先算好再写。",
            en="Too many sums on one date; add them up first.",
        )
    return settled, kind


def _sum(whole: ast.Node, left: Type, operator: str, right: Type, operand: ast.Expr, work: Work) -> Type:
    if "any" in (left.kind, right.kind):
        return FAULTY if FAULTY in (left, right) else ANY
    one = _OPTION_IS_TEXT.get(left.kind, left.kind)
    other = _OPTION_IS_TEXT.get(right.kind, right.kind)
    made = _SUMS.get((one, operator, other))
    if made is None:
        work.wrong(
            operand,
            f"{in_words(left.kind, 'zh')}和{in_words(right.kind, 'zh')}不能用「{operator}」来算。",
            f"「{operator}」 does not work on {in_words(left.kind, 'en')} and {in_words(right.kind, 'en')}.",
        )
        return FAULTY
    if made.kind == "number" and operator in "+-*" and left.integer and right.integer:
        return Type(kind="number", integer=True)
    return made


def _exponent(node: ast.Expr, work: Work) -> None:
    if not isinstance(node, ast.Number) or not node.digits.isdigit():
        work.report(
            LEFT_OUT,
            node,
            zh="算出来的乘方次数",
            en="a computed exponent",
            hint_zh="请写成数字。",
            hint_en="Write it as a number.",
        )
    elif len(node.digits) > 4 or int(node.digits) > _LARGEST_EXPONENT:
        work.report(TOO_COSTLY, node, zh="乘方次数最多 1000。", en="An exponent is at most 1000.")
