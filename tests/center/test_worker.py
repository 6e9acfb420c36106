"""The worker: chores at their times, failures logged without their words, an end with nothing half done."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import datetime
from pathlib import Path

import pytest

from engine.case.model import Decision, Refusal
from engine.case.store import Unavailable
from engine.center import office as office_module
from engine.center.office import Office
from engine.center.worker import CHORES, Chore, Worker
from engine.cli import main
from tests.case.bench import at
from tests.case.office import Desk

SECONDS = 20.0
LATE = at("2026-03-10", "00:01")


def kinds(desk: Desk) -> list[str]:
    return [each.kind for each in desk.office.store.events(desk.case)]


def worked(office: Office, *chores: Chore, until: threading.Event) -> None:
    """Let a worker do chores until something has happened."""
    worker = Worker(office, lambda: LATE, chores)
    worker.start()
    assert until.wait(SECONDS)
    worker.stop()


def test_a_worker_accepts_what_nobody_answered_and_anchors_what_was_recorded(desk: Desk) -> None:
    desk.receive()
    done = threading.Event()
    last = Chore(name="done", seconds=999, do=lambda office, now: done.set())
    worked(desk.office, *CHORES, last, until=done)
    assert "deemed_accepted" in kinds(desk)
    assert len([*desk.office.store.export_anchors()]) == 1


def test_a_chore_is_done_again_and_again_until_the_worker_is_stopped(desk: Desk) -> None:
    enough, times = threading.Event(), list[datetime]()

    def note(office: Office, now: datetime) -> None:
        times.append(now)
        if len(times) == 3:
            enough.set()

    worked(desk.office, Chore(name="note", seconds=0.001, do=note), until=enough)
    assert set(times) == {LATE}
    seen = len(times)
    assert threading.Event().wait(0.02) is False
    assert len(times) == seen


def test_what_fails_is_logged_by_kind_and_place_and_stops_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    done = threading.Event()

    def fail(office: Office, now: datetime) -> None:
        raise ValueError("示例小吃店 110101199003077758")

    def gone(office: Office, now: datetime) -> None:
        raise Unavailable("full")

    chores = [
        Chore(name="fails", seconds=999, do=fail),
        Chore(name="full", seconds=999, do=gone),
        Chore(name="done", seconds=999, do=lambda office, now: done.set()),
    ]
    worked(desk.office, *chores, until=done)
    said = [record.getMessage() for record in caplog.records if record.name == "yici.worker"]
    assert said[0].startswith("fails: ValueError (test_worker.py:")
    assert said[1:] == ["full: the store is full"]
    assert not any(record.exc_info for record in caplog.records)


def test_one_case_that_cannot_be_decided_does_not_hold_up_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = desk.receive().case
    desk.receive()
    real = office_module.decider

    def decider(wish: office_module.Wish, setting: office_module.Setting) -> office_module.Decide:
        def refuse_to_work(*_: object) -> Decision | Refusal:
            raise RuntimeError("a bug of ours")

        return refuse_to_work if wish.case == broken else real(wish, setting)

    monkeypatch.setattr(office_module, "decider", decider)
    done = threading.Event()
    last = Chore(name="done", seconds=999, do=lambda office, now: done.set())
    worked(desk.office, CHORES[0], last, until=done)
    assert "deemed_accepted" in kinds(desk)
    assert [
        record.getMessage().split(" (")[0] for record in caplog.records if record.levelno >= logging.ERROR
    ]
    monkeypatch.undo()
    desk.case = broken
    desk.office.run_due(at("2026-03-10", "08:00"))
    assert "deemed_accepted" in kinds(desk)


def test_the_command_works_until_it_is_stopped_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["case", "open", "CG-0101", "--as", "clerk:zhang", "--at", "2026-03-02T09:00"]) == 0
    original, before = Worker.work, signal.getsignal(signal.SIGTERM)

    def work(self: Worker) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        original(self)

    monkeypatch.setattr(Worker, "work", work)
    assert main(["case", "work"]) == 0
    assert "停下了，手上的已经办完。" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) is before
