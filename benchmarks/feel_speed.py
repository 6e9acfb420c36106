"""How fast FEEL is: reading an expression, and answering it compiled, beside pySFeel where both can.

    python benchmarks/feel_speed.py [--write]

pySFeel (PyPI, GPL) is used here alone and never by yici; without it the comparison is left out. It reads a
text anew at every answer, as its interface has it.
"""

from __future__ import annotations

import ast as py
import gc
import importlib
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, table, tell
from engine.feel import runtime
from engine.feel.parse import parse
from engine.feel.to_python import to_python
from engine.feel.types import Scope, Type, settle

ORDINARY = (
    "面积 > 50 且 楼层 = 1",
    "租赁合同.到期日 ≥ 申请日期 + 6 个月",
    "场所来源 是 租赁 或 场所来源 是 自有",
    "若 从业人数 > 10 则 3 否则 1",
    "每个 x 属于 招牌 都满足 x.宽 ≤ 3",
    "年龄 在 18 到 60 之间 且 非(户籍 是 外省)",
    'string length(名称) > 3 and contains(名称, "店")',
    "从业人数 属于 (1, 2, > 5)",
)
# Expressions that both can run and answer alike, over x = 7 and y = "foobar".
SHARED = (
    "x + 1",
    "1 + 2 * x - 4 / 2",
    "x = 7",
    "x >= 3",
    "x between 1 and 10",
    "x in [1..10]",
    'y = "foobar"',
    "substring(y, 4)",
    'starts with(y, "foo")',
    "string length(y)",
    "sum([1, 2, x])",
    "max([1, 2, x])",
    "count([1, 2, 3])",
    "[1, 2, x][item > 1]",
    "some i in [1, 2, x] satisfies i > 2",
    'date("2021-01-01") < date("2022-01-01")',
)
NAMES: Mapping[str, Any] = {"x": 7, "y": "foobar"}
SCOPE = Scope(names={"x": Type(kind="number"), "y": Type(kind="text")})


class Names:
    """Binds the facts of an expression to local names and everything else to globals."""

    def __init__(self) -> None:
        self.space: dict[str, Any] = {"__builtins__": {}}
        self.count = 0

    def fact(self, path: str, element: bool) -> py.expr:
        return py.Name(id=path, ctx=py.Load())

    def constant(self, value: object) -> py.expr:
        name = self.fresh()
        self.space[name] = value
        return py.Name(id=name, ctx=py.Load())

    def helper(self, name: str) -> py.expr:
        return self.constant(getattr(runtime, name))

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"


def compiled(text: str) -> Callable[..., object] | None:
    """Compile an expression to a function of its names, or give nothing where the item profile refuses it."""
    parsed = parse(text, profile="item", names=SCOPE.names)
    if parsed.tree is None:
        return None
    made = settle(parsed.tree, SCOPE, None)
    if made.problems:
        return None
    names = Names()
    body = to_python(made.tree, names)
    arguments = py.arguments(
        posonlyargs=[], args=[py.arg(arg=n) for n in NAMES], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    tree = py.fix_missing_locations(py.Expression(body=py.Lambda(args=arguments, body=body)))
    function: Callable[..., object] = eval(compile(tree, text, "eval"), names.space)
    return function


def seconds(run: Callable[[], object], least: float = 0.05, rounds: int = 7) -> float:
    """Give the least time of one run: the best of several rounds, each long enough to be measured."""
    count = 1
    while True:
        started = time.perf_counter()
        for _ in range(count):
            run()
        took = time.perf_counter() - started
        if took >= least:
            break
        count = max(count * 2, int(count * least / max(took, 1e-9)))
    best = took / count
    for _ in range(rounds - 1):
        started = time.perf_counter()
        for _ in range(count):
            run()
        best = min(best, (time.perf_counter() - started) / count)
    return best


def plain(value: object) -> object:
    """Make the answers of both comparable."""
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return float(value) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else value


def reading() -> list[str]:
    rows, took = [], []
    for text in ORDINARY:
        parse(text, profile="item")
        one = seconds(lambda text=text: parse(text, profile="item"))  # type: ignore[misc]  # bound by default
        took.append(one)
        rows.append((f"`{text}`", f"{one * 1000:.2f} ms"))
    middle, worst = statistics.median(took) * 1000, max(took) * 1000
    goal = f"Median {middle:.2f} ms, worst {worst:.2f} ms; goal below 1 ms."
    return [*table(("expression", "read"), rows), "", goal]


def comparing() -> list[str]:
    try:
        parser = importlib.import_module("pySFeel").SFeelParser()
    except ModuleNotFoundError:
        return ["pySFeel is not installed; the comparison was not run."]
    for name, value in NAMES.items():
        parser.sFeelParse(f'{name} <- "{value}"' if isinstance(value, str) else f"{name} <- {value}")
    rows: list[tuple[str, ...]] = []
    ratios: list[float] = []
    left: list[str] = []
    for text in SHARED:
        function = compiled(text)
        _, theirs = parser.sFeelParse(text)
        ours = function(**NAMES) if function is not None else None
        if function is None or plain(ours) != plain(theirs):
            left.append(f"`{text}` (ours {ours}, theirs {theirs})")
            continue
        values = tuple(NAMES.values())
        one = seconds(lambda f=function, v=values: f(*v))  # type: ignore[misc]  # bound by default
        other = seconds(lambda text=text: parser.sFeelParse(text))  # type: ignore[misc]  # bound by default
        ratios.append(other / one)
        rows.append((f"`{text}`", f"{one * 1e6:.2f} µs", f"{other * 1e6:.0f} µs", f"{other / one:,.0f}"))
    goal = f"Median {statistics.median(ratios):,.0f} times, least {min(ratios):,.0f}; goal: at least 100."
    missing = [f"Left out, for the two differ or one cannot: {'; '.join(left)}."] if left else []
    return [*table(("expression", "yici, compiled", "pySFeel", "times as fast"), rows), "", goal, *missing]


def main() -> None:
    """Measure, and say or write it."""
    args = options(__doc__).parse_args()
    gc.disable()
    tell(
        "feel_speed",
        "FEEL: reading and answering",
        args,
        ["best of 7 rounds"],
        ["## Reading", "", *reading()],
        ["## Answering, beside pySFeel 1.4.2"],
        ["yici compiles once; pySFeel reads the text every time."],
        comparing(),
    )


if __name__ == "__main__":
    main()
