"""Papers from the certificate to the applicant: slip, pick-up notice, proof of delivery (DB23 7.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.case.events.kind import text
from engine.documents.body import Body, about, entries, places, prose, wanted
from engine.documents.model import Block, Prose, Table, bullets
from engine.documents.outputs import output_names
from engine.documents.record import Reading

__all__ = ["delivery", "notice", "slip"]

_BOX: Final = "□"


def slip(reading: Reading) -> Body:
    """Write the 证件交接凭证: what stands on the certificate, and what is to be taken in at pick-up."""
    state = reading.state
    collect = state.slip.collect if state.slip is not None else ()
    delegated = reading.text("delegated")
    return Body(
        blocks=(
            prose(reading, "slip"),
            *_instead(reading),
            about(
                reading,
                ("decision", _decisions(reading)),
                ("outputs", reading.joined(_certificates(reading))),
                ("department", reading.department()),
            ),
            *_entries(reading),
            wanted(reading, "collect", collect) if collect else prose(reading, "collect_none"),
            *((Prose(heading=reading.say("delegated"), says=delegated),) if delegated else ()),
        )
    )


def _instead(reading: Reading) -> Iterator[Block]:
    """Name the slip that a mended one replaces."""
    before = [
        text(each, "number")
        for each in reading.record.events[: reading.event.sequence - 1]
        if each.kind in ("slip_made", "slip_mended")
    ]
    if before:
        yield prose(reading, "slip_instead", number=before[-1])


def _decisions(reading: Reading) -> str:
    return reading.joined(each.number for each in reading.state.decisions)


def _certificates(reading: Reading) -> tuple[str, ...]:
    """Give what was granted."""
    return tuple(
        name
        for each in reading.state.decisions
        if each.result == "granted"
        for name in output_names(reading, each.part)
    )


def _entries(reading: Reading) -> Iterator[Block]:
    value = reading.value("certificate")
    if isinstance(value, Mapping):
        yield Table(
            heading="",
            head=tuple(reading.say(key) for key in ("entry", "value", "agrees")),
            rows=tuple((str(name), str(each), _BOX) for name, each in value.items()),
            widths=(25, 60, 15),
        )
    else:
        yield Prose(heading=reading.say("certificate"), says=reading.say("erased"))


def notice(reading: Reading) -> Body:
    """Write the 取件通知: where and when to collect, what to bring, who else may."""
    granted = reading.state.granted
    collect = reading.state.slip.collect if reading.state.slip is not None else ()
    what = _certificates(reading) if granted else (reading.say("decision"),)
    lines = (
        reading.say("bring_notice"),
        reading.say("bring_identity"),
        *(_to_bring(reading, name) for name in collect),
    )
    return Body(
        addressed=True,
        blocks=(
            prose(reading, "ready" if granted else "ready_refused", item=reading.item_name),
            about(
                reading,
                ("what", reading.joined(what)),
                ("decision", _decisions(reading)),
                *places(reading),
            ),
            bullets(reading.say("bring"), lines),
            prose(reading, "by_proxy"),
            prose(reading, "by_post"),
        ),
    )


def _to_bring(reading: Reading, name: str) -> str:
    demand = reading.demand(name)
    said = reading.say("bring_material", name=reading.label(name))
    return f"{said}{': ' if reading.lang == 'en' else '：'}{demand}" if demand else said


def delivery(reading: Reading) -> Body:
    """Write the 送达回证: what reached whom, when and how."""
    state, given = reading.state, reading.state.delivery
    way = reading.text("way") or (given.way if given is not None else "")
    on = given.delivered_on if given is not None else None
    by, identity = reading.text("by"), reading.text("identity")
    return Body(
        blocks=(
            entries(
                reading,
                ("item", reading.say("item_coded", name=reading.item_name, code=state.terms.item)),
                ("delivery_of", reading.joined((*_delivered(reading), *_certificates(reading)))),
                ("recipient", reading.applicant),
                ("way", reading.say(way) if way else ""),
                ("waybill", given.waybill if given is not None else ""),
                ("place", _place(reading, way)),
                ("delivered_on", reading.day(on)),
                ("collected_by", _collector(reading, by)),
                ("identity", reading.say(identity) if identity else ""),
                ("witness", reading.said("witness")),
            ),
            prose(reading, "unsaid", "refused_to_sign") if way == "left" else prose(reading, "signs_day"),
        )
    )


def _delivered(reading: Reading) -> Iterator[str]:
    for each in reading.state.decisions:
        yield f"{reading.say('decision')} {each.number}"


def _place(reading: Reading, way: str) -> str:
    if way != "picked_up":
        address = next((e for e in reversed(reading.record.events) if "address" in e.personal), None)
        found = reading.record.values.get(address.personal["address"].id) if address is not None else None
        return str(found) if isinstance(found, str) else ""
    return reading.note("place")


def _collector(reading: Reading, by: str) -> str:
    if not by:
        return ""
    person, said = reading.value("person"), reading.say(f"by_{by}")
    named = next(iter(person.values()), "") if isinstance(person, Mapping) else ""
    return f"{named}（{said}）" if named and reading.lang == "zh" else f"{named} ({said})" if named else said
