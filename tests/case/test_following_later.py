"""What may follow later: listed, promised, signed, and there before anything is granted."""

from __future__ import annotations

from tests.case.bench import MARKET, REASONS, Bench, received


def test_what_follows_later_is_listed_promised_and_signed() -> None:
    bench = received().do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    assert bench.refused("accept", "clerk")[0] == "case/promise-first"
    assert bench.refused("promise", "clerk", materials=["身份证"], signed=True)[0] == "case/not-deferrable"
    assert bench.refused("promise", "clerk", materials=["承诺书"], signed=False)[0] == "case/not-signed"
    late = bench.refused("promise", "clerk", materials=["承诺书"], until="2026-03-06", signed=True)
    assert late == ["case/later-than-promised", "“承诺书”最晚 2026-03-05 补交，不能答应到 2026-03-06。"]
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    assert bench.due("supply_later") == "2026-03-05"
    assert "later_promise" in [each.paper for each in bench.state.papers]


def test_a_promise_needs_a_day_where_the_item_sets_none() -> None:
    text = Bench().text.replace("    补交期限: 3 个工作日\n", "")
    bench = received(text=text).do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    assert bench.refused("promise", "clerk", materials=["承诺书"], signed=True)[0] == "case/missing-data"
    bench.do("promise", "clerk", materials=["承诺书"], until="2026-03-20", signed=True)
    assert bench.due("supply_later") == "2026-03-20"


def test_nothing_is_granted_before_everything_is_there() -> None:
    bench = received().do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    granted = {"result": "granted", **REASONS, "certificate": {"编号": "1"}}
    assert bench.refused("decide", "decider", **granted)[0] == "case/still-to-follow"
    looks = {"承诺书": {"state": "sound"}}
    assert bench.refused("supply_later", "clerk", materials={"旧证": {"state": "sound"}})[0] == (
        "case/nothing-to-follow"
    )
    bench.on("2026-03-04").do("supply_later", "clerk", materials=looks)
    assert str(bench.clock("supply_later").ended_on) == "2026-03-04"
    bench.do("decide", "decider", **granted)


def test_what_came_flawed_is_still_to_follow() -> None:
    bench = received().do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    bench.do("promise", "clerk", materials=["承诺书"], signed=True).do("accept", "clerk")
    bench.do("supply_later", "clerk", materials={"承诺书": {"state": "flawed", "flaws": ["没签字"]}})
    assert bench.state.later[0].supplied_on is None
