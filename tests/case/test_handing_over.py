"""From the decision into the applicant's hands: the slip, the certificate, the file closed, the rating."""

from __future__ import annotations

from engine.case.stages import holder, is_open
from tests.case.bench import (
    CERTIFICATE,
    MARKET,
    REASONS,
    SOUND,
    Bench,
    decided,
    handed_over,
    kept_papers,
    received,
    who,
)


def test_a_certificate_that_differs_is_refused_with_the_entries_and_mended() -> None:
    bench = decided()
    assert bench.refused("hand_over", "issuer", certificate=CERTIFICATE)[0] == "case/no-slip"
    wrong = {**CERTIFICATE, "编号": "JY-2"}
    bench.do("make_slip", "reviewer", certificate=wrong)
    assert bench.refused("make_slip", "reviewer", certificate=wrong)[0] == "case/slip-made"
    assert bench.refused("mend_slip", "reviewer", certificate=wrong)[0] == "case/nothing-to-mend"
    assert bench.refused("hand_over", "issuer", certificate=wrong) == [
        "case/differs",
        "“编号”对不上，不能接收。请拒收（yici case refuse-slip），退部门更正。",
    ]
    assert bench.refused("refuse_slip", "issuer", differing=["颜色"])[0] == "case/no-such-entry"
    bench.do("refuse_slip", "issuer", differing=["编号"])
    assert holder(bench.state) == "reviewer"
    assert bench.refused("hand_over", "issuer", certificate=CERTIFICATE)[0] == "case/mend-first"
    bench.do("mend_slip", "reviewer", certificate=CERTIFICATE)
    padded = {name: f" {value} " for name, value in CERTIFICATE.items()}
    bench.do("hand_over", "issuer", certificate=padded)
    assert bench.stage == "issue"


def test_an_entry_that_is_missing_differs_too() -> None:
    bench = decided().do("make_slip", "reviewer", certificate=CERTIFICATE)
    short = {"名称": "示例小吃店", "编号": "JY-1"}
    assert bench.refused("hand_over", "issuer", certificate=short)[0] == "case/differs"
    more = {**CERTIFICATE, "防伪码": "X"}
    assert "防伪码" in bench.refused("hand_over", "issuer", certificate=more)[1]
    bare = bench.setting("receive", {})
    assert (
        bench.act("hand_over", who("issuer"), bare, certificate=CERTIFICATE).code == "case/changed-meanwhile"
    )


def test_what_is_due_at_issue_is_listed_on_the_slip_and_collected() -> None:
    bench = received().do("look", "clerk", materials={"旧证": {"state": "sound", "form": "original"}})
    bench.do("see_original", "clerk", materials=["旧证"]).do("accept", "clerk")
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    bench.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    bench.do("make_slip", "reviewer", certificate=CERTIFICATE, collect=["保证书"], delegated="核对旧证")
    assert bench.state.slip is not None and bench.state.slip.collect == ("旧证", "保证书")
    bench.do("hand_over", "issuer", certificate=CERTIFICATE)
    taken = {"by": "applicant", "identity": "id_card"}
    assert bench.refused("pick_up", "issuer", **taken) == [
        "case/not-collected",
        "“旧证”要在取件时收，还没有收。",
        "“保证书”要在取件时收，还没有收。",
    ]
    assert bench.refused("post", "issuer", waybill="1")[0] == "case/not-collected"
    assert bench.refused("collect", "issuer", materials=["户口簿"])[0] == "case/nothing-to-collect"
    scan = [f"sha256:{'0' * 63}1"]
    both = {"materials": ["旧证", "保证书"], "files": scan}
    assert bench.refused("collect", "issuer", **both)[0] == "case/files-of-one"
    assert bench.refused("collect", "issuer", materials=["旧证"], files=["a.pdf"])[0] == "case/wrong-data"
    bench.do("collect", "issuer", materials=["旧证"], files=scan).do(
        "collect", "issuer", materials=["保证书"]
    )
    assert [bench.state.ledger[name].files for name in ("旧证", "保证书")] == [tuple(scan), ()]
    bench.do("pick_up", "issuer", **taken)
    assert bench.stage == "archive"


