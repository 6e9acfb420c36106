"""Exchange: items and cases in the rows of GB/T 39046, by command and as things happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.hookspecs import Command, Happened, Told, hookimpl

__all__ = ["code_lists", "commands", "correction_told", "event_recorded"]


@hookimpl
def code_lists() -> Sequence[Path]:
    """Give the values that one province uses."""
    return [Path(__file__).with_name("provincial.yaml")]


@hookimpl
def commands() -> Mapping[str, Command]:
    """Give `yici exchange`."""
    from yici_exchange.command import arguments, run  # what it needs is loaded when it is asked for

    return {
        "exchange": Command(
            zh="按 GB/T 39046 写出事项和办件",
            en="write items and cases in the rows of GB/T 39046",
            arguments=arguments,  # type: ignore[arg-type]  # the parser of yici is an ArgumentParser
            run=run,
        )
    }


@hookimpl
def event_recorded(event: Happened) -> None:
    """Add the step to the outbox."""
    from yici_exchange import outbox

    outbox.add(7, event.at, outbox.step(event))


@hookimpl
def correction_told(correction: Told) -> None:
    """Add a row of supervision where something was told late."""
    from yici_exchange import outbox

    row = outbox.supervision(correction)
    if row is not None:
        outbox.add(11, correction.at, row)
