"""Short ways to write trees of the item profile, to run them, and to make random ones."""

from __future__ import annotations

import ast as py
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from engine.feel import ast, runtime
from engine.feel.to_python import to_python
from engine.feel.types import Scope, Type, settle
from engine.feel.values import Null, Unknown

S = (0, 1)
TEXT, NUMBER, COUNT = Type(kind="text"), Type(kind="number"), Type(kind="number", integer=True)
DATE, YES_NO, ANY = Type(kind="date"), Type(kind="yes_no"), Type(kind="any")
SOURCE = Type(kind="option", options=("自有", "租赁", "他人无偿提供"))
SIGNS = Type(
    kind="list",
    of=Type(kind="record", fields={"位置": TEXT, "宽": NUMBER, "效果图": Type(kind="attachment")}),
)
NAMES: Mapping[str, Type] = {
    "申请日期": DATE,
    "申请人": Type(kind="record", fields={"名称": TEXT}),
    "场所来源": SOURCE,
    "面积": NUMBER,
    "从业人数": COUNT,
    "要挂招牌": YES_NO,
    "用明火": YES_NO,
    "招牌": SIGNS,
    "租赁合同": Type(kind="material", fields={"到期日": DATE, "承租方": TEXT, "份数": COUNT}),
    "答复": Type(kind="record", fields={}, of=ANY),
}
SCOPE = Scope(names=NAMES)


def name(word: str) -> ast.Expr:
    """Write `a.b` as the parser would."""
    first, *rest = word.split(".")
    made: ast.Expr = ast.Name(span=S, name=first)
    for part in rest:
        made = ast.Path(span=S, operand=made, name=part)
    return made


def fact(path: str) -> ast.Expr:
    return ast.Fact(span=S, path=path)


def num(digits: object) -> ast.Expr:
    return ast.Number(span=S, digits=str(digits))


def text(value: str) -> ast.Expr:
    return ast.String(span=S, value=value)


def at(value: str) -> ast.Expr:
    return ast.Temporal(span=S, text=value)


def yes(value: bool = True) -> ast.Expr:
    return ast.Boolean(span=S, value=value)


def compare(left: ast.Expr, operator: Any, right: ast.Expr) -> ast.Expr:
    return ast.Compare(span=S, operator=operator, left=left, right=right)


def both(*operands: ast.Expr) -> ast.Expr:
    return ast.And(span=S, operands=operands)


def either(*operands: ast.Expr) -> ast.Expr:
    return ast.Or(span=S, operands=operands)


def no(operand: ast.Expr) -> ast.Expr:
    return ast.Not(span=S, operand=operand)


def sums(first: ast.Expr, *rest: tuple[Any, ast.Expr]) -> ast.Expr:
    return ast.Arithmetic(span=S, first=first, rest=rest)


def call(function: str, *arguments: ast.Expr, names: tuple[str, ...] = ()) -> ast.Expr:
    return ast.Call(span=S, function=ast.Name(span=S, name=function), arguments=arguments, names=names)


def given(operand: ast.Expr, state: Any) -> ast.Expr:
    return ast.Given(span=S, operand=operand, state=state)


def among(operand: ast.Expr, *tests: ast.Test, negated: bool = False) -> ast.Expr:
    return ast.In(span=S, operand=operand, tests=tests, negated=negated)


def when(condition: ast.Expr, one: ast.Expr, other: ast.Expr) -> ast.Expr:
    return ast.If(span=S, condition=condition, yes=one, no=other)


def loop(
    kind: Any, variable: str, source: ast.Expr, condition: ast.Expr, end: ast.Expr | None = None
) -> ast.Expr:
    iterator = ast.Iterator(span=S, name=variable, source=source, end=end)
    return ast.Quantified(span=S, kind=kind, iterators=(iterator,), condition=condition)


def bounds(low: ast.Expr | None, high: ast.Expr | None, ends: str = "[]") -> ast.Range:
    return ast.Range(span=S, low=low, high=high, low_included=ends[0] == "[", high_included=ends[1] == "]")


