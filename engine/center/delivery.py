"""Takes word and parcels to applicants by plug-ins: outside of every transaction, before it is recorded.

A message is asked for by a timer that was put down with its event (`engine.case.due`): what came of it is
recorded, or it is tried again, at longer and longer intervals, until it is given up for everybody to see. It
is sent at least once: a program that ends between sending and recording sends it again with the same key.
It goes the way that the applicant wished, in their language; where nobody sends by it, the next way that is
known. Names, telephones and addresses are taken from the vault for the call alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from engine.case.act import decider
from engine.case.fold import fold
from engine.case.model import Event, Json, Refusal
from engine.case.refusals import reason, refusal
from engine.case.setting import Setting
from engine.case.state import ADDRESSES, State
from engine.case.store import Claimed
from engine.center.center import Center
from engine.center.request import SYSTEM, Request
from engine.hookspecs import Message, Parcel

if TYPE_CHECKING:
    from engine.center.office import Office

__all__ = ["Delivery"]

_TRIES: Final = 10
"""After so many tries, some three hours, a message is given up."""
_NAMES: Final = ("名称", "姓名", "name")
_TRIAL: Final[Mapping[str, Json]] = {"waybill": "-", "carrier": "-"}


class Delivery:
    """Whom a centre sends by; our own log of notices alone is nobody."""

    def __init__(self, center: Center) -> None:
        self._center = center
        offered = {hook for each in center.plugins if not each.own for hook in each.hooks}
        self.sends, self.carries = "notify" in offered, "carry" in offered

    def message(self, office: Office, claimed: Claimed, now: datetime) -> Mapping[str, str] | None:
        """Have a message sent and say what came of it; None if it is to be tried again."""
        events, about = office.store.events(claimed.case), _about(claimed)
        state, event = fold(events), events[about - 1]
        for channel in state.contact.channels:
            address = _private(office, claimed.case, events, ADDRESSES[channel], now)
            if not isinstance(address, str):
                continue
            asked = self._center.notify(_message(state, event, channel, address))
            taken = next((each.plugin for each in asked if each.answer is not None), "")
            if taken:
                return {"outcome": "taken", "plugin": taken, "channel": channel}
            silent = next((each.plugin for each in asked if each.state != "answered"), "")
            if silent and claimed.attempts < _TRIES:
                return None
            if silent:
                return {"outcome": "given_up", "plugin": silent, "channel": channel}
        return {"outcome": "nobody"}

    def carried(self, office: Office, request: Request, setting: Setting) -> Setting | Refusal:
        """Have a parcel without a waybill taken over; nobody is asked where the road would refuse the act."""
        events = office.store.events(request.case or "")
        if not self.carries or not events or request.sent.get("waybill"):
            return setting
        state = fold(events)
        trial = decider(office.wish(request), replace(setting, carried=_TRIAL))(events, lambda series: 0)
        if isinstance(trial, Refusal) or request.expected not in (None, state.version):
            return setting
        address = request.sent.get("address")
        if not isinstance(address, str) or not address.strip():
            return refusal([reason("case/missing-data", name="address", zh="寄到哪里")])
        called = self._center.carry(_parcel(office, request, events, address.strip()))
        if called is None:
            return setting
        if called.answer is None:
            return refusal([reason("case/not-carried", plugin=called.plugin)])
        given = {"waybill": called.answer.waybill, "carrier": called.answer.by}
        return replace(setting, carried=given, seen=state.version)


def _message(state: State, event: Event, channel: str, address: str) -> Message:
    terms, lang = state.terms, state.contact.lang
    return Message(
        key=f"{state.case}/{event.sequence}",
        occasion=event.kind,
        case_number=state.number,
        item=terms.name_en if lang == "en" and terms.name_en else terms.name,
        channel="email" if channel == "email" else "sms",
        address=address,
        lang=lang,
        values=_values(event),
    )


def _about(claimed: Claimed) -> int:
    data: Any = claimed.timer.data
    return int(data["about"])


def _values(event: Event) -> dict[str, str]:
    """Give what the words of a message may say: open data, days and numbers."""
    data: Any = event.data
    due = data.get("printed", {}).get("due", {})
    until = data.get("correct_by") if event.kind == "told" else due.get("promised")
    return {name: str(value) for name, value in (("until", until), ("waybill", data.get("waybill"))) if value}


def _parcel(office: Office, request: Request, events: Sequence[Event], address: str) -> Parcel:
    case, state = request.case or "", fold(events)
    telephone = _private(office, case, events, "telephone", request.at)
    return Parcel(
        key=f"{case}/post",
        case_number=state.number,
        receiver=_receiver(office, case, events, request.at),
        telephone=telephone if isinstance(telephone, str) else "",
        address=address,
        content=state.terms.name,
    )


def _receiver(office: Office, case: str, events: Sequence[Event], at: datetime) -> str:
    """Give the applicant's name: as it was recorded, or as the form says it."""
    facts: Any = _private(office, case, events, "facts", at)
    told: Any = facts.get("申请人") or facts.get("applicant") if isinstance(facts, Mapping) else None
    for known in (_private(office, case, events, "applicant", at), told):
        if isinstance(known, Mapping):
            named = next((known[name] for name in _NAMES if known.get(name)), "")
            if named:
                return str(named)
    return ""


def _private(office: Office, case: str, events: Sequence[Event], name: str, at: datetime) -> Json:
    """Give the latest personal value of a name from the vault, after noting that it is taken for delivery."""
    found = [each.personal[name] for each in events if name in each.personal]
    if not found:
        return None
    return office.store.reveal(case, found[-1:], SYSTEM, "delivery", at).values.get(found[-1].id)
