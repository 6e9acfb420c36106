"""The paper of a case that goes back: why, what was told before, how to apply again (DB23 7.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.documents.body import Body, about, places, prose, remedies
from engine.documents.model import Block, Prose, Table
from engine.documents.record import Reading

__all__ = ["return_notice"]


def return_notice(reading: Reading) -> Body:
    """Write the 退件通知."""
    back = reading.held.get("originals_returned")
    silent = reading.event.kind == "deemed_withdrawn"
    why = reading.say("returned_silence") if silent else reading.said("reason")
    returned = reading.say("yes" if back else "no") if isinstance(back, bool) else ""
    return Body(
        addressed=True,
        blocks=(
            prose(reading, "returned", item=reading.item_name),
            Prose(heading=reading.say("reason"), says=why),
            about(
                reading,
                ("applied_on", reading.day(reading.state.applied_on)),
                ("originals", returned),
                ("department", reading.department()),
                *places(reading),
            ),
            *_history(reading),
            prose(reading, "again_how", "again"),
            remedies(reading),
        ),
    )


def _history(reading: Reading) -> Iterator[Block]:
    told = reading.state.corrections
    if told:
        yield Table(
            heading=reading.say("history"),
            head=tuple(reading.say(key) for key in ("row", "told_number", "told_on", "until")),
            rows=tuple(
                (str(n), each.number, reading.day(each.on), reading.day(each.correct_by))
                for n, each in enumerate(told, start=1)
            ),
            widths=(10, 40, 25, 25),
        )
