"""A settled expression becomes one plain phrase, in Chinese or English, for authors, clerks and citizens.

`租赁合同.到期日 >= 申请日期 + @"P6M"` reads 租赁合同的到期日不早于申请日期之后 6 个月. No types are at hand
here, so a comparison speaks of days (不早于) where a side is plainly a date, and of amounts elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import singledispatch

from engine.feel import ast
from engine.feel.answers import ALIASES, MONTHS_OF_YEAR
from engine.feel.known import known_function
from engine.feel.literal import temporal
from engine.feel.numbers import number, show_number
from engine.feel.say_words import (
    CALLS,
    COMPARED,
    ELAPSED,
    ENDS_LIKE_A_DATE,
    GIVEN_NAMES,
    PARTS,
    PHRASES,
    SUMS,
    VERBAL,
    Lang,
)
from engine.feel.saying import Saying
from engine.feel.temporal import DAY, DaysDuration
from engine.feel.values import Null

__all__ = ["compared", "say", "words"]

_OPPOSITE: dict[ast.Order, ast.Order] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRROR: dict[ast.Order, ast.Order] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_CHINESE = {english: chinese for chinese, english in ALIASES.items()}
_LENGTHS = ast.Temporal | ast.Workdays


def say(tree: ast.Expr, lang: Lang, label: Callable[[str], str | None] | None = None) -> str:
    """Say a settled tree; `label` gives the words for the path of a fact, or None: the path is said."""
    return words(tree, Saying(lang=lang, label=label))


@singledispatch
def words(node: ast.Node, to: Saying) -> str:
    """Say one node."""
    return to.phrase("function")


@words.register(ast.Null)
def _null(node: ast.Null, to: Saying) -> str:
    return to.phrase("null")


@words.register(ast.Boolean)
def _boolean(node: ast.Boolean, to: Saying) -> str:
    return to.phrase("true" if node.value else "false")


@words.register(ast.Number)
def _number(node: ast.Number, to: Saying) -> str:
    value = number(node.digits)
    return node.digits if isinstance(value, Null) else show_number(value)


@words.register(ast.String)
def _string(node: ast.String, to: Saying) -> str:
    plain = bool(node.value) and all(sign.isalnum() or sign in "_-（）" for sign in node.value)
    verbal = to.lang == "zh" and node.value[:1] in VERBAL
    return node.value if plain and not verbal else to.phrase("quoted", node.value)


@words.register(ast.Temporal)
def _temporal(node: ast.Temporal, to: Saying) -> str:
    value = temporal(node.text)
    if value is None:
        return node.text
    if isinstance(value, date):
        return to.phrase(
            "date", str(value.year), str(value.month), str(value.day), MONTHS_OF_YEAR[value.month - 1]
        )
    if isinstance(value, DaysDuration):
        return _counted(value.nanos // DAY, "day", to)
    years, months = int(value.months / 12), value.months - 12 * int(value.months / 12)
    parts = [_counted(n, unit, to) for n, unit in ((years, "year"), (months, "month")) if n]
    between = " and " if to.lang == "en" else " "
    return between.join(parts) or _counted(0, "month", to)


@words.register(ast.Workdays)
def _workdays(node: ast.Workdays, to: Saying) -> str:
    return _counted(node.count, "workday", to)


def _counted(count: int, unit: str, to: Saying) -> str:
    return to.phrase(unit if abs(count) == 1 else f"{unit}s", str(count))


@words.register(ast.Name)
def _name(node: ast.Name, to: Saying) -> str:
    return to.phrase("it") if node.name == "item" else node.name


@words.register(ast.Fact)
def _fact(node: ast.Fact, to: Saying) -> str:
    own = to.label(node.path) if to.label is not None else None
    if own is not None:
        return own
    if node.path in GIVEN_NAMES:
        return to.fill(GIVEN_NAMES[node.path])
    whole, _, name = node.path.rpartition(".")
    if whole and name == "份数":
        owner = to.label(whole) if to.label is not None else None
        return to.phrase("copies", owner or whole.replace(".", "的" if to.lang == "zh" else "."))
    return node.path.replace(".", "的") if to.lang == "zh" else node.path


@words.register(ast.Path)
def _path(node: ast.Path, to: Saying) -> str:
    if isinstance(node.operand, ast.Name) and node.operand.name == "item":
        return to.phrase("its", node.name)
    if node.name in PARTS:
        return to.fill(PARTS[node.name], words(node.operand, to))
    return to.phrase("of", words(node.operand, to), node.name)


@words.register(ast.Given)
def _given(node: ast.Given, to: Saying) -> str:
    return to.phrase(node.state, words(node.operand, to))


@words.register(ast.And)
@words.register(ast.Or)
def _logic(node: ast.And | ast.Or, to: Saying) -> str:
    key = "and" if isinstance(node, ast.And) else "or"
    return to.join(key, [_member(one, to) for one in node.operands])


def _member(node: ast.Expr, to: Saying) -> str:
    """Say an operand of and, or, not; what has such words itself goes in brackets."""
    text = _claim(node, to)
    mixed = isinstance(node, ast.And | ast.Or | ast.If | ast.Quantified)
    if isinstance(node, ast.In) and to.lang == "en":
        mixed = PHRASES["or"][1] in text
    return to.phrase("bracket", text) if mixed else text


def _claim(node: ast.Expr, to: Saying) -> str:
    """Say a condition; a yes-or-no fact is claimed to be yes."""
    text = words(node, to)
    return to.phrase("is yes", text) if isinstance(node, ast.Fact | ast.Path | ast.Name) else text


@words.register(ast.Not)
def _not(node: ast.Not, to: Saying) -> str:
    inner = node.operand
    match inner:
        case ast.Not():
            return words(inner.operand, to)
        case ast.Compare():
            opposite = _OPPOSITE[inner.operator]
            turned = ast.Compare(span=inner.span, operator=opposite, left=inner.left, right=inner.right)
            return words(turned, to)
        case ast.In():
            turned_in = ast.In(
                span=inner.span, operand=inner.operand, tests=inner.tests, negated=not inner.negated
            )
            return words(turned_in, to)
        case ast.Between():
            return to.phrase("not between", *[words(x, to) for x in (inner.operand, inner.low, inner.high)])
        case ast.Given(state="submitted"):
            return to.phrase("not submitted", words(inner.operand, to))
        case ast.Given():
            return to.phrase("unfilled" if inner.state == "filled" else "filled", words(inner.operand, to))
        case ast.Fact() | ast.Path() | ast.Name():
            return to.phrase("is no", words(inner, to))
    return to.phrase("not", to.phrase("bracket", words(inner, to)))


@words.register(ast.Compare)
def _compare(node: ast.Compare, to: Saying) -> str:
    left, right, operator = node.left, node.right, node.operator
    literal = ast.Number | ast.String | ast.Boolean | ast.Temporal | ast.Null
    if isinstance(left, literal) and not isinstance(right, literal):
        left, right, operator = right, left, _MIRROR[operator]
    if isinstance(left, ast.Call) and isinstance(right, ast.String) and to.lang == "zh":
        right = ast.String(span=right.span, value=_CHINESE.get(right.value, right.value))
    elapsed = _elapsed(left, operator, right, to) or _elapsed(right, _MIRROR[operator], left, to)
    if elapsed is not None:
        return elapsed
    one = words(left, to)
    equal = operator == "="
    if operator in ("=", "!="):
        if isinstance(right, ast.Boolean):
            return to.phrase("is yes" if equal == right.value else "is no", one)
        if isinstance(right, ast.Null):
            return to.phrase("none" if equal else "some value", one)
        if isinstance(left, ast.Fact) and isinstance(right, ast.Fact):
            return to.phrase("same" if equal else "different", one, words(right, to))
    return to.phrase("subject", one, _compared(operator, right, _is_date(left) or _is_date(right), to))


def compared(node: ast.Compare, to: Saying) -> str:
    """Say a comparison without its left side."""
    return _compared(node.operator, node.right, _is_date(node.left) or _is_date(node.right), to)


def _elapsed(late: ast.Expr, operator: ast.Order, day: ast.Expr, to: Saying) -> str | None:
    """Say that a length of time has passed between two days, or give None for another comparison."""
    match late:
        case ast.Arithmetic(first=early, rest=(("+", ast.Temporal() | ast.Workdays() as length),)):
            return to.fill(ELAPSED[operator], words(early, to), words(day, to), words(length, to))
    return None


def _compared(operator: str, right: ast.Expr, dated: bool, to: Saying) -> str:
    kind = "date" if dated else "length" if _is_length(right) else "plain"
    return to.fill(COMPARED[kind][operator], words(right, to))


def _is_length(node: ast.Expr) -> bool:
    return isinstance(node, _LENGTHS) and not _is_date(node)


def _is_date(node: ast.Expr) -> bool:
    """Tell whether a node is plainly a date, from its literals or the name of its fact."""
    match node:
        case ast.Fact() | ast.Path():
            name = node.path if isinstance(node, ast.Fact) else node.name
            return name.endswith(ENDS_LIKE_A_DATE)
        case ast.Temporal():
            return isinstance(temporal(node.text), date)
        case ast.Arithmetic():
            minus = [other for operator, other in node.rest if operator == "-"]
            return _is_date(node.first) and not any(_is_date(other) for other in minus)
        case ast.If():
            return _is_date(node.yes) or _is_date(node.no)
    return False


@words.register(ast.Between)
def _between(node: ast.Between, to: Saying) -> str:
    return to.phrase("between", *[words(part, to) for part in (node.operand, node.low, node.high)])


@words.register(ast.In)
def _in(node: ast.In, to: Saying) -> str:
    tests = [one for test in node.tests for one in (test.items if isinstance(test, ast.List) else (test,))]
    subject = words(node.operand, to)
    literal = ast.String | ast.Number | ast.Temporal | ast.Boolean
    if tests and all(isinstance(test, literal) for test in tests):
        said = [words(test, to) for test in tests]
        if node.negated and len(said) > 1:
            return to.phrase("none of", subject, to.join("listed", said))
        head = [to.join("listed", said[:-1])] if len(said) > 1 else []
        return to.phrase("not in" if node.negated else "in", subject, to.join("or short", [*head, said[-1]]))
    dated = _is_date(node.operand)
    said = [to.phrase("subject", subject, _tested(test, dated, to)) for test in tests]
    text = to.join("or", said)
    return to.phrase("not", to.phrase("bracket", text)) if node.negated else text


def _tested(test: ast.Test, dated: bool, to: Saying) -> str:
    """Say a test without its subject."""
    if isinstance(test, ast.Endpoint):
        return _compared(test.operator, test.value, dated or _is_date(test.value), to)
    if isinstance(test, ast.Range):
        return _ranged(test, dated, to)
    if isinstance(test, ast.Fact | ast.Path | ast.Filter | ast.For | ast.Call):
        return to.phrase("is among", words(test, to))
    return to.fill(COMPARED["plain"]["="], words(test, to))


def _ranged(test: ast.Range, dated: bool, to: Saying) -> str:
    if test.low is not None and test.high is not None and test.low_included and test.high_included:
        return to.phrase("in range", words(test.low, to), words(test.high, to))
    ends = []
    if test.low is not None:
        ends.append(_compared(">=" if test.low_included else ">", test.low, dated, to))
    if test.high is not None:
        ends.append(_compared("<=" if test.high_included else "<", test.high, dated, to))
    return to.phrase("in open range", *ends) if len(ends) == 2 else "".join(ends) or to.phrase("any size")


@words.register(ast.Negate)
def _negate(node: ast.Negate, to: Saying) -> str:
    if isinstance(node.operand, ast.Number):
        return f"-{words(node.operand, to)}"
    return to.phrase("minus", words(node.operand, to))


@words.register(ast.Arithmetic)
def _arithmetic(node: ast.Arithmetic, to: Saying) -> str:
    text = _term(node.first, to)
    for operator, operand in node.rest:
        key: str = operator
        if isinstance(operand, _LENGTHS) and operator in ("+", "-") and not isinstance(node.first, _LENGTHS):
            key = "later" if operator == "+" else "earlier"
        text = to.fill(SUMS[key], text, _term(operand, to))
    return text


def _term(node: ast.Expr, to: Saying) -> str:
    text = words(node, to)
    return to.phrase("bracket", text) if isinstance(node, ast.Arithmetic | ast.If) else text


@words.register(ast.If)
def _if(node: ast.If, to: Saying) -> str:
    return to.phrase("if", _claim(node.condition, to), words(node.yes, to), words(node.no, to))


def _iterators(iterators: Sequence[ast.Iterator], kind: str, to: Saying) -> str:
    said = []
    for one in iterators:
        name, source = one.name, words(one.source, to)
        if one.end is not None:
            said.append(to.phrase(f"{kind} number", name, source, words(one.end, to)))
        else:
            said.append(to.phrase(f"{kind} one", name, source))
    return to.join("listed", said)


@words.register(ast.Quantified)
def _quantified(node: ast.Quantified, to: Saying) -> str:
    return to.phrase(node.kind, _iterators(node.iterators, node.kind, to), _claim(node.condition, to))


@words.register(ast.For)
def _for(node: ast.For, to: Saying) -> str:
    return to.phrase("for", _iterators(node.iterators, "every", to), words(node.result, to))


@words.register(ast.Filter)
def _filter(node: ast.Filter, to: Saying) -> str:
    key = "nth" if isinstance(node.condition, ast.Number | ast.Negate | ast.Arithmetic) else "filter"
    return to.phrase(key, words(node.operand, to), words(node.condition, to))


@words.register(ast.List)
def _list(node: ast.List, to: Saying) -> str:
    return to.join("listed", [words(item, to) for item in node.items])


@words.register(ast.Call)
def _call(node: ast.Call, to: Saying) -> str:
    name = node.function.name if isinstance(node.function, ast.Name) else to.phrase("function")
    arguments = [_argument(argument, to) for argument in node.arguments]
    row = known_function(name)
    if row is not None and row.en in CALLS:
        return to.fill(CALLS[row.en], *arguments)
    if row is not None:
        name = row.zh if to.lang == "zh" else row.en
    return to.phrase("call", name, to.join("listed", arguments))


def _argument(node: ast.Expr, to: Saying) -> str:
    return to.phrase("quoted", node.value) if isinstance(node, ast.String) else words(node, to)


@words.register(ast.InstanceOf)
def _instance_of(node: ast.InstanceOf, to: Saying) -> str:
    return to.phrase("type", words(node.operand, to), node.type.name)


@words.register(ast.Context)
def _context(node: ast.Context, to: Saying) -> str:
    return to.join("listed", [to.phrase("entry", key, words(value, to)) for key, value in node.entries])


@words.register(ast.Range)
def _range(node: ast.Range, to: Saying) -> str:
    return _ranged(node, False, to)
