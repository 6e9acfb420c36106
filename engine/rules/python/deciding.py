"""Deciding: what of a submission is not met for certain, twice over, written from the same verdicts.

`look` looks at the submission as it is and gives every verdict. `again` looks at it with everything open
that obeying the correction may change: it decides only what that concerns (`W`), opens what people would
bring because it may turn out to be needed (`O`), and gives what is left undecided, as bits.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby

from engine.dataclass import dataclass
from engine.feel import ast
from engine.feel.values import Null
from engine.rules.lines import Line
from engine.rules.plan import MaterialPlan
from engine.rules.python.judging import Verdict, same
from engine.rules.python.keeping import Keeping

__all__ = ["Deciding", "Part", "implied"]

NONSENSE = Null("插件的答复不是这里要的那种值")


@dataclass(frozen=True, slots=True)
class Part:
    """Verdicts that are decided together or not at all: those of one material, say. `bit` stands for it."""

    bit: int
    verdicts: list[Verdict]


class Deciding(Keeping):
    """Writes the second half of `look`, `again` and `weigh`."""

    second = False
    """Whether it is the second look that is being written."""

    together = False
    """Whether all that is left undecided of a part is noted together, because it applies together."""

    def deciding(self) -> None:
        """Write how the slots that were just read are decided: what is unmet, what is not known to be met."""
        w = self.write
        start = len(w.lines)
        for part in self._parts:
            self._decide_part(1, part)
        decided = w.cut(start)
        w.line(1, "unmet = []; wrong = unmet.append; unknown = []; open = unknown.append")
        for place in sorted(self.needed_for(w.names(decided))[0]):
            w.lines.extend(self.derived[place].lines)
        w.lines.extend(decided)
        w.line(1, "return s, unmet, unknown")

    def deciding_again(self) -> None:
        """Write `again`, and bind what says which parts of it look at which slot.

        It gives what is left undecided, what of it may not apply, a set for each reason, `O`. Nothing is
        brought where `O` is negative: then it is only tried what a verdict would be.
        """
        w, self.second = self.write, True
        reads = [self.slots_for(self.names_of(one)) for one in self.verdicts]
        touched = [0] * len(self.slots)
        for part in self._parts:
            for n in {n for one in part.verdicts for n in reads[one.number]}:
                touched[n] |= part.bit
        self._bind(self._parts, touched, reads)
        brought = [self.brought(place, touched) for place in range(len(self.derived))]
        w.constants["LATE"] = self.late
        start = len(w.lines)
        self._decide_touched()
        decided = w.cut(start)
        needed, _ = self.needed_for(w.names([*decided, *[line for lines in brought for line in lines]]))
        memories = []
        for place, block in enumerate(self.derived):
            if place in needed and self.is_worth_keeping(block):
                memories.append(f"T{place}")
                self.kept(memories[-1], block)
            elif place in needed:
                w.lines.extend(block.lines)
            w.lines.extend(brought[place])
        body = w.cut(start)
        w.lines.extend([f"{memory} = {{}}" for memory in memories])
        w.line(0, f"def again(W, O, {', '.join([f's{n}' for n in range(len(self.slots))])}):")
        w.line(1, "B = O >= 0; L = 0; perhaps = []; note = perhaps.append")
        w.lines.extend([*body, *decided])
        self.second = False

    def _decide_touched(self) -> None:
        """Write the parts that are decided again if something touches them."""
        w = self.write
        for start in range(0, len(self._parts), _SIDE_BY_SIDE):
            some = self._parts[start : start + _SIDE_BY_SIDE]
            w.line(1, f"if W & {sum(part.bit for part in some)}:")
            for part in some:
                w.line(2, f"if W & {part.bit}:")
                if not self._decide_part(3, part):
                    w.line(3, "pass")
        w.line(1, "return L, perhaps, O")

    def weighing(self) -> None:
        """Write `weigh`, which says of every requirement whether it applies."""
        start = len(self.write.lines)
        applies = "".join([f"{self._applies(one)}, " for one in self.verdicts])
        self.write.line(1, f"return ({applies})")
        self.function("def weigh(s):", start)

    def _bind(self, parts: list[Part], touched: list[int], reads: list[tuple[int, ...]]) -> None:
        constants = self.write.constants
        constants["TOUCHED"] = tuple(touched)
        constants["PARTS"] = tuple([part.bit for part in parts for _ in part.verdicts])
        constants["READS"] = tuple(reads)
        constants["APPLY"] = sum(1 << one.number for one in self.verdicts if self._applies(one) == "True")
        constants["IMPLIED"] = frozenset([one.number for one in self.verdicts if self._is_implied(one)])
        asked = [part.bit for part in parts if any(v.line.requirement.plugin for v in part.verdicts)]
        constants["ALWAYS"] = sum(asked)
        constants["WHENS"] = tuple([self._condition_reads(line) for line in self.requirements])

    def _condition_reads(self, line: Line) -> tuple[int, ...]:
        """Give the slots that it depends on when a requirement applies."""
        condition, optional = line.requirement.condition, line.requirement.optional
        numbers = {self.number[name] for name in optional}
        if condition is not None:
            numbers |= {*self.slots_for(self.write.names([self.write.tree(condition)]))}
        return tuple(sorted({*numbers, *(n - 1 for n in numbers if self.slots[n].kind == "filled")}))

    def names_of(self, one: Verdict) -> set[str]:
        """Give the names that a verdict mentions."""
        return self.write.names([*one.applies, *[code for _, code in one.gates], *self._demand(one)])

    def demanded(self, one: Verdict) -> set[str]:
        """Give the names that a demand mentions."""
        return self.write.names(self._demand(one))

    def _demand(self, one: Verdict) -> list[str]:
        if one.each is None or one.line.check is None:
            return [one.holds]
        return [f"s{self.number[one.each]}", self.write.tree(one.line.check.holds)]

    def slots_for(self, names: set[str]) -> tuple[int, ...]:
        """Give the slots that names depend on."""
        _, read = self.needed_for(names)
        return tuple(sorted([int(name[1:]) for name in read if name[0] == "s" and name[1:].isdecimal()]))

    # parts

    @cached_property
    def _parts(self) -> list[Part]:
        groups = [list(some) for _, some in groupby(self.verdicts, key=_together)]
        return [Part(bit=1 << number, verdicts=some) for number, some in enumerate(groups)]

    def _decide_part(self, depth: int, part: Part) -> bool:
        """Write the verdicts of one part: what all of it hangs on comes first, and is asked once.

        Says whether there was anything to be written.
        """
        verdicts, need = [one for one in part.verdicts if not one.never], ""
        if not self.second and all(one.line.requirement.kind == "fact" for one in part.verdicts):
            self.write.line(depth, "if odd:")
            depth += 1
        if len(verdicts) > 1 and all(one.gates and one.gates[0] == verdicts[0].gates[0] for one in verdicts):
            need = verdicts[0].gates[0][1]
        if need.isidentifier():
            self.write.line(depth, f"if {need} is not False:")
            depth += 1
        else:
            need = ""
        if self.second:
            self._decide_again(depth, verdicts, need)
        else:
            self._decide_all(depth, verdicts, need)
        return bool(verdicts)

    def _decide_all(self, depth: int, verdicts: list[Verdict], assumed: str) -> None:
        """Write verdicts, those beside each other that hang on the same gates together."""
        for _, few in groupby(verdicts, key=_gate_keys):
            self._decide(depth, list(few), assumed)

    def _decide_again(self, depth: int, verdicts: list[Verdict], need: str) -> None:
        """Write what is left undecided of a part: where its paper is open, most of it without looking."""
        w = self.write
        applies = bool(need) and all(self._applies(one) == need for one in verdicts)
        self.together = applies and len({self._condition(one) for one in verdicts}) == 1
        if self.together:
            w.line(depth, "l = 0")
        open_ = [one for one in self.open_with_paper(verdicts, need) if self.together or self._is_noted(one)]
        rest = [one for one in verdicts if one not in open_]
        if len(open_) > len(rest):
            bits = sum(1 << one.number for one in open_ if not self._is_implied(one))
            w.line(depth, f"if B and s{self.number[open_[0].line.owner]} is OPEN:")
            w.line(depth + 1, f"{'l' if self.together else 'L'} |= {bits}" if bits else "pass")
            self._decide_all(depth + 1, rest, need)
            w.line(depth, "else:")
        self._decide_all(depth + (len(open_) > len(rest)), verdicts, need)
        if self.together:
            w.line(depth, f"if l: L |= l; {need} is True or note(l)")

    def _is_noted(self, one: Verdict) -> bool:
        """Say whether no more than a bit is noted of a requirement that is left undecided, if that."""
        return self._applies(one) == "True" or self._is_implied(one)

    def _condition(self, one: Verdict) -> tuple[object, ...]:
        """Give what is the same for requirements of which it is said with the same words when they apply."""
        condition = one.line.requirement.condition
        return None if condition is None else same(condition), one.line.requirement.optional

    def _decide(self, depth: int, verdicts: list[Verdict], assumed: str) -> None:
        """Write verdicts that hang on the same gates."""
        depth, gate = self.gated(depth, verdicts[0], assumed)
        for counts, some in groupby(verdicts, key=self._only_counts):
            few = list(some)
            if counts and len(few) > 1 and not self.second:
                # What nobody looked at has no other value: all of it lacks what the gate lacks.
                paper = few[0].line.owner
                lacking = "; ".join([f"open(({one.number}, {gate}))" for one in few])
                self.write.line(depth, f"if s{self.number[paper]} is {self.unknown[paper]}: {lacking}")
                self.write.line(depth, "else:")
                self._decide_behind(depth + 1, few, gate)
            else:
                self._decide_behind(depth, few, gate)

    def _decide_behind(self, depth: int, verdicts: list[Verdict], gate: str) -> None:
        """Write verdicts behind their gates."""
        for one in verdicts:
            plugged = one.line.requirement.plugin is not None
            if plugged and self.second:
                self.open_answers(depth, one)
            if self.second and self.hung_from(one):
                # What is open is seen sooner than compared.
                tests = [*[f"{name} is OPEN" for name in self.hung_from(one)], f"{one.holds} is not True"]
                self.write.line(depth, f"if {' or '.join(tests)}: {self._left(one)}")
                continue
            value = self.value(depth, one, gate)
            noted = self._left(one) if self.second else self._noted(one, value, "" if plugged else gate)
            self.write.line(depth, f"if {value} is not True{self._unless_implied(one, value)}: {noted}")

    def _only_counts(self, one: Verdict) -> bool:
        """Say whether it is only demanded of a paper that it is sound, or that there are so many of it."""
        requirement, material = one.line.requirement, one.line.material
        if requirement.kind == "flaw":
            return True
        return requirement.kind == "copies" and material is not None and _is_one_number(material)

    def _noted(self, one: Verdict, value: str, gate: str) -> str:
        """Give the code that notes a requirement that is not met for certain at the first look."""
        return _verdict(one.number, value, gate, bool(gate) and self._is_presence(gate))

    def _left(self, one: Verdict) -> str:
        """Give the code that notes a requirement as left undecided, and what it may hang on."""
        bit, applies = 1 << one.number, self._applies(one)
        if self.together:
            return f"l |= {bit}"
        if applies == "True":
            return f"L |= {bit}"
        return f"L |= {bit}; {applies} is True or note({bit})"

    def _is_implied(self, one: Verdict) -> bool:
        """Say whether it goes without saying the second time that something is so of a material.

        It is sound, and there is one of it, where it is only named; not so for one that is handed in already,
        with its fault, and turns out to be needed.
        """
        kind, material = one.line.requirement.kind, one.line.material
        if material is None or kind not in ("flaw", "copies"):
            return False
        return kind == "flaw" or all(demand.copies is None for demand in material.demands)

    def _unless_implied(self, one: Verdict, value: str) -> str:
        """Give the test for what is implied, the second time."""
        if not self.second or not self._is_implied(one):
            return ""
        tests = [f"{value}.__class__ is Unknown"]
        if one.line.requirement.kind == "copies" and "imply" in one.holds:
            tests.append(f"s{self.number[one.line.owner] + 2}.__class__ is Unknown")
        return f" and not (B and ({' or '.join(tests)}))"

    def gated(self, depth: int, one: Verdict, assumed: str = "") -> tuple[int, str]:
        """Write the test of the gates: give the depth behind it, and the variable that says if all hold.

        `assumed` is a gate of which it is known already that it is not false.
        """
        w = self.write
        if not one.gates:
            return depth, ""
        names = []
        for _, code in one.gates:
            names.append(code)
            if not code.isidentifier():
                names[-1] = f"c{len(names)}_"
                w.line(depth, f"{names[-1]} = {code}")
        gate = names[0]
        if len(names) > 1 and self.second and one.line.requirement.plugin is None:
            # What is only noted as left undecided does not hang on why.
            tests = [f"{name} is not False" for name in names if name != assumed]
            w.line(depth, f"if {' and '.join(tests)}:")
            return depth + 1, gate
        if tuple(names) in self._played:
            gate = self._played[tuple(names)]
        elif len(names) > 1:
            gate = "a"
            w.line(depth, f"a = {self._and(names, assumed)}")
        if gate == assumed:
            return depth, gate
        w.line(depth, f"if {gate} is not False:")
        return depth + 1, gate

    @cached_property
    def _played(self) -> dict[tuple[str, ...], str]:
        """The gates of alternatives that are known together: needed, and handed in."""
        return {
            (*self._need(member), f"s{self.number[member]}"): play
            for group, members in self.plan.groups.items()
            for play, member in zip(self.plays(group), members, strict=True)
        }

    def value(self, depth: int, one: Verdict, gate: str) -> str:
        """Write what a demand comes to, where it is more than a variable; give the variable."""
        w, check = self.write, one.line.check
        if one.holds.isidentifier():
            return one.holds
        if one.each is not None and check is not None:
            s = f"s{self.number[one.each]}"
            w.line(depth, f"if {s}.__class__ is Null or {s}.__class__ is Unknown: v = {s}")
            w.line(depth, "else:")
            self.every(depth + 1, s, w.tree(check.holds), [])
        elif one.line.requirement.plugin is not None:
            w.line(depth, f"try: v = {one.holds}")
            w.line(depth, f"except TypeError: v = {w.const(NONSENSE)}")
            if gate:
                w.line(depth, f"else: v = {implied(gate, 'v')}")
        else:
            copies = self.counted(one) if self.second else ""
            w.line(depth, f"v = {f'{copies} if {copies} is OPEN else ' if copies else ''}{one.holds}")
        return "v"

    def every(self, depth: int, values: str, tree: str, before: list[str]) -> None:
        """Write the loop over the entries: `v` is false once one entry is wrong."""
        w = self.write
        w.line(depth, "v = True")
        numbered = "i" in w.names([tree, *before])
        w.line(depth, f"for i, e in enumerate({values}, 1):" if numbered else f"for e in {values}:")
        w.lines.extend(before)
        w.line(depth + 1, f"b = {tree}")
        w.line(depth + 1, "if b is not True:")
        w.line(depth + 2, "if b is False: v = b; break")
        w.line(depth + 2, "v = both((v, b))")

    def _applies(self, one: Verdict) -> str:
        if one.never:
            return "False"
        if len(one.applies) < 2:
            return one.applies[0] if one.applies else "True"
        if all(code.isidentifier() for code in one.applies):
            return self._and(list(one.applies))
        return f"both(({', '.join(one.applies)},))"


_SIDE_BY_SIDE = 5
"""So many parts are passed over by one test: most are not touched."""


def _is_one_number(material: MaterialPlan) -> bool:
    copies = material.demands[0].copies
    return len(material.demands) == 1 and (copies is None or isinstance(copies, ast.Number))


def _together(one: Verdict) -> object:
    """Give what verdicts of one part share: their material; the questions all stand in one."""
    if one.line.requirement.kind == "fact":
        return "fact"
    return one.line.owner or one.number


def _gate_keys(one: Verdict) -> tuple[str, ...]:
    return tuple(key for key, _ in one.gates)


def _verdict(number: int, value: str, gate: str, never_null: bool) -> str:
    """Give the code that notes a requirement as unmet, or its verdict where it is not known to be met.

    A gate that is never null and is the verdict itself lacks just what the verdict does.
    """
    if not gate:
        return f"wrong({number}) if {value} is False else open(({number}, {value}))"
    unmet = f"wrong({number}) if {value} is False and {gate} is True"
    return f"{unmet} else open(({number}, {implied(gate, value, never_null)}))"


def implied(gate: str, value: str, never_null: bool = False) -> str:
    """Give the code of a demand's verdict where its gates may be unknown."""
    plain = f"{gate} is True or {value} is {gate}" if never_null else f"{gate} is True"
    return f"{value} if {plain} else imply({gate}, {value})"
