"""A stage whose time is said not to count, while the limits know nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place
from engine.vocabulary import in_lang

PROCEDURE_WITHOUT_PAUSE = FaultKind(
    code="item/procedure-without-pause",
    zh="「{stage}」是特别程序「{name}」，可是暂停计时里没有「{name}」。请把它加进暂停计时，或者删掉特别程序。",
    en="「{stage}」 is the special procedure 「{name}」, but `pauses` does not list it. Add it there, "
    "or delete `special_procedure`.",
    why_zh="特别程序的时间不算在时限里，暂停计时里列了，受理通知书上才会告诉申请人；现场核查这样的环节照样计时。",
    why_en="The time of a special procedure does not count, and applicants are told so from `pauses`; "
    "other stages, such as a site visit, count.",
    wrong="办理流程:\n  评审会:\n    前一环节: 审批\n    特别程序: 专家评审\n办结时限:\n  暂停计时: 补正",
    right="办理流程:\n  评审会:\n    前一环节: 审批\n    特别程序: 专家评审\n"
    "办结时限:\n  暂停计时: [补正, 专家评审]",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find stages under a special procedure that the pauses of the limits do not list."""
    listed = item.limits.pauses if item.limits is not None else ()
    for stage in item.stages:
        procedure = stage.special_procedure
        if procedure is not None and procedure not in listed:
            values = {
                "stage": in_lang("stage", stage.name, item.language),
                "name": in_lang("pause", procedure, item.language),
            }
            yield Fault(kind=PROCEDURE_WITHOUT_PAUSE, source=place(procedure), values=values)
