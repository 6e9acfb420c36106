"""The law of a log can be broken: each claim finds the log that was made to break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.case.model import Event
from tests.case.bench import decided, handed_over, kept_papers, received, renting, reviewed, told, transferred
from tests.case.law import broken


def done() -> list[Event]:
    bench = handed_over().do("pick_up", "issuer", by="applicant", identity="id_card")
    return kept_papers(bench).do("archive", "archivist").do("rate", "applicant", grade=1).events


def without(log: list[Event], *kinds: str) -> list[Event]:
    """Take events out and close the gap, so that only the law can notice."""
    kept = [each for each in log if each.kind not in kinds]
    return [replace(each, sequence=number) for number, each in enumerate(kept, start=1)]


def changed(log: list[Event], kind: str, **data: Any) -> list[Event]:
    return [replace(each, data={**each.data, **data}) if each.kind == kind else each for each in log]


def more(log: list[Event], *kinds: str, **data: Any) -> list[Event]:
    made = list(log)
    for kind in kinds:
        last = made[-1]
        made.append(replace(last, sequence=last.sequence + 1, kind=kind, data=data, personal={}))
    return made


def by(log: list[Event], kind: str, other: str) -> list[Event]:
    """Let an event be done by whoever did another."""
    actor = next(each.by for each in log if each.kind == other)
    return [replace(each, by=actor) if each.kind == kind else each for each in log]


def test_a_good_log_breaks_nothing() -> None:
    assert broken(done()) == []


DECIDED = {"part": "", "result": "granted"}
CASES: list[tuple[str, Callable[[], list[Event]]]] = [
    ("the sequence has a gap", lambda: [*done()[:3], *done()[4:]]),
    ("a case began twice, or in the middle", lambda: more(done(), "opened")),
    ("accepted without a check", lambda: without(done(), "checked")),
    ("accepted twice", lambda: more(received().do("accept", "clerk").events, "accepted")),
    ("accepted against the check without a second person", lambda: more(told().events, "accepted")),
    ("accepted while something was unseen", lambda: changed(done(), "checked", open=["身份证"])),
    ("accepted before it was received", lambda: without(done(), "received")),
    ("accepted though an original was not seen", lambda: without(done(), "original_seen")),
    ("deemed by a person, or though accepted", lambda: more(done(), "deemed_accepted", silent_until="2026")),
    ("deemed before the last day was over", lambda: more(done(), "deemed_accepted", silent_until="2027")),
    ("told while a correction waits for its answer", lambda: more(told().events, "told", breaches=[])),
    (
        "told again what the first should have said, without leave",
        lambda: more(renting().events, "told", breaches=["身份证"]),
    ),
    ("a part was decided twice", lambda: more(decided().events, "decided", **DECIDED)),
    ("decided before it was accepted", lambda: without(decided().events, "accepted")),
    ("accepted and decided by one person", lambda: by(decided().events, "decided", "accepted")),
    (
        "granted before everything was there",
        lambda: more(more(reviewed().events, "promised_later", materials=["承诺书"]), "decided", **DECIDED),
    ),
    ("accepted after withdrawn", lambda: more(received().events, "withdrawn", "accepted")),
    ("handed over without a slip", lambda: without(done(), "slip_made")),
    (
        "handed over though refused and not mended",
        lambda: more(more(decided().events, "slip_made", "slip_refused"), "handed_over"),
    ),
    ("given out before it was taken over", lambda: without(done(), "handed_over")),
    ("filed without acceptance", lambda: changed(done(), "kept", paper="receipt")),
    ("extended twice", lambda: more(transferred().events, "extended", "extended")),
    ("extended without an approver", lambda: more(transferred().events, "extended")),
    (
        "paused for a reason that is not listed, or without a notice",
        lambda: more(transferred().events, "paused", reason="lunch", number="1"),
    ),
    ("signed though nothing was listed, or something differs", lambda: without(done(), "dispatched")),
    (
        "a rating was changed after midnight",
        lambda: [
            *done(),
            replace(done()[-1], sequence=len(done()) + 1, at=done()[-1].at + timedelta(days=1)),
        ],
    ),
    ("a personal value stands openly in an event", lambda: changed(done(), "opened", note="秘密")),
]


@pytest.mark.parametrize(("claim", "log"), CASES, ids=[claim for claim, _ in CASES])
def test_a_broken_log_is_found(claim: str, log: Callable[[], list[Event]]) -> None:
    assert claim in broken(log())
