"""Names, paths and literals: what a word of the author stands for."""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel import ast
from engine.feel.answers import ALIASES
from engine.feel.item_functions import CLOCKS, PROPERTIES
from engine.feel.literal import temporal
from engine.feel.settle.faults import LEFT_OUT, NO_CLOCK, TWO_READINGS, UNKNOWN_NAME, UNKNOWN_OPTION
from engine.feel.settle.kinds import (
    ANY,
    COUNT,
    DATE,
    DAYS,
    FAULTY,
    MONTHS,
    NUMBER,
    TEXT,
    WORKDAYS,
    YES_NO,
    Type,
    in_words,
)
from engine.feel.settle.work import Done, Hint, Work, at, rule
from engine.feel.temporal import MonthsDuration

__all__ = ["ENGLISH", "find"]

ENGLISH: Mapping[str, str] = {
    "applied_on": "申请日期",
    "applicant": "申请人",
    "index": "序号",
    "answer": "答复",
}
"""The given names, and what an English file calls them (ux 10)."""

_PARTS: Mapping[str, str] = {"name": "名称", "copies": "份数"}


def find(name: str, work: Work) -> Done | None:
    """Give what a name stands for, or None."""
    if name in work.variables:
        return work.variables[name]
    names = work.scope.names
    path = name if name in names else ENGLISH.get(name, name)
    if path == "序号" and work.scope.element is not None:
        return ast.Fact(span=(0, 0), path=path, element=True), COUNT
    if path not in names:
        return None
    kind = names[path]
    if path == work.scope.element:
        return ast.Fact(span=(0, 0), path=path, element=True), kind.of or ANY
    return ast.Fact(span=(0, 0), path=path), kind


@rule.register(ast.Name)
def _name(node: ast.Name, work: Work, hint: Hint | None) -> Done:
    found = find(node.name, work)
    if hint is not None and hint.type.kind == "option":
        if node.name in hint.type.options:
            if found is None:
                return ast.String(span=node.span, value=node.name), hint.type
            work.report(TWO_READINGS, node, name=node.name, field=hint.about)
            return node, FAULTY
        if found is None:
            return _no_option(node, node.name, work, hint)
    if found is not None:
        return at(found[0], node.span), found[1]
    if node.name in CLOCKS:
        work.report(NO_CLOCK, node, cure="申请日期", name=node.name)
        return node, FAULTY
    if hint is None or hint.type is not FAULTY:
        _no_name(node, node.name, work, hint)
    return node, FAULTY


def _no_name(node: ast.Node, name: str, work: Work, hint: Hint | None) -> None:
    """Report an unknown name; it may be a lone option, or a text without its quotes."""
    asked = _options_as_conditions(name, work)
    near = () if asked else work.nearest(name, [*work.variables, *work.scope.names])
    if not near and not asked and hint is not None and hint.type.kind in ("text", "any"):
        near = (f'"{name}"',)
    cure = near[0] if len(near) == 1 else None
    work.report(UNKNOWN_NAME, node, asked or near, cure, name=name, where="这个事项", where_en="this item")


def _options_as_conditions(name: str, work: Work) -> tuple[str, ...]:
    """Give the conditions that a bare option may have been meant as: 「租赁」 for 「场所来源 是 租赁」."""
    return tuple(f"{field} 是 {name}" for field, kind in work.scope.names.items() if name in kind.options)[:3]


def _no_option(node: ast.Expr, name: str, work: Work, hint: Hint) -> Done:
    """Take a Chinese word for an option of a standard function, or report an option that does not exist."""
    if ALIASES.get(name) in hint.type.options:
        return ast.String(span=node.span, value=ALIASES[name]), hint.type
    near = work.nearest(name, hint.type.options)
    cure = None
    if len(near) == 1:
        cure = near[0] if isinstance(node, ast.Name) and near[0].isidentifier() else f'"{near[0]}"'
    work.report(
        UNKNOWN_OPTION,
        node,
        near,
        cure,
        name=name,
        field=hint.about,
        options="、".join(hint.type.options),
        options_en=", ".join(hint.type.options),
    )
    return node, FAULTY


@rule.register(ast.Path)
def _path(node: ast.Path, work: Work, hint: Hint | None) -> Done:
    operand, kind = rule(node.operand, work, None)
    if kind.kind == "list" and kind.of is not None and kind.of.kind in ("record", "any"):
        found = _part(node, operand, kind.of, work, of_each=True)
        return found[0], Type(kind="list", of=found[1])
    if kind.kind in ("record", "material", "any"):
        return _part(node, operand, kind, work)
    for english, chinese in PROPERTIES.get(kind.kind, {}).items():
        if node.name == english or node.name in chinese:
            return ast.Path(span=node.span, operand=operand, name=english), COUNT
    work.wrong(
        node,
        f"{in_words(kind.kind, 'zh')}没有「{node.name}」这一项。",
        f"There is no 「{node.name}」 of {in_words(kind.kind, 'en')}.",
    )
    return node, FAULTY


