"""Reading: the lines that fill every slot from a submission."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

from engine.rules.lines import APPLICANT
from engine.rules.python.frame import Frame

__all__ = ["READABLE", "Kind", "Reading"]

READABLE = frozenset({"text", "integer", "number", "amount", "date", "yes_no", "attachment"})
"""The kinds of values that can be read one by one."""

Kind: TypeAlias = "tuple[str, tuple[str, ...], tuple[Any, Any] | None]"
"""A kind of values: its name, the options to choose from, the ends of its range."""

Place: TypeAlias = tuple[str, str, str]
"""Where a value is taken from, as code: a dict, its key, and what stands there if there is none."""

_KINDS = {
    "text": ("str", "as_text"),
    "yes_no": ("bool", "as_yes_no"),
    "attachment": ("bool", "as_filed"),
    "date": ("", "as_day"),
}
"""The class of the ordinary value of a kind, and the helper for all others."""

_MOST_ENTRIES = 10_000
_MOST_COPIES = 10**6
_PLAIN_NUMBERS = 10**18


class Reading(Frame):
    """Writes how the slots are read; the ordinary value passes inline, all others through a helper."""

    def reading(self, depth: int) -> None:
        """Write the lines that fill the slots from `S`, `day`, `closed`, `bad`."""
        self.opening(depth, answers=True)
        self.write.line(depth, "odd = False")
        for number, slot in enumerate(self.slots):
            if slot.kind in ("applicant", "field"):
                self.field(depth, number, filled=True)
            elif slot.kind == "answer":
                self.answer(depth, number)
        for name in self.plan.materials:
            self.material(depth, name, set(range(len(self.slots))))

    def entries(self) -> None:
        """Write for every list the function that reads one entry of it: `i` is its number."""
        w = self.write
        for number, slot in enumerate(self.slots):
            if not slot.entry:
                continue
            w.line(0, f"def entry{number}(e, i, bad, closed):")
            w.line(1, f"return {self._entry_at_hand(1, number)}")

    def _entry_at_hand(self, depth: int, number: int) -> str:
        """Write how the entry at hand of a list is read; give what it becomes."""
        w, pairs = self.write, []
        for place, (name, _, _) in enumerate(self.slots[number].entry):
            self.column(depth, number, name, f"e{place}")
            pairs.append(f"{w.const(name)}: e{place}, ")
        return f"{{{''.join(pairs)}{w.const('#')}: i}}"

    def column(self, depth: int, number: int, name: str, variable: str) -> None:
        """Write how one column of the entry at hand of a list is read."""
        w, unknown = self.write, self.unknown[self.slots[number].path]
        kind, choose = next((kind, choose) for n, kind, choose in self.slots[number].entry if n == name)
        default = f"False if closed else {unknown}" if kind == "attachment" and not choose else unknown
        place = ("e", w.const(name), default)
        if choose or kind in READABLE:
            made: Kind = (kind, choose, None)
            self.take(depth, variable, place, made, f"{variable} = {self.as_kind(number, variable, made)}")
        else:
            w.line(depth, f"{variable} = as_any(bad, {number}, {_got(place)}, {unknown})")

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
        target = f"{s}, s{number + 1}" if filled else f"{s}, _"
        made = f"bad, {number}, {self.slow(number, s)}, {unknown}"
        # What was not sent and may come yet is passed over first: it is what is not plain most often.
        not_yet = f"({s}, {s}) if {s} is {unknown} and not closed"
        convert = f"{target} = {not_yet} else answered({made}, closed, {slot.required})"
        if filled:
            w.line(depth, f"s{number + 1} = True")
            # What was not simply answered is looked at again where it is decided.
            convert = f"{convert}; odd = True"
        if slot.path == APPLICANT:
            w.line(depth, f"P = F.get({w.const('申请人')}) or F.get({w.const('applicant')}) or {w.const({})}")
            w.line(depth, f"{s} = P.get({w.const('名称')}, {unknown})")
            w.line(depth, f"if {s} is {unknown}: {s} = P.get({w.const('name')}, {s})")
            self.unless_ordinary(depth, s, self.kind_of(number), convert)
        elif not slot.entry:
            self.take(depth, s, ("F", w.const(slot.path), unknown), self.kind_of(number), convert)
        else:
            w.line(depth, f"{s} = F.get({w.const(slot.path)}, {unknown})")
            self.raw_list(depth, number, convert) if raw else self._ordinary_list(depth, number, convert)

    def answer(self, depth: int, number: int) -> None:
        """Write how an answer of a plug-in is read."""
        w, slot = self.write, self.slots[number]
        unknown = self.unknown[slot.path]
        w.line(depth, f"a = A.get({w.const(slot.owner)}) or {w.const({})}")
        w.line(depth, f"s{number} = a.get({w.const(slot.name)}, {unknown})")
        w.line(depth, f"s{number} = as_any(bad, {number}, s{number}, {unknown})")

    def slow(self, number: int, s: str) -> str:
        """Give the call that turns a raw value of a slot into one of its kind, or says why it is none."""
        slot = self.slots[number]
        if slot.entry:
            return f"as_entries(bad, {number}, {s}, {self.unknown[slot.path]}, entry{number}, closed)"
        return self.as_kind(number, s, self.kind_of(number))

    def kind_of(self, number: int) -> Kind:
        slot = self.slots[number]
        return slot.type, slot.choose, slot.range

    def as_kind(self, number: int, s: str, kind: Kind) -> str:
        """Give the call that makes a value of a kind."""
        w, (name, choose, ends) = self.write, kind
        given = f"bad, {number}, {s}, {self.unknown[self.slots[number].path]}"
        if choose:
            return f"as_option({given}, {w.const(choose)})"
        if name in ("integer", "number", "amount"):
            low, high = ends if ends is not None else (None, None)
            return f"as_number({given}, {name == 'integer'}, {w.const(low)}, {w.const(high)})"
        return f"{_KINDS.get(name, _KINDS['text'])[1]}({given})"

    def raw_list(self, depth: int, number: int, convert: str) -> None:
        """Write the lines that leave an ordinary list as it came."""
        w, s = self.write, f"s{number}"
        w.line(depth, f"if {s}.__class__ is list and len({s}) <= {_MOST_ENTRIES}:")
        w.line(depth + 1, f"for e in {s}:")
        w.line(depth + 2, f"if e.__class__ is not dict: {convert}; break")
        w.line(depth, f"else: {convert}")

    def _ordinary_list(self, depth: int, number: int, convert: str) -> None:
        """Write the lines that read an ordinary list, entry by entry."""
        w, s = self.write, f"s{number}"
        w.line(depth, f"if {s}.__class__ is list and len({s}) <= {_MOST_ENTRIES}:")
        w.line(depth + 1, "b = []")
        w.line(depth + 1, f"for i, e in enumerate({s}):")
        w.line(depth + 2, f"if e.__class__ is not dict: {convert}; break")
        entry = self._entry_at_hand(depth + 2, number)
        w.line(depth + 2, f"b.append({entry})")
        w.line(depth + 1, f"else: {s} = tuple(b)")
        w.line(depth, f"else: {convert}")

    def take(self, depth: int, s: str, place: Place, kind: Kind, convert: str) -> None:
        """Write how a value gets into the variable `s`, and is converted if it is not the ordinary one."""
        w = self.write
        if kind[0] == "date" and not kind[1]:
            # A date that was read before needs no asking what it is.
            w.line(depth, f"try: {s} = DAYS[{place[0]}[{place[1]}]]")
            w.line(depth, f"except (KeyError, TypeError): {s} = {_got(place)}; {convert}")
        else:
            w.line(depth, f"{s} = {_got(place)}")
            self.unless_ordinary(depth, s, kind, convert)

    def unless_ordinary(self, depth: int, s: str, kind: Kind, convert: str) -> None:
        """Write `if <not the ordinary value>: convert it` for the variable `s`."""
        w, (name, choose, ends) = self.write, kind
        if choose:
            test = f"{s}.__class__ is not str or {s} not in {w.const(frozenset(choose))}"
        elif name in ("integer", "number", "amount"):
            low, high = ends if ends is not None else (-_PLAIN_NUMBERS, _PLAIN_NUMBERS)
            inside = f"{w.const(_whole(low))} <= {s} <= {w.const(_whole(high))}"
            test = f"{s}.__class__ is not int or not {inside}"
        else:
            test = f"{s}.__class__ is not {_KINDS.get(name, _KINDS['text'])[0]}"
        w.line(depth, f"if {test}: {convert}")

    def records(self, name: str) -> list[int]:
        """Give the slots of what is read off a material."""
        return self._records.get(name, [])

    @cached_property
    def _records(self) -> dict[str, list[int]]:
        made: dict[str, list[int]] = {}
        for number, slot in enumerate(self.slots):
            if slot.kind == "record":
                made.setdefault(slot.owner, []).append(number)
        return made

    def state(self, depth: int, sound: str) -> str:
        """Write how the state of a material is read, and if it is `sound`; give the test that it is here."""
        w = self.write
        w.line(depth, f"try: q = m[{w.const('state')}]")
        w.line(depth, "except (KeyError, TypeError): q = None")
        w.line(depth, f"{sound} = q == {w.const('sound')}")
        return f"{sound} or q == {w.const('flawed')}"

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
        # Where nobody has looked at the paper yet, it is the paper that everything of it lacks.
        unseen = self.blank[name]
        known = {present: False, present + 1: True, present + 2: 0}
        absent = [known.get(n, self.blank[self.slots[n].path]) for n in slots]
        target, test = ", ".join([f"s{n}" for n in slots]), self.absent(name)
        otherwise, lacking = w.const((unseen,) * len(slots)), w.const(tuple(absent))
        silent = {"True": lacking, "False": otherwise}.get(test, f"{lacking} if closed else {otherwise}")
        w.line(depth, f"m = M.get({w.const(name)})")
        # Most materials of an item are not spoken of in most submissions.
        w.line(depth, f"if m is None: {target}, = {silent}")
        w.line(depth, "else:")
        sound = f"s{present + 1}" if present + 1 in used else "h"
        w.line(depth + 1, f"if {self.state(depth + 1, sound)}:")
        self.handed_in(depth + 2, name, slots)
        if test != "False":
            w.line(depth + 1, f"elif {test}: {target}, = {lacking}")
        w.line(depth + 1, f"else: {target}, = {otherwise}")

    def handed_in(self, depth: int, name: str, slots: list[int]) -> None:
        """Write how slots of a material are read where it was handed in; if it is sound is read already."""
        w, present = self.write, self.number[name]
        record = False
        for n in [n for n in slots if n != present + 1]:
            unknown = self.unknown[self.slots[n].path]
            if n == present:
                w.line(depth, f"s{n} = True")
            elif n == present + 2:
                single = all(d.copies is None for d in self.plan.materials[name].demands)
                w.line(depth, f"s{n} = m.get({w.const('copies')}, {1 if single else unknown})")
                number = f"as_number(bad, {n}, s{n}, {unknown}, True, 0, {_MOST_COPIES})"
                w.line(depth, f"if s{n}.__class__ is not int or s{n} < 0: s{n} = {number}")
            else:
                if not record:
                    w.line(depth, f"r = m.get({w.const('record')}) or {w.const({})}")
                    record = True
                kind, place = self.kind_of(n), ("r", w.const(self.slots[n].name), unknown)
                convert = f"s{n} = recorded({self.as_kind(n, f's{n}', kind)}, {unknown})"
                self.take(depth, f"s{n}", place, kind, convert)


def _got(place: Place) -> str:
    return f"{place[0]}.get({place[1]}, {place[2]})"


def _whole(end: Any) -> Any:
    """Give the end of a range as a whole number where it is one: that compares sooner."""
    return int(end) if end == int(end) else end
