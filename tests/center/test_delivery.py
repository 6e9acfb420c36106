"""Word and parcels by plug-ins: asked first, then recorded, tried again, given up; nothing personal kept."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.case.due import line
from engine.case.model import Refusal
from engine.case.setting import day_of
from engine.case.store import open_store
from engine.center import asking
from engine.center.open import open_office
from engine.center.worker import CHORES, Worker
from engine.cli import main
from tests.case.bench import MARCH, MARKET, RENTED
from tests.case.office import Desk, catalog_in, place_in
from tests.center.plugin_files import center_with

PHONE, STREET = "13800001234", "龙江市秘密路 7 号"
CERTIFICATE = {"编号": "JY1", "名称": "示例小吃店"}
REASONS = {"reasons": "符合条件", "basis": "食品安全法", "remedies": "60 日内可以申请复议"}
HEAR = """
import json
def hear(path, each):
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps({name: getattr(each, name) for name in NAMES}, default=dict) + chr(10))
"""
TAKES = (
    HEAR
    + """
NAMES = ("key", "occasion", "case_number", "item", "channel", "address", "lang", "values")
@hookimpl
def notify(message):
    hear(PATH, message)
    return Sent(by="test")
"""
)
RAISES = """
@hookimpl
def notify(message): raise RuntimeError(message.address)
"""
HANGS = """
import threading
@hookimpl
def notify(message): threading.Event().wait(5)
"""
CARRIES = (
    HEAR
    + """
NAMES = ("key", "case_number", "receiver", "telephone", "address", "content")
@hookimpl
def carry(parcel):
    hear(PATH, parcel)
    return Carried(by="ems", waybill="EX123456789CN", state="taken")
