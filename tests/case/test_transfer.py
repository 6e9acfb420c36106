"""Papers go to the departments line by line, files at once, and nothing where it is decided on the spot."""

from __future__ import annotations

from tests.case.bench import CERTIFICATE, HEALTH, MARKET, REASONS, Bench, accepted, who


def test_papers_are_listed_and_signed_line_by_line() -> None:
    bench = accepted(30)
    assert bench.refused("transfer", "reviewer") == ["case/not-sent", f"还没有给“{MARKET}”的交接单。"]
    bench.do("dispatch", "runner", department=MARKET)
    assert bench.refused("dispatch", "clerk", department=MARKET)[0] == "case/already-sent"
    assert bench.refused("dispatch", "clerk", department="公安局")[0] == "case/other-department"
    stranger = who("reviewer", department=HEALTH)
    assert bench.refused("transfer", stranger, department=MARKET)[0] == "case/other-department"
    bench.do("transfer", "reviewer")
    assert bench.stage == "transfer"
    line = bench.state.transfers[0]
    assert (line.batch, line.materials) == (f"20260302-1130-{MARKET}", ("身份证", "承诺书"))
    bench.do("dispatch", "clerk", department=HEALTH).do("transfer", stranger)
    assert bench.stage == "现场核查"


def test_a_difference_blocks_its_line_until_it_is_listed_anew() -> None:
    bench = accepted(30)
    for department in (MARKET, HEALTH):
        bench.do("dispatch", "clerk", department=department, materials=["身份证"])
    assert bench.refused("differ", "reviewer")[0] == "case/no-difference"
    bench.do("differ", "reviewer", missing=["身份证"], extra=["户口簿"], note="少了一页")
    assert bench.refused("transfer", "reviewer") == [
        "case/difference-open",
        "这一行有出入：-身份证、+户口簿、少了一页。说清以后重新列单，再签收。",
    ]
    bench.do("transfer", who("reviewer", department=HEALTH))
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    assert bench.stage == "现场核查"


def test_files_go_to_the_departments_at_once() -> None:
    text = Bench().text.replace("形式: 原件", "形式: [原件, 电子]")
    bench = Bench(text=text).do(
        "open",
        who("applicant", "me"),
        channel="online",
        facts={"申请人": {"名称": "示例"}, "场所来源": "自有", "从业人数": 30},
        materials={"身份证": {"state": "sound"}, "承诺书": {"state": "sound"}, "旧证": {"state": "absent"}},
    )
    bench.do("receive", "system").do("accept", "clerk")
    assert [each.kind for each in bench.events[-2:]] == ["transferred", "transferred"]
    assert bench.stage == "现场核查"


def test_what_is_decided_on_the_spot_never_waits_for_a_transfer() -> None:
    text = Bench().text.replace("承诺: 10 个工作日", "承诺: 当场办结")
    bench = accepted(text=text)
    assert (bench.stage, bench.events[-1].kind) == ("decide", "transferred")
    bench.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    assert bench.stage == "hand_over"
