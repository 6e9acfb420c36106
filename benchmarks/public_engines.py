"""The rules of food-licence.yaml in the languages of public rule engines, for benchmarks/check_speed.py.

A rule here is "this is wrong for certain", the same claim that by_hand.py makes, guarded against what is
not known yet in the engine's own way. The rules are written once, over a `Dialect` that spells them for
each expression language; what a language cannot say natively raises `CannotSay` and the rule is left out
(no function of ours is lent to anybody). JSON Schema speaks in its own section below. Every adapter
compiles its rules once and takes the submission as JSON gives it.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

__all__ = ["ADAPTERS", "Adapter", "CannotSay"]

Json = Mapping[str, Any]
Rule = tuple[str, str]


class CannotSay(Exception):
    """The language has no native way to say this."""


class Adapter:
    """One engine with the rules it can say: `find` gives the ids of what is wrong, in the common order."""

    def __init__(self, name: str, ids: Sequence[str], find: Callable[[Json], list[str]]) -> None:
        self.name, self.ids, self.find = name, tuple(ids), find


class Dialect:
    """How one expression language spells what the rules need; the base is the way of zen."""

    AND, OR, NULL, TRUE, FALSE = "and", "or", "null", "true", "false"
    APPLIED = "d(applied_on)"

    def both(self, *parts: str) -> str:
        return "(" + f" {self.AND} ".join(parts) + ")"

    def either(self, *parts: str) -> str:
        return "(" + f" {self.OR} ".join(parts) + ")"

    def no(self, part: str) -> str:
        return f"not ({part})"

    def answer(self, name: str) -> str:
        return f'facts["{name}"]'

    def answered(self, name: str) -> str:
        return f"{self.answer(name)} != {self.NULL}"

    def applicant(self) -> str:
        return 'facts["申请人"]["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials["{material}"]["{key}"]'

    def stated(self, material: str, key: str) -> str:
        return f"{self.of(material, key)} != {self.NULL}"

    def read(self, material: str, key: str) -> str:
        return f'materials["{material}"]["record"]["{key}"]'

    def known(self, material: str, key: str) -> str:
        return f"{self.read(material, key)} != {self.NULL}"

    def closed(self) -> str:
        return f"closed == {self.TRUE}"

    def text(self, word: str) -> str:
        return f'"{word}"'

    def one_of(self, value: str, words: Sequence[str]) -> str:
        return f"{value} in [{', '.join(self.text(word) for word in words)}]"

    def day(self, value: str) -> str:
        return f"d({value})"

    def add_days(self, day: str, days: int) -> str:
        return f'{day}.add({days}, "d")'

    def add_months(self, day: str, months: int) -> str:
        return f'{day}.add({months}, "M")'

    def times(self, value: str, factor: str) -> str:
        return f"{value} * {factor}"

    def number(self, value: str) -> str:
        return value

    def pick(self, test: str, yes: str, no: str) -> str:
        return f"({test} ? {yes} : {no})"

    def some_person(self) -> str:
        stale = f"{self.add_months(self.day('#.体检日期'), 12)} < {self.APPLIED}"
        stale = stale.replace("#.体检日期", '#["体检日期"]')
        return f'some(facts["从业人员"], #["体检日期"] != null and {stale})'

    def is_option(self, name: str, word: str) -> str:
        return self.both(self.answered(name), f"{self.answer(name)} == {self.text(word)}")

    def is_yes(self, name: str) -> str:
        return self.both(self.answered(name), f"{self.answer(name)} == {self.TRUE}")


class Rules:
    """All findings of the item, each as (id, expression), in the order in which they are told."""

    def __init__(self, dialect: Dialect) -> None:
        self.d = dialect
        self.rules: list[Rule] = []
        self.left_out: set[str] = set()

    def add(self, name: str, expression: Callable[[], str]) -> None:
        try:
            self.rules.append((name, expression()))
        except CannotSay:
            self.left_out.add(name)

    def people(self) -> str:
        """Say that the number of people is answered and possible."""
        d, people = self.d, self.d.answer("从业人数")
        return d.both(d.answered("从业人数"), f"{people} >= 1", f"{people} <= 200")

    def area(self, test: str) -> str:
        return self.d.both(self.d.answered("经营面积"), f"{self.d.answer('经营面积')} {test}")

    def needs(self) -> dict[str, str]:
        """Say when each material is needed for certain; a material not named here always is."""
        d = self.d
        fire = d.is_yes("用明火")
        no_fire = d.both(d.answered("用明火"), f"{d.answer('用明火')} == {d.FALSE}")
        middle = d.both(self.area(">= 100"), f"{d.answer('经营面积')} <= 300")
        return {
            "经营者身份证": d.is_option("申请人身份", "个体工商户"),
            "法定代表人身份证": d.is_option("申请人身份", "企业"),
            "不动产权证书": d.is_option("场所来源", "自有"),
            "购房合同": d.is_option("场所来源", "自有"),
            "租赁合同": d.is_option("场所来源", "租赁"),
            "场所使用证明": d.is_option("场所来源", "他人无偿提供"),
            "消防意见书": d.either(self.area("> 300"), d.both(self.area(">= 100"), fire)),
            "消防承诺书": d.either(d.both(middle, no_fire), d.both(self.area("< 100"), fire)),
            "油烟检测报告": d.both(fire, self.area("> 50")),
        }

    def all(self) -> list[Rule]:
        d = self.d
        self.needed = self.needs()
        self.add(
            "T1",
            lambda: d.both(d.known("营业执照", "含餐饮"), f"{d.read('营业执照', '含餐饮')} == {d.FALSE}"),
        )
        self.add("T2", lambda: self.area("< 8"))
        self.fields()
        self.dated("R1", "营业执照", "有效期至", lambda day: f"{day} < {d.APPLIED}")
        self.named("R2", "营业执照", "名称")
        for name, check in (("经营者身份证", "R3"), ("法定代表人身份证", "R4")):
            self.material(name)
            self.dated(check, name, "有效期至", lambda day: f"{day} < {d.APPLIED}")
        self.premises()
        self.always_needed()
        self.fire()
        self.others()
        return self.rules

    def fields(self) -> None:
        d = self.d
        choices = {
            "申请人身份": ["个体工商户", "企业"],
            "场所来源": ["自有", "租赁", "他人无偿提供"],
            "经营项目": ["热食", "冷食", "糕点", "饮品"],
        }
        ranges = {"从业人数": (1, 200), "厨房面积": (1, 5000), "冷藏温度": (-30, 30)}
        for name in [*choices, "经营面积", "用明火", *ranges, "开业日期", "从业人员"]:
            lacks = d.both(d.closed(), d.no(d.answered(name)))
            value, odd = d.answer(name), None
            if name in choices:
                odd = d.no(d.one_of(value, choices[name]))
            elif name in ranges or name == "经营面积":
                low, high = ranges.get(name, (1, 5000))
                odd = d.either(f"{value} < {low}", f"{value} > {high}")
            whole = lacks if odd is None else d.either(lacks, d.both(d.answered(name), odd))
            self.rules.append((name, whole))

    def absent(self, name: str) -> str:
        d = self.d
        said = d.both(d.stated(name, "state"), f"{d.of(name, 'state')} == {d.text('absent')}")
        return d.either(said, d.both(d.closed(), d.no(d.stated(name, "state"))))

    def material(self, name: str, copies: Callable[[], str] | None = None) -> None:
        """Add that a needed material is lacking, too few, or flawed."""
        d = self.d
        need = [self.needed[name]] if name in self.needed else []
        state = d.of(name, "state")
        if name not in ("不动产权证书", "购房合同", "食品安全承诺书"):
            self.add(name, lambda: d.both(*need, self.absent(name)))
        if copies is not None:
            few = copies()
            self.add(name, lambda: d.both(*need, d.stated(name, "copies"), few))
        self.add(name, lambda: d.both(*need, d.stated(name, "state"), f"{state} == {d.text('flawed')}"))

    def dated(self, check: str, name: str, key: str, wrong: Callable[[str], str]) -> None:
        """Add a check of a date that somebody read off a needed material."""
        d = self.d
        need = [self.needed[name]] if name in self.needed else []
        self.add(check, lambda: d.both(*need, d.known(name, key), wrong(d.day(d.read(name, key)))))

    def named(self, check: str, name: str, key: str) -> None:
        d = self.d
        need = [self.needed[name]] if name in self.needed else []
        self.add(check, lambda: d.both(*need, d.known(name, key), f"{d.read(name, key)} != {d.applicant()}"))

    def sized(self, check: str, name: str, key: str) -> None:
        d = self.d
        smaller = f"{d.read(name, key)} < {d.answer('经营面积')}"
        known = d.answered("经营面积")
        self.add(check, lambda: d.both(self.needed[name], known, d.known(name, key), smaller))

    def premises(self) -> None:
        d = self.d
        owned = self.needed["不动产权证书"]
        self.add("场所权属证明", lambda: d.both(owned, self.absent("不动产权证书"), self.absent("购房合同")))
        for name in ("不动产权证书", "购房合同", "租赁合同"):
            self.material(name)
        self.dated("R5", "租赁合同", "到期日", lambda day: f"{day} < {d.add_months(d.APPLIED, 6)}")
        self.named("R6", "租赁合同", "承租方")
        self.dated("R7", "租赁合同", "签订日期", lambda day: f"{day} > {d.APPLIED}")
        self.sized("R8", "租赁合同", "面积")
        self.material("场所使用证明")

    def always_needed(self) -> None:
        d = self.d
        people = d.answer("从业人数")
        copies = d.of("健康证", "copies")
        self.material("健康证", lambda: d.both(self.people(), f"{copies} < {people}"))
        trained = d.of("培训合格证", "copies")
        needed = d.pick(f"{people} > 10", "2", "1")
        self.material("培训合格证", lambda: d.both(self.people(), f"{trained} < {needed}"))
        self.dated("R9", "培训合格证", "发证日期", lambda day: f"{d.add_months(day, 36)} < {d.APPLIED}")
        self.dated("R10", "培训合格证", "发证日期", lambda day: f"{day} > {d.APPLIED}")
        self.material("平面布局图", lambda: f"{d.of('平面布局图', 'copies')} < 2")

    def fire(self) -> None:
        d = self.d
        self.material("消防意见书")
        self.dated("R11", "消防意见书", "出具日期", lambda day: f"{d.add_months(day, 12)} < {d.APPLIED}")
        self.sized("R12", "消防意见书", "核定面积")
        self.material("消防承诺书")
        self.material("油烟检测报告")
        self.dated(
            "R13",
            "油烟检测报告",
            "检测日期",
            lambda day: d.either(f"{day} < {d.add_months(d.APPLIED, -6)}", f"{day} > {d.APPLIED}"),
        )
        passed = d.read("油烟检测报告", "达标")
        known = d.known("油烟检测报告", "达标")
        self.add("R14", lambda: d.both(self.needed["油烟检测报告"], known, f"{passed} == {d.FALSE}"))
        self.material("食品安全承诺书")

    def others(self) -> None:
        d = self.d
        kitchen, area = d.answer("厨房面积"), d.answer("经营面积")
        people, cold = d.answer("从业人数"), d.answer("冷藏温度")
        known = [d.answered("厨房面积"), d.answered("经营面积")]
        share = f"{d.times(kitchen, '100')} < {d.times(area, '15')}"
        self.add("R15", lambda: d.both(*known, share))
        self.add("R16", lambda: d.both(*known, f"{kitchen} < {d.pick(f'{area} <= 60', '6', '10')}"))
        goods = d.both(d.answered("经营项目"), d.one_of(d.answer("经营项目"), ["冷食", "糕点"]))
        warm = d.either(f"{cold} < 0", f"{cold} > 8")
        self.add("R17", lambda: d.both(goods, d.answered("冷藏温度"), warm))
        self.add("R18", lambda: d.both(d.answered("从业人员"), d.some_person()))
        crowd = f"{d.times(people, '1.5')} > {d.number(area)}"
        self.add("R19", lambda: d.both(self.people(), d.answered("经营面积"), crowd))
        opening = d.day(d.answer("开业日期"))
        self.add("R20", lambda: d.both(d.answered("开业日期"), f"{opening} < {d.add_days(d.APPLIED, 10)}"))


def said(dialect: Dialect) -> tuple[list[Rule], list[str]]:
    """Give the rules of a dialect, and the ids that it can say whole."""
    rules = Rules(dialect)
    spelled = [rule for rule in rules.all() if rule[0] not in rules.left_out]
    return spelled, list(dict.fromkeys(name for name, _ in spelled))


def zen_engine() -> Adapter:
    """zen: one compiled expression that gives the list; its quickest form."""
    zen = importlib.import_module("zen")
    rules, ids = said(Dialect())
    listed = ", ".join(f'({test}) ? "{name}" : null' for name, test in rules)
    program = zen.compile_expression(f"filter([{listed}], # != null)")
    return Adapter("zen-engine, one expression", ids, program.evaluate)


def zen_table(rules: Sequence[Rule]) -> Json:
    """Give the rules as a decision graph of one table that collects the ids of all rows that hit."""
    rows = [{"_id": str(n), "when": test, "id": f'"{name}"'} for n, (name, test) in enumerate(rules)]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "wrong for certain"}],
        "outputs": [{"id": "id", "name": "finding", "field": "id"}],
        "rules": rows,
    }
    place = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "submission", **place},
        {"id": "table", "type": "decisionTableNode", "name": "findings", "content": content, **place},
        {"id": "out", "type": "outputNode", "name": "answer", **place},
    ]
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "last", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def zen_graph() -> Adapter:
    """zen as it is meant to be used: a decision graph, loaded once and compiled by a static loader."""
    zen = importlib.import_module("zen")
    rules, ids = said(Dialect())
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"findings": zen_table(rules)}}})

    def find(submission: Json) -> list[str]:
        return [row["id"] for row in engine.evaluate("findings", submission)["result"]]

    return Adapter("zen-engine, graph from a loader", ids, find)


def zen_quick_start() -> Adapter:
    """zen as its README's "Quickstart" shows it: `create_decision` from a graph's text, then `evaluate`."""
    zen = importlib.import_module("zen")
    rules, ids = said(Dialect())
    decision = zen.ZenEngine().create_decision(json.dumps(zen_table(rules), ensure_ascii=False))

    def find(submission: Json) -> list[str]:
        return [row["id"] for row in decision.evaluate(submission)["result"]]

    return Adapter("zen-engine, graph as in its quick start", ids, find)


class Cel(Dialect):
    """CEL: a missing key is an error, so every step of a path is asked for; it has no months."""

    AND, OR = "&&", "||"
    APPLIED = 'timestamp(applied_on + "T00:00:00Z")'

    def no(self, part: str) -> str:
        return f"!({part})"

    def answer(self, name: str) -> str:
        return f'facts["{name}"]'

    def answered(self, name: str) -> str:
        return f'"{name}" in facts'

    def applicant(self) -> str:
        return 'facts["申请人"]["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials["{material}"].{key}'

    def stated(self, material: str, key: str) -> str:
        return f'("{material}" in materials && has({self.of(material, key)}))'

    def read(self, material: str, key: str) -> str:
        return f'materials["{material}"].record["{key}"]'

    def known(self, material: str, key: str) -> str:
        record = f'materials["{material}"].record'
        return f'("{material}" in materials && has({record}) && "{key}" in {record})'

    def closed(self) -> str:
        return "closed"

    def day(self, value: str) -> str:
        return f'timestamp({value} + "T00:00:00Z")'

    def add_days(self, day: str, days: int) -> str:
        return f'{day} + duration("{days * 24}h")'

    def add_months(self, day: str, months: int) -> str:
        raise CannotSay

    def times(self, value: str, factor: str) -> str:
        return f"double({value}) * {float(factor)}"

    def number(self, value: str) -> str:
        return f"double({value})"

    def some_person(self) -> str:
        raise CannotSay


def common_expression_language() -> Adapter:
    """CEL: one compiled program that gives the list."""
    cel = importlib.import_module("cel")
    rules, ids = said(Cel())
    listed = ", ".join(f'({test}) ? "{name}" : ""' for name, test in rules)
    program = cel.compile(f"[{listed}]")

    def find(submission: Json) -> list[str]:
        # Filtering the list in CEL costs a fifth more.
        return [name for name in program.execute({"closed": False, **submission}) if name]

    return Adapter("common-expression-language", ids, find)


class RuleEngine(Dialect):
    """rule-engine: `&[` walks over what is missing; its durations have no months."""

    APPLIED = "$parse_datetime(applied_on)"

    def answer(self, name: str) -> str:
        return f'facts&["{name}"]'

    def applicant(self) -> str:
        return 'facts&["申请人"]&["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials&["{material}"]&["{key}"]'

    def read(self, material: str, key: str) -> str:
        return f'materials&["{material}"]&["record"]&["{key}"]'

    def day(self, value: str) -> str:
        return f"$parse_datetime({value})"

    def add_days(self, day: str, days: int) -> str:
        return f'{day} + t"P{days}D"'

    def add_months(self, day: str, months: int) -> str:
        raise CannotSay

    def some_person(self) -> str:
        raise CannotSay


def rule_engine() -> Adapter:
    """rule-engine: one compiled rule for each finding, as its documentation does it."""
    package = importlib.import_module("rule_engine")
    rules, ids = said(RuleEngine())
    context = package.Context(default_value=None)
    compiled = [(name, package.Rule(test, context=context).matches) for name, test in rules]
    return Adapter("rule-engine", ids, lambda s: [name for name, matches in compiled if matches(s)])


class Python(Dialect):
    """What SpiffWorkflow has in DMN cells: Python, with date and timedelta lent as its manual does."""

    NULL, TRUE, FALSE = "None", "True", "False"
    APPLIED = "date.fromisoformat(applied_on)"

    def answer(self, name: str) -> str:
        return f'facts.get("{name}")'

    def answered(self, name: str) -> str:
        return f'facts.get("{name}") is not None'

    def applicant(self) -> str:
        return 'facts["申请人"]["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials.get("{material}", {{}}).get("{key}")'

    def stated(self, material: str, key: str) -> str:
        return f"{self.of(material, key)} is not None"

    def read(self, material: str, key: str) -> str:
        return f'materials.get("{material}", {{}}).get("record", {{}}).get("{key}")'

    def known(self, material: str, key: str) -> str:
        return f"{self.read(material, key)} is not None"

    def closed(self) -> str:
        return "closed"

    def day(self, value: str) -> str:
        return f"date.fromisoformat({value})"

    def add_days(self, day: str, days: int) -> str:
        return f"{day} + timedelta({days})"

    def add_months(self, day: str, months: int) -> str:
        raise CannotSay

    def pick(self, test: str, yes: str, no: str) -> str:
        return f"({yes} if {test} else {no})"

    def some_person(self) -> str:
        raise CannotSay


def dmn(rules: Sequence[Rule]) -> str:
    """Write the rules as a DMN table that collects: one row a finding."""
    from xml.sax.saxutils import escape

    rows = "".join(
        f'<rule id="r{n}"><inputEntry id="i{n}"><text>{escape(test)}</text></inputEntry>'
        f'<outputEntry id="o{n}"><text>"{name}"</text></outputEntry></rule>'
        for n, (name, test) in enumerate(rules)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="m">'
        '<decision id="findings" name="findings"><decisionTable id="t" hitPolicy="COLLECT">'
        '<input id="i"><inputExpression id="e" typeRef="boolean"><text>True</text></inputExpression></input>'
        f'<output id="o" name="id" typeRef="string"/>{rows}</decisionTable></decision></definitions>'
    )


def spiffworkflow() -> Adapter:
    """SpiffWorkflow: its DMN parser and engine; it compiles a cell each time it reads it."""
    etree = importlib.import_module("lxml.etree")
    parser = importlib.import_module("SpiffWorkflow.dmn.parser.BpmnDmnParser").BpmnDmnParser()
    scripts = importlib.import_module("SpiffWorkflow.bpmn.script_engine")
    rules, ids = said(Python())
    parser.add_dmn_xml(etree.fromstring(dmn(rules)))
    engine = parser.get_engine("findings", None)
    environment = scripts.TaskDataEnvironment({"date": date, "timedelta": timedelta})
    workflow = SimpleNamespace(script_engine=scripts.PythonScriptEngine(environment))

    def find(submission: Json) -> list[str]:
        task = SimpleNamespace(data={"closed": False, **submission}, workflow=workflow)
        found: list[str] = engine.result(task).get("id", [])
        return found

    return Adapter("SpiffWorkflow (DMN)", ids, find)


def has(key: str, schema: Json) -> Json:
    """Say in JSON Schema that a key is there and its value fits."""
    return {"required": [key], "properties": {key: schema}}


def fact(name: str, schema: Json) -> Json:
    return has("facts", has(name, schema))


def paper(name: str, key: str, schema: Json) -> Json:
    return has("materials", has(name, has(key, schema)))


def entry(name: str, key: str, schema: Json) -> Json:
    return has("materials", has(name, has("record", has(key, schema))))


CLOSED = has("closed", {"const": True})


def lacking(name: str) -> Json:
    """Say that a material is absent, or that a closed submission does not mention it."""
    silent = {"allOf": [CLOSED, {"not": has("materials", has(name, {}))}]}
    return {"anyOf": [paper(name, "state", {"const": "absent"}), silent]}


def schema_needs() -> dict[str, Json]:
    """Say when each material is needed, in JSON Schema."""
    fire, no_fire = fact("用明火", {"const": True}), fact("用明火", {"const": False})

    def area(**bounds: int) -> Json:
        return fact("经营面积", bounds)

    return {
        "经营者身份证": fact("申请人身份", {"const": "个体工商户"}),
        "法定代表人身份证": fact("申请人身份", {"const": "企业"}),
        "不动产权证书": fact("场所来源", {"const": "自有"}),
        "购房合同": fact("场所来源", {"const": "自有"}),
        "租赁合同": fact("场所来源", {"const": "租赁"}),
        "场所使用证明": fact("场所来源", {"const": "他人无偿提供"}),
        "培训合格证": {},
        "平面布局图": {},
        "消防意见书": {"anyOf": [area(exclusiveMinimum=300), {"allOf": [area(minimum=100), fire]}]},
        "消防承诺书": {
            "anyOf": [
                {"allOf": [area(minimum=100, maximum=300), no_fire]},
                {"allOf": [area(exclusiveMaximum=100), fire]},
            ]
        },
        "油烟检测报告": {"allOf": [fire, area(exclusiveMinimum=50)]},
        "食品安全承诺书": {},
    }


def schema_fields() -> list[tuple[str, Json]]:
    """Say for each field that it is missing from a closed submission, or not possible."""
    fits: dict[str, Json] = {
        "申请人身份": {"enum": ["个体工商户", "企业"]},
        "场所来源": {"enum": ["自有", "租赁", "他人无偿提供"]},
        "经营项目": {"enum": ["热食", "冷食", "糕点", "饮品"]},
        "经营面积": {"minimum": 1, "maximum": 5000},
        "用明火": {},
        "从业人数": {"minimum": 1, "maximum": 200},
        "厨房面积": {"minimum": 1, "maximum": 5000},
        "冷藏温度": {"minimum": -30, "maximum": 30},
        "开业日期": {},
        "从业人员": {},
    }
    wrong: list[tuple[str, Json]] = []
    for name, schema in fits.items():
        missing = {"allOf": [CLOSED, {"not": fact(name, {})}]}
        wrong.append((name, {"anyOf": [missing, fact(name, {"not": schema})]} if schema else missing))
    return wrong


def schema_rules() -> list[tuple[str, Json]]:
    """Say what JSON Schema can: nothing that compares two values, counts months or knows the day."""
    needs = schema_needs()
    rules: list[tuple[str, Json]] = [
        ("T1", entry("营业执照", "含餐饮", {"const": False})),
        ("T2", fact("经营面积", {"exclusiveMaximum": 8})),
        *schema_fields(),
    ]
    for name, need in needs.items():
        if name == "不动产权证书":
            rules.append(("场所权属证明", {"allOf": [need, lacking("不动产权证书"), lacking("购房合同")]}))
        elif name not in ("购房合同", "食品安全承诺书"):
            rules.append((name, {"allOf": [need, lacking(name)]}))
        if name == "培训合格证":
            many = fact("从业人数", {"minimum": 11, "maximum": 200})
            few = fact("从业人数", {"minimum": 1, "maximum": 10})
            two = {"allOf": [many, paper(name, "copies", {"exclusiveMaximum": 2})]}
            one = {"allOf": [few, paper(name, "copies", {"exclusiveMaximum": 1})]}
            rules.append((name, {"anyOf": [two, one]}))
        if name == "平面布局图":
            rules.append((name, paper(name, "copies", {"exclusiveMaximum": 2})))
        rules.append((name, {"allOf": [need, paper(name, "state", {"const": "flawed"})]}))
        if name == "油烟检测报告":
            rules.append(("R14", {"allOf": [need, entry(name, "达标", {"const": False})]}))
    small = {"allOf": [fact("经营面积", {"maximum": 60}), fact("厨房面积", {"exclusiveMaximum": 6})]}
    large = {
        "allOf": [fact("经营面积", {"exclusiveMinimum": 60}), fact("厨房面积", {"exclusiveMaximum": 10})]
    }
    rules.append(("R16", {"anyOf": [small, large]}))
    cold = fact("经营项目", {"enum": ["冷食", "糕点"]})
    warm = fact("冷藏温度", {"not": {"minimum": 0, "maximum": 8}})
    rules.append(("R17", {"allOf": [cold, warm]}))
    return rules


def json_schema() -> Adapter:
    """jsonschema-rs: all rules in one compiled schema; the place of an error names its rule."""
    package = importlib.import_module("jsonschema_rs")
    rules = schema_rules()
    names = [name for name, _ in rules]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [{"not": wrong} for _, wrong in rules],
    }
    validator = package.validator_for(whole)

    def find(submission: Json) -> list[str]:
        places = sorted(error.schema_path[1] for error in validator.iter_errors(submission))
        return [names[place] for place in places]

    return Adapter("jsonschema-rs", list(dict.fromkeys(names)), find)


ADAPTERS: tuple[Callable[[], Adapter], ...] = (
    zen_engine,
    zen_graph,
    zen_quick_start,
    common_expression_language,
    rule_engine,
    spiffworkflow,
    json_schema,
)
