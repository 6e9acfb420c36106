"""Conditions with several branches, membership, lists, loops and calls."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from decimal import Decimal

from engine.feel import ast
from engine.feel.item_functions import BY_NAME, CLOCKS, ItemFunction
from engine.feel.known import known_function
from engine.feel.numbers import absolute, number, subtract
from engine.feel.patterns import matches
from engine.feel.problem import Problem
from engine.feel.settle.faults import LEFT_OUT, NO_CLOCK, TOO_COSTLY, UNKNOWN_FUNCTION
from engine.feel.settle.kinds import ANY, COUNT, FAULTY, YES_NO, FunctionType, Type, in_words, list_of, meet
from engine.feel.settle.operators import comparable, hint_of
from engine.feel.settle.work import Done, Hint, Work, condition, rule, value
from engine.feel.values import Null

__all__ = ["settle_test"]

_LONGEST_RANGE = 10_000
_DEEPEST_LOOP = 2
_LENGTHS = frozenset({"days", "months", "workdays"})


@rule.register(ast.If)
def _if(node: ast.If, work: Work, hint: Hint | None) -> Done:
    asked = condition(node.condition, work)
    yes, one = value(node.yes, work, hint)
    no, other = value(node.no, work, hint or hint_of(yes, one))
    kind = ANY if {one.kind, other.kind} <= _LENGTHS and one.kind != other.kind else meet(one, other)
    if kind is None:
        work.wrong(
            node.no,
            f"「则」后面是{in_words(one.kind, 'zh')}，「否则」后面是{in_words(other.kind, 'zh')}，要同一种。",
            f"`then` gives {in_words(one.kind, 'en')}, `else` {in_words(other.kind, 'en')}; they must agree.",
        )
    return ast.If(span=node.span, condition=asked, yes=yes, no=no), kind or FAULTY


@rule.register(ast.In)
def _in(node: ast.In, work: Work, hint: Hint | None) -> Done:
    operand, kind = value(node.operand, work)
    tests = tuple(settle_test(test, operand, kind, work) for test in node.tests)
    return ast.In(span=node.span, operand=operand, tests=tests, negated=node.negated), YES_NO


def settle_test(test: ast.Test, operand: ast.Expr, kind: Type, work: Work) -> ast.Test:
    """Settle one test of `in` or of a table's cell."""
    hint = hint_of(operand, kind)
    if isinstance(test, ast.Endpoint):
        made, other = value(test.value, work, hint)
        comparable(test, test.operator, kind, other, work)
        return ast.Endpoint(span=test.span, operator=test.operator, value=made)
    if isinstance(test, ast.Range):
        return ast.Range(
            span=test.span,
            low=_end(test.low, hint, work),
            high=_end(test.high, hint, work),
            low_included=test.low_included,
            high_included=test.high_included,
        )
    made, other = value(test, work, hint)
    comparable(test, "=", kind, other.of or ANY if other.kind == "list" else other, work)
    return made


def _end(end: ast.Expr | None, hint: Hint, work: Work) -> ast.Expr | None:
    if end is None:
        return None
    made, kind = value(end, work, hint)
    comparable(end, "<=", hint.type, kind, work)
    return made


@rule.register(ast.List)
def _list(node: ast.List, work: Work, hint: Hint | None) -> Done:
    items: list[ast.Expr] = []
    of: Type = ANY
    for item in node.items:
        made, kind = value(item, work, hint)
        items.append(made)
        both = meet(of, kind)
        if both is None:
            zh, en = in_words(kind.kind, "zh"), in_words(kind.kind, "en")
            work.wrong(
                item, f"清单里要是同一种值，这一个是{zh}。", f"A list holds values of one type; this is {en}."
            )
        of = both or of
    return ast.List(span=node.span, items=tuple(items)), list_of(of)


