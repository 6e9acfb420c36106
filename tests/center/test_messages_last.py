"""A plug-in that hangs on messages does not hold up what the law brings about, and only so many are tried."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine.center import asking
from engine.center.worker import CHORES, Chore, Worker
from tests.case.bench import at
from tests.case.conftest import founded_office, office_folder
from tests.center.test_delivery import HEAR, PHONE, desk_with, heard

__all__ = ["founded_office", "office_folder"]

HANGS = (
    HEAR
    + """
import threading
NAMES = ("key",)
@hookimpl
def notify(message):
    hear(PATH, message)
    threading.Event().wait(60)
"""
)
# As many as may hang at a time before a plug-in is not asked any more.
CASES = 3
LATE = at("2026-03-10", "00:01")


def budget(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Give plug-ins so long to send one message."""
    given = replace(asking.HOOKS["notify"], seconds=seconds)
    monkeypatch.setattr(asking, "HOOKS", {**asking.HOOKS, "notify": given})


def test_what_the_law_brings_about_comes_before_any_message(
    office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget(monkeypatch, 0.05)
    with desk_with(office_folder, HANGS) as desk:
        silent = desk.receive().case
        desk.on("2026-03-09")
        for _ in range(CASES):
            desk.receive(telephone=PHONE).do("accept", "clerk")
        tried: list[int] = []
        done = threading.Event()

        def look(*_: object) -> None:
            tried.append(len(heard(office_folder)))
            done.set()

        legal = next(place for place, chore in enumerate(CHORES) if chore.name == "due")
        chores = (*CHORES[: legal + 1], Chore(name="look", seconds=999, do=look), *CHORES[legal + 1 :])
        worker = Worker(desk.office, lambda: LATE, chores)
        worker.start()
        assert done.wait(60)
        worker.stop()
        assert tried == [0]
        assert "deemed_accepted" in [each.kind for each in desk.office.store.events(silent)]


def test_after_some_seconds_no_message_is_begun_and_the_rest_waits_for_the_next_turn(
    office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget(monkeypatch, 0.2)
    with desk_with(office_folder, HANGS) as desk:
        for _ in range(CASES):
            desk.receive(telephone=PHONE).do("accept", "clerk")
        assert desk.office.send_messages(desk.now, 0) == ()
        assert heard(office_folder) == []
        desk.office.send_messages(desk.now, 0.1)
        assert len(heard(office_folder)) == 1
        desk.office.send_messages(desk.now, 60)
        assert len({each["key"] for each in heard(office_folder)}) == len(heard(office_folder)) == CASES