def unknown(*names: str) -> Unknown:
    return Unknown(frozenset(names))


def add_workdays(day: date, count: int) -> Any:
    """A calendar for tests: every day is a workday."""
    try:
        return day + timedelta(count)
    except OverflowError:
        return Null("outside the calendar")


class Names:
    """The simplest binder: facts in a dict `F`, everything else a name in `space`."""

    def __init__(self, functions: Mapping[str, Any] | None = None) -> None:
        self.space: dict[str, Any] = {"__builtins__": {}}
        self.functions = {"add_workdays": add_workdays, **(functions or {})}

    def _bind(self, value: object) -> py.expr:
        name = self.fresh()
        self.space[name] = value
        return py.Name(id=name, ctx=py.Load())

    def fact(self, path: str, element: bool) -> py.expr:
        key = py.Constant(value=path)
        return py.Subscript(value=py.Name(id="F", ctx=py.Load()), slice=key, ctx=py.Load())

    def constant(self, value: object) -> py.expr:
        return self._bind(value)

    def helper(self, name: str) -> py.expr:
        return self._bind(self.functions[name] if name in self.functions else getattr(runtime, name))

    def fresh(self) -> str:
        self.space["#"] = self.space.get("#", 0) + 1
        return f"v{self.space['#']}"


def run(
    tree: ast.Expr, facts: Mapping[str, Any] | None = None, functions: Mapping[str, Any] | None = None
) -> Any:
    """Compile a settled tree and run it on these facts."""
    names = Names(functions)
    code = py.fix_missing_locations(py.Expression(body=to_python(tree, names)))
    return eval(compile(code, "<test>", "eval"), {**names.space, "F": dict(facts or {})})


def same(one: Any, other: Any) -> bool:
    """Say whether two answers are one: null only null, a truth only the same truth."""
    if one.__class__ is Null or other.__class__ is Null:
        return one.__class__ is other.__class__
    return type(one) is bool and one is other if isinstance(one, bool) else bool(one == other)


def settled(tree: ast.Expr, scope: Scope = SCOPE, expect: Type | None = None) -> ast.Expr:
    """Settle a tree that must have nothing wrong."""
    made = settle(tree, scope, expect)
    assert made.problems == (), [problem.values for problem in made.problems]
    return made.tree


def codes(tree: ast.Expr, scope: Scope = SCOPE, expect: Type | None = None) -> list[str]:
    """Give the codes of the problems of a tree."""
    return [problem.kind.code for problem in settle(tree, scope, expect).problems]


KNOWN: Mapping[str, st.SearchStrategy[Any]] = {
    "面积": st.integers(-3, 3) | st.sampled_from([Decimal("0.5"), Decimal("2.50"), Decimal(3)]),
    "从业人数": st.integers(0, 3),
    "要挂招牌": st.booleans(),
    "用明火": st.booleans(),
    "场所来源": st.sampled_from(SOURCE.options),
    "申请日期": st.sampled_from([date(2026, 1, 31), date(2024, 2, 29), date(9999, 12, 31), date(1, 1, 1)]),
    "租赁合同.到期日": st.sampled_from([date(2026, 1, 31), date(2026, 2, 28), date(2026, 7, 31)]),
    "申请人.名称": st.sampled_from(["", "示例", "示例店"]),
    "租赁合同": st.booleans(),
}
PLAIN_NULL = st.just(Null("none"))


def _number(depth: int) -> st.SearchStrategy[ast.Expr]:
    leaf = st.sampled_from([fact("面积"), fact("从业人数"), num(0), num(2), num("0.5")])
    if depth == 0:
        return leaf
    inner = _number(depth - 1)
    step = st.tuples(st.sampled_from("+-*/"), inner)
    return st.one_of(
        leaf,
        st.builds(lambda first, rest: sums(first, *rest), inner, st.lists(step, min_size=1, max_size=3)),
        st.builds(when, _condition(depth - 1), inner, inner),
        st.builds(lambda a, b: call("max", ast.List(span=S, items=(a, b))), inner, inner),
        st.builds(lambda a: ast.Negate(span=S, operand=a), inner),
        st.just(call("count", fact("招牌"))),
        st.just(call("sum", ast.Path(span=S, operand=fact("招牌"), name="宽"))),
    )


