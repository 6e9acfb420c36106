"""What must be so before a certificate changes hands: slip, comparison, what is collected, one way out."""

from __future__ import annotations

from collections.abc import Iterator

from engine.case.refusals import Reason, among, listed, reason
from engine.case.setting import Act, Setting
from engine.case.stages import waits_for_mending
from engine.case.state import Ledger, State

__all__ = [
    "entries_of_the_slip",
    "everything_collected",
    "files_go_with_one",
    "has_a_waybill",
    "is_to_be_collected",
    "no_slip_yet",
    "not_on_its_way",
    "nothing_differs",
    "posted_first",
    "slip_waits",
    "something_to_mend",
    "uncollected",
]


def no_slip_yet(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A slip is made once; a wrong one is mended."""
    if state.slip is not None:
        yield reason("case/slip-made", number=state.slip.number)


def slip_waits(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The window takes over, or refuses, what the department has brought and not taken back."""
    if state.slip is None:
        yield reason("case/no-slip")
    elif waits_for_mending(state):
        yield reason("case/mend-first", **listed(state.slip.differing))  # fmt: skip


def entries_of_the_slip(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A refusal names the entries that differ."""
    known = state.slip.fields if state.slip is not None else ()
    for name in act.data["differing"]:
        if state.slip is not None and name not in known:
            yield reason("case/no-such-entry", name=name, **among(known))


def something_to_mend(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only a refused certificate is mended."""
    if not waits_for_mending(state):
        yield reason("case/nothing-to-mend")


def nothing_differs(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Certificate, slip and decision agree entry by entry, else it is not taken over (DB23 7.6.1.2)."""
    if setting.differing is None:
        yield reason("case/changed-meanwhile")
    yield from (reason("case/differs", name=name) for name in setting.differing or ())


def is_to_be_collected(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The issue window collects what the slip lists, nothing else (DB23 7.6.1.3)."""
    collect = state.slip.collect if state.slip is not None else ()
    yield from (
        reason("case/nothing-to-collect", name=name) for name in act.data["materials"] if name not in collect
    )


def files_go_with_one(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What was scanned at the issue window is kept with the one material that was collected."""
    if act.data.get("files") and len(act.data["materials"]) != 1:
        yield reason("case/files-of-one")


def everything_collected(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The result is given out when everything listed was collected."""
    yield from (reason("case/not-collected", name=name) for name in uncollected(state))


def uncollected(state: State) -> tuple[str, ...]:
    """Give what the slip lists and nobody has collected yet, in its order."""
    listed = state.slip.collect if state.slip is not None else ()
    return tuple(name for name in listed if not state.ledger.get(name, Ledger()).collected)


def not_on_its_way(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What was posted cannot be handed out or posted again."""
    if state.delivery is not None:
        yield reason("case/on-its-way", waybill=state.delivery.waybill)


def has_a_waybill(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What is posted has a waybill: typed at the window, or given by whoever takes the parcel."""
    if not act.data.get("waybill") and not setting.carried:
        yield reason("case/missing-data", name="waybill", zh="运单号")


def posted_first(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What arrives by post was posted."""
    if act.data["way"] == "post" and state.delivery is None:
        yield reason("case/not-posted")
