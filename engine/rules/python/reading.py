"""Reading: the lines that fill every slot from a submission."""

from __future__ import annotations

from engine.rules.lines import APPLICANT
from engine.rules.python.frame import Frame

__all__ = ["READABLE", "Reading"]

READABLE = frozenset({"text", "integer", "number", "amount", "date", "yes_no", "attachment"})
"""The kinds of values that can be read one by one."""

_MOST_ENTRIES = 10_000
_MOST_COPIES = 10**6
_PLAIN_NUMBERS = 10**18


class Reading(Frame):
    """Writes how the slots are read; the ordinary value passes inline, all others through a helper."""

    def reading(self, depth: int) -> None:
        """Write the lines that fill the slots from `S`, `day`, `closed`, `bad`."""
        self.opening(depth, answers=True)
        for number, slot in enumerate(self.slots):
            if slot.kind in ("applicant", "field"):
                self.field(depth, number, filled=True)
            elif slot.kind == "answer":
                self.answer(depth, number)
        for name in self.plan.materials:
            self.material(depth, name, set(range(len(self.slots))))

    def opening(self, depth: int, answers: bool) -> None:
        """Write the lines that take the submission apart: facts, materials, answers of plug-ins."""
        w = self.write
        w.line(depth, f"F = S.get({w.const('facts')}) or {w.const({})}")
        w.line(depth, f"M = S.get({w.const('materials')}) or {w.const({})}")
        if answers:
            w.line(depth, f"A = S.get({w.const('answers')}) or {w.const({})}")
        w.line(depth, "s0 = day")

    def field(self, depth: int, number: int, filled: bool, raw: bool = False) -> None:
        """Write how a field or the applicant's name is read, and whether it was answered if `filled`.

        A `raw` list stays as it came if all its entries are dicts.
        """
        w, slot, s = self.write, self.slots[number], f"s{number}"
        unknown = self.unknown[slot.path]
        if slot.path == APPLICANT:
            w.line(depth, f"P = F.get({w.const('申请人')}) or F.get({w.const('applicant')}) or {w.const({})}")
            w.line(depth, f"{s} = P.get({w.const('名称')}, {unknown})")
            w.line(depth, f"if {s} is {unknown}: {s} = P.get({w.const('name')}, {s})")
        else:
            w.line(depth, f"{s} = F.get({w.const(slot.path)}, {unknown})")
        if filled:
            w.line(depth, f"s{number + 1} = True")
        inside = self.raw_list(depth, number) if raw else self.plain(depth, number)
        if filled:
            w.line(inside, f"if {s}.__class__ is Unknown or {s}.__class__ is Null:")
            w.line(inside + 1, f"s{number + 1} = filled(bad, {number}, {s}, closed)")
        if slot.required:
            w.line(inside, f"if {s}.__class__ is Null: {s} = {unknown}")
        else:
            w.line(inside, f"if closed and {s} is {unknown}: {s} = NONE")

    def answer(self, depth: int, number: int) -> None:
        """Write how an answer of a plug-in is read."""
        w, slot = self.write, self.slots[number]
        unknown = self.unknown[slot.path]
        w.line(depth, f"a = A.get({w.const(slot.owner)}) or {w.const({})}")
        w.line(depth, f"s{number} = a.get({w.const(slot.name)}, {unknown})")
        w.line(depth, f"s{number} = as_any(bad, {number}, s{number}, {unknown})")

    def plain(self, depth: int, number: int) -> int:
        """Write the lines that turn a raw value into one of its kind; the ordinary one passes inline.

        Gives the depth at which lines run only for a value that is not the ordinary one.
        """
        w, slot, s = self.write, self.slots[number], f"s{number}"
        unknown = self.unknown[slot.path]
        if slot.entry:
            w.line(depth, f"{s} = as_entries(bad, {number}, {s}, {unknown}, {w.const(slot.entry)}, closed)")
            return depth
        self.convert(depth, s, number, slot.type, slot.choose, unknown, slot.range)
        return depth + 1

    def raw_list(self, depth: int, number: int) -> int:
        """Write the lines that leave an ordinary list as it came."""
        w, s = self.write, f"s{number}"
        w.line(depth, f"if {s}.__class__ is list and len({s}) <= {_MOST_ENTRIES}:")
        w.line(depth + 1, f"for e in {s}:")
        w.line(depth + 2, "if e.__class__ is not dict:")
        self.plain(depth + 3, number)
        w.line(depth + 3, "break")
        w.line(depth, "else:")
        self.plain(depth + 1, number)
        return depth

    def convert(
        self,
        depth: int,
        s: str,
        number: int,
        kind: str,
        choose: tuple[str, ...],
        unknown: str,
        ends: tuple[object, object] | None,
    ) -> None:
        """Write `if <not the ordinary value>: convert it` for the variable `s`."""
        w = self.write
        if choose:
            w.line(depth, f"if {s}.__class__ is not str or {s} not in {w.const(frozenset(choose))}:")
            w.line(depth + 1, f"{s} = as_option(bad, {number}, {s}, {unknown}, {w.const(choose)})")
        elif kind in ("integer", "number", "amount"):
            low, high = ends if ends is not None else (None, None)
            within = f"{w.const(-_PLAIN_NUMBERS)} < {s} < {w.const(_PLAIN_NUMBERS)}"
            if low is not None:
                within = f"{w.const(low)} <= {s} <= {w.const(high)}"
            w.line(depth, f"if {s}.__class__ is not int or not {within}:")
            limits = f"{w.const(low)}, {w.const(high)}"
            w.line(
                depth + 1, f"{s} = as_number(bad, {number}, {s}, {unknown}, {kind == 'integer'}, {limits})"
            )
        elif kind == "date":
            w.line(depth, f"if {s}.__class__ is str and {s} in DAYS: {s} = DAYS[{s}]")
            w.line(depth, "else:")
            w.line(depth + 1, f"{s} = as_day(bad, {number}, {s}, {unknown})")
        else:
            plain, helper = {
                "yes_no": ("bool", "as_yes_no"),
                "attachment": ("bool", "as_filed"),
            }.get(kind, ("str", "as_text"))
            w.line(depth, f"if {s}.__class__ is not {plain}:")
            w.line(depth + 1, f"{s} = {helper}(bad, {number}, {s}, {unknown})")

    def records(self, name: str) -> list[int]:
        """Give the slots of what is read off a material."""
        return [n for n, s in enumerate(self.slots) if s.owner == name and s.kind == "record"]

    def state(self, depth: int, name: str) -> None:
        """Write the lines that look a material up: itself `m`, its state `q`."""
        w = self.write
        w.line(depth, f"m = M.get({w.const(name)})")
        w.line(depth, f"q = m.get({w.const('state')}) if m.__class__ is dict else None")

    def here(self) -> str:
        """Give the test for a material that was handed in."""
        return f"q == {self.write.const('sound')} or q == {self.write.const('flawed')}"

    def absent(self, name: str) -> str:
        """Give the test for a material that was not brought.

        One the centre fills itself never is absent; one that is collected later is, unless it is here.
        """
        planned = self.plan.materials[name]
        if planned.collect_at is not None:
            return "True"
        return "False" if planned.necessity == "exempt" else f"q == {self.write.const('absent')} or closed"

    def material(self, depth: int, name: str, used: set[int]) -> None:
        """Write how those slots of a material are read that are `used`."""
        w, present = self.write, self.number[name]
        slots = [n for n in (present, present + 1, present + 2, *self.records(name)) if n in used]
        if not slots:
            return
        unknown = {n: self.unknown[self.slots[n].path] for n in slots}
        self.state(depth, name)
        w.line(depth, f"if {self.here()}:")
        self.handed_in(depth + 1, name, slots)
        w.line(depth, f"elif {self.absent(name)}:")
        known = {present: "False", present + 1: "True", present + 2: "0"}
        w.line(depth + 1, "; ".join(f"s{n} = {known.get(n, unknown[n])}" for n in slots))
        w.line(depth, "else:")
        w.line(depth + 1, "; ".join(f"s{n} = {unknown[n]}" for n in slots))

    def handed_in(self, depth: int, name: str, slots: list[int]) -> None:
        """Write how slots of a material are read where it was handed in."""
        w, present = self.write, self.number[name]
        record = False
        for n in slots:
            unknown = self.unknown[self.slots[n].path]
            if n == present:
                w.line(depth, f"s{n} = True")
            elif n == present + 1:
                w.line(depth, f"s{n} = q == {w.const('sound')}")
            elif n == present + 2:
                single = all(d.copies is None for d in self.plan.materials[name].demands)
                w.line(depth, f"s{n} = m.get({w.const('copies')}, {1 if single else unknown})")
                w.line(depth, f"if s{n}.__class__ is not int or s{n} < 0:")
                ends = f"True, 0, {w.const(_MOST_COPIES)}"
                w.line(depth + 1, f"s{n} = as_number(bad, {n}, s{n}, {unknown}, {ends})")
            else:
                if not record:
                    w.line(depth, f"r = m.get({w.const('record')}) or {w.const({})}")
                    record = True
                w.line(depth, f"s{n} = r.get({w.const(self.slots[n].name)}, {unknown})")
                self.convert_record(depth, n)

    def convert_record(self, depth: int, number: int) -> None:
        """Write how a value read off a material is converted; one that is none is unknown."""
        inside = self.plain(depth, number)
        unknown = self.unknown[self.slots[number].path]
        self.write.line(inside, f"if s{number}.__class__ is Null: s{number} = {unknown}")