def test_what_must_be_collected_is_on_the_slip_without_being_asked_for() -> None:
    text = Bench().text.replace(
        "  - 名称: 旧证\n    必要性: 非必要\n", "  - 名称: 旧证\n    前提: 场所来源 是 自有\n"
    )
    bench = Bench(text=text).do(
        "open",
        "clerk",
        facts={"申请人": {"名称": "示例"}, "场所来源": "自有", "从业人数": 3},
        materials={**SOUND, "租赁合同": {"state": "absent"}, "旧证": {"state": "sound"}},
    )
    bench.do("see_original", "clerk", materials=["身份证", "承诺书", "旧证"])
    bench.do("receive", "clerk").do("accept", "clerk")
    bench.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
    bench.do("review", "reviewer", opinion="agree", reasons="行")
    bench.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    bench.do("make_slip", "reviewer", certificate=CERTIFICATE)
    assert bench.state.slip is not None and bench.state.slip.collect == ("旧证",)


def test_whoever_collects_for_another_needs_a_mandate() -> None:
    bench = handed_over()
    wish = {"by": "agent", "identity": "id_card"}
    assert bench.refused("pick_up", "issuer", **wish)[0] == "case/no-mandate"
    bench.do("mandate", "clerk", agent="a1", until="2026-03-31").do("pick_up", "issuer", **wish)


def test_a_result_is_posted_once_and_delivered() -> None:
    bench = handed_over().do("notify", "issuer", channel="sms")
    assert bench.refused("deliver", "issuer", way="post")[0] == "case/not-posted"
    assert bench.refused("post", "issuer", waybill="E1", payer="agent")[0] == "case/agent-pays"
    bench.do("post", "issuer", waybill="E1", payer="applicant", address="和平路 1 号")
    assert bench.refused("post", "issuer", waybill="E2")[0] == "case/on-its-way"
    assert bench.refused("pick_up", "issuer", by="applicant", identity="id_card")[0] == "case/on-its-way"
    bench.do("deliver", "issuer", way="post", delivered_on="2026-03-04")
    assert bench.state.delivery is not None and str(bench.state.delivery.delivered_on) == "2026-03-04"
    left = handed_over().do("deliver", "issuer", way="left", witness="社区")
    assert left.stage == "archive"


def test_a_refusal_is_served_without_a_certificate() -> None:
    bench = decided("refused")
    assert bench.refused("make_slip", "reviewer", certificate=CERTIFICATE)[0] == "case/wrong-stage"
    assert bench.do("pick_up", "issuer", by="applicant", identity="id_card").stage == "archive"


def test_a_file_is_closed_only_with_its_obligatory_papers() -> None:
    bench = handed_over().do("pick_up", "issuer", by="applicant", identity="id_card")
    refused = bench.refused("archive", "archivist")
    assert refused[0] == "case/papers-missing"
    assert "证件交接凭证" in refused[1] and "材料交接单" not in refused[1]
    assert bench.refused("keep", "system", paper="slip", number="9")[0] == "case/no-such-paper"
    kept_papers(bench)
    owed = bench.state.papers[0]
    assert bench.refused("keep", "system", paper=owed.paper, number=owed.number)[0] == "case/no-such-paper"
    bench.do("archive", "archivist", keep_for="10 年")
    assert not is_open(bench.state)


def test_one_rating_changeable_until_midnight() -> None:
    bench = handed_over().do("pick_up", "issuer", by="applicant", identity="id_card")
    assert bench.refused("rate", "applicant", grade=6)[0] == "case/grade"
    assert bench.refused("rate", "applicant", grade=5, attitude=0)[0] == "case/grade"
    bench.do("rate", "applicant", grade=4, comment="等得久").on("2026-03-02", "23:59")
    bench.do("rate", "applicant", grade=2)
    bench.do("rate", "applicant", of="agency", grade=1)
    assert {each.of: each.grade for each in bench.state.ratings} == {"case": 2, "agency": 1}
    bench.on("2026-03-03", "00:00")
    assert bench.refused("rate", "applicant", grade=1)[0] == "case/rated-before"
