"""Cases in the rows of tables 5 to 9: the events of a case in, its rows out; nothing that is personal.

Columns for names, numbers and telephones of people are left out: those values lie in the vault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from engine.case.fold import fold
from engine.case.model import Event
from engine.case.state import State
from engine.item.elements import Profile
from engine.vocabulary import in_lang
from yici_exchange.tables import Row, Table

__all__ = ["case_tables", "moment", "step_row"]

_BACK: Final = ("told", "declined", "sent_back", "withdrawn", "deemed_withdrawn", "differed", "slip_refused")
_PASSED: Final = ("accepted", "deemed_accepted", "reviewed", "decided", "finished", "handed_over")
# Annex A.8; a rating of ours has the same five grades, the best is 1.
_GRADES: Final = {"1": "非常满意", "2": "满意", "3": "基本满意", "4": "不满意", "5": "非常不满意"}
_SPECIAL: Final = {"extended": ("1", "延长审批"), "paused": ("2", "除延长审批之外的情况")}


def case_tables(cases: Iterable[Sequence[Event]], codes: Profile) -> tuple[Table, ...]:
    """Give the rows of cases, table by table."""
    made: dict[tuple[int, str], list[Row]] = {name: [] for name in _TABLES}
    for events in cases:
        state = fold(events)
        for name, rows in _TABLES.items():
            made[name] += rows(state, events, codes)
    return tuple(Table(number=number, name=name, rows=made[number, name]) for number, name in _TABLES)


def moment(at: datetime) -> str:
    """Write a moment as the standard does: YYYYMMDDThhmmss."""
    return f"{at:%Y%m%dT%H%M%S}"


def step_row(number: str, kind: str, at: datetime, department: str, data: Mapping[str, object]) -> Row:
    """Give the row of table 7 for one event."""
    action = "退回" if kind in _BACK else "通过" if kind in _PASSED else "其他"
    row = {
        "办件编号": number,
        "业务动作": action,
        "环节名称": in_lang("event", kind, "zh"),
        "环节开始时间": moment(at),
        "环节结束时间": moment(at),
        "处理单位名称": department,
        "环节办理状态代码": "2",
    }
    if kind in _SPECIAL:
        code, name = _SPECIAL[kind]
        row |= {"特别程序种类代码": code, "特别程序种类名称": name, "特别程序开始时间": moment(at)}
        row["特别程序启动理由或依据"] = str(data.get("basis") or "")
    return row


def _applied(state: State, events: Sequence[Event], codes: Profile) -> list[Row]:
    """Give the row of table 5; an applicant has no name here."""
    return [{**_head(state, codes), "申请时间": moment(events[0].at), "申报来源代码": _channel(state, codes)}]


def _materials(state: State, events: Sequence[Event], codes: Profile) -> list[Row]:
    return [
        {
            "办件编号": state.number,
            "材料名称": name,
            "是否收取": "1" if one.handed_in else "0",
            "收取方式": in_lang("medium", one.form, "zh") if one.form else "",
            "收取数量": str(one.copies) if one.copies is not None else "",
        }
        for name, one in state.ledger.items()
    ]


def _accepted(state: State, events: Sequence[Event], codes: Profile) -> list[Row]:
    if state.accepted is None:
        return []
    return [
        {
            **_head(state, codes),
            "受理单位名称": state.terms.department,
            "受理人员": state.accepted.by.id,
            "受理时间": moment(state.accepted.at),
            "受理文书编号": state.accepted.number,
        }
    ]


def _steps(state: State, events: Sequence[Event], codes: Profile) -> list[Row]:
    department = state.terms.department
    return [
        step_row(state.number, each.kind, each.at, each.by.department or department, each.data)
        for each in events
    ]


def _ended(state: State, events: Sequence[Event], codes: Profile) -> list[Row]:
    """Give a row of table 8 for every decision, or for the end beside the road."""
    by_sequence = {event.sequence: event for event in events}
    posted = "1" if state.delivery is not None and state.delivery.waybill else "0"
    rows: list[Row] = [
        {
            "办件编号": state.number,
            "办理人姓名": each.by.id,
            "办结时间": moment(by_sequence[each.sequence].at),
            "结果证照名称": "，".join(state.terms.outputs) if each.result == "granted" else "",
            "办件结果描述": "准予" if each.result == "granted" else "不予",
            "发证/盖章单位": state.terms.department,
            "是否快递寄送结果": posted,
            "是否收费": "1" if state.paid else "0",
        }
        for each in state.decisions
    ]
    if state.ended is not None:
        end = next(event for event in reversed(events) if event.kind == state.ended.kind)
        said = in_lang("event", state.ended.kind, "zh")
        rows.append({"办件编号": state.number, "办结时间": moment(end.at), "办件结果描述": said})
    return rows


def _rated(state: State, events: Sequence[Event], codes: Profile) -> list[Row]:
    rated = [event for event in events if event.kind == "rated"]
    made: list[Row] = []
    for count, event in enumerate(rated, start=1):
        code = str(event.data.get("grade", ""))
        row = {"办件编号": state.number, "评价时间": moment(event.at), "评价次数": str(count)}
        made.append({**row, "满意度": _GRADES.get(code, ""), "满意度代码": code})
    return made


def _head(state: State, codes: Profile) -> Row:
    handling = "immediate" if state.terms.instant else "committed"
    code = codes.code("handling", handling)
    return {
        "办件编号": state.number,
        "事项编码": state.terms.item,
        "事项名称": state.terms.name,
        "办件类型": code.label if code is not None else "",
        "办件类型代码": code.code if code is not None else "",
    }


def _channel(state: State, codes: Profile) -> str:
    code = codes.code("channels", state.channel)
    return code.code if code is not None else ""


_TABLES: Final[Mapping[tuple[int, str], Callable[[State, Sequence[Event], Profile], list[Row]]]] = {
    (5, "办事申请"): _applied,
    (5, "办事申请-材料"): _materials,
    (6, "事项受理"): _accepted,
    (7, "事项办理"): _steps,
    (8, "事项办结"): _ended,
    (9, "绩效评价"): _rated,
}
