"""The events of intake: a case is opened, filled in, looked at, checked and received (DB23 7.1, 7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, get_args

from engine.case.checked import Checked
from engine.case.clock.hours import counts_on
from engine.case.datum import Datum
from engine.case.events.kind import ACTIVE, BEFORE, CITIZENS, EventKind, day, names, text
from engine.case.guards import intake as guard
from engine.case.guards import people
from engine.case.model import Event, Json
from engine.case.setting import Act, Setting, day_of
from engine.case.state import ADDRESSES, Contact, Ledger, Mandate, Received, Round, State
from engine.case.terms import Terms
from engine.vocabulary import Lang

__all__ = ["ROWS", "SUBMISSION", "submitted"]

SUBMISSION: Final = (
    Datum(name="materials", kind="looks", zh="材料"),
    Datum(name="facts", kind="facts", zh="申请内容", personal=True),
    Datum(name="record", kind="facts", zh="材料上登记的内容", personal=True),
    Datum(name="answers", kind="facts", zh="插件的答复", personal=True),
    Datum(name="names", kind="facts", zh="文件名", personal=True),
)
_APPLIED_ON: Final = Datum(name="applied_on", kind="date", zh="申请日期")
_AGENT: Final = Datum(
    name="person", kind="values", zh="代办人", personal=True, person="agent", sensitive=True
)
_APPLICANT: Final = (
    Datum(name="applicant", kind="values", zh="申请人", personal=True, sensitive=True),
    Datum(name="telephone", kind="text", zh="电话", personal=True, find_by="telephone"),
    Datum(name="email", kind="text", zh="电子邮箱", personal=True),
    Datum(name="language", kind="word", zh="用哪种语言通知", choose=get_args(Lang)),
    Datum(name="reach_by", kind="word", zh="用哪种方式通知", choose=tuple(ADDRESSES)),
    _AGENT,
)
_LOOKING: Final = ("receive", "accept", "transfer", "own", "review")
_CHANNELS: Final = ("window", "online", "post", "kiosk")


def _opened(state: State, event: Event) -> State:
    data: Any = event.data
    made = replace(
        state,
        number=text(event, "case_number"),
        terms=Terms.from_json(data["terms"]),
        opened_on=day_of(event.at),
        channel=text(event, "channel") or "window",
        applied_on=day(event, "applied_on") or day_of(event.at),
        owner=event.by.id if event.by.role == "applicant" else "",
        agent=event.by.id if event.by.role == "agent" else "",
        queue_number=text(event, "queue_number"),
        waiting=event.kind == "queued",
    )
    return submitted(made, event)


def _terms(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return {"terms": (setting.terms or state.terms).to_json()}


def _ticket(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return {"channel": "window", **_terms(state, act, setting)}


def _pinned(state: State, event: Event) -> State:
    data: Any = event.data
    applied_on = day(event, "applied_on") or day_of(event.at)
    return replace(state, terms=Terms.from_json(data["terms"]), checked=None, applied_on=applied_on)


def _called(state: State, event: Event) -> State:
    return replace(state, waiting=False)


def _mandated(state: State, event: Event) -> State:
    return replace(state, mandate=Mandate(agent=text(event, "agent"), until=day(event, "until")))


def _mandate_ended(state: State, event: Event) -> State:
    return replace(state, mandate=replace(state.mandate, ended=True) if state.mandate else None)


def submitted(state: State, event: Event) -> State:
    """Lay what was handed in over what is there; a material handed in anew has not been attested yet."""
    data: Any = event.data
    looks: Mapping[str, Any] = data.get("materials") or {}
    ledger = dict(state.ledger)
    for name, look in looks.items():
        old = ledger.get(name, Ledger())
        kept = old if event.kind == "looked" and old.handed_in else Ledger()
        ledger[name] = replace(
            kept,
            state=look["state"],
            copies=look.get("copies"),
            pages=look.get("pages"),
            form=look.get("form", old.form),
            flaws=tuple(look.get("flaws", ())),
            files=_files(look, old, stays=event.kind == "looked"),
        )
    changed = bool(looks or event.personal.keys() & {"facts", "record", "answers"})
    return replace(
        state,
        ledger=ledger,
        submitted=event.sequence if changed else state.submitted,
        contact=_contact(state.contact, event),
    )


def _contact(contact: Contact, event: Event) -> Contact:
    """Lay what was said now of how to reach the applicant over what is known."""
    given = (way for way, entry in ADDRESSES.items() if entry in event.personal)
    return Contact(
        lang="en" if (text(event, "language") or contact.lang) == "en" else "zh",
        wish=text(event, "reach_by") or contact.wish,
        known=tuple(dict.fromkeys((*contact.known, *given))),
    )


def _files(look: Mapping[str, Any], old: Ledger, *, stays: bool) -> tuple[str, ...]:
    """Give the files of a material: those that came with it; what is only looked at keeps its own."""
    came = tuple(look.get("files", ()))
    return tuple(dict.fromkeys((*old.files, *came))) if stays else came


def _attested(state: State, event: Event) -> State:
    attests = "original_seen" if event.kind == "original_seen" else "copies_match"
    ledger = dict(state.ledger)
    for name in names(event, "materials"):
        old = ledger.get(name, Ledger())
        ledger[name] = (
            replace(old, original_seen=event.by.id)
            if attests == "original_seen"
            else replace(old, copies_match=event.by.id)
        )
    return replace(state, ledger=ledger)


def _settled(state: State, event: Event) -> State:
    settled = {**state.settled, text(event, "finding"): text(event, "verdict")}
    return replace(state, settled=settled, submitted=event.sequence)


def _checked(state: State, event: Event) -> State:
    return replace(state, checked=Checked.from_json(event.data))


def _result(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return setting.checked.to_json() if setting.checked is not None else {}


def _received(state: State, event: Event) -> State:
    on = day(event, "on") or day_of(event.at)
    received = Received(
        number=text(event, "number"), on=on, at=event.at, by=event.by, medium=text(event, "medium")
    )
    return replace(state, received=received, rounds=(Round(starts_on=on),), waiting=False)


def _receipt(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    medium = act.data.get("medium") or ("electronic" if state.channel in ("online", "kiosk") else "paper")
    signed: Any = act.data.get("signed_for_at")
    at = act.at if signed is None else datetime.fromisoformat(signed)
    return {"medium": medium, "on": counts_on(at, setting.practice, setting.calendar).isoformat()}


ROWS: Final[tuple[EventKind, ...]] = (
    EventKind(
        kind="queued",
        verb="queue",
        roles=("clerk", *CITIZENS, "system"),
        stages=(),
        takes=(Datum(name="zone", kind="text", zh="区域"), _APPLIED_ON),
        fold=_opened,
        fill=_ticket,
        begins=True,
        completes="queue",
    ),
    EventKind(
        kind="opened",
        verb="open",
        roles=("clerk", *CITIZENS, "system"),
        stages=(),
        takes=(
            Datum(name="channel", kind="word", zh="办理渠道", choose=_CHANNELS),
            _APPLIED_ON,
            *_APPLICANT,
            *SUBMISSION,
        ),
        guards=(guard.known_materials,),
        fold=_opened,
        fill=_terms,
        begins=True,
    ),
    EventKind(
        kind="called",
        verb="call",
        roles=("clerk",),
        stages=("queue",),
        takes=(Datum(name="window", kind="text", zh="窗口"),),
        fold=_called,
        completes="queue",
    ),
    EventKind(kind="passed_over", verb="pass_over", roles=("clerk",), stages=("queue",)),
    EventKind(
        kind="pinned",
        verb="pin",
        roles=("clerk", *CITIZENS, "system"),
        stages=("queue", "receive"),
        takes=(_APPLIED_ON,),
        fold=_pinned,
        fill=_terms,
    ),
    EventKind(
        kind="mandated",
        verb="mandate",
        roles=("clerk", "applicant"),
        stages=ACTIVE,
        takes=(
            Datum(name="agent", kind="text", zh="代办人编号", required=True),
            Datum(name="until", kind="date", zh="委托到哪天"),
            Datum(name="scope", kind="text", zh="委托做什么"),
            _AGENT,
        ),
        fold=_mandated,
    ),
    EventKind(
        kind="mandate_ended",
        verb="end_mandate",
        roles=("clerk", *CITIZENS),
        stages=ACTIVE,
        takes=(
            Datum(name="reason", kind="text", zh="为什么终止", required=True),
            Datum(name="returned", kind="names", zh="退还的材料"),
            Datum(name="signed", kind="yes_no", zh="退还的材料签收了", required=True),
        ),
        guards=(people.mandate_stands, people.returned_signed),
        fold=_mandate_ended,
        paper="returned_list",
    ),
    EventKind(
        kind="filled",
        verb="fill",
        roles=(*CITIZENS, "clerk", "system"),
        stages=BEFORE,
        takes=(*SUBMISSION, *_APPLICANT),
        guards=(guard.known_materials,),
        fold=submitted,
    ),
    EventKind(
        kind="looked",
        verb="look",
        roles=("clerk", "reviewer"),
        stages=_LOOKING,
        takes=SUBMISSION,
        guards=(guard.known_materials,),
        fold=submitted,
    ),
    EventKind(
        kind="original_seen",
        verb="see_original",
        roles=("clerk", "reviewer"),
        stages=_LOOKING,
        takes=(Datum(name="materials", kind="names", zh="材料", required=True),),
        guards=(guard.handed_in,),
        fold=_attested,
    ),
    EventKind(
        kind="copies_matched",
        verb="match_copies",
        roles=("clerk", "reviewer"),
        stages=_LOOKING,
        takes=(Datum(name="materials", kind="names", zh="材料", required=True),),
        guards=(guard.handed_in,),
        fold=_attested,
    ),
    EventKind(
        kind="fixed",
        verb="fix",
        roles=("clerk",),
        stages=("receive", "accept"),
        takes=(Datum(name="what", kind="text", zh="改了什么", required=True), *SUBMISSION),
        guards=(guard.known_materials,),
        fold=submitted,
    ),
    EventKind(
        kind="settled_by_hand",
        verb="settle",
        roles=("clerk", "reviewer"),
        stages=("accept", "own", "review"),
        takes=(
            Datum(name="finding", kind="text", zh="哪一条", required=True),
            Datum(name="verdict", kind="word", zh="结论", required=True, choose=("met", "unmet")),
            Datum(name="reason", kind="text", zh="理由", required=True),
        ),
        guards=(guard.waits_for_a_hand,),
        fold=_settled,
    ),
    EventKind(
        kind="checked",
        verb="check",
        roles=(*CITIZENS, "clerk", "reviewer", "system"),
        stages=(*BEFORE, "transfer", "own", "review"),
        guards=(guard.freshly_checked,),
        fold=_checked,
        fill=_result,
        checks=True,
    ),
    EventKind(
        kind="received",
        verb="receive",
        roles=("clerk", "system"),
        stages=("queue", "receive"),
        takes=(
            Datum(name="medium", kind="word", zh="材料形式", choose=("paper", "electronic", "both")),
            Datum(name="signed_for_at", kind="moment", zh="邮件签收时刻"),
            Datum(name="waybill", kind="text", zh="运单号"),
        ),
        guards=(people.handed_in_by_right, guard.attested_at_the_window),
        fold=_received,
        fill=_receipt,
        paper="receipt",
        clocks=("tell",),
        completes="receive",
    ),
)
