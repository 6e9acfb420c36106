"""Which acts have nothing to act on now: no pause to end, no question to answer, nothing late to explain.

The desk leaves them out; who asks for one all the same is refused by the road, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from engine.case.guards.deciding import stopped_by_hand
from engine.case.guards.issuing import uncollected
from engine.case.state import State

__all__ = ["idle"]

Idle: TypeAlias = Callable[[State, bool], bool]
_IDLE: Final[Mapping[str, Idle]] = {
    "collect": lambda state, late: not uncollected(state),
    "answer": lambda state, late: all(state.questions.values()),
    # The office puts every paper on file by itself; the act is for programs that make papers elsewhere.
    "keep": lambda state, late: True,
    "resume": lambda state, late: not stopped_by_hand(state),
    "extend": lambda state, late: state.extension is not None,
    "explain_overdue": lambda state, late: not late,
    "see_original": lambda state, late: all(
        one.original_seen for one in state.ledger.values() if one.handed_in
    ),
    "match_copies": lambda state, late: all(
        one.copies_match for one in state.ledger.values() if one.handed_in
    ),
}


def idle(verb: str, state: State, *, late: bool) -> bool:
    """Tell whether an act has nothing to act on in this case; `late`: a clock of it has run out."""
    nothing = _IDLE.get(verb)
    return nothing is not None and nothing(state, late)
