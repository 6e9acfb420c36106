"""Which operator binds tighter, compared as trees: each expression is its fully bracketed twin."""

from __future__ import annotations

import pytest

from engine.feel.parse import Profile, parse
from tests.feel.plain_trees import paired

STANDARD = """
a or b or c                        | (a or b) or c
a and b and c                      | (a and b) and c
a or b and c                       | a or (b and c)
a and b or c                       | (a and b) or c
a = b and c                        | (a = b) and c
a and b = c                        | a and (b = c)
a < b or c                         | (a < b) or c
a or b < c                         | a or (b < c)
a between b and c and d            | (a between b and c) and d
a and b between c and d            | a and (b between c and d)
a between b + 1 and c + 1 or d     | (a between (b + 1) and (c + 1)) or d
a in b and c                       | (a in b) and c
a and b in c                       | a and (b in c)
a in (b, c) or d                   | (a in (b, c)) or d
a in b + c                         | a in (b + c)
a in (b) + c                       | a in ((b) + c)
a in [1..2] and c                  | (a in [1..2]) and c
a in < b + 1 and c                 | (a in < (b + 1)) and c
1 < 2 < 3                          | (1 < 2) < 3
a = b = c                          | (a = b) = c
a = b in c                         | (a = b) in c
a + b = c                          | (a + b) = c
a = b + c                          | a = (b + c)
a - b < c                          | (a - b) < c
a < b - c                          | a < (b - c)
a + b between c and d              | (a + b) between c and d
a + b in c                         | (a + b) in c
a - b - c                          | (a - b) - c
a - b + c                          | (a - b) + c
a + b - c                          | (a + b) - c
a + b * c                          | a + (b * c)
a * b + c                          | (a * b) + c
a - b / c                          | a - (b / c)
a / b - c                          | (a / b) - c
a / b / c                          | (a / b) / c
a / b * c                          | (a / b) * c
a * b / c                          | (a * b) / c
a * b ** c                         | a * (b ** c)
a ** b * c                         | (a ** b) * c
a ** b ** c                        | (a ** b) ** c
a / b ** c                         | a / (b ** c)
-a ** b                            | (-a) ** b
a ** -b                            | a ** (-b)
-a * b                             | (-a) * b
a * -b                             | a * (-b)
-a + b                             | (-a) + b
a - -b                             | a - (-b)
--a                                | -(-a)
a = -b                             | a = (-b)
-a.b                               | -(a.b)
-a[1]                              | -(a[1])
-a(1)                              | -(a(1))
-a instance of number              | -(a instance of number)
1 + 2 instance of number           | 1 + (2 instance of number)
2 instance of number + 1           | (2 instance of number) + 1
a ** b instance of number          | a ** (b instance of number)
a instance of number = b           | (a instance of number) = b
a.b instance of number             | (a.b) instance of number
a[1] instance of number            | (a[1]) instance of number
a.b.c                              | (a.b).c
a.b[1].c                           | ((a.b)[1]).c
a[1][2]                            | (a[1])[2]
a(1)(2)                            | (a(1))(2)
a.b(1)                             | (a.b)(1)
a(1).b[2]                          | ((a(1)).b)[2]
1 + if a then b else c             | 1 + (if a then b else c)
1 + if a then b else c + 2         | 1 + (if a then b else (c + 2))
2 * if a then b else c + 2         | 2 * (if a then b else (c + 2))
2 ** if a then b else c            | 2 ** (if a then b else c)
-if a then b else c + 2            | -(if a then b else (c + 2))
a or if b then c else d or e       | a or (if b then c else (d or e))
a and if b then c else d or e      | a and (if b then c else (d or e))
a = if b then c else d = e         | a = (if b then c else (d = e))
a < for x in b return x + 1        | a < (for x in b return (x + 1))
a and some x in b satisfies x or c | a and (some x in b satisfies (x or c))
a or every x in b satisfies x = c  | a or (every x in b satisfies (x = c))
a + function(x) x + 1              | a + (function(x) (x + 1))
if a then b else if c then d else e | if a then b else (if c then d else e)
if if a then b else c then d else e | if (if a then b else c) then d else e
if a then if b then c else d else e | if a then (if b then c else d) else e
for x in a return for y in b return x | for x in a return (for y in b return x)
for x in a + 1 return x or b       | for x in (a + 1) return (x or b)
some x in a, y in b satisfies x and y | some x in a, y in b satisfies (x and y)
a between 1 and if b then 2 else 3 | a between 1 and (if b then 2 else 3)
"""

ITEM = """
甲 或 乙 且 丙                       | 甲 或 (乙 且 丙)
甲 且 乙 或 丙                       | (甲 且 乙) 或 丙
非 甲 且 乙                          | (非 甲) 且 乙
甲 且 非 乙 或 丙                     | (甲 且 (非 乙)) 或 丙
非 甲 是 乙                          | 非 (甲 是 乙)
非 非 甲                             | 非 (非 甲)
非 (甲) 且 乙                        | (非 (甲)) 且 乙
甲 是 乙 且 丙 不是 丁                 | (甲 是 乙) 且 (丙 不是 丁)
甲 + 6 个月 ≥ 乙                     | (甲 + 6 个月) ≥ 乙
甲 ≥ 乙 + 9 个工作日                  | 甲 ≥ (乙 + 9 个工作日)
甲 在 1 到 乙 + 1 之间 且 丙           | (甲 在 1 到 (乙 + 1) 之间) 且 丙
甲 属于 [乙, 丙] 或 丁                 | (甲 属于 [乙, 丙]) 或 丁
甲 不属于 (1 到 3, > 5) 且 丁          | (甲 不属于 (1 到 3, > 5)) 且 丁
甲.乙 已提交 且 丙 未填                | ((甲.乙) 已提交) 且 (丙 未填)
非 甲 已提交                          | 非 (甲 已提交)
甲 且 若 乙 则 丙 否则 丁 或 戊         | 甲 且 (若 乙 则 丙 否则 (丁 或 戊))
每个 x 属于 甲 都满足 x 且 乙           | 每个 x 属于 甲 都满足 (x 且 乙)
甲 且 有 x 属于 乙 满足 x 或 丙         | 甲 且 (有 x 属于 乙 满足 (x 或 丙))
"""


def _pairs() -> list[tuple[Profile, str, str]]:
    rows: list[tuple[Profile, str, str]] = []
    tables: tuple[tuple[Profile, str], ...] = (("standard", STANDARD), ("item", ITEM))
    for profile, table in tables:
        for row in table.strip().splitlines():
            typed, bracketed = row.split("|")
            rows.append((profile, typed.strip(), bracketed.strip()))
    return rows


@pytest.mark.parametrize(("profile", "typed", "bracketed"), _pairs())
def test_an_expression_is_its_bracketed_twin(profile: Profile, typed: str, bracketed: str) -> None:
    left, right = parse(typed, profile=profile), parse(bracketed, profile=profile)
    assert left.problems == right.problems == ()
    assert paired(left.tree) == paired(right.tree)


def test_swapped_brackets_make_another_tree() -> None:
    trees = [parse(text, profile="standard").tree for text in ("a + b * c", "(a + b) * c")]
    assert paired(trees[0]) != paired(trees[1])