def _day(depth: int) -> st.SearchStrategy[ast.Expr]:
    leaf = st.sampled_from([fact("申请日期"), fact("租赁合同.到期日"), at("2026-02-28")])
    if depth == 0:
        return leaf
    lengths = [at("P1M"), at("P30D"), at("P9000Y"), ast.Workdays(span=S, count=5)]
    step = st.tuples(st.sampled_from("+-"), st.sampled_from(lengths))
    return leaf | st.builds(lambda first, one: sums(first, one), _day(depth - 1), step)


def _condition(depth: int) -> st.SearchStrategy[ast.Expr]:
    leaf = st.sampled_from(
        [
            fact("要挂招牌"),
            fact("用明火"),
            yes(),
            yes(False),
            given(fact("租赁合同"), "submitted"),
            given(fact("面积"), "unfilled"),
        ]
    )
    if depth == 0:
        return leaf
    inner, number, day = _condition(depth - 1), _number(depth - 1), _day(depth - 1)
    order = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    option = st.sampled_from([text(word) for word in SOURCE.options])
    few = st.lists(inner, min_size=2, max_size=10)
    return st.one_of(
        leaf,
        st.builds(lambda x: both(*x), few),
        st.builds(lambda x: either(*x), few),
        st.builds(no, inner),
        st.builds(when, inner, inner, inner),
        *_quantified(number),
        st.builds(compare, number, order, number),
        st.builds(compare, day, order, day),
        st.builds(compare, st.just(fact("场所来源")), st.sampled_from(["=", "!="]), option),
        st.builds(lambda a, b, c: ast.Between(span=S, operand=a, low=b, high=c), number, number, number),
        st.builds(lambda a, b: among(fact("场所来源"), a, b, negated=True), option, option),
        st.builds(
            lambda a, b, e: among(fact("面积"), bounds(a, b, e), b),
            number,
            number,
            st.sampled_from(["[]", "()"]),
        ),
        st.just(call("starts with", fact("申请人.名称"), text("示"))),
    )


def _quantified(number: st.SearchStrategy[ast.Expr]) -> Iterator[st.SearchStrategy[ast.Expr]]:
    """Say something of every sign, of some sign, of some number."""
    width = ast.Path(span=S, operand=name("x"), name="宽")
    shown = given(ast.Path(span=S, operand=name("x"), name="效果图"), "submitted")
    yield st.builds(lambda n: loop("every", "x", fact("招牌"), either(shown, compare(width, ">", n))), number)
    yield st.builds(lambda n: loop("some", "x", fact("招牌"), both(shown, compare(width, "<=", n))), number)
    yield st.builds(lambda n: loop("some", "x", num(1), compare(name("x"), "=", n), num(3)), number)


CONDITIONS = _condition(3)
NUMBERS = _number(3)


@st.composite
def knowledge(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw what is known of every fact, with unknowns, and one way in which it may turn out."""
    now: dict[str, Any] = {}
    later: dict[str, Any] = {}
    for path, values in KNOWN.items():
        later[path] = draw(values | PLAIN_NULL)
        now[path] = unknown(path) if draw(st.booleans()) else later[path]
    rows = draw(st.lists(st.tuples(KNOWN["面积"] | PLAIN_NULL, st.booleans(), st.booleans()), max_size=3))
    later["招牌"] = tuple({"位置": "门头", "宽": width, "效果图": shown} for width, shown, _ in rows)
    now["招牌"] = tuple(
        {**row, "宽": unknown("招牌")} if hidden else row
        for row, (_, _, hidden) in zip(later["招牌"], rows, strict=True)
    )
    if draw(st.integers(0, 4)) == 0:
        now["招牌"] = unknown("招牌")
    return now, later
