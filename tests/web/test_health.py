"""Machines ask how the server is doing: ready or why not, and figures in which nobody appears."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from engine.case.model import Role
from engine.case.store import Unavailable, Wanted
from engine.case.store.backup import back_up
from engine.case.store.doctor import FREE
from engine.case.store.pulse import Beat, Pulse
from engine.case.store.standing import hindrances
from engine.case.store.tables import events
from tests.case.office import Desk
from tests.web.conftest import Browser
from web.app import build_app
from web.board.tally import Tally
from web.guard import LARGEST_JSON
from web.house import House
from web.limits import Limits
from web.metrics import Meter
from web.people.store import People
from web.people.tokens import Scope, Tokens
from web.shelf import Shelf

SignIn = Callable[[str], Browser]


def reasons(client: TestClient, **headers: str) -> tuple[int, Any]:
    answer = client.get("/readyz", headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()


def figures(house: House, host: str = "127.0.0.1", **headers: str) -> dict[str, dict[tuple[str, ...], float]]:
    """Read the figures as a monitor on this machine does."""
    client = TestClient(build_app(house), base_url="https://testserver", client=(host, 50000))
    answer = client.get("/metrics", headers=headers, follow_redirects=False)
    if answer.status_code != 200:
        return {}
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    made: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(answer.text):
        assert family.documentation and family.type in ("counter", "gauge", "histogram")
        for sample in family.samples:
            made.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return made


def test_a_catalogue_and_nothing_else_is_ready(client: TestClient, standing: House) -> None:
    status, said = reasons(client)
    assert (status, said["ready"], said["reasons"]) == (200, True, []) and said["items"] > 30


def test_an_empty_catalogue_is_ready_and_says_nought(standing: House, tmp_path: Path) -> None:
    empty = TestClient(build_app(replace(standing, shelf=Shelf(tmp_path, None))))
    assert reasons(empty) == (200, {"ready": True, "items": 0, "reasons": []})


def test_a_catalogue_that_cannot_be_read_is_not_ready(standing: House, tmp_path: Path) -> None:
    gone = TestClient(build_app(replace(standing, shelf=Shelf(tmp_path / "nowhere", None))))
    status, said = reasons(gone)
    assert (status, said["items"], [each["name"] for each in said["reasons"]]) == (503, None, ["catalog"])


def test_a_full_disk_is_not_ready_and_says_so_in_the_language(
    bench: Desk, open_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reasons(Browser(open_house).client)[0] == 200
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=FREE - 1))
    status, said = reasons(Browser(open_house).client)
    assert status == 503 and said["reasons"] == [{"name": "space", "says": "磁盘快满了。"}]
    english = reasons(Browser(open_house).client, **{"Accept-Language": "en"})[1]["reasons"]
    assert english == [{"name": "space", "says": "The disk is nearly full."}]


@pytest.mark.parametrize(
    ("pulse", "name"),
    [
        (Pulse(waiting=600, seconds=0.0, failed=False), "queue"),
        (Pulse(waiting=0, seconds=1.5, failed=False), "slow"),
        (Pulse(waiting=0, seconds=0.1, failed=True), "failing"),
    ],
)
def test_writing_that_falls_behind_is_not_ready(
    bench: Desk, open_house: House, monkeypatch: pytest.MonkeyPatch, pulse: Pulse, name: str
) -> None:
    monkeypatch.setattr(type(bench.office.store), "pulse", lambda store: pulse)
    status, said = reasons(Browser(open_house).client)
    assert (status, [each["name"] for each in said["reasons"]]) == (503, [name])


def test_a_store_whose_last_events_were_touched_is_not_ready(bench: Desk, open_house: House) -> None:
    store = bench.office.store
    changed = sa.update(events).where(events.c.chain_id == bench.case).values(body=b"{}")
    store._writer.run(lambda db: db.execute(changed))
    status, said = reasons(Browser(open_house).client)
    assert (status, [each["name"] for each in said["reasons"]]) == (503, ["chains"])
    assert bench.case not in str(said) and bench.state.number not in str(said)


def test_a_commit_is_timed_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("engine.case.store.pulse.time", SimpleNamespace(monotonic=lambda: clock[0]))
    beat = Beat()
    assert beat.pulse(0) == Pulse(waiting=0, seconds=0.0, failed=False)
    beat.begin()
    clock[0] += 3
    assert beat.pulse(2) == Pulse(waiting=2, seconds=3.0, failed=False)
    beat.end(failed=True)
    clock[0] += 20
    assert beat.pulse(0) == Pulse(waiting=0, seconds=3.0, failed=True)
    clock[0] += 20
    assert beat.pulse(0) == Pulse(waiting=0, seconds=0.0, failed=False)


def test_a_writer_says_how_its_commits_went(bench: Desk) -> None:
    store = bench.office.store
    bench.receive()
    pulse = store.pulse()
    assert pulse.seconds > 0 and not pulse.failed and hindrances(store) == ()

    def fill_the_disk(db: sa.Connection) -> None:
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorname = "SQLITE_FULL"
        raise sa.exc.OperationalError("insert", {}, full)

    with pytest.raises(ZeroDivisionError):
        store._writer.run(lambda db: 1 / 0)
    assert not store.pulse().failed
    with pytest.raises(Unavailable):
        store._writer.run(fill_the_disk)
    assert store.pulse().failed and hindrances(store) == ("failing",)
    bench.office.store.anchor(bench.now)
    assert not store.pulse().failed and hindrances(store) == ()


def test_answers_are_counted_by_template_and_status(standing: House) -> None:
    house = replace(standing, meter=Meter())
    client = TestClient(build_app(house), base_url="https://testserver")
    for path in ("/items/SC-0202", "/items/SC-0202", "/items/XX-0000", "/nowhere/13800001234", "/livez"):
        client.get(path)
    json = {"Content-Type": "application/json"}
    for content in (b'{"item": "SC-0202"}', b'{"item": "SC-0202"}', b" " * (LARGEST_JSON + 1)):
        client.post("/api/v1/check", content=content, headers=json)
    client.get("/static/web.css")
    found = figures(house)
    answers = found["yici_requests_total"]
    assert answers["/items/{code}", "GET", "200"] == 2 and answers["/items/{code}", "GET", "404"] == 1
    assert answers["/api/v1/check", "POST", "200"] == 2 and answers["/api/v1/check", "POST", "413"] == 1
    assert answers["elsewhere", "GET", "404"] == answers["/livez", "GET", "200"] == 1
    assert answers["/static", "GET", "200"] == 1
    assert found["yici_body_refusals_total"] == {("too-large",): 1, ("too-slow",): 0}
    seconds = found["yici_request_seconds_bucket"]
    assert (
        seconds["/items/{code}", "GET", "+Inf"]
        == found["yici_request_seconds_count"]["/items/{code}", "GET"]
        == 3
    )
    assert not any(
        "13800001234" in label for family in found.values() for labels in family for label in labels
    )


def test_the_figures_of_the_store_are_there(bench: Desk, open_house: House) -> None:
    bench.office.store.anchor(bench.now)
    found = figures(open_house)
    assert sum(found["yici_cases_open"].values()) == 1 and found["yici_cases_overdue"][()] == 0
    assert found["yici_cases_due_tomorrow"][()] == 0 and "yici_backup_age_seconds" not in found
    assert found["yici_disk_free_bytes"][()] > 0 and found["yici_writes_waiting"][()] == 0
    assert found["yici_worker_behind_seconds"][()] == 0 and () in found["yici_anchor_age_seconds"]
    late = replace(open_house, now=lambda: bench.now.replace(year=bench.now.year + 1))
    then = figures(late)
    assert then["yici_cases_overdue"][()] == 1 and then["yici_worker_behind_seconds"][()] > 0


def test_a_backup_grows_old_until_the_next(bench: Desk, open_house: House, tmp_path: Path) -> None:
    back_up(bench.office.store, tmp_path, bench.now)
    found = figures(replace(open_house, now=lambda: bench.now + timedelta(hours=2)))
    assert found["yici_backup_age_seconds"][()] == 7200


def test_a_case_is_counted_on_the_eve_of_its_last_day(bench: Desk, open_house: House) -> None:
    due = bench.office.store.lines(Wanted()).rows[0].line.due_on
    assert due is not None
    eve = datetime.combine(due - timedelta(days=1), bench.now.timetz())
    assert figures(replace(open_house, now=lambda: eve))["yici_cases_due_tomorrow"][()] == 1


def test_notices_are_counted_by_round_and_plug_ins_by_name(bench: Desk, open_house: House) -> None:
    bench.office.store.anchor(bench.now)
    tally = Tally()
    tally.follow(bench.office.store)
    found = figures(replace(open_house, tally=tally))
    assert found["yici_notices_total"] == {("first",): 0, ("again",): 0}
    assert found["yici_cases_received_total"][()] == 1
    names = {plugin.name for plugin in open_house.center.plugins}
    for what in ("calls_total", "seconds_total", "failures_total"):
        assert {labels[0] for labels in found[f"yici_plugin_{what}"]} == names
    assert not any(found["yici_plugin_resting"].values())


def test_what_goes_over_a_limit_is_counted_without_saying_who(open_house: House) -> None:
    house = replace(open_house, limits=Limits())
    for _ in range(7):
        house.limits.allows("sign-in", "13800001234")
    found = figures(house)["yici_limit_refusals_total"]
    assert found == {("sign-in",): 2}


@pytest.mark.parametrize("host", ["testclient", "192.168.1.9", "2001:db8::1", ""])
def test_figures_are_for_this_machine_only(standing: House, host: str) -> None:
    assert figures(standing, host) == {}


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_a_proxy_passes_on_does_not_come_from_this_machine(standing: House, header: str) -> None:
    assert figures(standing, "::1") != {} and figures(standing, **{header: "127.0.0.1"}) == {}


def test_a_program_elsewhere_reads_the_figures_with_a_token(standing: House) -> None:
    people = People()
    chen = people.add("chen", "陈立", ("operator", "supervisor"), "unguessable-1")
    house, tokens, now = replace(standing, people=people), Tokens(people), standing.now()
    until = now + timedelta(days=30)

    def read(*scopes: Scope, role: Role = "operator") -> bool:
        _, text = tokens.issue(chen, "monitor", role, scopes, now, until)
        return figures(house, "192.168.1.9", Authorization=f"Bearer {text}") != {}

    assert read("figures:read") and read("cases:read", "figures:read")
    assert not read("cases:read") and not read("figures:read", role="supervisor")
    assert figures(house, "192.168.1.9", Authorization="Bearer yici_wrong") == {}


def test_an_operator_may_read_the_figures_from_anywhere(sign_in: SignIn) -> None:
    assert "yici_requests_total" in sign_in("operator").get("/metrics").text
    assert sign_in("supervisor").get("/metrics").status_code == 404
