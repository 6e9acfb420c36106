"""Who may act on a case: its applicant, an agent under a mandate that stands, the department it lies with."""

from __future__ import annotations

import pytest

from tests.case.bench import REASONS, RENTED, SOUND, Bench, opened, received, reviewed, who


@pytest.mark.parametrize("verb", ["fill", "withdraw", "supply"])
def test_nobody_acts_on_a_case_of_somebody_else(verb: str) -> None:
    bench = Bench().do("open", who("applicant", "me"), channel="online", facts=RENTED)
    sent = {} if verb == "withdraw" else {"facts": {"从业人数": 9}}
    assert "这个办件不是您的。" in bench.refused(verb, who("applicant", "you"), **sent)


def test_an_agent_acts_under_a_mandate_that_stands() -> None:
    agent = who("agent", "a1")
    bench = opened()
    assert bench.refused("fill", agent, facts={"从业人数": 4})[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a2")
    assert bench.refused("fill", agent, facts={"从业人数": 4})[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a1", until="2026-03-03")
    bench.do("fill", agent, facts={"从业人数": 4})
    bench.on("2026-03-04")
    assert bench.refused("fill", agent, facts={"从业人数": 5})[0] == "case/mandate-over"


def test_what_an_agent_prepares_is_handed_in_under_a_mandate() -> None:
    bench = Bench().do("open", who("agent", "a1"), channel="post", facts=RENTED, materials=SOUND)
    assert bench.refused("receive", "clerk")[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a1").do("receive", "clerk")


def test_a_mandate_ends_with_papers_returned_and_signed_for() -> None:
    bench = opened()
    wish = {"reason": "不办了", "signed": True}
    assert bench.refused("end_mandate", "clerk", **wish)[0] == "case/no-mandate"
    bench.do("mandate", "applicant", agent="a1")
    assert bench.refused("end_mandate", "clerk", reason="不办了", signed=False)[0] == "case/not-signed"
    bench.do("end_mandate", "clerk", **wish)
    assert "returned_list" in [each.paper for each in bench.state.papers]
    assert bench.refused("fill", who("agent", "a1"), facts={"从业人数": 4})[0] == "case/mandate-ended"
    assert bench.refused("end_mandate", "clerk", **wish)[0] == "case/mandate-ended"


def test_an_agent_never_pays() -> None:
    bench = received().do("mandate", "clerk", agent="a1")
    paid = {"amount": "50", "payer": "applicant"}
    assert bench.refused("pay", who("agent", "a1"), **paid)[0] == "case/agent-pays"
    assert bench.refused("pay", "clerk", amount="50", payer="agent")[0] == "case/agent-pays"
    assert bench.do("pay", "clerk", **paid).state.paid


def test_another_department_is_refused() -> None:
    bench = received()
    stranger = who("reviewer", department="公安局")
    assert bench.refused("accept", stranger) == [
        "case/other-department",
        "这一步由“市场监督管理局”来办，不是“公安局”。",
    ]
    assert reviewed().refused("decide", who("decider", department="公安局"), result="refused", **REASONS)[
        0
    ] == ("case/other-department")