def _part(node: ast.Path, operand: ast.Expr, kind: Type, work: Work, of_each: bool = False) -> Done:
    """Give one part of a record: of a fact it is a fact, of a list's records and all else it stays a path."""
    name = node.name if node.name in kind.fields else _PARTS.get(node.name, node.name)
    part = kind.fields.get(name)
    if part is None and kind.fields and kind.kind != "any":
        whole = operand.path if isinstance(operand, ast.Fact) else "这里"
        near = work.nearest(name, kind.fields)
        begin = f"{whole}." if len(near) == 1 and isinstance(node.operand, ast.Name) else ""
        cure = f"{node.operand.name}.{near[0]}" if begin and isinstance(node.operand, ast.Name) else None
        work.report(UNKNOWN_NAME, node, near, cure, name=name, where=f"「{whole}」", where_en=f"「{whole}」")
        return node, FAULTY
    if part is None and kind.kind == "material":
        work.report(
            UNKNOWN_NAME, node, name=name, where="这份材料的登记", where_en="the record of this material"
        )
        return node, FAULTY
    if isinstance(operand, ast.Fact) and not of_each:
        path = f"{operand.path}.{name}"
        return ast.Fact(span=node.span, path=path, element=operand.element), part or kind.of or ANY
    return ast.Path(span=node.span, operand=operand, name=name), part or kind.of or ANY


@rule.register(ast.Given)
def _given(node: ast.Given, work: Work, hint: Hint | None) -> Done:
    operand, kind = rule(node.operand, work, None)
    paper = kind.kind in ("material", "attachment", "record", "any")
    made = ast.Given(span=node.span, operand=operand, state=node.state)
    if node.state == "submitted" and not paper:
        work.wrong(
            node,
            f"「已提交」只问材料和附件，这里是{in_words(kind.kind, 'zh')}。问填没填，请写「已填」。",
            f"「submitted」 asks for materials and attachments; this is {in_words(kind.kind, 'en')}.",
        )
    if node.state != "submitted" and kind.kind == "material":
        work.wrong(
            node,
            "材料没有填不填，问交没交请写「已提交」。",
            "A material is not filled in; write 「submitted」.",
        )
    elif node.state != "submitted" and _read_off(operand):
        work.wrong(
            node,
            "「已填」「未填」只问申请人填的内容，这里不是，请直接写要它是什么。",
            "「filled」 asks for answers of the applicant; this is none. Say what it must be.",
        )
    return made, YES_NO


def _read_off(node: ast.Expr) -> bool:
    """Tell a value of a material or a table from an answer of the applicant."""
    return isinstance(node, ast.Fact) and not node.element and "." in node.path


@rule.register(ast.String)
def _string(node: ast.String, work: Work, hint: Hint | None) -> Done:
    if hint is None or hint.type.kind != "option":
        return node, TEXT
    return (node, hint.type) if node.value in hint.type.options else _no_option(node, node.value, work, hint)


@rule.register(ast.Boolean)
def _boolean(node: ast.Boolean, work: Work, hint: Hint | None) -> Done:
    words = ("是", "yes") if node.value else ("否", "no")
    for word in words:
        if hint is not None and word in hint.type.options:
            return ast.String(span=node.span, value=word), hint.type
    return node, YES_NO


@rule.register(ast.Number)
def _number(node: ast.Number, work: Work, hint: Hint | None) -> Done:
    if hint is not None and node.digits in hint.type.options:
        return ast.String(span=node.span, value=node.digits), hint.type
    return node, COUNT if node.digits.isdigit() else NUMBER


@rule.register(ast.Null)
def _null(node: ast.Null, work: Work, hint: Hint | None) -> Done:
    return node, ANY


@rule.register(ast.Workdays)
def _workdays(node: ast.Workdays, work: Work, hint: Hint | None) -> Done:
    return node, WORKDAYS


@rule.register(ast.Fact)
def _fact(node: ast.Fact, work: Work, hint: Hint | None) -> Done:
    """A tree already settled (a table's column) settles again to itself."""
    operand, kind = _again(node.path, work)
    return (node, kind) if operand is not None else (node, ANY)


def _again(path: str, work: Work) -> tuple[ast.Expr | None, Type]:
    if path in work.scope.names:
        found = find(path, work)
        return found if found is not None else (None, ANY)
    if "." not in path:
        return None, ANY
    whole, _, name = path.rpartition(".")
    operand, kind = _again(whole, work)
    return operand, kind.fields.get(name, kind.of or ANY)


@rule.register(ast.Temporal)
def _temporal(node: ast.Temporal, work: Work, hint: Hint | None) -> Done:
    made = temporal(node.text)
    if made is None and "T" not in node.text and node.text[:1].isdigit():
        work.wrong(node, f"没有「{node.text}」这一天。", f"There is no such day as 「{node.text}」.")
        return node, FAULTY
    if made is None:
        work.report(
            LEFT_OUT,
            node,
            zh=f"「{node.text}」这样的时刻或长度",
            en=f"a time or length like 「{node.text}」",
            hint_zh="请只用日期、天数、月数或年数。",
            hint_en="Use dates, days, months or years.",
        )
        return node, FAULTY
    if isinstance(made, MonthsDuration):
        return node, MONTHS
    return node, DAYS if node.text.lstrip("-").startswith("P") else DATE
