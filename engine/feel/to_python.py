"""A settled expression becomes a Python expression: `ast` nodes with bound constants, never pasted text.

The plain value runs at Python's own speed: null and unknown answer comparisons themselves, and and/or test
with `is`. Chains of any length stay flat, so that compiling never recurses deeper than the author nests.
"""

from __future__ import annotations

import ast as py
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from engine.dataclass import replace
from engine.feel import ast
from engine.feel.known import known_function
from engine.feel.literal import Workdays, temporal
from engine.feel.making import Binder, Making, constant, either, has_class, is_exactly, load, make
from engine.feel.numbers import number, subtract
from engine.feel.run_built_ins import SHORT
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration
from engine.feel.values import Null, Unknown
from engine.feel.walk import children

__all__ = ["Binder", "to_python"]

_INLINE = 8
_ANSWER = "答复"
_LITERAL = (ast.String, ast.Number, ast.Boolean)
_OPERATORS: Mapping[str, type[py.cmpop]] = {
    "=": py.Eq,
    "!=": py.NotEq,
    "<": py.Lt,
    "<=": py.LtE,
    ">": py.Gt,
    ">=": py.GtE,
}
_ARITHMETIC: Mapping[str, str] = {"+": "plus", "-": "minus", "*": "times", "/": "over", "**": "power"}


def to_python(tree: ast.Expr, binder: Binder) -> py.expr:
    """Make the Python expression of a settled tree."""
    return make(tree, Making(binder=binder))


@make.register(ast.Null)
def _null(node: ast.Null, making: Making) -> py.expr:
    return making.binder.constant(Null())


@make.register(ast.Boolean)
@make.register(ast.String)
def _plain(node: ast.Boolean | ast.String, making: Making) -> py.expr:
    return py.Constant(value=node.value)


@make.register(ast.Number)
def _number(node: ast.Number, making: Making) -> py.expr:
    return constant(number(node.digits), making)


@make.register(ast.Temporal)
def _temporal(node: ast.Temporal, making: Making) -> py.expr:
    value = temporal(node.text)
    return making.binder.constant(Null(f"没有「{node.text}」") if value is None else value)


@make.register(ast.Workdays)
def _workdays(node: ast.Workdays, making: Making) -> py.expr:
    return making.binder.constant(Workdays(node.count))


@make.register(ast.Name)
def _name(node: ast.Name, making: Making) -> py.expr:
    return load(making.variables[node.name])


@make.register(ast.Fact)
def _fact(node: ast.Fact, making: Making) -> py.expr:
    return making.binder.fact(node.path, node.element)


@make.register(ast.Given)
def _given(node: ast.Given, making: Making) -> py.expr:
    value = make(node.operand, making)
    if node.state == "unfilled":
        return making.call("deny", making.call("filled", value))
    return making.call("submitted" if node.state == "submitted" else "filled", value)


@make.register(ast.Path)
def _path(node: ast.Path, making: Making) -> py.expr:
    return making.call("part", make(node.operand, making), py.Constant(value=node.name))


@make.register(ast.Not)
def _not(node: ast.Not, making: Making) -> py.expr:
    first, name = making.keep(make(node.operand, making))
    rest = either(is_exactly(load(name), False), py.Constant(value=True), making.call("deny", load(name)))
    return either(is_exactly(first, True), py.Constant(value=False), rest)


@make.register(ast.And)
def _and(node: ast.And, making: Making) -> py.expr:
    return _kleene([make(one, making) for one in node.operands], False, making)


@make.register(ast.Or)
def _or(node: ast.Or, making: Making) -> py.expr:
    return _kleene([make(one, making) for one in node.operands], True, making)


def _kleene(operands: Sequence[py.expr], deciding: bool, making: Making) -> py.expr:
    """Make `False if (a := A) is False or … else True if a is True and … else conjoin(a, …)`."""
    helper = "disjoin" if deciding else "conjoin"
    if len(operands) == 1 or len(operands) > _INLINE:
        return making.call(helper, *operands)
    kept = [making.keep(one) for one in operands]
    decided = py.BoolOp(op=py.Or(), values=[is_exactly(first, deciding) for first, _ in kept])
    settled = py.BoolOp(op=py.And(), values=[is_exactly(load(name), not deciding) for _, name in kept])
    rest = making.call(helper, *[load(name) for _, name in kept])
    plain = either(settled, py.Constant(value=not deciding), rest)
    return either(decided, py.Constant(value=deciding), plain)


@make.register(ast.Compare)
def _compare(node: ast.Compare, making: Making) -> py.expr:
    left, right = make(node.left, making), make(node.right, making)
    return _compared(
        node.operator, left, right, _open(node.left, making) or _open(node.right, making), making
    )


def _compared(operator: str, left: py.expr, right: py.expr, loose: bool, making: Making) -> py.expr:
    if loose:
        return making.call("compare", py.Constant(value=operator), left, right)
    return py.Compare(left=left, ops=[_OPERATORS[operator]()], comparators=[right])


