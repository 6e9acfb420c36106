"""The office on a real store: whole cases, repetitions, two at once, second thoughts, papers."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from engine.case.model import Refusal
from engine.case.stages import stage_of
from engine.case.store import Conflict, NoCase, OtherBody, Wanted
from engine.case.store.tables import requests
from engine.center.office import Done, Office, Rendered, Request
from tests.case.bench import CERTIFICATE, REASONS, RENTED, SHOP, who
from tests.case.office import Desk, office_in


def test_a_case_goes_all_the_way(desk: Desk) -> None:
    desk.accept().do("review", "reviewer", opinion="agree", reasons="符合条件")
    desk.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    desk.do("make_slip", "reviewer", certificate=CERTIFICATE)
    wrong = desk.ask("hand_over", "issuer", certificate={**CERTIFICATE, "编号": "JY-2"})
    assert isinstance(wrong, Refusal) and wrong.code == "case/differs"
    desk.do("hand_over", "issuer", certificate=CERTIFICATE)
    desk.do("notify", "issuer", channel="sms", to="13800000000")
    desk.do("pick_up", "issuer", by="applicant", identity="id_card")
    for owed in desk.state.papers:
        desk.do("keep", "system", paper=owed.paper, number=owed.number, digest="sha256:1")
    desk.do("archive", "archivist").do("rate", "applicant", grade=1)
    assert stage_of(desk.state) == "rate"
    assert desk.office.store.verify(desk.case).broken == ()


def test_an_act_says_which_papers_it_owes(desk: Desk) -> None:
    done = desk.open().ask("receive", "clerk")
    assert isinstance(done, Refusal)
    desk.do("see_original", "clerk", materials=["身份证", "承诺书"])
    done = desk.ask("receive", "clerk")
    assert isinstance(done, Done)
    assert [(each.paper, each.number) for each in done.owed] == [("receipt", "政务服务中心收〔2026〕0001号")]


def test_personal_values_lie_in_the_vault_and_who_sees_them_leaves_a_trace(desk: Desk) -> None:
    desk.receive().do("accept", "clerk")
    assert "示例小吃店" not in repr(desk.office.store.events(desk.case))
    assert desk.office.store.accesses(desk.case) == (), "a check shows nobody anything"
    assert desk.office.answer(desk.case, who("clerk"), desk.now) is not None
    desk.office.submission(desk.case, who("reviewer"), desk.now, "review")
    read = desk.office.store.accesses(desk.case)
    assert [(each.by, each.data["purpose"]) for each in read] == [
        (who("clerk"), "answer"),
        (who("reviewer"), "review"),
    ]


def test_what_was_sent_with_a_key_cannot_be_found_out_by_trying(desk: Desk) -> None:
    sent = {"applicant": {"名称": "示例小吃店"}}
    desk.open(key="k1", **sent)
    plain = hashlib.sha256(json.dumps(sent, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with desk.office.store.reading() as db:
        (kept,) = db.execute(sa.select(requests.c.body_hash)).scalars()
    assert kept != plain and desk.office.store.digest("request", b"x") != desk.office.store.digest(
        "find", b"x"
    )


def test_a_case_is_found_by_the_number_people_call_it_by(desk: Desk) -> None:
    desk.open()
    assert desk.office.find("20260302-0001") == desk.case
    assert desk.office.find(desk.case) == desk.case
    assert desk.office.find("20260302-0999") is None


def test_an_unknown_act_item_or_case_is_said(desk: Desk) -> None:
    assert desk.ask("sing", "clerk").code == "case/unknown-act"
    assert desk.ask("open", "clerk", item="SC-9999").code == "case/no-such-item"
    assert desk.ask("open", "clerk", item="SC-0009", applied_on="2025-12-31").code == "case/no-edition"
    assert desk.ask("open", "clerk", item="SC-0009", applied_on="soon").code == "case/wrong-data"
    assert isinstance(desk.ask("accept", "clerk", case="nobody"), NoCase)
    assert isinstance(desk.ask("urge", "clerk", case="nobody", reason="快"), NoCase)
    assert desk.office.state("nobody") is None


def test_a_repetition_does_nothing_new(desk: Desk) -> None:
    desk.receive()
    first = desk.ask("accept", "clerk", key="k1")
    again = desk.ask("accept", "clerk", key="k1")
    assert (first.events, first.repeated, again.repeated) == (again.events, False, True)
    assert isinstance(desk.ask("accept", "clerk", key="k1", note="别的"), OtherBody)


def test_who_acts_on_an_old_version_is_told_who_was_faster(desk: Desk) -> None:
    desk.receive()
    version = desk.state.version
    desk.do("look", who("clerk", "clerk-2"), materials={"旧证": {"state": "absent"}})
    conflict = desk.ask("accept", "clerk", expected=version)
    assert isinstance(conflict, Conflict) and conflict.by == who("clerk", "clerk-2")


def test_two_clerks_accept_one_case_once(desk: Desk) -> None:
    desk.receive()
    barrier, outcomes = threading.Barrier(2), []

    def accept(id: str) -> None:
        barrier.wait()
        outcomes.append(desk.ask("accept", who("clerk", id)))

    threads = [threading.Thread(target=accept, args=(f"clerk-{n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(each, Done) for each in outcomes) == [False, True]
    loser = next(each for each in outcomes if isinstance(each, Refusal))
    assert loser.code == "case/wrong-stage"


def test_an_act_made_ready_for_an_old_case_is_made_ready_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody looks at a material between the check and the acceptance: the acceptance checks again."""
    desk.receive()
    original, tries = Office._prepared, []

    def slow(office: Office, request: Request) -> Any:
        setting = original(office, request)
        if request.verb == "accept" and not tries:
            tries.append(1)
            desk.do("look", who("clerk", "clerk-2"), materials={"身份证": {"state": "flawed"}})
        return setting

    monkeypatch.setattr(Office, "_prepared", slow)
    refused = desk.ask("accept", "clerk")
    assert isinstance(refused, Refusal) and refused.code == "case/not-acceptable"