def _source(node: ast.Iterator, work: Work) -> tuple[ast.Iterator, Type]:
    """Settle what a loop goes through: a list, or whole numbers from one to another."""
    first, last = node.source, node.end
    if isinstance(first, ast.Range) and last is None and first.low is not None and first.high is not None:
        last = first.high
        first = first.low
    made, kind = value(first, work)
    if last is None:
        if kind.kind not in ("list", "any"):
            zh, en = in_words(kind.kind, "zh"), in_words(kind.kind, "en")
            work.wrong(
                node.source, f"逐个看的要是清单，这里是{zh}。", f"A loop needs a list, but this is {en}."
            )
        return ast.Iterator(span=node.span, name=node.name, source=made), kind.of or ANY
    end, other = value(last, work)
    for one, of in ((first, kind), (last, other)):
        if of.kind not in ("number", "any"):
            work.wrong(one, "从几到几要写数字。", "A loop over a range needs numbers.")
            break
    if _length(first, last) >= _LONGEST_RANGE:
        work.report(TOO_COSTLY, node, zh="一段范围最多一万个数。", en="A range holds 10,000 numbers at most.")
    return ast.Iterator(span=node.span, name=node.name, source=made, end=end), COUNT


def _length(first: ast.Expr, last: ast.Expr) -> int | Decimal:
    """Give the length of a range that is written out, else nothing."""
    if not isinstance(first, ast.Number) or not isinstance(last, ast.Number):
        return 0
    low, high = number(first.digits), number(last.digits)
    gap = 0 if isinstance(low, Null) or isinstance(high, Null) else subtract(high, low)
    length = gap if isinstance(gap, Null) else absolute(gap)
    return 0 if isinstance(length, Null) else length


def _iterators(nodes: Sequence[ast.Iterator], work: Work, stack: ExitStack) -> tuple[ast.Iterator, ...]:
    made = []
    for node in nodes:
        iterator, kind = _source(node, work)
        made.append(iterator)
        stack.enter_context(work.within({node.name: (ast.Name(span=node.span, name=node.name), kind)}))
        if work.loops == _DEEPEST_LOOP + 1:
            work.report(TOO_COSTLY, node, zh="逐个检查最多套两层。", en="Loops nest two deep at most.")
    return tuple(made)


@rule.register(ast.Quantified)
def _quantified(node: ast.Quantified, work: Work, hint: Hint | None) -> Done:
    with ExitStack() as stack:
        iterators = _iterators(node.iterators, work, stack)
        asked = condition(node.condition, work)
    return ast.Quantified(span=node.span, kind=node.kind, iterators=iterators, condition=asked), YES_NO


@rule.register(ast.For)
def _for(node: ast.For, work: Work, hint: Hint | None) -> Done:
    with ExitStack() as stack:
        iterators = _iterators(node.iterators, work, stack)
        result, kind = value(node.result, work)
    return ast.For(span=node.span, iterators=iterators, result=result), list_of(kind)


@rule.register(ast.Filter)
def _filter(node: ast.Filter, work: Work, hint: Hint | None) -> Done:
    operand, kind = value(node.operand, work)
    if kind.kind not in ("list", "any"):
        work.wrong(node.operand, "方括号只能跟在清单后面。", "Brackets follow a list.")
    element = kind.of or ANY
    item = ast.Name(span=node.span, name="item")
    keys: dict[str, Done] = {"item": (item, element)}
    for name, of in element.fields.items():
        keys[name] = (ast.Path(span=node.span, operand=item, name=name), of)
    with work.within(keys):
        if work.loops == _DEEPEST_LOOP + 1:
            work.report(TOO_COSTLY, node, zh="逐个检查最多套两层。", en="Loops nest two deep at most.")
        asked, of = value(node.condition, work)
    if of.kind not in ("yes_no", "number", "any"):
        work.wrong(
            node.condition, "方括号里要写条件，或者第几个。", "Brackets hold a condition or a position."
        )
    made = ast.Filter(span=node.span, operand=operand, condition=asked)
    return made, element if of.kind == "number" else list_of(element)


