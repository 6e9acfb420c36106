"""Asks and informs: one hook, implementation by implementation, in the lasting order of the plug-ins.

An answer that is missing is missing alone: every other plug-in is still asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from engine.center.calls import Called, Calls, Inquiry
from engine.center.contract import HOOKS
from engine.center.plugin import Implementation, Plugged
from engine.center.running import Wanted
from engine.center.typed import copied

__all__ = ["Asking"]

_CONTRIBUTED_SECONDS: Final = 1.0


class Asking:
    """The asking and informing hooks of one centre."""

    def __init__(self, plugged: tuple[Plugged, ...], calls: Calls) -> None:
        self._plugged = plugged
        self._calls = calls

    def implementations(self, hook: str) -> tuple[tuple[Plugged, Implementation], ...]:
        """Give who implements a hook."""
        found = ((plugged, plugged.implementations.get(hook)) for plugged in self._plugged)
        return tuple((plugged, each) for plugged, each in found if each is not None)

    def all(self, hook: str, given: Mapping[str, object]) -> tuple[Called, ...]:
        """Ask everybody."""
        return tuple(self._each(hook, given))

    def first(self, hook: str, given: Mapping[str, object]) -> Called | None:
        """Ask until somebody answers or fails; if nobody does, one that rests is named."""
        resting = None
        for each in self._each(hook, given):
            if each.answer is not None or each.failed:
                return each
            resting = each if each.state == "resting" else resting
        return resting

    def one(self, plugged: Plugged, found: Implementation, given: Mapping[str, object]) -> Called:
        """Ask one implementation; it is handed the arguments that it takes and no others."""
        row = HOOKS[found.hook]
        return self._calls.call(
            Inquiry(
                hook=found.hook,
                plugin=plugged.plugin,
                host=plugged.host,
                target=found.run,
                given={name: given[name] for name in found.arguments},
                wanted=partial(copied, hint=row.answer),
                seconds=row.seconds,
            )
        )

    def contributed(
        self,
        hook: str,
        name: str,
        by: Plugged,
        target: Callable[..., object],
        *args: object,
        wanted: Wanted,
        seconds: float | None = None,
    ) -> Called:
        """Call something that was contributed: what a page shows, what a lint finds."""
        return self._calls.call(
            Inquiry(
                hook=hook,
                name=name,
                plugin=by.plugin,
                host=by.host,
                target=target,
                args=args,
                wanted=wanted,
                seconds=_CONTRIBUTED_SECONDS if seconds is None else seconds,
            )
        )

    def _each(self, hook: str, given: Mapping[str, object]) -> Iterator[Called]:
        for plugged, found in self.implementations(hook):
            yield self.one(plugged, found, given)
