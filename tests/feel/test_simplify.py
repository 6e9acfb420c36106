"""Conditions without their repetitions: shorter, and worth the same whatever is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.feel import ast
from engine.feel.say import say
from engine.feel.simplify import simplified
from engine.feel.values import Null, Unknown
from tests.feel.item_trees import (
    CONDITIONS,
    KNOWN,
    SOURCE,
    S,
    among,
    both,
    compare,
    either,
    fact,
    knowledge,
    no,
    num,
    run,
    same,
    text,
    yes,
)

A, B, C = fact("要挂招牌"), fact("用明火"), compare(fact("面积"), ">", num(2))
OWN, RENT, LENT = (compare(fact("场所来源"), "=", text(option)) for option in SOURCE.options)
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def _tests() -> st.SearchStrategy[ast.Expr]:
    option = st.sampled_from([text(word) for word in SOURCE.options])
    negated = st.booleans()
    few = st.lists(option, min_size=1, max_size=3)
    return st.one_of(
        st.sampled_from([A, B, C, OWN, RENT, LENT, yes(), yes(False)]),
        st.builds(compare, st.just(fact("场所来源")), st.sampled_from(["=", "!="]), option),
        st.builds(lambda x, n: among(fact("场所来源"), *x, negated=n), few, negated),
        st.builds(
            lambda x, n: among(fact("场所来源"), ast.List(span=S, items=tuple(x)), negated=n), few, negated
        ),
    )


REPEATING = st.recursive(
    _tests(),
    lambda inner: st.one_of(
        st.builds(lambda x: both(*x), st.lists(inner, min_size=2, max_size=4)),
        st.builds(lambda x: either(*x), st.lists(inner, min_size=2, max_size=4)),
        st.builds(no, inner),
    ),
    max_leaves=12,
)


def worth(tree: ast.Expr, facts: Any) -> object:
    """Run a condition; what is neither yes nor no counts as open, whatever the reason."""
    value = run(tree, facts)
    return None if isinstance(value, Null | Unknown) else value


@given(REPEATING, knowledge())
@many
def test_what_is_short_is_worth_the_same(tree: ast.Expr, known: Any) -> None:
    short = simplified(tree)
    for facts in known:
        assert worth(short, facts) == worth(tree, facts)


@given(CONDITIONS, knowledge())
@many
def test_any_condition_stays_what_it_is(tree: ast.Expr, known: Any) -> None:
    _, later = known
    assert same(run(simplified(tree), later), run(tree, later)) or worth(tree, later) is None


@given(REPEATING)
@many
def test_what_is_short_is_as_short_as_it_gets(tree: ast.Expr) -> None:
    short = simplified(tree)
    assert simplified(short) == short
    assert len(say(short, "zh")) <= len(say(tree, "zh"))


@pytest.mark.parametrize(
    ("tree", "short"),
    [
        (both(A, A), A),
        (both(either(A, both(B, A)), A), A),
        (either(both(A, B), A), A),
        (both(A, either(B, both(A, C))), both(A, either(B, C))),
        (either(A, both(B, either(A, C))), either(A, both(B, C))),
        (both(A, both(B, A)), both(A, B)),
        (both(either(both(A, B), both(C, B)), A, B), both(A, B)),
        (no(both(A, A)), no(A)),
        (both(A, yes()), A),
        (either(A, yes()), yes()),
        (both(among(fact("场所来源"), text("自有"), text("租赁")), RENT), RENT),
        (both(among(fact("场所来源"), text("自有"), text("租赁")), no(OWN)), RENT),
        (both(either(RENT, OWN), RENT, A), both(RENT, A)),
        (both(no(OWN), either(RENT, A), RENT), RENT),
        (either(both(A, B), both(B, A)), both(A, B)),
        (both(either(A, B), either(C, B, A)), either(A, B)),
        (both(A, B), both(A, B)),
        (both(RENT, OWN), both(RENT, OWN)),
        (both(A, no(A)), both(A, no(A))),
    ],
)
def test_what_is_said_twice_is_said_once(tree: ast.Expr, short: ast.Expr) -> None:
    assert say(simplified(tree), "zh") == say(short, "zh")


def test_tests_of_one_fact_are_one_sentence() -> None:
    assert say(simplified(either(RENT, A, OWN)), "zh") == "场所来源是租赁或自有，或者要挂招牌"
    assert say(simplified(both(no(RENT), no(OWN))), "zh") == "场所来源不是租赁、自有中的任何一个"
    assert say(simplified(either(no(RENT), no(both(RENT, OWN)))), "zh").startswith("场所来源不是租赁")


def test_a_crowd_of_parts_is_left_as_it_is() -> None:
    crowd = [compare(fact("面积"), ">", num(n)) for n in range(200)]
    assert simplified(both(*crowd[:100], crowd[0])) == simplified(both(*crowd[:100]))
    assert len(say(simplified(both(*crowd, crowd[0])), "zh")) > len(say(simplified(both(*crowd)), "zh"))


def test_every_fact_of_the_property_is_known() -> None:
    assert {"要挂招牌", "用明火", "面积", "场所来源"} <= set(KNOWN)