def test_an_act_on_a_case_that_never_rests_gives_up_with_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    original = Office._prepared

    def slow(office: Office, request: Request) -> Any:
        setting = original(office, request)
        if request.verb == "accept":
            desk.do("urge", "supervisor", reason="快")
        return setting

    monkeypatch.setattr(Office, "_prepared", slow)
    assert desk.ask("accept", "clerk").code == "case/changed-meanwhile"


def test_a_second_correction_is_held_against_the_first(desk: Desk) -> None:
    desk.receive(facts=RENTED).do("tell", "clerk")
    desk.do(
        "supply",
        "applicant",
        materials={"租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2027-03-01"}},
    )
    desk.do("match_copies", "clerk", materials=["租赁合同"])
    desk.do("look", "clerk", materials={"身份证": {"state": "flawed", "flaws": ["不清晰"]}})
    refused = desk.ask("tell", "clerk")
    assert refused.code == "case/told-once"
    desk.do("permit", "supervisor", what="tell", reason="漏看", missed_by="clerk-1").do("tell", "clerk")
    assert desk.state.corrections[1].breaches == ("身份证",)


def test_what_was_told_can_be_said_again_word_for_word(desk: Desk) -> None:
    desk.receive(facts=RENTED).do("tell", "clerk")
    told = desk.state.corrections[0]
    desk.do("supply", "applicant", facts={"场所来源": "自有"})
    then = desk.office.answer(desk.case, who("clerk"), desk.now, upto=told.submitted)
    now = desk.office.answer(desk.case, who("clerk"), desk.now, lang="en")
    assert then is not None and [each.id for each in then.findings] == ["租赁合同"]
    assert now is not None and now.outcome == "accept"
    assert desk.office.answer("nobody", who("clerk"), desk.now) is None


def test_papers_are_made_and_put_into_the_file(office_folder: Path) -> None:
    made: list[str] = []

    def render(office: Office, case: str, owed: Any, when: Any) -> Rendered | None:
        if owed.paper == "acceptance" and not made:
            return None
        made.append(owed.paper)
        return Rendered(digest=f"sha256:{owed.number}", place=f"{owed.paper}.html")

    with office_in(office_folder, render=render) as desk:
        desk.receive().do("accept", "clerk")
        assert [each.paper for each in desk.office.keep_papers(desk.case, desk.now)] == [
            "receipt",
            "acceptance",
        ]
        assert desk.office.keep_papers(desk.case, desk.now) == ()
        assert [each.kept for each in desk.state.papers] == [f"sha256:{n.number}" for n in desk.state.papers]
        assert desk.office.keep_papers("nobody", desk.now) == ()


def test_without_somebody_who_makes_them_papers_stay_owed(desk: Desk) -> None:
    desk.receive()
    assert desk.office.keep_papers(desk.case, desk.now) == ()


def test_long_lists_are_read_to_their_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        desk.open()
    original = type(desk.office.store).lines
    monkeypatch.setattr(
        type(desk.office.store),
        "lines",
        lambda store, wanted, cursor, limit: original(store, wanted, cursor, 2),
    )
    assert len(list(desk.office.listed(Wanted()))) == 3


PLUGGED = SHOP.replace(
    "办理流程:",
    """\
  - 编号: R9
    要求: 地址在本市
    插件: 地址/在本市
    判断: 答复.在本市
    不符合时: 地址不在本市。
    怎么改: 请到所在地办。
    依据: 本市小餐饮登记办法 第九条
办理流程:""",
    1,
)


def test_what_a_plug_in_leaves_open_is_settled_by_hand_with_a_reason(office_folder: Path) -> None:
    (office_folder / "catalog" / "shop.yaml").write_text(PLUGGED, encoding="utf-8")
    answers: list[Any] = [None]
    asked: list[str] = []

    def answered(name: str) -> Any:
        asked.append(name)
        return answers[0]

    with office_in(office_folder, asker=lambda rulebook: lambda name, inputs: answered(name)) as desk:
        desk.receive()
        assert desk.ask("accept", "clerk").code == "case/undetermined"
        assert asked == ["地址/在本市"], "asked once, though it is looked at more than once"
        desk.do("check", "clerk")
        assert desk.state.checked.open
        desk.do("settle", "clerk", finding="R9", verdict="unmet", reason="查过地图")
        assert desk.ask("accept", "clerk").code == "case/not-acceptable"
        desk.do("settle", who("clerk", "clerk-2"), finding="R9", verdict="met", reason="看错了")
        desk.do("accept", "clerk")
        assert desk.state.settled == {"R9": "met"}
        answers[0] = {"在本市": True}
        assert desk.receive().do("accept", "clerk").state.settled == {}
