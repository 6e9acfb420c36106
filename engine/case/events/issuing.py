"""The events from the certificate to the applicant: slip, comparison, notice, pick-up or post (DB23 7.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.case.datum import Datum
from engine.case.events.kind import EventKind, day, names, text
from engine.case.guards import issuing as guard
from engine.case.guards import people
from engine.case.model import Event, Json
from engine.case.setting import Act, Setting, day_of
from engine.case.state import Delivery, Ledger, Slip, State
from engine.case.terms import Wanted

__all__ = ["ROWS"]

_CERTIFICATE: Final = Datum(
    name="certificate", kind="values", zh="证件上的内容", required=True, personal=True
)


def _slip(state: State) -> Slip:
    assert state.slip is not None, "guarded: the slip is there"
    return state.slip


def _slip_made(state: State, event: Event) -> State:
    slip = Slip(
        number=text(event, "number"),
        on=day_of(event.at),
        sequence=event.sequence,
        collect=names(event, "collect"),
        fields=names(event, "fields"),
    )
    return replace(state, slip=slip)


def _making(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    value = act.personal["certificate"].value
    materials = state.terms.materials
    wanted = [each.name for each in materials if each.collect_at == "issue" and _applies(state, each)]
    return {
        "collect": list(dict.fromkeys((*wanted, *act.data.get("collect", ())))),
        "fields": list(value) if isinstance(value, Mapping) else [],
    }


def _applies(state: State, wanted: Wanted) -> bool:
    """Tell whether a material belongs to this case: demanded by its facts, or, if optional, handed in."""
    if wanted.necessity == "optional":
        return state.ledger.get(wanted.name, Ledger()).handed_in
    return state.checked is None or wanted.name in state.checked.needed


def _slip_refused(state: State, event: Event) -> State:
    slip = replace(
        _slip(state), refused_on=day_of(event.at), differing=names(event, "differing"), mended_on=None
    )
    return replace(state, slip=slip)


def _slip_mended(state: State, event: Event) -> State:
    slip = replace(
        _slip(state), number=text(event, "number"), sequence=event.sequence, mended_on=day_of(event.at)
    )
    return replace(state, slip=slip)


def _handed_over(state: State, event: Event) -> State:
    return replace(state, slip=replace(_slip(state), taken_on=day_of(event.at)))


def _notified(state: State, event: Event) -> State:
    return replace(state, notified_on=state.notified_on or day_of(event.at))


def _collected(state: State, event: Event) -> State:
    ledger = dict(state.ledger)
    for name in names(event, "materials"):
        one = ledger.get(name, Ledger())
        files = tuple(dict.fromkeys((*one.files, *names(event, "files"))))
        ledger[name] = replace(one, collected=True, files=files)
    return replace(state, ledger=ledger)


def _picked_up(state: State, event: Event) -> State:
    on = day_of(event.at)
    return replace(state, delivery=Delivery(way="picked_up", on=on, delivered_on=on))


def _posted(state: State, event: Event) -> State:
    return replace(state, delivery=Delivery(way="post", on=day_of(event.at), waybill=text(event, "waybill")))


def _posting(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return {name: value for name, value in setting.carried.items() if not act.data.get(name)}


def _delivered(state: State, event: Event) -> State:
    on = day(event, "delivered_on") or day_of(event.at)
    old = state.delivery or Delivery(way=text(event, "way"), on=on)
    return replace(state, delivery=replace(old, delivered_on=on))


ROWS: Final[tuple[EventKind, ...]] = (
    EventKind(
        kind="slip_made",
        verb="make_slip",
        roles=("reviewer", "decider"),
        stages=("hand_over",),
        takes=(
            _CERTIFICATE,
            Datum(name="collect", kind="names", zh="取件时还要收的材料"),
            Datum(name="delegated", kind="text", zh="授权出件窗口核验什么"),
        ),
        guards=(guard.no_slip_yet,),
        fold=_slip_made,
        fill=_making,
        paper="slip",
        clocks=("hand_over",),
    ),
    EventKind(
        kind="slip_refused",
        verb="refuse_slip",
        roles=("issuer",),
        stages=("hand_over",),
        takes=(
            Datum(name="differing", kind="names", zh="对不上的项", required=True),
            Datum(name="note", kind="text", zh="怎么不对", personal=True),
        ),
        guards=(guard.slip_waits, guard.entries_of_the_slip),
        fold=_slip_refused,
        clocks=("mend",),
    ),
    EventKind(
        kind="slip_mended",
        verb="mend_slip",
        roles=("reviewer", "decider"),
        stages=("hand_over",),
        takes=(_CERTIFICATE,),
        guards=(guard.something_to_mend,),
        fold=_slip_mended,
        paper="slip",
        clocks=("mend",),
    ),
    EventKind(
        kind="handed_over",
        verb="hand_over",
        roles=("issuer",),
        stages=("hand_over",),
        takes=(_CERTIFICATE,),
        guards=(guard.slip_waits, guard.nothing_differs),
        fold=_handed_over,
        clocks=("hand_over", "notify"),
        compares=True,
        completes="hand_over",
    ),
    EventKind(
        kind="notified",
        verb="notify",
        roles=("issuer", "system"),
        stages=("issue",),
        takes=(
            Datum(
                name="channel",
                kind="word",
                zh="怎么通知",
                required=True,
                choose=("sms", "phone", "letter", "online", "in_person"),
            ),
            Datum(name="to", kind="text", zh="通知到哪里", personal=True),
        ),
        fold=_notified,
        paper="notice",
        clocks=("notify",),
        tells=True,
    ),
    EventKind(
        kind="collected",
        verb="collect",
        roles=("issuer",),
        stages=("issue",),
        takes=(
            Datum(name="materials", kind="names", zh="收到的材料", required=True),
            Datum(name="files", kind="files", zh="扫描件"),
            Datum(name="names", kind="facts", zh="文件名", personal=True),
        ),
        guards=(guard.is_to_be_collected, guard.files_go_with_one),
        fold=_collected,
    ),
    EventKind(
        kind="picked_up",
        verb="pick_up",
        roles=("issuer",),
        stages=("issue",),
        takes=(
            Datum(name="by", kind="word", zh="谁来取", required=True, choose=("applicant", "agent")),
            Datum(
                name="identity",
                kind="word",
                zh="怎么核验身份",
                required=True,
                choose=("id_card", "electronic_id", "licence", "other"),
            ),
            Datum(name="person", kind="values", zh="取件人", personal=True, sensitive=True),
        ),
        guards=(guard.not_on_its_way, people.agent_may_collect, guard.everything_collected),
        fold=_picked_up,
        paper="delivery",
        clocks=("notify", "deliver"),
        completes="issue",
    ),
    EventKind(
        kind="posted",
        verb="post",
        roles=("issuer",),
        stages=("issue",),
        takes=(
            Datum(name="waybill", kind="text", zh="运单号"),
            Datum(name="carrier", kind="text", zh="谁来送"),
            Datum(name="payer", kind="word", zh="邮费谁付", choose=("applicant", "center", "agent")),
            Datum(name="address", kind="text", zh="寄到哪里", personal=True),
        ),
        guards=(
            guard.not_on_its_way,
            people.agent_never_pays,
            guard.everything_collected,
            guard.has_a_waybill,
        ),
        fold=_posted,
        fill=_posting,
        clocks=("notify",),
        carries=True,
        tells=True,
    ),
    EventKind(
        kind="delivered",
        verb="deliver",
        roles=("issuer", "system"),
        stages=("issue",),
        takes=(
            Datum(name="delivered_on", kind="date", zh="哪天送到"),
            Datum(
                name="way",
                kind="word",
                zh="送达方式",
                required=True,
                choose=("direct", "post", "left", "announced", "electronic"),
            ),
            Datum(name="witness", kind="text", zh="见证人", personal=True),
        ),
        guards=(guard.posted_first, guard.everything_collected),
        fold=_delivered,
        paper="delivery",
        clocks=("deliver",),
        completes="issue",
    ),
)
