"""What is told and put right: everything at once, by a day, and a second time only with leave."""

from __future__ import annotations

from dataclasses import replace

from engine.case.model import Decision
from tests.case.bench import at, renting, told, transferred, who


def test_a_correction_names_what_was_found_and_by_when() -> None:
    bench = told(now=at("2026-09-18"))
    told_ = bench.state.correction
    assert told_ is not None
    assert (told_.findings, str(told_.correct_by)) == (("租赁合同",), "2026-10-15")
    assert bench.stage == "correct"
    assert bench.due("correct") == "2026-10-15"
    assert bench.clock("tell").standing == "over"


def test_each_resubmission_starts_a_new_notice_clock() -> None:
    bench = told(now=at("2026-03-02")).on("2026-03-10")
    bench.do("supply", "applicant", facts={"场所来源": "自有"})
    assert [str(each.starts_on) for each in bench.state.rounds] == ["2026-03-02", "2026-03-10"]
    assert bench.due("tell") == "2026-03-17"
    bench.on("2026-03-18").do("deem_accepted", "system")
    assert str(bench.state.accepted and bench.state.accepted.on) == "2026-03-10"


def test_putting_right_means_handing_something_in() -> None:
    assert told().refused("supply", "applicant")[0] == "case/missing-data"


def test_a_second_correction_may_say_what_the_applicant_brought() -> None:
    bench = told()
    bench.do(
        "supply",
        "applicant",
        materials={"租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2026-04-01"}},
    )
    bench.do("match_copies", "clerk", materials=["租赁合同"]).do("tell", "clerk")
    assert bench.state.corrections[1].findings == ("R1",)
    assert bench.state.corrections[1].breaches == ()


def test_a_second_correction_may_not_say_what_the_first_should_have() -> None:
    bench = told()
    bench.do(
        "supply",
        "applicant",
        materials={"租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2027-04-01"}},
    )
    bench.do("match_copies", "clerk", materials=["租赁合同"])
    bench.do("look", "clerk", materials={"身份证": {"state": "flawed", "flaws": ["不清晰"]}})
    refused = bench.refused("tell", "clerk")
    assert refused[:2] == [
        "case/told-once",
        "这些第一次就该说：身份证。再告知要由另一个人批准并写明理由（yici case permit --what tell）。",
    ]
    bench.do("permit", "supervisor", what="tell", reason="第一次没看清", missed_by="clerk-1")
    bench.do("tell", who("clerk", "clerk-2"))
    second = bench.state.corrections[1]
    assert second.breaches == ("身份证",)
    assert bench.events[-1].data["missed_by"] == "clerk-1"
    assert "breach" in (bench.last.line.marks if isinstance(bench.last, Decision) and bench.last.line else ())


def test_a_second_correction_without_judgement_is_refused() -> None:
    bench = told().do("supply", "applicant", facts={"从业人数": 4})
    setting = replace(bench.setting("tell", {}), judged=None)
    assert bench.act("tell", who("clerk"), setting).code == "case/not-checked"


def test_a_question_about_a_correction_is_answered_once_asked() -> None:
    bench = told().do("ask", "applicant", finding="租赁合同", question="续租协议行吗？")
    number = bench.events[-1].sequence
    assert bench.state.questions == {number: 0}
    assert bench.refused("answer", "reviewer", question=99, answer="行")[0] == "case/no-such-question"
    bench.do("answer", "reviewer", question=number, answer="行")
    assert bench.state.questions == {number: number + 1}


def test_a_pause_for_the_correction_of_an_accepted_case() -> None:
    bench = transferred(now=at("2026-03-02")).on("2026-03-04")
    bench.do("look", "reviewer", materials={"身份证": {"state": "flawed", "flaws": ["过期"]}})
    bench.do("tell", "reviewer")
    assert bench.stage == "correct"
    assert bench.clock("promised").standing == "stopped"
    bench.on("2026-03-11").do("supply", "clerk", materials={"身份证": {"state": "sound"}})
    assert bench.stage == "review"
    assert bench.due("promised") == "2026-03-23"
    assert len(bench.state.rounds) == 1


def test_what_cannot_be_put_right_may_be_told_after_acceptance() -> None:
    bench = transferred()
    bench.do("look", "reviewer", facts={"从业人数": 60}).do("tell", "reviewer")
    assert bench.state.corrections[0].findings == ("T1",)


def test_put_right_at_the_window_stays_on_record() -> None:
    bench = renting("sound", "2026-04-01")
    bench.do("fix", "clerk", what="到期日读错了", record={"租赁合同": {"到期日": "2027-04-01"}})
    bench.do("accept", "clerk")
    assert [each.kind for each in bench.events].count("fixed") == 1
