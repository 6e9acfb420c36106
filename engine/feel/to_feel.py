"""A tree in, standard FEEL out: what an item says in Chinese, any tool of the DMN standard can read.

What only the item profile has is written with the nearest means of the standard: `非 x` as `not(x)`, `x 已填`
as `x != null`, `d + 5 个工作日` as a call of `add workdays`.
"""

from __future__ import annotations

import re
from typing import Final

from engine.feel import ast
from engine.feel.spelling import NAME_PARTS

__all__ = ["to_feel"]

# How tightly a construct binds; an operand that binds less tightly than its place demands gets brackets.
_TEXT, _OR, _AND, _COMPARISON, _SUM, _PRODUCT, _POWER, _UNARY, _TYPED, _POSTFIX, _ATOM = range(11)
_OPERATORS: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}
_LEVELS: Final[dict[type[ast.Node], int]] = {
    ast.If: _TEXT, ast.For: _TEXT, ast.Quantified: _TEXT, ast.Function: _TEXT, ast.Or: _OR, ast.And: _AND,
    ast.Compare: _COMPARISON, ast.Between: _COMPARISON, ast.In: _COMPARISON, ast.Given: _COMPARISON,
    ast.Negate: _UNARY, ast.InstanceOf: _TYPED, ast.Path: _POSTFIX, ast.Filter: _POSTFIX, ast.Call: _POSTFIX,
}  # fmt: skip


def to_feel(node: ast.Expr | ast.Test | ast.Tests) -> str:
    """Print an expression or a table cell as standard FEEL."""
    if isinstance(node, ast.Tests):
        return _cell(node)
    return _test(node)


def _cell(cell: ast.Tests) -> str:
    if cell.any:
        return "-"
    tests = ", ".join(_test(test) for test in cell.tests)
    if cell.negated:
        return f"not({tests})"
    # By itself `not(a)` would be the negation of a whole cell.
    return f"({tests})" if len(cell.tests) == 1 and tests.startswith("not(") else tests


def _test(test: ast.Test) -> str:
    if isinstance(test, ast.Endpoint):
        return f"{test.operator} {_at(test.value, _SUM)}"
    return _at(test, _TEXT)


def _level(node: ast.Node) -> int:
    match node:
        case ast.Arithmetic(rest=rest):
            operator, last = rest[-1]
            return _POSTFIX if isinstance(last, ast.Workdays) else _OPERATORS[operator]
        case ast.In(negated=True):
            return _POSTFIX
    return _LEVELS.get(type(node), _ATOM)


def _at(node: ast.Node, level: int) -> str:
    """Print a node for a place that demands a level."""
    text = _print(node)
    return text if _level(node) >= level else f"({text})"


def _print(node: ast.Node) -> str:
    match node:
        case ast.Null():
            return "null"
        case ast.Boolean(value=value):
            return "true" if value else "false"
        case ast.Number(digits=digits):
            return digits
        case ast.String(value=value):
            return _quoted(value)
        case ast.Temporal(text=text):
            return "@" + _quoted(text)
        case ast.Workdays(count=count):
            return f"workdays({count})"
        case ast.Name(name=name) | ast.Fact(path=name):
            return name
        case ast.List(items=items):
            return f"[{_listed(items)}]"
        case ast.Context(entries=entries):
            return "{" + ", ".join(f"{_key(key)}: {_at(value, _TEXT)}" for key, value in entries) + "}"
        case ast.Range():
            return _range(node)
        case ast.Endpoint():
            return f"({_test(node)})"
        case ast.If() | ast.For() | ast.Quantified() | ast.Function():
            return _text(node)
        case ast.Path() | ast.Filter() | ast.Call() | ast.InstanceOf() | ast.Negate() | ast.Not():
            return _around(node)
    return _operators(node)


def _around(node: ast.Path | ast.Filter | ast.Call | ast.InstanceOf | ast.Negate | ast.Not) -> str:
    match node:
        case ast.Path(operand=operand, name=name):
            return f"{_at(operand, _POSTFIX)}.{name}"
        case ast.Filter(operand=operand, condition=condition):
            return f"{_at(operand, _POSTFIX)}[{_at(condition, _TEXT)}]"
        case ast.Call(function=function, arguments=arguments, names=()):
            return f"{_at(function, _POSTFIX)}({_listed(arguments)})"
        case ast.Call(function=function, arguments=arguments, names=names):
            pairs = zip(names, arguments, strict=True)
            named = ", ".join(f"{_key(name)}: {_at(value, _TEXT)}" for name, value in pairs)
            return f"{_at(function, _POSTFIX)}({named})"
        case ast.InstanceOf(operand=operand, type=kind):
            return f"{_at(operand, _TYPED)} instance of {_type(kind)}"
        case ast.Negate(operand=operand):
            return f"-{_at(operand, _UNARY)}"
        case ast.Not(operand=operand):
            return f"not({_at(operand, _TEXT)})"


