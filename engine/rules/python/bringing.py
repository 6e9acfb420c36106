"""Bringing: what the second look opens on the way: somebody would bring what may be needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from engine.feel.hanging import hangs_on
from engine.rules.python.judging import Judging, Verdict

__all__ = ["Bringing"]


class Bringing(Judging):
    """Writes what `again` opens, and notes it as opened and the parts that look at it as touched."""

    late = 0
    """The slots, as bits, that the second look may open only after something was derived from them."""

    def brought(self, place: int, touched: list[int]) -> list[str]:
        """Give the lines that say what is brought behind a block."""
        start = len(self.write.lines)
        self._bring(place, touched)
        return self.write.cut(start)

    def _bring(self, place: int, touched: list[int]) -> None:
        """Write that what may be needed is brought: it is not there yet, so all of it is open."""
        w, block = self.write, self.derived[place]
        owner = block.owner
        if owner in self.plan.fields and self.plan.fields[owner].field.required:
            s = self.number[owner]
            test, slots = f"s{s + 1} is not True and c{s} is not False", [s, s + 1]
        elif owner in self.plan.materials and owner in self._asked_for:
            present = self.number[owner]
            test = f"s{present} is False and n{self.needed[owner]} is not False"
            slots = [present, present + 1, present + 2, *self.records(owner)]
        elif owner in self._asked_for and f"q{self.groups.get(owner)}" in block.gives:
            self._bring_group(place, touched)
            return
        else:
            return
        changed = [n for n in slots if self.slots[n].kind in _MADE_OPEN]
        opened = " = ".join([f"s{n}" for n in changed])
        self._late(place + 1, changed)
        w.line(1, f"if {test} and B: {opened} = OPEN; {self._note(slots, touched)}")

    def _late(self, place: int, slots: Iterable[int]) -> None:
        """Note which slots are opened only after something before that place has been derived from them."""
        before = frozenset().union(*[block.reads for block in self.derived[:place]])
        for n in slots:
            self.late |= (f"s{n}" in before) << n

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        """The materials and groups of which an applicant is told by name that they are lacking."""
        return frozenset([line.owner for line in self.requirements if line.requirement.kind == "material"])

    def _bring_group(self, place: int, touched: list[int]) -> None:
        """Write that alternatives may be brought where none is in play for certain."""
        group = self.derived[place].owner
        w, q = self.write, f"q{self.groups[group]}"
        members = self.plan.groups[group]
        slots = [n for n, slot in enumerate(self.slots) if slot.owner in members]
        free = [n for n in slots if not self.slots[n].fixed]
        self._late(place, free)
        need = "".join([f" and {need} is not False" for need in self._group_need(group)])
        w.line(1, f"if {q} is not True{need} and B:")
        w.line(2, f"{' = '.join([f's{n}' for n in free])} = {q} = OPEN; {self._note(free, touched)}")
        for n in [n for n in slots if n not in free]:
            w.line(2, f"if s{n}.__class__ is Unknown: {self._note([n], touched)}")
        for play, member in zip(self.plays(group), members, strict=True):
            open_ = "".join([f"False if {need} is False else " for need in self._need(member)]) + "OPEN"
            w.line(2, f"{play} = {open_}")

    def open_answers(self, depth: int, one: Verdict) -> None:
        """Write that a plug-in may answer otherwise where something that it is asked about is open."""
        requirement = one.line.requirement
        slots = [n for n, slot in enumerate(self.slots) if slot.owner == requirement.id]
        asked = [n for n, slot in enumerate(self.slots) if slot.path.rstrip("?") in requirement.reads]
        if slots and asked:
            opened = " = ".join([f"s{n}" for n in slots])
            mask = sum(1 << n for n in asked)
            self.write.line(depth, f"if B and O & {mask}: {opened} = OPEN; O |= {sum(1 << n for n in slots)}")

    def open_with_paper(self, verdicts: list[Verdict], need: str) -> list[Verdict]:
        """Give the verdicts of which it is clear what becomes of them where all of their material is open.

        They are left undecided then, or go without saying. `need` is the gate that is asked before.
        """
        owner = verdicts[0].line.owner if verdicts else ""
        if owner not in self.plan.materials:
            return []
        present = self.number[owner]
        if any(slot.fixed for slot in self.slots[present : present + 3]):
            return []
        gates = {need, f"s{present}"}
        asked = [one for one in verdicts if gates.issuperset([code for _, code in one.gates])]
        return [one for one in asked if self._hangs_on_paper(one)]

    def _hangs_on_paper(self, one: Verdict) -> bool:
        """Say whether a verdict is unknown for certain where its material is open."""
        if one.line.requirement.plugin is not None or one.each is not None:
            return False
        if one.line.check is not None:
            return any(self._is_read_off(one.line.owner, path) for path in hangs_on(one.line.check.holds))
        return one.line.requirement.kind != "copies" or bool(self.counted(one))

    def counted(self, one: Verdict) -> str:
        """Give the variable of the copies handed in, where it is only demanded that they are enough."""
        if one.line.requirement.kind != "copies" or "imply" in one.holds:
            return ""
        owner = one.line.owner
        return f"s{self.number[owner] + 2}" if len(self.plan.materials[owner].demands) == 1 else ""

    def hung_from(self, one: Verdict) -> list[str]:
        """Give the variables of which a check is undecided for certain if any of them is open."""
        check = one.line.check
        if check is None or one.line.requirement.plugin is not None or one.each is not None:
            return []
        found = [self.number[path] for path in hangs_on(check.holds) if path in self.number]
        # The day is always known.
        return [f"s{n}" for n in sorted(found, reverse=True) if n and not self.slots[n].when]

    def _is_read_off(self, material: str, path: str) -> bool:
        """Say whether a path is a value on a material that is open whenever the material is."""
        slot = self.slots[self.number[path]] if path in self.number else None
        if slot is None or slot.owner != material or slot.kind != "record":
            return False
        return not (slot.when or slot.fixed)

    def _note(self, slots: list[int], touched: list[int]) -> str:
        """Give the code that notes slots as opened, and the parts that look at them as touched."""
        parts = 0
        for n in slots:
            parts |= touched[n]
        return f"O |= {sum(1 << n for n in slots)}; W |= {parts}"


_MADE_OPEN = frozenset({"present", "sound", "copies", "filled"})
"""The slots that hold a value though nothing was brought: all others are unknown then as it is."""
