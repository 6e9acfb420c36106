"""A plan becomes Python: functions that read a submission, decide every verdict, and find what is wrong.

`read` fills the slots, `decide` gives the verdicts, `weigh` the verdicts and whether each requirement
applies, `find` only the ids of findings (one pass, nothing explained), `derive` the values of tables and
groups for messages. All functions are total: they answer for every slot known, null or unknown.
"""

from __future__ import annotations

from engine.feel import ast
from engine.feel.values import Null, Unknown
from engine.item.terms import Span
from engine.rules.lines import APPLICANT, Line
from engine.rules.model import Slot
from engine.rules.plan import Plan, TablePlan, read_owners
from engine.rules.writer import Writer

__all__ = ["compile_plan", "slots_of"]

NONSENSE = Null("插件的答复不是这里要的那种值")


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
        slots.append(Slot(path=f"{name}?", kind="filled", owner=name, name=name, type="yes_no", fixed=one.fixed))
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
    slots: dict[str, Slot] = {}
    for line in lines:
        check = line.check
        if check is None or check.check.plugin is None:
            continue
        from_holds = sorted(p for p in line.requirement.reads if p.startswith(f"{check.id}.答复"))
        for path in from_holds:
            name = path.removeprefix(f"{check.id}.答复").removeprefix(".")
            slots[path] = Slot(path=path, kind="answer", owner=check.id, name=name, type="text", system=True)
    return list(slots.values())


