"""Talks to the post office: a parcel in, its waybill and how far it is out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, get_args
from urllib.parse import quote

from engine.hookspecs import Carried, Parcel
from engine.outgoing import NoReply, ask_json
from yici_ems.waybill import can_be

__all__ = ["hand_over", "track"]

State: TypeAlias = Literal["taken", "on_the_way", "delivered", "returned"]
_STATES: Final[tuple[State, ...]] = get_args(State)
_SECONDS: Final = 8.0


def hand_over(url: str, token: str, parcel: Parcel) -> Carried:
    """Hand a parcel over; the same one again is not posted twice."""
    body = {
        "receiver": parcel.receiver,
        "telephone": parcel.telephone,
        "address": parcel.address,
        "content": parcel.content,
    }
    reply = ask_json(f"{url.rstrip('/')}/parcels", body, token=token, key=parcel.key, seconds=_SECONDS)
    waybill = reply.get("waybill")
    if not isinstance(waybill, str) or not can_be(waybill):
        raise NoReply("no waybill")
    return Carried(by="ems", waybill=waybill, state="taken", at=_moment(reply.get("at")))


def track(url: str, token: str, waybill: str) -> Carried:
    """Ask how far a parcel is."""
    if not can_be(waybill):
        raise NoReply("no waybill")
    reply = ask_json(f"{url.rstrip('/')}/parcels/{quote(waybill)}", token=token, seconds=_SECONDS)
    state = next((each for each in _STATES if each == reply.get("state")), None)
    if state is None:
        raise NoReply("no state")
    return Carried(by="ems", waybill=waybill, state=state, at=_moment(reply.get("at")))


def _moment(said: Any) -> datetime | None:
    try:
        made = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return made if made is not None and made.tzinfo is not None else None
