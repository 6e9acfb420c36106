"""The interpreter: names, loops, filters, functions, types, three-valued answers, and its limits."""

from __future__ import annotations

import datetime
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, assume, given, settings

from engine.feel import ast
from engine.feel.compare import equal
from engine.feel.interpret import ITEM, Limits, Setting, evaluate, evaluate_tests
from engine.feel.lines import answer, answers
from engine.feel.parse import parse, parse_tests
from engine.feel.values import Null, Unknown
from engine.feel.walk import children
from tests.feel.item_trees import CONDITIONS, NUMBERS, add_workdays, knowledge, run

X = Unknown(frozenset({"x"}))


def ask(text: str, setting: Setting | None = None, **names: object) -> object:
    tree = parse(text, profile="standard", names=tuple(names)).tree
    assert tree is not None, text
    return evaluate(tree, names, setting=setting)


def cell(text: str, value: object, **names: object) -> object:
    tree = parse_tests(text, profile="standard", names=tuple(names)).tree
    assert tree is not None, text
    return evaluate_tests(tree, value, names)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("for i in 3..1 return i", (3, 2, 1)),
        ("for i in (1..4) return i", (2, 3)),
        ("for i in [1, 2], j in 1..i return j", (1, 1, 2)),
        ("for i in 1..4 return if i < 3 then 1 else partial[-1] + partial[-2]", (1, 1, 2, 3)),
        ('for d in @"2026-02-27"..@"2026-03-01" return d.day', (27, 28, 1)),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [] satisfies false", True),
        ("[{a: 1}, {a: 2}][a > 1].a", (2,)),
        ("[{item: 1}, {item: 2}][item > 1][1].item", 2),
        ("[1, 2, 3][-1]", 3),
        ("[5, 6][item = 5]", (5,)),
        ("{a: 1, b: a + 1}.b", 2),
        ("[{a: {b: 1}}, {a: {b: 2}}].a.b", (1, 2)),
        ("(function(x, y) x - y)(y: 1, x: 5)", 4),
        ("{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(20)}.r", 2432902008176640000),
        ("if null then 1 else 2", 2),
        ("5 in (1, > 4)", True),
        ("3 in [[1..2], [3..4]]", True),
        ("[1, null] instance of list<number>", True),
        ("null instance of Any", False),
        ("{a: 1} instance of context<a: number>", True),
        ("1 + 2 * 3 ** 2", 19),
        ("-3 ** 2", 9),
        ('@"2026-01-31" + @"P1M" = @"2026-02-28"', True),
        ('@"P1DT2H".hours', 2),
    ],
)
def test_answers(text: str, answer: object) -> None:
    assert ask(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "f(1)",
        "1()",
        "{a: 1}.b",
        "{a: 1, a: 2}",
        '1 + "a"',
        "1 < 2 < 3",
        '[1.."a"]',
        'for i in "a".."z" return i',
        "for i in [3..1] return i",
        "for i in null return i",
        '[1, 2]["a"]',
        "(function(x) x)(1, 2)",
        '(function(x: number) x)("a")',
        '@"P1M".days',
        "null.a",
    ],
)
def test_mistakes_are_null_with_a_reason(text: str) -> None:
    answer = ask(text)
    assert isinstance(answer, Null)
    assert answer.reason


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x and false", False),
        ("x or true", True),
        ("x = 1 and 1 = 2", False),
        ("if x then 1 else 1", 1),
        ("5 in (5, x)", True),
        ("some y in [1, x] satisfies y = 1", True),
        ("every y in [1, x] satisfies y = 2", False),
        ("[x, 2][2]", 2),
        ("count([x, x])", 2),
    ],
)
def test_the_unknown_matters_only_where_the_answer_depends_on_it(text: str, answer: object) -> None:
    assert ask(text, x=X) == answer


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "x and true",
        "x and null",
        "x or false",
        "x = x",
        "x + 1",
        "-x",
        "x.name",
        "x[1]",
        "[1, 2][item = x]",
        "if x then 1 else 2",
        "x between 1 and 2",
        "1 in (x, 2)",
        "x in [1..2]",
        "for i in x return i",
        "some y in [2, x] satisfies y = 1",
        "x instance of number",
        "1 in [x..3]",
    ],
)
def test_otherwise_the_answer_is_unknown_and_names_it(text: str) -> None:
    answer = ask(text, x=X)
    assert isinstance(answer, Unknown)
    assert answer.names == {"x"}