"""
)


@contextmanager
def desk_with(folder: Path, text: str) -> Iterator[Desk]:
    """Open the office of a folder with one plug-in file, as the command line and the web do."""
    plugins = folder / "plugins"
    plugins.mkdir(exist_ok=True)
    center = center_with(plugins, post=text.replace("PATH", repr(str(folder / "heard"))))
    assert not center.faults
    with open_store(place_in(folder)) as store:
        office = open_office(store, catalog_in(folder), MARCH, center=center)
        yield Desk(office=office, folder=folder)


def heard(folder: Path) -> list[dict[str, Any]]:
    path = folder / "heard"
    return (
        [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def worked(desk: Desk, at: datetime) -> None:
    """Let a worker do what is due at a moment, once."""
    worker = Worker(desk.office, lambda: at, CHORES)
    for chore in CHORES:
        worker._do(chore)


def outcomes(desk: Desk) -> list[tuple[Any, Any]]:
    events = desk.office.store.events(desk.case)
    return [(each.data["occasion"], each.data["outcome"]) for each in events if each.kind == "messaged"]


def marks(desk: Desk) -> tuple[str, ...]:
    made = line(desk.state, desk.office.setting(), day_of(desk.now))
    return made.marks


def test_a_correction_and_an_acceptance_are_told_once_each(office_folder: Path) -> None:
    with desk_with(office_folder, TAKES) as desk:
        desk.receive(facts=RENTED, telephone=PHONE).do("tell", "clerk")
        assert heard(office_folder) == []
        worked(desk, desk.now)
        desk.do("supply", "applicant", facts={"场所来源": "自有"}).do("accept", "clerk")
        worked(desk, desk.now)
        worked(desk, desk.now + timedelta(hours=3))
        assert outcomes(desk) == [("told", "taken"), ("accepted", "taken")]
        told, accepted = heard(office_folder)
        assert (told["occasion"], told["address"], told["channel"]) == ("told", PHONE, "sms")
        assert told["values"] == {"until": "2026-03-23"}
        assert (accepted["occasion"], accepted["case_number"]) == ("accepted", desk.state.number)
        assert told["key"] != accepted["key"]


def test_whoever_left_no_telephone_is_sent_nothing(office_folder: Path) -> None:
    with desk_with(office_folder, TAKES) as desk:
        desk.accept()
        worked(desk, desk.now)
        assert (heard(office_folder), outcomes(desk)) == ([], [])


@pytest.mark.parametrize("text", [RAISES, HANGS])
def test_what_cannot_be_sent_is_tried_again_over_a_restart_and_the_case_goes_on(
    office_folder: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = replace(asking.HOOKS["notify"], seconds=0.1)
    monkeypatch.setattr(asking, "HOOKS", {**asking.HOOKS, "notify": soon})
    with desk_with(office_folder, text) as desk:
        desk.receive(telephone=PHONE).do("accept", "clerk")
        worked(desk, desk.now)
        assert outcomes(desk) == []
        desk.do("dispatch", "clerk", department=MARKET)
        case, now = desk.case, desk.now
    with desk_with(office_folder, TAKES) as again:
        again.case = case
        worked(again, now + timedelta(minutes=1))
        assert outcomes(again) == [("accepted", "taken")]
        assert again.do("transfer", "reviewer").state.transfers


def test_a_message_is_given_up_after_ten_tries_and_the_list_says_so(
    office_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with desk_with(office_folder, RAISES) as desk:
        desk.receive(telephone=PHONE).do("accept", "clerk")
        for hours in range(12):
            worked(desk, desk.now + timedelta(hours=hours * 2))
        assert outcomes(desk) == [("accepted", "given_up")]
        assert desk.office.store.events(desk.case)[-1].data["plugin"] == "post"
        assert "unsent" in marks(desk)
    with sqlite3.connect(place_in(office_folder).database) as db:
        assert PHONE not in "".join(db.iterdump())
    assert PHONE not in caplog.text


def test_a_message_that_nobody_takes_is_not_tried_again(office_folder: Path) -> None:
    with desk_with(office_folder, "@hookimpl\ndef notify(message): return None\n") as desk:
        desk.receive(telephone=PHONE).do("accept", "clerk")
        worked(desk, desk.now)
        worked(desk, desk.now + timedelta(hours=3))
        assert outcomes(desk) == [("accepted", "nobody")]
        assert "unsent" not in marks(desk)


def issuing(desk: Desk) -> Desk:
    """Bring a case to the issue window."""
    desk.accept(telephone=PHONE).do("review", "reviewer", opinion="agree", reasons="行")
    desk.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    desk.do("make_slip", "reviewer", certificate=CERTIFICATE)
    return desk.do("hand_over", "issuer", certificate=CERTIFICATE)


def test_the_post_gives_the_waybill_that_the_clerk_left_empty(office_folder: Path) -> None:
    with desk_with(office_folder, CARRIES) as desk:
        issuing(desk).do("post", "issuer", address=STREET, key="k").do(
            "post", "issuer", address=STREET, key="k"
        )
        (parcel,) = heard(office_folder)
        assert (parcel["receiver"], parcel["telephone"], parcel["address"]) == ("示例小吃店", PHONE, STREET)
        assert desk.state.delivery.waybill == "EX123456789CN"
        assert desk.office.store.events(desk.case)[-1].data["carrier"] == "ems"


def test_nobody_is_asked_to_carry_what_has_a_waybill_or_may_not_go(office_folder: Path) -> None:
    with desk_with(office_folder, CARRIES) as desk:
        assert isinstance(desk.accept(telephone=PHONE).ask("post", "issuer", address=STREET), Refusal)
        issuing(desk)
        no_address = desk.ask("post", "issuer")
        assert (no_address.code, "address" in no_address.en) == ("case/missing-data", True)
        desk.do("post", "issuer", address=STREET, waybill="E1")
        assert heard(office_folder) == []
        assert desk.state.delivery.waybill == "E1"


def test_a_post_that_fails_leaves_the_case_as_it_was(office_folder: Path) -> None:
    with desk_with(office_folder, "@hookimpl\ndef carry(parcel): raise OSError(parcel.address)\n") as desk:
        before = issuing(desk).state.version
        refused = desk.ask("post", "issuer", address=STREET)
        assert refused.code == "case/not-carried"
        assert "自己填运单号" in refused.zh and "type its number" in refused.en
        assert STREET not in refused.zh + refused.en
        assert desk.state.version == before
        desk.do("post", "issuer", address=STREET, waybill="E1")


def test_without_a_post_the_waybill_is_asked_for(office_folder: Path) -> None:
    with desk_with(office_folder, TAKES) as desk:
        refused = issuing(desk).ask("post", "issuer", address=STREET)
        assert (refused.code, "waybill" in refused.en) == ("case/missing-data", True)


def test_holidays_of_a_plug_in_reach_the_office(office_folder: Path) -> None:
    days = office_folder / "days.txt"
    days.write_text("停办:\n  2026-03-05: 搬家\n", encoding="utf-8")
    text = f"@hookimpl\ndef holidays(): return [{str(days)!r}]\n"
    with open_store(place_in(office_folder)) as store:
        center = center_with(office_folder, a=text)
        office = open_office(store, catalog_in(office_folder), MARCH, center=center)
        assert not office.calendar.is_workday(date(2026, 3, 5))


def test_a_command_of_a_plug_in_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """
def run(desk, args):
    print(", ".join(desk.center.code_lists()))
    return 0
@hookimpl
def code_lists(): return [LIST]
@hookimpl
def commands():
    return {"lists": Command(zh="列出代码表。", en="Lists.", arguments=lambda all, lang: None, run=run)}
"""
    (tmp_path / "list.yaml").write_text("名称: 示例省\n事项类型:\n  行政许可: 99 许可\n", encoding="utf-8")
    made = "from engine.hookspecs import *\n" + text.replace("LIST", repr(str(tmp_path / "list.yaml")))
    (tmp_path / "lists.py").write_text(made, encoding="utf-8")
    assert main(["--plugins-dir", str(tmp_path), "lists"]) == 0
    assert "示例省" in capsys.readouterr().out