@rule.register(ast.Call)
def _call(node: ast.Call, work: Work, hint: Hint | None) -> Done:
    name = node.function.name if isinstance(node.function, ast.Name) else ""
    if name in ("not", "非") and len(node.arguments) == 1:
        return ast.Not(span=node.span, operand=condition(node.arguments[0], work)), YES_NO
    if name in CLOCKS:
        work.report(NO_CLOCK, node, cure="申请日期", name=name)
        return node, FAULTY
    if name in work.scope.functions:
        return _plugin_call(node, name, work.scope.functions[name], work)
    row = known_function(name)
    if row is None:
        known = [*BY_NAME, *work.scope.functions]
        near = work.nearest(name, known)
        cure = near[0] if len(near) == 1 and isinstance(node.function, ast.Name) else None
        work.problems.append(_unknown(node, name, near, cure))
        return node, FAULTY
    return _built_in(node, row, work)


def _unknown(node: ast.Call, name: str, near: tuple[str, ...], cure: str | None) -> Problem:
    return Problem(
        kind=UNKNOWN_FUNCTION, span=node.function.span, values={"name": name}, nearest=near, replacement=cure
    )


def _built_in(node: ast.Call, row: ItemFunction, work: Work) -> Done:
    function = ast.Name(span=node.function.span, name=row.en)
    arguments = node.arguments
    if row.spread and not node.names and len(arguments) > 1:
        arguments = (ast.List(span=node.span, items=arguments),)
        node = ast.Call(span=node.span, function=node.function, arguments=arguments)
    both = tuple((en, kind) for en, _, kind in row.parameters)
    chinese = {zh: en for en, zh, _ in row.parameters}
    names = tuple(chinese.get(name, name) for name in node.names)
    settled = _arguments(node, names, FunctionType(parameters=both, result=ANY, optional=row.optional), work)
    made = ast.Call(span=node.span, function=function, arguments=tuple(one for one, _ in settled))
    _pattern(made, row, work)
    if row.result is not None and (row.result.kind != "list" or row.result.of is not ANY):
        return made, row.result
    first = settled[0][1] if settled else ANY
    if row.result is not None:
        return made, first
    return made, (first.of or ANY) if first.kind == "list" else first


def _pattern(node: ast.Call, row: ItemFunction, work: Work) -> None:
    """Refuse a regular expression that is computed, or that cannot be read."""
    names = [name for name, _, _ in row.parameters]
    if row.pattern not in names[: len(node.arguments)]:
        return
    written = node.arguments[names.index(row.pattern)]
    if not isinstance(written, ast.String):
        work.report(
            LEFT_OUT,
            written,
            zh="算出来的样式",
            en="a computed pattern",
            hint_zh="请把它写成文字。",
            hint_en="Write it as a text.",
        )
    elif isinstance(matches("", written.value), Null):
        zh, en = f"看不懂这个样式「{written.value}」。", f"This pattern cannot be read: 「{written.value}」."
        work.wrong(written, zh, en)


def _plugin_call(node: ast.Call, name: str, function: FunctionType, work: Work) -> Done:
    settled = _arguments(node, node.names, function, work)
    called = ast.Name(span=node.function.span, name=name)
    return ast.Call(
        span=node.span, function=called, arguments=tuple(one for one, _ in settled)
    ), function.result


def _arguments(node: ast.Call, names: tuple[str, ...], function: FunctionType, work: Work) -> list[Done]:
    """Settle the arguments in the order of the parameters, and report what does not fit them."""
    wanted = [name for name, _ in function.parameters]
    given = dict(zip(names or wanted, node.arguments, strict=False))
    least = len(wanted) - function.optional
    strange = [name for name in given if name not in wanted]
    if strange or len(node.arguments) > len(wanted) or any(name not in given for name in wanted[:least]):
        text = "、".join(wanted)
        work.wrong(node, f"这个函数要这几样：{text}。", f"This function takes: {', '.join(wanted)}.")
        return []
    made = []
    for name, kind in function.parameters:
        if name not in given:
            break
        one, of = value(given[name], work)
        if meet(kind, of) is None:
            zh, en = in_words(kind.kind, "zh"), in_words(kind.kind, "en")
            found, found_en = in_words(of.kind, "zh"), in_words(of.kind, "en")
            work.wrong(
                given[name], f"这里要{zh}，写出来的是{found}。", f"This must be {en}, but it is {found_en}."
            )
        made.append((one, of))
    return made