def _operators(node: ast.Node) -> str:
    match node:
        case ast.Or(operands=operands):
            return " or ".join(_at(operand, _AND) for operand in operands)
        case ast.And(operands=operands):
            return " and ".join(_at(operand, _COMPARISON) for operand in operands)
        case ast.Compare(operator=order, left=left, right=right):
            return f"{_at(left, _COMPARISON)} {order} {_at(right, _SUM)}"
        case ast.Between(operand=operand, low=low, high=high):
            return f"{_at(operand, _COMPARISON)} between {_at(low, _SUM)} and {_at(high, _SUM)}"
        case ast.In():
            return _in(node)
        case ast.Given(operand=operand, state=state):
            return f"{_at(operand, _SUM)} {'=' if state == 'unfilled' else '!='} null"
        case ast.Arithmetic():
            return _arithmetic(node)
    raise TypeError(f"{type(node).__name__} is no expression")


def _in(node: ast.In) -> str:
    tests = node.tests
    if len(tests) == 1:
        listed = _test(tests[0]) if isinstance(tests[0], ast.Endpoint) else _at(tests[0], _SUM)
    else:
        listed = f"({', '.join(_test(test) for test in tests)})"
    text = f"{_at(node.operand, _COMPARISON)} in {listed}"
    return f"not({text})" if node.negated else text


def _arithmetic(node: ast.Arithmetic) -> str:
    level = _OPERATORS[node.rest[0][0]]
    text = _at(node.first, level + 1)
    for operator, operand in node.rest:
        if isinstance(operand, ast.Workdays):
            text = f"add workdays({text}, {'-' if operator == '-' else ''}{operand.count})"
        else:
            text = f"{text} {operator} {_at(operand, level + 1)}"
    return text


def _text(node: ast.If | ast.For | ast.Quantified | ast.Function) -> str:
    match node:
        case ast.If(condition=condition, yes=yes, no=no):
            return f"if {_at(condition, _OR)} then {_at(yes, _OR)} else {_at(no, _TEXT)}"
        case ast.For(iterators=iterators, result=result):
            return f"for {_iterators(iterators)} return {_at(result, _TEXT)}"
        case ast.Quantified(kind=kind, iterators=iterators, condition=condition):
            return f"{kind} {_iterators(iterators)} satisfies {_at(condition, _TEXT)}"
        case ast.Function(parameters=parameters, body=body, external=external):
            inside = ", ".join(f"{p.name}: {_type(p.type)}" if p.type else p.name for p in parameters)
            return f"function({inside}){' external' if external else ''} {_at(body, _TEXT)}"


def _iterators(iterators: tuple[ast.Iterator, ...]) -> str:
    return ", ".join(
        f"{each.name} in {_at(each.source, _SUM)}" + (f"..{_at(each.end, _SUM)}" if each.end else "")
        for each in iterators
    )


def _range(node: ast.Range) -> str:
    if node.high is None and node.low is not None:
        return f"({'>=' if node.low_included else '>'} {_at(node.low, _SUM)})"
    if node.low is None and node.high is not None:
        return f"({'<=' if node.high_included else '<'} {_at(node.high, _SUM)})"
    low, high = _end(node.low), _end(node.high)
    return f"{'[' if node.low_included else '('}{low}..{high}{']' if node.high_included else ')'}"


def _end(node: ast.Expr | None) -> str:
    """Print the end of a range; whatever could hold a filter gets brackets, for `[` may close a range."""
    match node:
        case None:
            return "null"
        case ast.Path(operand=ast.Name() | ast.Fact()) | ast.Call(function=ast.Name()):
            return _print(node)
        case ast.Negate(operand=ast.Number()):
            return _print(node)
    return _at(node, _ATOM)


def _type(kind: ast.TypeName) -> str:
    arguments = [_type(argument) for argument in kind.arguments]
    if kind.keys:
        arguments = [f"{_key(key)}: {text}" for key, text in zip(kind.keys, arguments, strict=True)]
    text = f"{kind.name}<{', '.join(arguments)}>" if arguments or kind.result else kind.name
    return f"{text} -> {_type(kind.result)}" if kind.result else text


def _listed(nodes: tuple[ast.Expr, ...]) -> str:
    return ", ".join(_at(node, _TEXT) for node in nodes)


_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quoted(text: str) -> str:
    return '"' + re.sub('[\\\\"\n\r\t]', lambda found: _ESCAPES[found[0]], text) + '"'


def _key(name: str) -> str:
    parts = NAME_PARTS.findall(name)
    return name if parts == [name] and not name[0].isdigit() and name[0].isalnum() else _quoted(name)