@pytest.mark.parametrize(
    ("tests", "value", "answer"),
    [
        ("-", Null(), True),
        ("1, 2", 2, True),
        ("not(1, 2)", 2, False),
        ("> 5", 6, True),
        ("[1..5)", 5, False),
        ("? > 3 and ? < 5", 4, True),
        ("[1, 2, 3]", 2, True),
        ("b", False, False),
        ("not(b)", False, True),
        ("null", Null(), True),
        ('"a", "b"', "b", True),
    ],
)
def test_cells(tests: str, value: object, answer: object) -> None:
    assert cell(tests, value, b=True) is answer


def test_an_unknown_input_leaves_a_cell_open() -> None:
    assert isinstance(cell("> 5", X), Unknown)
    assert isinstance(cell("not(1)", X), Unknown)


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..1000000000000 return i",
        "for i in 1..10000, j in 1..10000 return 1",
        "{f: function(n) f(n + 1), r: f(0)}.r",
        "for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]",
        "flatten(for i in 1..50 return if i = 1 then [1] else [partial[-1], partial[-1]])",
        "for i in 1..50 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
        "(for i in 1..5000 return if i = 1 then [1] else [partial[-1]])[-1] = 1",
    ],
)
def test_limits_give_null_with_a_reason(text: str) -> None:
    answer = ask(text)
    assert isinstance(answer, Null)
    assert answer.reason


def test_texts_of_items_end_at_64_kib() -> None:
    text = 'for i in 1..30 return if i = 1 then "a" else partial[-1] + partial[-1]'
    found = ask(text, Setting(limits=ITEM))
    assert isinstance(found, tuple)
    assert max(len(one) for one in found if isinstance(one, str)) == 65_536
    assert isinstance(found[-1], Null)


def test_a_short_budget_is_kept() -> None:
    assert isinstance(ask("for i in 1..100 return i", Setting(limits=Limits(steps=50))), Null)


def test_workdays_ask_the_calendar() -> None:
    tree = parse("d + 3 个工作日", profile="item", names=("d",)).tree
    assert tree is not None
    day = datetime.date(2026, 11, 24)
    assert isinstance(evaluate(tree, {"d": day}), Null)
    setting = Setting(calendar=lambda start, count: (start, count))
    assert evaluate(tree, {"d": day}, setting=setting) == (day, 3)


def _unlike(node: ast.Node) -> bool:
    """Say whether a tree has what the two answer otherwise on purpose: far years, ranges with null ends."""
    far = isinstance(node, ast.Temporal) and node.text == "P9000Y"
    return far or isinstance(node, ast.Range) or any(map(_unlike, children(node)))


@given(CONDITIONS | NUMBERS, knowledge())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_compiled_code_knows_and_lacks_the_same_facts(
    tree: ast.Expr, known: tuple[dict[str, object], ...]
) -> None:
    assume(not _unlike(tree))
    facts = {**known[0], "申请日期": datetime.date(2026, 1, 31)}
    compiled = run(tree, facts)
    reference = evaluate(tree, facts, setting=Setting(calendar=add_workdays))
    if isinstance(compiled, Unknown):
        assert isinstance(reference, Unknown)
        assert compiled.names == reference.names
    else:
        assert equal(compiled, reference) is True


def test_threads_do_not_disturb_each_other() -> None:
    def work(number: int) -> object:
        return ask("sum(for i in 1..n return i * n)", n=number)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(1, 60))) == [n * n * (n + 1) // 2 for n in range(1, 60)]


def test_lines_answer_lines() -> None:
    asked = ['{"expr": "a + 1", "context": {"a": "41"}}', "", '{"expr": "1 / 0"}', '{"expr": "1 +"}', "[]"]
    first, second, third, fourth = (json.loads(line) for line in answers(asked))
    assert first == {"value": "42", "type": "number"}
    assert second["value"] is None
    assert second["reason"]
    assert third["error"]["position"] >= 1
    assert fourth["error"]["code"] == "lines/not-a-question"


@pytest.mark.parametrize(
    "line", ["", "{", "null", '{"expr": 1}', '{"expr": "a", "context": {"a": 1}}', '{"expr": "\\ud800"}']
)
def test_no_line_raises(line: str) -> None:
    assert "error" in json.loads(answer(line))


def test_lines_know_the_unknown() -> None:
    assert json.loads(answer('{"expr": "a > 1", "unknown": ["a"]}'))["lacks"] == ["a"]