class _Compiler:
    """Writes the functions of one plan."""

    def __init__(self, plan: Plan, lines: list[Line], slots: tuple[Slot, ...]) -> None:
        self.plan = plan
        self.requirements = lines
        self.slots = slots
        self.number = {slot.path: n for n, slot in enumerate(slots)}
        self.tables = {path: n for n, path in enumerate(plan.tables)}
        self.needed = {name: n for n, name in enumerate(plan.materials)}
        self.groups = {name: n for n, name in enumerate(plan.groups)}
        self.write = Writer(self._variables())
        self.unknown = {
            slot.path: self.write.const(Unknown(frozenset((slot.path.rstrip("?"),)))) for slot in slots
        }

    def _variables(self) -> dict[str, str]:
        names = {slot.path: f"s{n}" for n, slot in enumerate(self.slots)}
        for path, number in self.tables.items():
            for column, output in enumerate(self.plan.tables[path].outputs):
                names[f"{path}.{output}"] = f"t{number}_{column}"
        for group, number in self.groups.items():
            for column, record in enumerate(self._group_records(group)):
                names[f"{group}.{record}"] = f"g{number}_{column}"
        return names

    def _group_records(self, group: str) -> list[str]:
        members = set(self.plan.groups[group])
        return list(dict.fromkeys(s.name for s in self.slots if s.owner in members and s.kind == "record"))

    # reading

    def reading(self, depth: int) -> None:
        """Write the lines that fill the slots from `S`, `day`, `closed`, `bad`."""
        w = self.write
        w.line(depth, f"F = S.get({w.const('facts')}) or {w.const({})}")
        w.line(depth, f"M = S.get({w.const('materials')}) or {w.const({})}")
        w.line(depth, f"A = S.get({w.const('answers')}) or {w.const({})}")
        w.line(depth, "s0 = day")
        w.line(depth, f"P = F.get({w.const('申请人')}) or F.get({w.const('applicant')}) or {w.const({})}")
        w.line(depth, f"s1 = P.get({w.const('名称')}, {self.unknown[APPLICANT]})")
        w.line(depth, f"if s1 is {self.unknown[APPLICANT]}: s1 = P.get({w.const('name')}, s1)")
        self._plain(depth, 1)
        self._filled(depth, 1, 2)
        for number, slot in enumerate(self.slots):
            if slot.kind == "field":
                w.line(depth, f"s{number} = F.get({w.const(slot.path)}, {self.unknown[slot.path]})")
                self._plain(depth, number)
                self._filled(depth, number, number + 1)
            elif slot.kind == "answer":
                w.line(depth, f"a = A.get({w.const(slot.owner)}) or {w.const({})}")
                w.line(depth, f"s{number} = a.get({w.const(slot.name)}, {self.unknown[slot.path]})")
                w.line(depth, f"s{number} = as_any(bad, {number}, s{number}, {self.unknown[slot.path]})")
        for name in self.plan.materials:
            self._material(depth, name)

    def _filled(self, depth: int, value: int, filled: int) -> None:
        w = self.write
        w.line(depth, f"s{filled} = True")
        w.line(depth, f"if s{value}.__class__ is Unknown or s{value}.__class__ is Null:")
        w.line(depth + 1, f"s{filled} = filled(bad, {value}, s{value}, closed)")
        if self.slots[value].required:
            w.line(depth + 1, f"if s{value}.__class__ is Null: s{value} = {self.unknown[self.slots[value].path]}")
        else:
            w.line(depth + 1, f"if closed and s{value} is {self.unknown[self.slots[value].path]}: s{value} = NONE")

    def _plain(self, depth: int, number: int) -> None:
        """Write the line that turns a raw value into one of its kind; the ordinary one passes inline."""
        w, slot, s = self.write, self.slots[number], f"s{number}"
        unknown = self.unknown[slot.path]
        if slot.entry:
            w.line(depth, f"{s} = as_entries(bad, {number}, {s}, {unknown}, {w.const(slot.entry)}, closed)")
        elif slot.choose:
            options = w.const(frozenset(slot.choose))
            w.line(depth, f"if {s}.__class__ is not str or {s} not in {options}:")
            w.line(depth + 1, f"{s} = as_option(bad, {number}, {s}, {unknown}, {w.const(slot.choose)})")
        elif slot.type in ("integer", "number", "amount"):
            low, high = slot.range if slot.range is not None else (None, None)
            test = f"if {s}.__class__ is not int"
            if low is not None:
                test += f" or not {w.const(low)} <= {s} <= {w.const(high)}"
            else:
                test += f" or not {w.const(-(10**18))} < {s} < {w.const(10**18)}"
            w.line(depth, f"{test}:")
            whole = slot.type == "integer"
            ends = f"{w.const(low)}, {w.const(high)}"
            w.line(depth + 1, f"{s} = as_number(bad, {number}, {s}, {unknown}, {whole}, {ends})")
        elif slot.type == "date":
            w.line(depth, f"d = DAYS.get({s}) if {s}.__class__ is str else None")
            w.line(depth, f"{s} = d if d is not None else as_day(bad, {number}, {s}, {unknown})")
        elif slot.type == "yes_no":
            w.line(depth, f"if {s}.__class__ is not bool: {s} = as_yes_no(bad, {number}, {s}, {unknown})")
        elif slot.type == "attachment":
            w.line(depth, f"{s} = as_filed(bad, {number}, {s}, {unknown})")
        else:
            w.line(depth, f"if {s}.__class__ is not str: {s} = as_text(bad, {number}, {s}, {unknown})")

    def _material(self, depth: int, name: str) -> None:
        w = self.write
        present = self.number[name]
        sound, copies = present + 1, present + 2
        records = [n for n, s in enumerate(self.slots) if s.owner == name and s.kind == "record"]
        system = self.plan.materials[name].necessity == "exempt"
        unknown = [self.unknown[self.slots[n].path] for n in (present, sound, copies, *records)]
        w.line(depth, f"m = M.get({w.const(name)})")
        w.line(depth, f"q = m.get({w.const('state')}) if m.__class__ is dict else None")
        w.line(depth, f"if q == {w.const('sound')} or q == {w.const('flawed')}:")
        w.line(depth + 1, f"s{present} = True")
        w.line(depth + 1, f"s{sound} = q == {w.const('sound')}")
        single = all(d.copies is None for d in self.plan.materials[name].demands)
        w.line(depth + 1, f"s{copies} = m.get({w.const('copies')}, {1 if single else unknown[2]})")
        w.line(depth + 1, f"if s{copies}.__class__ is not int or s{copies} < 0:")
        call = f"as_number(bad, {copies}, s{copies}, {unknown[2]}, True, 0, {w.const(10**6)})"
        w.line(depth + 2, f"s{copies} = {call}")
        if records:
            w.line(depth + 1, f"r = m.get({w.const('record')}) or {w.const({})}")
        for n in records:
            w.line(depth + 1, f"s{n} = r.get({w.const(self.slots[n].name)}, {self.unknown[self.slots[n].path]})")
            self._plain(depth + 1, n)
            w.line(depth + 1, f"if s{n}.__class__ is Null: s{n} = {self.unknown[self.slots[n].path]}")
        absent = "False" if system else f"q == {w.const('absent')} or closed"
        w.line(depth, f"elif {absent}:")
        w.line(depth + 1, f"s{present} = False; s{sound} = True; s{copies} = 0")
        for n in records:
            w.line(depth + 1, f"s{n} = {self.unknown[self.slots[n].path]}")
        w.line(depth, "else:")
        for n, value in zip((present, sound, copies, *records), unknown, strict=True):
            w.line(depth + 1, f"s{n} = {value}")

    # deriving

    def deriving(self, depth: int) -> None:
        """Write the lines that derive conditional fields, tables, needs and groups, in their order."""
        w = self.write
        for owner in self.plan.order:
            if owner in self.plan.fields:
                self._field(depth, owner)
            elif owner in self.plan.tables:
                self._table(depth, self.plan.tables[owner])
            elif owner in self.plan.materials and not self.plan.materials[owner].always:
                whens = [d.when for d in self.plan.materials[owner].demands if d.when is not None]
                if len(whens) == 1:
                    self._assign_gated(depth, f"n{self.needed[owner]}", whens[0])
                else:
                    parts = [self._gated(when) for when in whens]
                    w.line(depth, f"n{self.needed[owner]} = either(({', '.join(parts)},))")
            elif owner in self.plan.groups:
                self._group(depth, owner)

    def _field(self, depth: int, name: str) -> None:
        when = self.plan.fields[name].when
        if when is None:
            return
        w, s = self.write, self.number[name]
        self._assign_gated(depth, f"c{s}", when)
        w.line(depth, f"if c{s} is not True: s{s} = asked(c{s}, s{s})")

    def _assign_gated(self, depth: int, name: str, when: ast.Expr) -> None:
        """Write the value of a gated condition into a variable, plain values without a call."""
        gates = self._gates(when)
        self.write.line(depth, f"{name} = {self.write.tree(when)}")
        if gates:
            self.write.line(depth, f"{name} = {self._and([*gates, name])}")

    def _gated(self, when: ast.Expr) -> str:
        """Give the value of a condition that counts only where the things it reads are in play."""
        gates = self._gates(when)
        return f"both(({', '.join(gates)}, {self.write.tree(when)}))" if gates else self.write.tree(when)

    def _gates(self, *trees: ast.Expr | None, each: str | None = None) -> list[str]:
        """Give the variables that say whether what the trees read is asked, needed and handed in."""
        gates: dict[str, None] = {}
        for tree in trees:
            for owner in read_owners(tree):
                if owner in self.plan.materials:
                    if not self.plan.materials[owner].always:
                        gates[f"n{self.needed[owner]}"] = None
                    gates[f"s{self.number[owner]}"] = None
                elif owner in self.plan.groups:
                    gates[f"q{self.groups[owner]}"] = None
                elif owner in self.plan.fields:
                    planned = self.plan.fields[owner]
                    if planned.when is not None:
                        gates[f"c{self.number[owner]}"] = None
                    if not planned.field.required and owner != each:
                        gates[f"s{self.number[owner] + 1}"] = None
        return list(gates)

    def _table(self, depth: int, planned: TablePlan) -> None:
        w, number = self.write, self.tables[planned.path]
        names = [f"t{number}_{column}" for column in range(len(planned.outputs))]
        target = ", ".join(names) + ","
        if planned.hit_policy == "first":
            w.line(depth, "while True:")
            for condition, answers in planned.rows:
                w.line(depth + 1, f"a = {w.tree(condition)}")
                w.line(depth + 1, "if a is True:")
                for name, answer in zip(names, answers, strict=True):
                    w.line(depth + 2, f"{name} = {w.const(answer)}")
                w.line(depth + 2, "break")
                w.line(depth + 1, "if a is not False:")
                w.line(depth + 2, f"{target} = {self._whole_table(planned)}")
                w.line(depth + 2, "break")
            w.line(depth + 1, f"{target} = {self._whole_table(planned)}")
            w.line(depth + 1, "break")
        else:
            w.line(depth, f"{target} = {self._whole_table(planned)}")

    def _whole_table(self, planned: TablePlan) -> str:
        w = self.write
        conditions = "".join(f"{w.tree(condition)}, " for condition, _ in planned.rows)
        answers = w.const(tuple(answers for _, answers in planned.rows))
        return f"table({w.const(planned.hit_policy)}, ({conditions}), {answers}, {len(planned.outputs)})"

    def _group(self, depth: int, group: str) -> None:
        w, number = self.write, self.groups[group]
        plays = []
        for column, member in enumerate(self.plan.groups[group]):
            plays.append(f"p{number}_{column}")
            w.line(depth, f"{plays[-1]} = {self._play(member)}")
        some = " or ".join(f"{play} is True" for play in plays)
        none = " and ".join(f"{play} is False" for play in plays)
        w.line(depth, f"q{number} = True if {some} else False if {none} else either(({', '.join(plays)},))")
        for column, record in enumerate(self._group_records(group)):
            pairs = []
            for member, play in zip(self.plan.groups[group], plays, strict=True):
                slot = self.number.get(f"{member}.{record}")
                if slot is not None:
                    pairs.append(f"({play}, s{slot})")
            w.line(depth, f"g{number}_{column} = pick(({', '.join(pairs)},))")

    def _play(self, member: str) -> str:
        present = f"s{self.number[member]}"
        if self.plan.materials[member].always:
            return present
        return self._and([f"n{self.needed[member]}", present])

    # deciding

    def verdicts(self, depth: int, weigh: bool) -> None:
        """Write `v0 …` for all requirements, and `a0 …` (does it apply) if `weigh`."""
        for number, line in enumerate(self.requirements):
            self._verdict(depth, number, line, weigh)

    def _verdict(self, depth: int, number: int, line: Line, weigh: bool) -> None:
        kind = line.requirement.kind
        if line.check is not None:
            self._check_verdict(depth, number, line, weigh)
        elif kind == "fact":
            s = self.number[line.owner]
            when = line.field is not None and line.field.when is not None
            self._implied(depth, number, [f"c{s}"] if when else [], f"s{s + 1}", weigh)
        elif line.material is None:
            self._group_verdict(depth, number, line.owner, weigh)
        else:
            self._material_verdict(depth, number, line, weigh)

    def _implied(self, depth: int, number: int, gates: list[str], holds: str, weigh: bool) -> None:
        w = self.write
        if not gates:
            w.line(depth, f"v{number} = {holds}")
            if weigh:
                w.line(depth, f"a{number} = True")
            return
        w.line(depth, f"a = {gates[0] if len(gates) == 1 else self._and(gates)}")
        if weigh:
            w.line(depth, f"a{number} = a")
        w.line(depth, f"if a is True: v{number} = {holds}")
        w.line(depth, f"elif a is False: v{number} = True")
        w.line(depth, f"else: v{number} = imply(a, {holds})")

    def _and(self, gates: list[str]) -> str:
        some = " or ".join(f"{gate} is False" for gate in gates)
        every = " and ".join(f"{gate} is True" for gate in gates)
        return f"False if {some} else True if {every} else both(({', '.join(gates)}))"

    def _material_verdict(self, depth: int, number: int, line: Line, weigh: bool) -> None:
        w, name, planned = self.write, line.owner, line.material
        assert planned is not None
        present, kind = self.number[name], line.requirement.kind
        need = [] if planned.always else [f"n{self.needed[name]}"]
        if kind == "material":
            holds = f"s{present}"
            if planned.necessity == "deferrable":
                holds = f"(True if s{present} is False else s{present})"
            self._implied(depth, number, need, holds, weigh)
            return
        gates = [*need, f"s{present}"]
        if kind == "flaw":
            if planned.necessity == "optional":
                w.line(depth, f"v{number} = True")
                if weigh:
                    w.line(depth, f"a{number} = False")
                return
            self._implied(depth, number, gates, f"s{present + 1}", False)
        else:
            self._implied(depth, number, gates, self._copies(name), False)
        if weigh:
            w.line(depth, f"a{number} = {need[0] if need else 'True'}")

    def _copies(self, name: str) -> str:
        """Give the demand on the copies handed in: enough for every demand that applies."""
        w, copies = self.write, f"s{self.number[name] + 2}"
        parts = []
        for demand in self.plan.materials[name].demands:
            needed = w.tree(demand.copies) if demand.copies is not None else "1"
            enough = f"({copies} >= {needed})"
            if demand.when is not None and len(self.plan.materials[name].demands) > 1:
                enough = f"imply({self._gated(demand.when)}, {enough})"
            gates = self._gates(demand.copies)
            parts.append(f"imply(both(({', '.join(gates)},)), {enough})" if gates else enough)
        return parts[0] if len(parts) == 1 else f"both(({', '.join(parts)},))"

    def _group_needs(self, holds: ast.Expr) -> list[str]:
        owners = [owner for owner in read_owners(holds) if owner in self.plan.groups]
        return [need for owner in dict.fromkeys(owners) for need in self._group_need(owner)]

    def _group_need(self, group: str) -> list[str]:
        members = self.plan.groups[group]
        if any(self.plan.materials[member].always for member in members):
            return []
        return [f"either(({', '.join(f'n{self.needed[member]}' for member in members)},))"]

    def _group_verdict(self, depth: int, number: int, group: str, weigh: bool) -> None:
        self._implied(depth, number, self._group_need(group), f"q{self.groups[group]}", weigh)

    def _check_verdict(self, depth: int, number: int, line: Line, weigh: bool) -> None:
        check, w = line.check, self.write
        assert check is not None
        each = str(check.check.each) if check.check.each is not None else None
        inputs = [tree for _, tree in check.inputs]
        premise = [f"c{number}_"] if check.when is not None else []
        if check.when is not None:
            w.line(depth, f"c{number}_ = {w.tree(check.when)}")
        gates = self._gates(check.when, check.holds, *inputs, each=each)
        if each is not None and each in self.plan.fields and self.plan.fields[each].when is not None:
            gates = list(dict.fromkeys([*gates, f"c{self.number[each]}"]))
        if weigh:
            certain = [gate for gate in gates if not self._is_presence(gate)]
            self._applies(depth, number, [*certain, *self._group_needs(check.holds), *premise])
        if each is not None:
            self._each_verdict(depth, number, check.holds, each, gates + premise)
        elif check.check.plugin is not None:
            w.line(depth, "try:")
            self._implied(depth + 1, number, gates + premise, w.tree(check.holds), False)
            w.line(depth, f"except TypeError: v{number} = {w.const(NONSENSE)}")
        else:
            self._implied(depth, number, gates + premise, w.tree(check.holds), False)

    def _is_presence(self, gate: str) -> bool:
        return (gate[0] == "s" and self.slots[int(gate[1:])].kind == "present") or gate[0] == "q"

    def _applies(self, depth: int, number: int, gates: list[str]) -> None:
        value = "True" if not gates else gates[0] if len(gates) == 1 else f"both(({', '.join(gates)}))"
        self.write.line(depth, f"a{number} = {value}")

    def _each_verdict(self, depth: int, number: int, holds: ast.Expr, each: str, gates: list[str]) -> None:
        w, s = self.write, f"s{self.number[each]}"
        w.line(depth, f"if {s}.__class__ is not Null and {s}.__class__ is not Unknown:")
        w.line(depth + 1, "b = []")
        w.line(depth + 1, f"for i, e in enumerate({s}, 1): b.append({w.tree(holds)})")
        w.line(depth + 1, "b = both(b)")
        w.line(depth, f"else: b = {s}")
        self._implied(depth, number, gates, "b", False)

    # whole functions

    def functions(self) -> None:
        """Write all functions of the module."""
        w, count = self.write, len(self.slots)
        slots = ", ".join(f"s{n}" for n in range(count))
        verdicts = ", ".join(f"v{n}" for n in range(len(self.requirements)))
        applies = ", ".join(f"a{n}" for n in range(len(self.requirements)))
        w.line(0, "def read(S, day, closed, bad):")
        self.reading(1)
        w.line(1, f"return [{slots}]")
        w.line(0, "def decide(s):")
        w.line(1, f"{slots}, = s")
        self.deriving(1)
        self.verdicts(1, False)
        w.line(1, f"return ({verdicts},)" if verdicts else "return ()")
        w.line(0, "def weigh(s):")
        w.line(1, f"{slots}, = s")
        self.deriving(1)
        self.verdicts(1, True)
        w.line(1, f"return ({verdicts},), ({applies},)" if verdicts else "return (), ()")
        self._find()
        self._derive(slots)
        for number, line in enumerate(self.requirements):
            self._messages(slots, number, line)

    def _find(self) -> None:
        w = self.write
        w.line(0, "def find(S, day, closed):")
        w.line(1, "bad = []; out = []")
        self.reading(1)
        self.deriving(1)
        for number, line in enumerate(self.requirements):
            self._verdict(1, number, line, False)
            found = f"v{number} is False or undecided(v{number})"
            w.line(1, f"if v{number} is not True and ({found}): out.append({w.const(line.requirement.id)})")
        w.line(1, "return out")

    def _derive(self, slots: str) -> None:
        w = self.write
        w.line(0, "def derive(s):")
        w.line(1, f"{slots}, = s")
        self.deriving(1)
        pairs = [f"{w.const(p)}: {v}" for p, v in w.variables.items()]
        needed = [
            f"{w.const('needed ' + name)}: {'True' if p.always else f'n{self.needed[name]}'}"
            for name, p in self.plan.materials.items()
        ]
        w.line(1, f"return {{{', '.join(pairs + needed)}}}")
        self._rows(slots)
        if self.plan.promised is not None:
            tree = w.tree(_spoken_limit(self.plan.promised))
            w.line(0, "def promised(s):")
            w.line(1, f"{slots}, = s")
            self.deriving(1)
            w.line(1, f"return {tree}")

    def _rows(self, slots: str) -> None:
        """Write the function that says which rows of each table a submission hits: for coverage."""
        w = self.write
        w.line(0, "def rows(s):")
        w.line(1, f"{slots}, = s")
        self.deriving(1)
        pairs = []
        for path, planned in self.plan.tables.items():
            conditions = "".join(f"{w.tree(condition)}, " for condition, _ in planned.rows)
            pairs.append(f"{w.const(path)}: hits({w.const(planned.hit_policy)}, ({conditions}))")
        w.line(1, f"return {{{', '.join(pairs)}}}")

    def _messages(self, slots: str, number: int, line: Line) -> None:
        """Write what only a message needs: failing elements, inputs of a plug-in, copies needed."""
        w, check = self.write, line.check
        if check is not None and check.check.each is not None:
            w.line(0, f"def each{number}(s):")
            w.line(1, f"{slots}, = s")
            self.deriving(1)
            each = f"s{self.number[str(check.check.each)]}"
            w.line(1, f"if {each}.__class__ is Null or {each}.__class__ is Unknown: return []")
            w.line(1, "b = []")
            w.line(1, f"for i, e in enumerate({each}, 1):")
            w.line(2, f"if ({w.tree(check.holds)}) is False: b.append((i, e))")
            w.line(1, "return b")
        if check is not None and check.inputs:
            w.line(0, f"def inputs{number}(s):")
            w.line(1, f"{slots}, = s")
            self.deriving(1)
            pairs = ", ".join(f"{w.const(name)}: {w.tree(tree)}" for name, tree in check.inputs)
            w.line(1, f"return {{{pairs}}}")
        if line.requirement.kind == "copies" and line.material is not None:
            w.line(0, f"def copies{number}(s):")
            w.line(1, f"{slots}, = s")
            self.deriving(1)
            pairs = ", ".join(
                f"({self._gated(d.when) if d.when is not None else 'True'}, "
                f"{w.tree(d.copies) if d.copies is not None else '1'})"
                for d in line.material.demands
            )
            w.line(1, f"return ({pairs},)")


def _spoken_limit(node: ast.Expr) -> ast.Expr:
    """Put a text (`9 workdays`) where a limit's expression names a span."""
    if isinstance(node, ast.If):
        return ast.If(
            span=node.span, condition=node.condition, yes=_spoken_limit(node.yes), no=_spoken_limit(node.no)
        )
    if isinstance(node, ast.Workdays):
        return ast.String(span=node.span, value=f"{node.count} workdays")
    return node


def spoken(span: Span) -> str:
    """Give a span as the text that a limit's expression gives: `9 workdays`."""
    return f"{span.count} {span.unit}"


def compile_plan(
    plan: Plan, lines: list[Line], slots: tuple[Slot, ...]
) -> tuple[bytes, dict[str, object]]:
    """Give the marshalled code of a plan and the constants that it refers to."""
    compiler = _Compiler(plan, lines, slots)
    compiler.functions()
    return compiler.write.code(), compiler.write.constants