def _open(node: ast.Node, making: Making) -> bool:
    """Tell whether the type of a value is known only when it comes: the answer of a plug-in."""
    match node:
        case ast.Fact():
            return _ANSWER in node.path.split(".")
        case ast.Name():
            return node.name in making.open
        case ast.Boolean() | ast.Compare() | ast.And() | ast.Or() | ast.Not() | ast.Quantified():
            return False
    return any(_open(part, making) for part in children(node))


@make.register(ast.Between)
def _between(node: ast.Between, making: Making) -> py.expr:
    return _within(make(node.operand, making), node.low, node.high, (True, True), making)


def _within(
    value: py.expr, low: ast.Expr, high: ast.Expr, included: tuple[bool, bool], making: Making
) -> py.expr:
    """Compare inline if both ends are literals, else by a helper that looks for nulls."""
    ends = [make(end, making) for end in (low, high)]
    flags = [py.Constant(value=one) for one in included]
    kinds = [_literal_class(end) for end in (low, high)]
    if kinds[0] is None or kinds[0] is not kinds[1]:
        return making.call("between", value, *ends, *flags)
    first, name = making.keep(value)
    operators: list[py.cmpop] = [py.LtE() if one else py.Lt() for one in included]
    plain = py.Compare(left=ends[0], ops=operators, comparators=[load(name), ends[1]])
    again = [make(end, making) for end in (low, high)]
    slow = making.call("between", load(name), *again, *flags)
    return either(has_class(first, making.binder.constant(kinds[0])), plain, slow)


def _literal_class(node: ast.Expr) -> type | None:
    if isinstance(node, ast.Number):
        return int
    if isinstance(node, ast.Temporal):
        return date if type(temporal(node.text)) is date else None
    return None


@make.register(ast.In)
def _in(node: ast.In, making: Making) -> py.expr:
    tests = list(_flat(node.tests))
    value = make(node.operand, making)
    if tests and all(isinstance(test, ast.String) for test in tests):
        return _among(value, tests, node.negated, making)
    first, name = making.keep(value)
    loose = _open(node.operand, making)
    values = [first, *[load(name) for _ in tests[1:]]]
    made = [_test(test, one, loose, making) for test, one in zip(tests, values, strict=False)]
    answer = (
        py.Constant(value=False) if not made else made[0] if len(made) == 1 else _kleene(made, True, making)
    )
    return making.call("deny", answer) if node.negated else answer


def _flat(tests: Iterable[ast.Test]) -> Iterable[ast.Test]:
    for test in tests:
        if isinstance(test, ast.List):
            yield from test.items
        else:
            yield test


def _among(value: py.expr, tests: Sequence[ast.Test], negated: bool, making: Making) -> py.expr:
    """Make membership in written texts: Python's `in` for a text, a helper for what is none."""
    words = [py.Constant(value=test.value) for test in tests if isinstance(test, ast.String)]
    first, name = making.keep(value)
    operator: py.cmpop = py.NotIn() if negated else py.In()
    plain = py.Compare(left=load(name), ops=[operator], comparators=[py.Tuple(elts=[*words], ctx=py.Load())])
    rare = making.call("member", load(name), py.Tuple(elts=[*words], ctx=py.Load()))
    slow = making.call("deny", rare) if negated else rare
    return either(has_class(first, making.binder.constant(str)), plain, slow)


def _test(test: ast.Test, value: py.expr, loose: bool, making: Making) -> py.expr:
    match test:
        case ast.Endpoint():
            other = make(test.value, making)
            return _compared(test.operator, value, other, loose or _open(test.value, making), making)
        case ast.Range(low=ast.Node() as low, high=ast.Node() as high):
            return _within(value, low, high, (test.low_included, test.high_included), making)
        case ast.Range(low=ast.Node() as low):
            return _compared(">=" if test.low_included else ">", value, make(low, making), True, making)
        case ast.Range(high=ast.Node() as high):
            return _compared("<=" if test.high_included else "<", value, make(high, making), True, making)
        case ast.String() | ast.Number() | ast.Boolean() | ast.Temporal() | ast.Null():
            return _compared("=", value, make(test, making), loose, making)
    return making.call("member", value, make(test, making))


@make.register(ast.Negate)
def _negate(node: ast.Negate, making: Making) -> py.expr:
    if isinstance(node.operand, ast.Number):
        value = number(node.operand.digits)
        if isinstance(value, int | Decimal):
            return constant(subtract(0, value), making)
    return making.call("minus_sign", make(node.operand, making))


@make.register(ast.Arithmetic)
def _arithmetic(node: ast.Arithmetic, making: Making) -> py.expr:
    first = make(node.first, making)
    dated = any(isinstance(operand, ast.Temporal) for _, operand in node.rest) or _has_workdays(node)
    if len(node.rest) <= _INLINE or dated:
        for operator, operand in node.rest:
            first = _step(first, operator, operand, making)
        return first
    operators = "".join("^" if operator == "**" else operator for operator, _ in node.rest)
    rest = [make(operand, making) for _, operand in node.rest]
    return making.call("chain", py.Constant(value=operators), first, *rest)


def _has_workdays(node: ast.Node) -> bool:
    match node:
        case ast.Workdays():
            return True
        case ast.If():
            return _has_workdays(node.yes) or _has_workdays(node.no)
        case ast.Arithmetic():
            return any(_has_workdays(operand) for operand in (node.first, *[one for _, one in node.rest]))
    return False


