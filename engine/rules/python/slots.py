"""The slots of a rulebook: every value that a submission may carry, in the order in which it is read."""

from __future__ import annotations

from engine.item.model import Check
from engine.item.paths import canonical
from engine.item.spoken import HOLE, english_messages, messages
from engine.rules.lines import APPLICANT, Line
from engine.rules.model import Slot
from engine.rules.plan import Plan

__all__ = ["slots_of"]


def slots_of(plan: Plan, lines: list[Line]) -> tuple[Slot, ...]:
    """Give the slots in the order in which they are read."""
    slots = [
        Slot(path="申请日期", kind="date", owner="申请日期", name="申请日期", type="date", fixed=True),
        Slot(path=APPLICANT, kind="applicant", owner=APPLICANT, name="名称", type="text"),
        Slot(path=f"{APPLICANT}?", kind="filled", owner=APPLICANT, name="名称", type="yes_no"),
    ]
    for name, planned in plan.fields.items():
        one = planned.field
        options = tuple(str(option) for option in one.choose)
        entry = tuple((str(e.name), e.kind, tuple(str(o) for o in e.choose)) for e in one.entry)
        kind = "list" if entry else one.kind
        slots.append(
            Slot(
                path=name,
                kind="field",
                owner=name,
                name=name,
                type=kind,
                choose=options,
                range=one.range,
                entry=entry,
                fixed=one.fixed,
                required=one.required,
                when=planned.when is not None,
            )
        )
        slots.append(
            Slot(path=f"{name}?", kind="filled", owner=name, name=name, type="yes_no", fixed=one.fixed)
        )
    slots.extend(_material_slots(plan))
    slots.extend(_answer_slots(lines))
    return tuple(slots)


def _material_slots(plan: Plan) -> list[Slot]:
    slots = []
    for name, planned in plan.materials.items():
        system = planned.necessity == "exempt"
        slots.append(Slot(path=name, kind="present", owner=name, name=name, type="yes_no", system=system))
        slots.append(Slot(path=f"{name}?", kind="sound", owner=name, name=name, type="yes_no", system=system))
        path = f"{name}.份数"
        slots.append(Slot(path=path, kind="copies", owner=name, name="份数", type="integer", system=system))
        seen: set[str] = set()
        for _, material in plan.declared.materials():
            for entry in material.record if str(material.name) == name else ():
                if str(entry.name) in seen:
                    continue
                seen.add(str(entry.name))
                slots.append(
                    Slot(
                        path=f"{name}.{entry.name}",
                        kind="record",
                        owner=name,
                        name=str(entry.name),
                        type=entry.kind,
                        choose=tuple(str(option) for option in entry.choose),
                        fixed=entry.fixed,
                        system=system,
                    )
                )
    return slots


def _answer_slots(lines: list[Line]) -> list[Slot]:
    """Give what plug-ins are asked for: what a demand reads, then what only a message tells."""
    slots: dict[str, Slot] = {}
    for line in lines:
        check = line.check
        if check is None or check.check.plugin is None:
            continue
        from_holds = sorted(p for p in line.requirement.reads if p.startswith(f"{check.id}.答复"))
        told = (f"{check.id}.{path}" for path in _told(check.check) if path.startswith("答复."))
        for path in dict.fromkeys((*from_holds, *told)):
            name = path.removeprefix(f"{check.id}.答复").removeprefix(".")
            slots[path] = Slot(path=path, kind="answer", owner=check.id, name=name, type="text", system=True)
    return list(slots.values())


def _told(check: Check) -> list[str]:
    """Give the paths that the messages of a check name."""
    texts = (*messages(check), *english_messages(check))
    return [canonical(hole[1].strip()) for text in texts for hole in HOLE.finditer(text)]
