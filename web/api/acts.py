"""Acts of those who work on cases, one operation for every row of the table of events that is theirs.

Roles and data come from the row; the version that was seen must be told, so that nobody acts on what
somebody else has changed meanwhile (412 with the event that came first).
"""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from engine import vocabulary
from engine.case.events.kind import EventKind
from engine.case.events.table import EVENTS, VERBS
from engine.center.office import Request
from engine.exchange.strict_json import Problem
from web.api.opened import done_or_denied, opened, shown, tag
from web.api.operation import Call, Denied, Operation, answered
from web.api.schemas import act_schema, ref
from web.case.staff import WORKERS
from web.route import only

__all__ = ["OPERATIONS"]

_BEGINS: Final = "act-"


def act(call: Call) -> Response:
    """Do an act on a case; everything that stands against it is told at once."""
    row = VERBS[call.operation.id.removeprefix(_BEGINS).replace("-", "_")]
    mine = opened(call)
    known = {each.name for each in row.takes}
    if call.body.keys() - known:
        raise Denied("malformed", errors=[_UNKNOWN for name in call.body if name not in known])
    outcome = mine.office.act(
        Request(
            verb=row.verb,
            actor=mine.actor,
            at=call.now,
            case=mine.case,
            sent=call.body,
            key=call.key,
            expected=call.seen,
        )
    )
    after = done_or_denied(call, mine.office, outcome, mine.actor)
    return answered(call, shown(call, after), tag=tag(after.state))


_UNKNOWN: Final = Problem(code="api/unknown-key", zh="不认识这个名字。", en="Unknown name.")


def _operation(row: EventKind) -> Operation:
    verb = row.verb.replace("_", "-")
    return Operation(
        path=f"/cases/{{number}}/acts/{verb}",
        id=f"{_BEGINS}{verb}",
        rule=only(*(role for role in row.roles if role in WORKERS)),
        scope="cases:act",
        zh=vocabulary.in_lang("event", row.kind, "zh"),
        en=f"{row.verb.replace('_', ' ').capitalize()}.",
        answer=act,
        method="POST",
        takes=act_schema(row.kind, row.takes),
        gives=ref("Case"),
        writes=True,
        matches="must",
    )


OPERATIONS: Final = tuple(
    _operation(row)
    for row in EVENTS.values()
    if not row.begins and row.verb != "keep" and {*row.roles} & {*WORKERS}
)
