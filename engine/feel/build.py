"""One method per construct of feel.lark: its parts in, its node of `engine.feel.ast` out.

The parser calls a method at each reduction with all parts, tokens included, so a node's span runs from its
first part to its last. Nothing here knows what a name means.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from engine.dataclass import replace
from engine.feel import ast
from engine.feel.lex import Token

__all__ = ["Builder"]

# The parser hands over tokens, nodes and what other methods here gave; the grammar guarantees which.
Parts: TypeAlias = list[Any]


def _span(parts: Parts) -> ast.Span:
    first, last = parts[0], parts[-1]
    start = first.start_pos if isinstance(first, Token) else first.span[0]
    return start, (last.end_pos if isinstance(last, Token) else last.span[1])


def _nodes(parts: Parts) -> tuple[Any, ...]:
    return tuple(part for part in parts if not isinstance(part, Token))


_STATES: Final[dict[str, Any]] = {"FILLED": "filled", "UNFILLED": "unfilled"}


class Builder:
    """The callbacks of the grammar."""

    def null(self, parts: Parts) -> ast.Null:
        return ast.Null(span=_span(parts))

    def true(self, parts: Parts) -> ast.Boolean:
        return ast.Boolean(span=_span(parts), value=True)

    def false(self, parts: Parts) -> ast.Boolean:
        return ast.Boolean(span=_span(parts), value=False)

    def number(self, parts: Parts) -> ast.Number:
        return ast.Number(span=_span(parts), digits=parts[0].value)

    def string(self, parts: Parts) -> ast.String:
        return ast.String(span=_span(parts), value=parts[0].value)

    def temporal(self, parts: Parts) -> ast.Temporal:
        return ast.Temporal(span=_span(parts), text=parts[0].value)

    def workdays(self, parts: Parts) -> ast.Workdays:
        return ast.Workdays(span=_span(parts), count=int(parts[0].value))

    def name(self, parts: Parts) -> ast.Name:
        return ast.Name(span=_span(parts), name=parts[0].value)

    def parens(self, parts: Parts) -> ast.Expr:
        inside: ast.Expr = replace(parts[1], span=_span(parts))
        return inside

    def list(self, parts: Parts) -> ast.List:
        return ast.List(span=_span(parts), items=_nodes(parts))

    def entry(self, parts: Parts) -> tuple[str, ast.Expr]:
        return parts[0].value, parts[2]

    def context(self, parts: Parts) -> ast.Context:
        return ast.Context(span=_span(parts), entries=_nodes(parts))

    def range(self, parts: Parts) -> ast.Range:
        opening, low, _, high, closing = parts
        return ast.Range(
            span=_span(parts),
            low=low,
            high=high,
            low_included=opening.type == "LBRACK",
            high_included=closing.type == "RBRACK",
        )

    def span_range(self, parts: Parts) -> ast.Range:
        return ast.Range(
            span=_span(parts), low=parts[0], high=parts[2], low_included=True, high_included=True
        )

    def one_sided(self, parts: Parts) -> ast.Range | ast.Endpoint:
        order, end = _order(parts[1]), parts[2]
        if order == "!=":
            # No range says this; the standard writes it like one.
            return ast.Endpoint(span=_span(parts), operator=order, value=end)
        if order == "=":
            return ast.Range(span=_span(parts), low=end, high=end, low_included=True, high_included=True)
        above = order[0] == ">"
        closed = order[-1] == "="
        return ast.Range(
            span=_span(parts),
            low=end if above else None,
            high=None if above else end,
            low_included=above and closed,
            high_included=not above and closed,
        )

    def path(self, parts: Parts) -> ast.Path:
        return ast.Path(span=_span(parts), operand=parts[0], name=parts[2].value)

    def filter(self, parts: Parts) -> ast.Filter:
        return ast.Filter(span=_span(parts), operand=parts[0], condition=parts[2])

    def call(self, parts: Parts) -> ast.Call:
        function, *arguments = _nodes(parts)
        return ast.Call(span=_span(parts), function=function, arguments=tuple(arguments))

    def call_named(self, parts: Parts) -> ast.Call:
        function, *entries = _nodes(parts)
        return ast.Call(
            span=_span(parts),
            function=function,
            arguments=tuple(value for _, value in entries),
            names=tuple(name for name, _ in entries),
        )

    def instance_of(self, parts: Parts) -> ast.InstanceOf:
        return ast.InstanceOf(span=_span(parts), operand=parts[0], type=parts[2])

    def type(self, parts: Parts) -> ast.TypeName:
        arguments = _nodes(parts)
        result = None
        if len(parts) > 2 and isinstance(parts[-2], Token) and parts[-2].type == "ARROW":
            *rest, result = arguments
            arguments = tuple(rest)
        keys = tuple(part.value for part in parts if isinstance(part, Token) and part.type == "KEY")
        return ast.TypeName(
            span=_span(parts), name=parts[0].value, arguments=arguments, keys=keys, result=result
        )

    def negate(self, parts: Parts) -> ast.Negate:
        return ast.Negate(span=_span(parts), operand=parts[1])

    def chain(self, parts: Parts) -> ast.Arithmetic:
        rest = tuple((parts[i].value, parts[i + 1]) for i in range(1, len(parts), 2))
        return ast.Arithmetic(span=_span(parts), first=parts[0], rest=rest)

    def compare(self, parts: Parts) -> ast.Compare:
        return ast.Compare(span=_span(parts), operator=_order(parts[1]), left=parts[0], right=parts[2])

    def between(self, parts: Parts) -> ast.Between:
        return ast.Between(span=_span(parts), operand=parts[0], low=parts[2], high=parts[4])

    def within(self, parts: Parts) -> ast.In:
        negated, test = parts[1].type == "NOT_IN", parts[2]
        if isinstance(test, ast.Range) and test.low is test.high and test.low is not None:
            # `in (= 5)` is a list of one test, though the parser read `(= 5)` as a range.
            test = ast.Endpoint(span=test.span, operator="=", value=test.low)
        return ast.In(span=_span(parts), operand=parts[0], tests=(test,), negated=negated)

    def within_list(self, parts: Parts) -> ast.In:
        negated = parts[1].type == "NOT_IN"
        return ast.In(span=_span(parts), operand=parts[0], tests=parts[3], negated=negated)

    def given(self, parts: Parts) -> ast.Expr:
        span, word = _span(parts), parts[-1].type
        given = ast.Given(span=span, operand=parts[0], state=_STATES.get(word, "submitted"))
        return ast.Not(span=span, operand=given) if word == "NOT_SUBMITTED" else given

    def not_(self, parts: Parts) -> ast.Not:
        return ast.Not(span=_span(parts), operand=parts[1])

    def not_call(self, parts: Parts) -> ast.Not:
        return ast.Not(span=_span(parts), operand=parts[2])

    def both(self, parts: Parts) -> ast.And:
        return ast.And(span=_span(parts), operands=_nodes(parts))

    def either(self, parts: Parts) -> ast.Or:
        return ast.Or(span=_span(parts), operands=_nodes(parts))

    def if_(self, parts: Parts) -> ast.If:
        return ast.If(span=_span(parts), condition=parts[1], yes=parts[3], no=parts[5])

    def iterator(self, parts: Parts) -> ast.Iterator:
        end = parts[4] if len(parts) > 3 else None
        return ast.Iterator(span=_span(parts), name=parts[0].value, source=parts[2], end=end)

    def for_(self, parts: Parts) -> ast.For:
        *iterators, result = _nodes(parts)
        return ast.For(span=_span(parts), iterators=tuple(iterators), result=result)

    def quantified(self, parts: Parts) -> ast.Quantified:
        *iterators, condition = _nodes(parts)
        return ast.Quantified(
            span=_span(parts),
            kind="some" if parts[0].type == "SOME" else "every",
            iterators=tuple(iterators),
            condition=condition,
        )

    def parameter(self, parts: Parts) -> ast.Parameter:
        kind = parts[2] if len(parts) > 1 else None
        return ast.Parameter(span=_span(parts), name=parts[0].value, type=kind)

    def function(self, parts: Parts) -> ast.Function:
        *parameters, body = _nodes(parts)
        external = isinstance(parts[-2], Token) and parts[-2].type == "EXTERNAL"
        return ast.Function(span=_span(parts), parameters=tuple(parameters), body=body, external=external)

    def endpoint(self, parts: Parts) -> ast.Endpoint:
        return ast.Endpoint(span=_span(parts), operator=_order(parts[0]), value=parts[1])

    def test_list(self, parts: Parts) -> tuple[ast.Test, ...]:
        return _nodes(parts)

    def cell(self, parts: Parts) -> ast.Tests:
        tests: tuple[ast.Test, ...] = parts[0]
        return ast.Tests(span=(tests[0].span[0], tests[-1].span[1]), tests=tests)

    def cell_not(self, parts: Parts) -> ast.Tests:
        return ast.Tests(span=_span(parts), tests=parts[2], negated=True)


def _order(token: Token) -> ast.Order:
    if token.type == "ORDER":
        return token.value  # type: ignore[return-value]  # the lexer gives ORDER to < <= > >= alone
    return "=" if token.type == "EQ" else "!="
