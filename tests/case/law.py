"""The law of a log, told apart from the program: claims over plain events, each giving what breaks it.

Nothing here reads the tables, the guards or the state of engine.case: it is what a clerk with a finger on the
file would check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.case.model import Event
from tests.case.bench import SOUND

Log = Sequence[Event]
ENDS = ("declined", "sent_back", "withdrawn", "deemed_withdrawn")
# What an applicant is owed a message about may have come before the end; the message is sent all the same.
AFTERWARDS = ("kept", "archived", "rated", "reminded", "messaged")
OBLIGATORY = {
    "received": "receipt",
    "supplied": "receipt",
    "told": "correction",
    "promised_later": "later_promise",
    "accepted": "acceptance",
    "deemed_accepted": "acceptance",
    "declined": "decline",
    "paused": "special_notice",
    "extended": "extension",
    "decided": "decision",
    "slip_made": "slip",
    "slip_mended": "slip",
    "picked_up": "delivery",
    "delivered": "delivery",
    "sent_back": "return_notice",
}


def held(event: Event) -> Any:
    return event.data


def before(log: Log, event: Event, *kinds: str) -> list[Event]:
    return [each for each in log if each.sequence < event.sequence and each.kind in kinds]


def of(log: Log, *kinds: str) -> list[Event]:
    return [each for each in log if each.kind in kinds]


def begins_once(log: Log) -> Iterator[str]:
    if [each.sequence for each in log] != list(range(1, len(log) + 1)):
        yield "the sequence has a gap"
    if [each.sequence for each in of(log, "opened", "queued")] not in ([], [1]):
        yield "a case began twice, or in the middle"


def accepted_by_the_check(log: Log) -> Iterator[str]:
    taken = of(log, "accepted", "deemed_accepted")
    if len(taken) > 1:
        yield "accepted twice"
    for event in of(log, "accepted"):
        last = before(log, event, "checked")[-1:]
        if not last:
            yield "accepted without a check"
        elif held(last[0])["outcome"] != "accept":
            leave = [each for each in before(log, event, "permitted") if held(each)["what"] == "accept"]
            if not any(each.by.id != event.by.id for each in leave):
                yield "accepted against the check without a second person"
        if last and held(last[0])["open"]:
            yield "accepted while something was unseen"
        if not before(log, event, "received"):
            yield "accepted before it was received"


def deemed_only_by_silence(log: Log) -> Iterator[str]:
    for event in of(log, "deemed_accepted"):
        if event.by.role != "system" or before(log, event, "accepted"):
            yield "deemed by a person, or though accepted"
        if str(event.at.date()) <= held(event)["silent_until"]:
            yield "deemed before the last day was over"


def told_once(log: Log) -> Iterator[str]:
    for event in of(log, "told"):
        earlier = before(log, event, "told")
        if earlier and not [
            each for each in before(log, event, "supplied") if each.sequence > earlier[-1].sequence
        ]:
            yield "told while a correction waits for its answer"
        if held(event)["breaches"]:
            leave = [each for each in before(log, event, "permitted") if held(each)["what"] == "tell"]
            if not any(each.by.id != event.by.id for each in leave):
                yield "told again what the first should have said, without leave"


def decided_by_another(log: Log) -> Iterator[str]:
    parts = [held(each)["part"] for each in of(log, "decided")]
    if len(set(parts)) != len(parts):
        yield "a part was decided twice"
    for event in of(log, "decided"):
        taken = before(log, event, "accepted", "deemed_accepted")
        if not taken:
            yield "decided before it was accepted"
        elif taken[-1].by.id == event.by.id:
            yield "accepted and decided by one person"
        open_ = {name for each in before(log, event, "promised_later") for name in held(each)["materials"]}
        came = {
            name
            for each in before(log, event, "supplied_later")
            for name, look in held(each)["materials"].items()
            if look["state"] == "sound"
        }
        if held(event)["result"] == "granted" and open_ - came:
            yield "granted before everything was there"


def over_means_over(log: Log) -> Iterator[str]:
    for event in of(log, *ENDS):
        if "part" in held(event) and event.kind == "withdrawn":
            continue
        late = [each.kind for each in log if each.sequence > event.sequence and each.kind not in AFTERWARDS]
        if late:
            yield f"{late[0]} after {event.kind}"


def certificates_agree(log: Log) -> Iterator[str]:
    for event in of(log, "handed_over"):
        refused, mended = before(log, event, "slip_refused"), before(log, event, "slip_mended")
        if not before(log, event, "slip_made"):
            yield "handed over without a slip"
        if refused and not [each for each in mended if each.sequence > refused[-1].sequence]:
            yield "handed over though refused and not mended"
    granted = any(held(each)["result"] == "granted" for each in of(log, "decided"))
    for event in of(log, "picked_up", "delivered", "posted"):
        if granted and not before(log, event, "handed_over"):
            yield "given out before it was taken over"


def filed_complete(log: Log) -> Iterator[str]:
    for event in of(log, "archived"):
        owed = [OBLIGATORY[each.kind] for each in before(log, event, *OBLIGATORY)]
        for kept in before(log, event, "kept"):
            if held(kept)["paper"] in owed:
                owed.remove(held(kept)["paper"])
        if owed:
            yield f"filed without {owed[0]}"


def extended_once(log: Log) -> Iterator[str]:
    if len(of(log, "extended")) > 1:
        yield "extended twice"
    for event in of(log, "extended"):
        leave = [each for each in before(log, event, "permitted") if held(each)["what"] == "extend"]
        if not any(each.by.id != event.by.id for each in leave):
            yield "extended without an approver"


def paused_as_listed(log: Log) -> Iterator[str]:
    for event in of(log, "paused"):
        terms = held(log[0])["terms"]
        listed = {*terms["pauses"], *(each["special"] for each in terms["extras"])} - {"correct", ""}
        if held(event)["reason"] not in listed or not held(event)["number"]:
            yield "paused for a reason that is not listed, or without a notice"


def signed_as_listed(log: Log) -> Iterator[str]:
    for event in of(log, "transferred"):
        if held(event).get("at_once"):
            continue
        lines = [
            each
            for each in before(log, event, "dispatched", "differed")
            if held(each).get("department") == held(event)["department"]
        ]
        if not lines or lines[-1].kind == "differed":
            yield "signed though nothing was listed, or something differs"


def rated_once(log: Log) -> Iterator[str]:
    first: dict[str, Any] = {}
    for event in of(log, "rated"):
        day = first.setdefault(held(event).get("of", "case"), event.at.date())
        if event.at.date() != day:
            yield "a rating was changed after midnight"


def originals_seen(log: Log) -> Iterator[str]:
    for event in of(log, "accepted"):
        terms = {each["name"]: each for each in held(log[0])["terms"]["materials"]}
        state: dict[str, str] = {}
        seen: set[str] = set()
        for each in log[: event.sequence - 1]:
            looks = held(each).get("materials")
            for name, look in looks.items() if isinstance(looks, dict) else ():
                seen -= (
                    {name} if each.kind != "looked" or state.get(name) not in ("sound", "flawed") else set()
                )
                state[name] = look["state"]
            if each.kind == "original_seen":
                seen |= {*held(each)["materials"]}
        wanted = {name for name in SOUND if terms.get(name, {}).get("medium") == ["original"]}
        if {name for name in wanted if state.get(name) in ("sound", "flawed")} - seen:
            yield "accepted though an original was not seen"


def nothing_personal(log: Log) -> Iterator[str]:
    if any("秘密" in repr(each.data) for each in log):
        yield "a personal value stands openly in an event"


CLAIMS: tuple[Callable[[Log], Iterator[str]], ...] = (
    begins_once,
    accepted_by_the_check,
    deemed_only_by_silence,
    told_once,
    decided_by_another,
    over_means_over,
    certificates_agree,
    filed_complete,
    extended_once,
    paused_as_listed,
    signed_as_listed,
    rated_once,
    originals_seen,
    nothing_personal,
)


def broken(log: Log) -> list[str]:
    """Give everything in a log that may not be."""
    return [text for claim in CLAIMS for text in claim(log)]
