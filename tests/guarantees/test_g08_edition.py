"""G8: a running case keeps the edition it was received under; the guide of the day shows the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.case.stages import STAGES, stage_of
from engine.center.office import Done
from tests.case.bench import CERTIFICATE, MARKET, REASONS, SHOP
from tests.case.office import FACTS, MATERIALS, Desk, founded_in, office_in

NEW_EDITION = (
    SHOP.replace("实施版本: 2026-03-01", "实施版本: 2026-06-01")
    .replace("承诺: 10 个工作日", "承诺: 3 个工作日")
    .replace("判断: 从业人数 ≤ 50", "判断: 从业人数 ≤ 1")
)
UNTIL = [
    "queue",
    "receive",
    "accept",
    "correct",
    "transfer",
    "review",
    "decide",
    "hand_over",
    "issue",
    "archive",
    "rate",
]


def forward(desk: Desk, stop: str) -> bool:
    """Take the next step of an ordinary case; False when the stage is reached."""
    state = desk.state
    stage = stage_of(state)
    if stage == stop:
        return False
    match stage:
        case "queue":
            desk.do("call", "clerk").do("fill", "clerk", facts=FACTS, materials=MATERIALS)
        case "receive":
            desk.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")
        case "accept" if not state.corrections and stop == "correct":
            desk.do("look", "clerk", materials={"身份证": {"state": "flawed"}}).do("tell", "clerk")
        case "accept":
            desk.do("see_original", "clerk", materials=["身份证"]).do("accept", "clerk")
        case "correct":
            desk.do("supply", "applicant", materials={"身份证": {"state": "sound"}})
        case "transfer":
            desk.do("dispatch", "clerk", department=MARKET).do("transfer", "reviewer")
        case "review":
            desk.do("review", "reviewer", opinion="agree", reasons="行")
        case "decide":
            desk.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
        case "hand_over":
            desk.do("make_slip", "reviewer", certificate=CERTIFICATE)
            desk.do("hand_over", "issuer", certificate=CERTIFICATE)
        case "issue":
            desk.do("pick_up", "issuer", by="applicant", identity="id_card")
        case "archive":
            for owed in state.papers:
                desk.do("keep", "system", paper=owed.paper, number=owed.number)
            desk.do("archive", "archivist")
    return True


@pytest.mark.parametrize("stage", UNTIL)
def test_a_new_edition_does_not_reach_a_running_case(tmp_path: Path, stage: str) -> None:
    """At each stage a stricter edition comes into force; the case goes on under its own."""
    folder = tmp_path / "office"
    founded_in(folder)
    with office_in(folder) as desk:
        begun = desk.ask("queue", "clerk", item="SC-0009")
        assert isinstance(begun, Done)
        desk.case = begun.case
        while forward(desk, stage):
            pass
    ended = SHOP.replace("  自: 2026-01-01\n", "  自: 2026-01-01\n  至: 2026-03-01\n")
    (folder / "catalog" / "shop.yaml").write_text(ended, encoding="utf-8")
    newer = NEW_EDITION.replace("自: 2026-01-01", "自: 2026-03-02")
    (folder / "catalog" / "new.yaml").write_text(newer, encoding="utf-8")
    with office_in(folder) as again:
        again.case = desk.case
        before = again.state
        while forward(again, "rate"):
            pass
        state = again.state
        assert state.terms == before.terms and state.terms.edition == "2026-03-01"
        assert state.accepted.promised.count == 10
        assert not any(
            each.kind in ("declined", "sent_back") for each in again.office.store.events(desk.case)
        )
        fresh = again.open()
        assert fresh.state.terms.edition == "2026-06-01"


def test_every_stage_of_the_road_was_tried() -> None:
    assert {*UNTIL} == STAGES.keys() - {"own"}
