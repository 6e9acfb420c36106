"""A decision: by somebody else than who accepted, with reasons and remedies, never openly."""

from __future__ import annotations

from tests.case.bench import MARKET, REASONS, decided, received, reviewed, who


def test_accepting_and_deciding_are_done_by_different_people() -> None:
    bench = received().do("accept", who("clerk", "zhang"))
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    assert bench.refused("decide", who("decider", "zhang"), result="refused", **REASONS) == [
        "case/same-person",
        "这一步要由另一个人来做：受理的人也是您。",
    ]


def test_a_decision_gives_reasons_and_remedies() -> None:
    assert reviewed().refused("decide", "decider", result="refused") == [
        "case/missing-data",
        "还要写：理由（reasons）。",
        "还要写：救济途径（remedies）。",
    ]


def test_a_grant_says_what_stands_on_the_certificate() -> None:
    assert reviewed().refused("decide", "decider", result="granted", **REASONS)[0] == "case/no-certificate"


def test_reasons_are_personal_and_never_stand_openly() -> None:
    for event in decided().events:
        assert "符合条件" not in repr(event.data)
        assert "示例小吃店" not in repr(event.data)
