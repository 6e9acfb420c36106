"""The syntax tree of FEEL: what a text says, before anyone knows what its names mean.

Parsing makes these nodes and nothing else. `span` holds start and end (exclusive) of the node in its
expression's text, in code points; `engine.source.Text.at` turns it into a place in a file. The settled
tree of the item profile (`engine.feel.types`) uses the same nodes, with `Fact` in place of names.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.dataclass import dataclass

Span: TypeAlias = tuple[int, int]
Order: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Any piece of an expression."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Null(Node):
    """`null`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boolean(Node):
    """`true`, 是."""

    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Node):
    """`12.50`: the digits as typed, read by `engine.feel.values.number`."""

    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class String(Node):
    """`"text"`, unescaped; also a settled option written without quotes."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Temporal(Node):
    """`@"2026-03-01"`, `@"P6M"`, and in the item profile `6 个月` (text `P6M`)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays(Node):
    """`5 个工作日`: item profile only, after + or - on a date, or as a limit."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A name in scope, a built-in, or (item profile, before settling) an option without quotes."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Node):
    """A settled reference: `path` as in `租赁合同.到期日`; `element`: of the element at hand in 逐个."""

    path: str
    element: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Node):
    """`招牌.效果图 已提交`, `面积 已填`, `面积 未填`: the state of an attachment, material or fact."""

    operand: Expr
    state: Literal["submitted", "filled", "unfilled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path(Node):
    """`operand.name`."""

    operand: Expr
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Node):
    """`operand[condition]`."""

    operand: Expr
    condition: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """`function(a, b)` or `function(name: a)`; `names` is empty for positional calls."""

    function: Expr
    arguments: tuple[Expr, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Negate(Node):
    """`-operand`."""

    operand: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """`非 operand` of the item profile; standard FEEL's `not(x)` is a `Call`."""

    operand: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """A chain of one level, left to right: `first (op operand)*` with + and -, or * and /, or **."""

    first: Expr
    rest: tuple[tuple[Literal["+", "-", "*", "/", "**"], Expr], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class And(Node):
    """`a and b and c`."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(Node):
    """`a or b or c`."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Node):
    """`left op right`."""

    operator: Order
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Node):
    """`operand between low and high`, both ends included."""

    operand: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Node):
    """`operand in tests`; `negated` for 不属于."""

    operand: Expr
    tests: tuple[Test, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceOf(Node):
    """`operand instance of type`."""

    operand: Expr
    type: TypeName


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeName(Node):
    """`number`, `list<string>`, `range<date>`, `context<a: number>`, `function<number> -> string`."""

    name: str
    arguments: tuple[TypeName, ...] = ()
    keys: tuple[str, ...] = ()
    result: TypeName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Node):
    """`if condition then yes else no`."""

    condition: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Iterator(Node):
    """`name in source`; with `end`, `name in source..end`."""

    name: str
    source: Expr
    end: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class For(Node):
    """`for iterators return result`."""

    iterators: tuple[Iterator, ...]
    result: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantified(Node):
    """`some|every iterators satisfies condition`."""

    kind: Literal["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Node):
    """`[a, b]`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Node):
    """`{key: value}`."""

    entries: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Node):
    """`[low..high)`, or one-sided `(> low)` with the other end absent."""

    low: Expr | None
    high: Expr | None
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    """`name: type` of a function definition."""

    name: str
    type: TypeName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Node):
    """`function(parameters) body`, possibly external."""

    parameters: tuple[Parameter, ...]
    body: Expr
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint(Node):
    """`< 5`, `>= x`, `= 5`, `!= 5` as a unary test."""

    operator: Order
    value: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests(Node):
    """A whole table cell: `-` (`any`), `a, b` or `not(a, b)`."""

    tests: tuple[Test, ...]
    negated: bool = False
    any: bool = False


Test: TypeAlias = "Endpoint | Expr"

Expr: TypeAlias = (
    "Null | Boolean | Number | String | Temporal | Workdays | Name | Fact | Given | Path | Filter | Call"
    " | Negate | Not | Arithmetic | And | Or | Compare | Between | In | InstanceOf | If | For | Quantified"
    " | List | Context | Range | Function"
)
