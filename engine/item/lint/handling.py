"""办件类型 at odds with the limit: what is decided at once has no days, and what has days is not at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.terms import Span
from engine.source import place
from engine.vocabulary import in_lang

IMMEDIATE_WITH_LIMIT = FaultKind(
    code="item/immediate-with-limit",
    zh="即办件当场就办结，承诺却是 {promised}。请写「承诺: 当场办结」，或者把办件类型改成承诺件。",
    en="An immediate item is decided at once, but {promised} are promised. Promise `on_the_spot`, or make it "
    "`committed`.",
    why_zh="即办件是当场受理、当场办结；要等几天的就是承诺件。",
    why_en="Immediate means accepted and decided on the spot; what takes days is committed.",
    wrong="办件类型: 即办件\n办结时限:\n  承诺: 3 个工作日",
    right="办件类型: 即办件\n办结时限:\n  承诺: 当场办结",
)
COMMITTED_AT_ONCE = FaultKind(
    code="item/committed-at-once",
    zh="承诺件有承诺的天数，这里写的是当场办结。请把办件类型改成即办件，或者承诺几个工作日。",
    en="A committed item promises days, but this one is decided on the spot. Make it `immediate`, or promise "
    "some workdays.",
    why_zh="当场办结的就是即办件，指南和交接时间都按即办件算。",
    why_en="What is decided on the spot is immediate; guides and hand-overs go by it.",
    wrong="办件类型: 承诺件\n办结时限:\n  承诺: 当场办结",
    right="办件类型: 即办件\n办结时限:\n  承诺: 当场办结",
)
SHORT_LIMIT = FaultKind(
    code="item/short-limit",
    zh="承诺 1 个工作日，证件来不及提前 1 个工作日送到出件窗口。能当场办结的请改成即办件。",
    en="With 1 workday promised the certificate cannot reach the issue window a workday earlier. Decide at "
    "once, and call it `immediate`, if you can.",
    why_zh="承诺件的证件要在承诺到期前 1 个工作日交到出件窗口，只承诺 1 天就没有这一天。",
    why_en="The certificate goes to the issue window one workday before the promise ends; here is none.",
    wrong="办件类型: 承诺件\n办结时限:\n  承诺: 1 个工作日",
    right="办件类型: 即办件\n办结时限:\n  承诺: 当场办结",
    level="reminder",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find limits that the kind of handling rules out, and limits too short to be kept."""
    limits, handling = item.limits, item.handling
    if limits is None or handling is None or not isinstance(limits.promised, Span):
        return
    promised = limits.promised
    at_once = promised.count == 0
    if at_once != (handling == "immediate"):
        unit = in_lang("unit", promised.unit, item.language)
        kind = COMMITTED_AT_ONCE if at_once else IMMEDIATE_WITH_LIMIT
        values = {"promised": f"{promised.count} {unit}"}
        yield Fault(kind=kind, source=place(handling), values=values, also=limits.source)
    elif promised == Span(count=1, unit="workdays"):
        yield Fault(kind=SHORT_LIMIT, source=limits.source)
