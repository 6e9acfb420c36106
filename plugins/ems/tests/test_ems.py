"""A parcel is handed over once, its waybill holds, and how far it is can be asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from yici_ems.simulator import PostOffice
from yici_ems.waybill import can_be

from engine.center import Center
from engine.hookspecs import Carried, Parcel

PARCEL = Parcel(
    key="20260302-0001/posted/1",
    case_number="20260302-0001",
    receiver="王一",
    telephone="13900007788",
    address="示例路 18 号",
    content="食品经营许可证",
)


@pytest.fixture
def center() -> Center:
    made = Center(sources=[Path(__file__).parents[1]], installed=False)
    assert made.faults == ()
    return made


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    with PostOffice() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("YICI_EMS_URL", f"http://127.0.0.1:{made.server_address[1]}/")
        yield made
        made.shutdown()
        thread.join()


def carried(center: Center, parcel: Parcel) -> Carried:
    called = center.carry(parcel)
    assert called is not None and called.state == "answered", called
    answer: Carried = called.answer
    return answer


def test_a_parcel_goes_its_way(center: Center, office: PostOffice) -> None:
    taken = carried(center, PARCEL)
    assert (taken.by, taken.state) == ("ems", "taken") and can_be(taken.waybill)
    sent = replace(PARCEL, waybill=taken.waybill)
    assert [carried(center, sent).state for _ in range(4)] == [
        "taken",
        "on_the_way",
        "delivered",
        "delivered",
    ]
    at = carried(center, sent).at
    assert isinstance(at, datetime) and at.tzinfo is not None


def test_the_same_parcel_again_is_posted_once(center: Center, office: PostOffice) -> None:
    first, again = carried(center, PARCEL), carried(center, PARCEL)
    other = carried(center, replace(PARCEL, key="another"))
    assert first.waybill == again.waybill != other.waybill
    assert len(office.parcels) == 2


def test_without_a_post_office_nobody_carries(center: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YICI_EMS_URL", raising=False)
    assert center.carry(PARCEL) is None
    assert "没有接上" in str(center.show("ems/track", "zh", {"waybill": "EA473124829CN"}).answer)


@pytest.mark.parametrize(
    "parcel",
    [replace(PARCEL, receiver=""), replace(PARCEL, waybill="EA000000991CN"), replace(PARCEL, waybill="../x")],
)
def test_what_the_post_office_refuses_is_said_without_the_person(
    center: Center, office: PostOffice, parcel: Parcel
) -> None:
    called = center.carry(parcel)
    assert called is not None and called.state == "raised" and called.plugin == "yici-ems"
    assert "王一" not in called.reason and "7788" not in called.reason
    assert "7788" not in repr(parcel)


def test_a_post_office_that_is_down_is_named(center: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICI_EMS_URL", "http://127.0.0.1:1")
    states = [called.state for _ in range(4) if (called := center.carry(PARCEL)) is not None]
    assert states == ["raised", "raised", "raised", "resting"]


@pytest.mark.parametrize(
    ("waybill", "can"),
    [
        # The example of UPU S10.
        ("RR473124829FI", True),
        ("RR473124828FI", False),
        ("1234567890123", True),
        ("123456789012", False),
        ("", False),
        ("EA473124829CN ", False),
    ],
)
def test_only_what_can_be_a_waybill_is_one(waybill: str, can: bool) -> None:
    assert can_be(waybill) is can


def test_the_page_shows_how_far_a_parcel_is(center: Center, office: PostOffice) -> None:
    waybill = carried(center, PARCEL).waybill
    assert f"{waybill}: 已经收寄 2026-03-02 09:00" in str(
        center.show("ems/track", "zh", {"waybill": waybill}).answer
    )
    assert "on its way" in str(center.show("ems/track", "en", {"waybill": waybill.lower()}).answer)
    odd = str(center.show("ems/track", "zh", {"waybill": '"><script>'}).answer)
    assert "<script>" not in odd.lower() and "没有查到" in odd
    assert "<p>" not in str(center.show("ems/track", "zh", {}).answer)
