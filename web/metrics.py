"""What a monitor reads: how often each address was answered, how fast, and the figures of the store, as text.

The labels are templates of addresses, statuses, stages and kinds of limits: nothing anybody has typed, so no
personal data (guarantees G18). The text is the exposition format of Prometheus 0.0.4.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.case.store.standing import standing
from engine.center.calls import Use
from web.board.tally import Sum
from web.route import Visit

__all__ = ["BEGUN", "Meter", "Metered", "metrics"]

Labels: TypeAlias = Mapping[str, object]
Sample: TypeAlias = tuple[str, Labels, float]
ELSEWHERE: Final = "elsewhere"
BEGUN: Final = "begun"
"""Where a scope says when its request was begun, if somebody has waited for it before it is metered."""
_BOUNDS: Final = (0.005, 0.02, 0.1, 0.5, 1.0, 5.0)
_EVER: Final = "0000-00"
_NOTICES: Final = {"received": "", "told": "first", "told_again": "again"}
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})
_BODIES: Final = {413: "too-large", 408: "too-slow"}


class Meter:
    """Counts answers on the event loop; read from any thread."""

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, str, int]] = Counter()
        self.spans: dict[tuple[str, str], list[float]] = {}

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answer."""
        method = method if method in _METHODS else "other"
        self.answers[route, method, status] += 1
        spans = self.spans.get((route, method))
        if spans is None:
            spans = self.spans[route, method] = [0.0] * (len(_BOUNDS) + 2)
        spans[bisect_left(_BOUNDS, seconds)] += 1
        spans[-1] += seconds


class Metered:
    """An application whose answers are counted, by the templates of its endpoints."""

    def __init__(self, app: ASGIApp, meter: Meter, templates: Mapping[object, str]) -> None:
        self._app, self._meter, self._templates = app, meter, templates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = scope.get(BEGUN) or time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            # Who answers before the table of addresses is asked says so in `template`.
            route = scope.get("template") or self._templates.get(scope.get("endpoint"), ELSEWHERE)
            self._meter.note(route, scope["method"], status, time.perf_counter() - begun)


def metrics(visit: Visit) -> Response:
    """Answer the figures as they stand."""
    lines = [*_of_answers(visit.house.meter), *_of_house(visit)]
    return Response("\n".join([*lines, ""]), media_type="text/plain; version=0.0.4; charset=utf-8")


def _of_answers(meter: Meter) -> Iterator[str]:
    answers, spans = [*meter.answers.items()], [*meter.spans.items()]
    yield from _family(
        "requests_total",
        "counter",
        "Answers by address, method and status.",
        [("", {"route": r, "method": m, "status": s}, count) for (r, m, s), count in answers],
    )
    yield from _family(
        "request_seconds",
        "histogram",
        "How long answers took, by address and method.",
        [each for (route, method), span in spans for each in _buckets(route, method, span)],
    )
    bodies = dict.fromkeys(_BODIES.values(), 0)
    for (_, _, status), count in answers:
        if status in _BODIES:
            bodies[_BODIES[status]] += count
    yield from _counts("body_refusals_total", "counter", "Bodies that were refused.", "why", bodies)


def _buckets(route: str, method: str, span: list[float]) -> Iterator[Sample]:
    labels, below = {"route": route, "method": method}, 0.0
    for bound, count in zip((*_BOUNDS, "+Inf"), span[:-1], strict=True):
        below += count
        yield "_bucket", {**labels, "le": bound}, below
    yield "_count", labels, below
    yield "_sum", labels, span[-1]


def _of_house(visit: Visit) -> Iterator[str]:
    house = visit.house
    refused = dict(house.limits.refused)
    yield from _counts("limit_refusals_total", "counter", "Attempts over a limit.", "limit", refused)
    yield from _one("items", "Items in force today.", len(house.shelf.rows(visit.today)))
    yield from _of_plugins(house.center.uses)
    if house.tally is not None:
        yield from _of_corrections(house.tally.sums(_EVER))
    if house.office is None:
        return
    now = standing(house.office.store, visit.now, visit.today)
    yield from _counts("cases_open", "gauge", "Open cases by stage.", "stage", now.stages)
    yield from _one("cases_overdue", "Open cases whose day is over.", now.overdue)
    yield from _one("cases_due_tomorrow", "Open cases whose last day is tomorrow.", now.tomorrow)
    yield from _one("writes_waiting", "Works that wait to be written.", now.pulse.waiting)
    yield from _one("commit_seconds", "The last commit, of the last half minute.", now.pulse.seconds)
    yield from _one("worker_behind_seconds", "How long the longest due timer has waited.", now.behind)
    if now.anchored is not None:
        yield from _one("anchor_age_seconds", "How old the newest anchor is.", now.anchored)
    if now.backed_up is not None:
        yield from _one("backup_age_seconds", "How old the newest backup is.", now.backed_up)
    yield from _one("disk_free_bytes", "Room on the disk of the data folder.", now.free)


def _of_plugins(uses: Sequence[Use]) -> Iterator[str]:
    """Give how often plug-ins were asked, how long they took, how often in vain, and which of them rest."""
    calls = {each.plugin.name: each.calls for each in uses}
    yield from _counts("plugin_calls_total", "counter", "Questions to plug-ins.", "plugin", calls)
    seconds = {each.plugin.name: each.seconds for each in uses}
    yield from _counts("plugin_seconds_total", "counter", "How long plug-ins took.", "plugin", seconds)
    failures = {each.plugin.name: each.failures for each in uses}
    yield from _counts("plugin_failures_total", "counter", "Questions without an answer.", "plugin", failures)
    resting = {each.plugin.name: float(each.resting) for each in uses}
    yield from _counts("plugin_resting", "gauge", "Whether a plug-in is not asked now.", "plugin", resting)


def _of_corrections(sums: Sequence[Sum]) -> Iterator[str]:
    """Give our own measure: cases that came, how many were told what to mend, and how often again."""
    counts = {what: sum(each.count for each in sums if each.what == what) for what in _NOTICES}
    notices = {name: float(counts[what]) for what, name in _NOTICES.items() if name}
    yield from _family("cases_received_total", "counter", "Cases received.", [("", {}, counts["received"])])
    yield from _counts("notices_total", "counter", "Correction notices, by round.", "round", notices)


def _one(name: str, says: str, value: float) -> Iterator[str]:
    return _family(name, "gauge", says, [("", {}, value)])


def _counts(
    name: str, kind: Literal["counter", "gauge"], says: str, label: str, counts: Mapping[str, float]
) -> Iterator[str]:
    return _family(name, kind, says, [("", {label: each}, count) for each, count in sorted(counts.items())])


def _family(name: str, kind: str, says: str, samples: Iterable[Sample]) -> Iterator[str]:
    """Spell one family of figures."""
    yield f"# HELP yici_{name} {says}"
    yield f"# TYPE yici_{name} {kind}"
    for suffix, labels, value in samples:
        said = ",".join(f'{label}="{_escaped(str(each))}"' for label, each in labels.items())
        yield f"yici_{name}{suffix}{f'{{{said}}}' if said else ''} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