def _step(left: py.expr, operator: str, operand: ast.Expr, making: Making) -> py.expr:
    sign = {"+": 1, "-": -1}.get(operator, 0)
    if sign and _has_workdays(operand):
        calendar = making.binder.helper("add_workdays")
        length = make(operand, making)
        return making.call("shift_workdays", calendar, left, length, py.Constant(value=sign))
    length_of = temporal(operand.text) if isinstance(operand, ast.Temporal) else None
    if sign and isinstance(length_of, MonthsDuration | DaysDuration):
        return _shifted(left, operator, length_of, make(operand, making), making)
    return making.call(_ARITHMETIC[operator], left, make(operand, making))


def _shifted(
    left: py.expr, operator: str, length: MonthsDuration | DaysDuration, literal: py.expr, making: Making
) -> py.expr:
    """Shift a date by a literal at once, leave one unknown as it is; anything else takes the general way."""
    first, name = making.keep(left)
    sign = 1 if operator == "+" else -1
    if isinstance(length, MonthsDuration):
        plain = making.call("add_months", load(name), py.Constant(value=sign * length.months))
    else:
        plain = making.call("add_days", load(name), py.Constant(value=sign * (length.nanos // DAY)))
    slow = making.call(_ARITHMETIC[operator], load(name), literal)
    unknown = has_class(load(name), making.binder.constant(Unknown))
    return either(has_class(first, making.binder.constant(date)), plain, either(unknown, load(name), slow))


@make.register(ast.If)
def _if(node: ast.If, making: Making) -> py.expr:
    """Make `choose(c := C, Y if c is not false, N if c is not true)`: each branch is made once.

    Branches that are literals cost nothing twice: `Y if (c := C) is true else N if c is false else …`.
    """
    first, name = making.keep(make(node.condition, making))
    if isinstance(node.yes, _LITERAL) and isinstance(node.no, _LITERAL):
        yes, no = make(node.yes, making), make(node.no, making)
        rest = making.call("choose", load(name), make(node.yes, making), make(node.no, making))
        return either(is_exactly(first, True), yes, either(is_exactly(load(name), False), no, rest))
    kind = making.binder.constant(Unknown)
    wanted = py.BoolOp(op=py.Or(), values=[is_exactly(load(name), True), has_class(load(name), kind)])
    nothing = py.Constant(value=None)
    yes = either(wanted, make(node.yes, making), nothing)
    no = either(is_exactly(load(name), True), nothing, make(node.no, making))
    return making.call("choose", first, yes, no)


@make.register(ast.List)
def _list(node: ast.List, making: Making) -> py.expr:
    return py.Tuple(elts=[make(item, making) for item in node.items], ctx=py.Load())


def _bind(name: str, source: ast.Expr, making: Making) -> tuple[str, Making]:
    """Bring a loop variable into scope: give its Python name, and what the loop's body is made with."""
    identifier = making.binder.fresh()
    open_ = making.open | {name} if _open(source, making) else making.open - {name}
    return identifier, replace(making, variables={**making.variables, name: identifier}, open=open_)


def _function(identifier: str, body: py.expr) -> py.expr:
    arguments = py.arguments(
        posonlyargs=[], args=[py.arg(arg=identifier)], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    return py.Lambda(args=arguments, body=body)


def _loop(
    helper: str, iterators: Sequence[ast.Iterator], body: ast.Expr, making: Making, join: str = ""
) -> py.expr:
    """Make nested loops: the first iterator outermost, each seeing those before it."""
    iterator, rest = iterators[0], iterators[1:]
    source = make(iterator.source, making)
    if iterator.end is not None:
        source = making.call("span", source, make(iterator.end, making))
    identifier, inner = _bind(iterator.name, iterator.source, making)
    inside = _loop(helper, rest, body, inner, join) if rest else make(body, inner)
    made = making.call(helper, source, _function(identifier, inside))
    return making.call(join, made) if join and rest else made


@make.register(ast.Quantified)
def _quantified(node: ast.Quantified, making: Making) -> py.expr:
    return _loop(node.kind, node.iterators, node.condition, making)


@make.register(ast.For)
def _for(node: ast.For, making: Making) -> py.expr:
    return _loop("each", node.iterators, node.result, making, "flat")


@make.register(ast.Filter)
def _filter(node: ast.Filter, making: Making) -> py.expr:
    source = make(node.operand, making)
    identifier, inner = _bind("item", node.operand, making)
    return making.call("keep", source, _function(identifier, make(node.condition, inner)))


@make.register(ast.Call)
def _call(node: ast.Call, making: Making) -> py.expr:
    name = node.function.name if isinstance(node.function, ast.Name) else ""
    arguments = [make(argument, making) for argument in node.arguments]
    row = known_function(name)
    if row is not None:
        if row.en in SHORT:
            return making.call(SHORT[row.en], *arguments)
        return making.call("built_in", py.Constant(value=row.en), *arguments)
    return making.call("ask", making.binder.helper(name), *arguments)
