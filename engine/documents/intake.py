"""Papers of the time before acceptance: receipt, promise to supply later, list of what was given back."""

from __future__ import annotations

from collections.abc import Mapping

from engine.case.events.kind import names
from engine.documents.body import Body, about, materials_table, medium_of, places, prose
from engine.documents.model import Block, Note, Prose, Table, bullets
from engine.documents.record import Reading

__all__ = ["later_promise", "receipt", "returned_list"]


def receipt(reading: Reading) -> Body:
    """Write the 材料接收凭证: what came, and that it is not an acceptance."""
    supplied = reading.event.kind != "received"
    ledger = reading.state.ledger
    looks = reading.held.get("materials") if supplied else ledger
    here = [name for name in looks or () if name in ledger and ledger[name].handed_in]
    telephone = reading.latest("telephone")
    facts = about(
        reading,
        ("telephone", telephone if isinstance(telephone, str) else ""),
        ("received_at", reading.moment()),
        ("channel", reading.word("channel", reading.state.channel)),
        ("window", reading.event.by.window),
        ("agent", _agent(reading)),
        ("waybill", reading.text("waybill")),
        ("department", reading.department()),
        *places(reading)[2:],
    )
    table = materials_table(reading, "materials_supplied" if supplied else "materials", here)
    return Body(blocks=(facts, table, *_standing(reading)))


def _agent(reading: Reading) -> str:
    mandate = reading.state.mandate
    if mandate is None or mandate.ended:
        return ""
    person = reading.latest("person")
    named = person.get("姓名") or person.get("名称") if isinstance(person, Mapping) else None
    return str(named or mandate.agent)


def _standing(reading: Reading) -> tuple[Block, ...]:
    """Say what a receipt does not mean, and what follows."""
    if reading.state.accepted is not None:
        return (Note(says=reading.say("supplied_running")),)
    until = reading.due("tell")
    if not until:
        return (Note(says=reading.say("not_acceptance")),)
    said = reading.say("not_acceptance") + (" " if reading.lang == "en" else "")
    return (
        Note(says=said + reading.say("tell_by", day=until)),
        prose(reading, "silence", basis=reading.article("notice")),
    )


def later_promise(reading: Reading) -> Body:
    """Write the 容缺受理承诺书: what follows later, by when, and what happens if it does not."""
    later = {each.material: each for each in reading.state.later}
    here = [name for name in names(reading.event, "materials") if name in later]
    table = Table(
        heading="",
        head=tuple(reading.say(key) for key in ("row", "material", "medium", "demand", "supply_by")),
        rows=tuple(
            (
                str(number),
                reading.label(name),
                medium_of(reading, name),
                reading.demand(name),
                reading.day(later[name].until),
            )
            for number, name in enumerate(here, start=1)
        ),
        widths=(8, 28, 14, 30, 20),
    )
    effects = ("promise_no_result", "promise_overdue", "promise_arrives")
    return Body(
        blocks=(
            about(reading, ("applied_on", reading.day(reading.state.applied_on)), *places(reading)),
            prose(reading, "may_follow", item=reading.item_name),
            table,
            bullets(reading.say("promise_effects"), (reading.say(key) for key in effects)),
            Prose(heading=reading.say("promise_heading"), says=reading.say("promise")),
        )
    )


def returned_list(reading: Reading) -> Body:
    """Write the 材料退还单: what was given back when an agency ended."""
    return Body(
        blocks=(
            about(reading, ("agent", _agent_gone(reading))),
            prose(reading, "given_back"),
            materials_table(reading, "returned_materials", names(reading.event, "returned")),
            Prose(heading=reading.say("reason"), says=reading.text("reason")),
        )
    )


def _agent_gone(reading: Reading) -> str:
    mandate = reading.state.mandate
    return mandate.agent if mandate is not None else ""
