"""A decision model of DMN becomes the skeleton of an item: questions, tables, checks, and what had no place.

Decision tables become 对照表, yes/no expressions become 审查要点, inputs become the questions and papers they
read. Words that only people know (who is in charge, on what basis) are left to be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from engine.fault import Fault
from engine.feel import ast
from engine.feel.dmn.from_xml import read_xml
from engine.feel.parse import parse, parse_tests
from engine.feel.walk import children
from engine.item.format import format_text
from engine.item.signs import quote
from engine.rules.dmn_tables import DmnTable, NotUnderstood, Words, item_word, table_of

__all__ = ["Imported", "from_dmn"]

Json: TypeAlias = Mapping[str, Any]
_KINDS: Final = {"number": "数字", "boolean": "是否", "date": "日期"}
_POLICIES: Final = {"first": "第一行", "unique": "唯一", "any": "任意", "collect": "汇总"}
_YES_NO: Final = (
    ast.Compare,
    ast.Between,
    ast.In,
    ast.And,
    ast.Or,
    ast.Not,
    ast.Given,
    ast.Quantified,
    ast.Boolean,
)
# What the language gives every item itself.
_GIVEN: Final = ("申请日期", "申请人", "序号", "答复")
_COPIES: Final = "份数"
_HEAD: Final = """\
事项名称: {name}
事项编码: {code}
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 请写进驻部门
依据: 请写规范的名称和条款
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The text of an item file, how much came over, and what did not."""

    text: str
    tables: int = 0
    checks: int = 0
    faults: tuple[Fault, ...] = ()


def from_dmn(data: bytes, path: str, code: str = "NEW-0001") -> Imported:
    """Read a model and write the skeleton; nothing is written if the file cannot be read at all."""
    got = read_xml(data, path)
    if got.model is None:
        return Imported(text="", faults=got.faults)
    work = _Import(got.model, path)
    tables = list(work.tables())
    checks = list(work.checks())
    work.others()
    head = _HEAD.format(name=_scalar(got.model["name"] or path), code=code).splitlines()
    sections = (head, work.questions(), _written(tables), work.papers(), _check_lines(checks))
    text = format_text("\n\n".join("\n".join(lines) for lines in sections if lines) + "\n")
    return Imported(text=text, tables=len(tables), checks=len(checks), faults=tuple(work.faults))


class _Import:
    """One import at work: the model, its names in the words of an item, the faults met."""

    def __init__(self, model: Json, path: str) -> None:
        self.model = model
        self.path = path
        self.words = Words(model)
        self.types = {each["name"]: each for each in model["types"]}
        self.faults: list[Fault] = []

    def tables(self) -> Iterator[DmnTable]:
        """Give the decision tables that have a counterpart."""
        for decision in self._decisions("table"):
            try:
                yield table_of(self.model, decision)
            except NotUnderstood as missing:
                self.faults.append(missing.fault(self.path))

    def checks(self) -> Iterator[tuple[str, str]]:
        """Give the name and the expression of decisions that answer yes or no."""
        for decision in self._decisions("literal"):
            name, at, text = decision["name"], decision["at"], decision["expr"]["text"]
            try:
                said = self.words.expression(text, name, at)
                if not self._yes_no(decision, text):
                    raise NotUnderstood(
                        name, at, "只有是或否的式子能成为审查要点。", "only a yes or no becomes a check."
                    )
                yield item_word(name), said
            except NotUnderstood as missing:
                self.faults.append(missing.fault(self.path))

    def others(self) -> None:
        """Tell what has no place in an item."""
        for decision in self.model["decisions"]:
            if "expr" not in decision:
                self._refuse(decision, "没有写逻辑。", "it has no logic.")
            elif decision["expr"]["k"] not in ("table", "literal"):
                self._refuse(
                    decision, f"{decision['expr']['k']} 式的框。", f"a boxed {decision['expr']['k']}."
                )
        for each in self.model["bkms"]:
            self._refuse(each, "事项里不能自己写函数。", "an item has no functions of its own.")
        for each in self.model["services"]:
            self._refuse(each, "决策服务。", "a decision service.")

    def questions(self) -> list[str]:
        """Write a question for every input that is one value."""
        lines = ["申请表:"]
        for each in self.model["inputs"]:
            if not self._type(each).get("components") and item_word(each["name"]) not in _GIVEN:
                lines += [f"  {item_word(each['name'])}:", f"    问: {_scalar(each['name'] + '？')}"]
                lines.append(f"    {self._answer(each['name'], self._type_name(each))}")
        return lines if len(lines) > 1 else []

    def papers(self) -> list[str]:
        """Write a material for every input that is a record."""
        lines = ["申请材料:"]
        for each in self.model["inputs"]:
            components = [one for one in self._type(each).get("components", ()) if one["name"] != _COPIES]
            if components and item_word(each["name"]) not in _GIVEN:
                lines += [f"  - 名称: {item_word(each['name'])}", "    登记:"]
                lines += [
                    f"      {item_word(one['name'])}: {self._kind(one['typeRef'])}" for one in components
                ]
        return lines if len(lines) > 1 else []

    def _decisions(self, kind: str) -> Iterator[Json]:
        return (each for each in self.model["decisions"] if each.get("expr", {}).get("k") == kind)

    def _refuse(self, part: Json, zh: str, en: str) -> None:
        self.faults.append(NotUnderstood(part["name"], part["at"], zh, en).fault(self.path))

    def _yes_no(self, decision: Json, text: str) -> bool:
        if "boolean" in (self._type_name(decision), decision["expr"]["typeRef"]):
            return True
        return isinstance(parse(text, profile="standard", names=self.words.names).tree, _YES_NO)

    def _type_name(self, part: Json) -> str:
        return str(part.get("variable", {}).get("typeRef") or "")

    def _type(self, part: Json) -> Json:
        found: Json = self.types.get(self._type_name(part), {})
        return found

    def _kind(self, name: str) -> str:
        return _KINDS.get(self.types.get(name, {}).get("typeRef") or name, "文字")

    def _answer(self, name: str, type_name: str) -> str:
        """Say what answers a question takes: the options that the type or the tables list, else a kind."""
        kind = self._kind(type_name)
        allowed = self.types.get(type_name, {}).get("allowedValues", "")
        options = list(dict.fromkeys([*_texts(allowed), *self._in_tables(name)])) if kind == "文字" else []
        if len(options) > 1:
            return f"选: [{', '.join(_scalar(option, listed=True) for option in options)}]"
        return f"填: {kind}"

    def _in_tables(self, name: str) -> Iterator[str]:
        for decision in self._decisions("table"):
            for column, given in enumerate(decision["expr"]["inputs"]):
                if given["expr"] == name:
                    yield from _texts(given["values"])
                    for rule in decision["expr"]["rules"]:
                        yield from _texts(rule["in"][column]) if column < len(rule["in"]) else ()


def _texts(tests: str) -> Iterator[str]:
    """Give the texts that stand in unary tests, in their order."""
    waiting: list[ast.Node] = []
    tree = parse_tests(tests, profile="standard").tree if tests else None
    if tree is not None:
        waiting.append(tree)
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(list(children(node))))
        if isinstance(node, ast.String):
            yield node.value


def _written(tables: list[DmnTable]) -> list[str]:
    lines = ["对照表:"] if tables else []
    for table in tables:
        lines += [f"  {table.name}:", f"    取法: {_POLICIES[table.hit_policy]}", "    表: |"]
        lines += [f"      {row}" for row in table.rows.splitlines()]
        lines.append("    依据: 请写规范的名称和条款")
    return lines


def _check_lines(checks: list[tuple[str, str]]) -> list[str]:
    lines = ["审查要点:"] if checks else []
    for name, holds in checks:
        lines += [f"  - 编号: {name}", f"    要求: {name}", f"    判断: {_scalar(holds)}"]
        lines += [
            "    不符合时: 请写没有做到什么。",
            "    怎么改: 请写怎么改。",
            "    依据: 请写规范的名称和条款",
        ]
    return lines


def _scalar(text: str, *, listed: bool = False) -> str:
    """Write a text as a YAML scalar, in quotes only where it needs them."""
    plain = " ".join(text.split())
    safe = bool(plain) and plain[0].isalnum() and ": " not in plain and " #" not in plain and plain[-1] != ":"
    return plain if safe and not (listed and set(plain) & set(",[]{}\"'")) else quote(plain)
