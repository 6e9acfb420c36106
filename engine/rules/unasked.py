"""A question that not everybody is asked, as one half of an or: it takes the other half with it.

Settled expressions in, reminders out. Whatever reads a question applies only where it is asked (decision 3):
「甲 或 乙」 counts for nobody whom 乙 is not put to, even where 甲 holds. Whether that is meant nobody can
read in the sentence; a table says it row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engine.dataclass import dataclass, replace
from engine.fault import Fault, FaultKind
from engine.feel import ast
from engine.feel.simplify import follows
from engine.feel.walk import children
from engine.rules.joined import conjunction
from engine.source import Text

__all__ = ["UNASKED_HALF", "Premises", "find"]

UNASKED_HALF = FaultKind(
    code="rule/unasked-half",
    zh="「{name}」不是人人都问。没问到的人，这一整句都不算，「{other}」成立也不算。请把这句写成对照表，或者让「{name}」人人都问。",
    en="Not everybody is asked 「{name}」. Where it is not asked the whole sentence does not count, even if "
    "「{other}」 holds. Write the sentence as a table, or ask 「{name}」 of everybody.",
    why_zh="读了一个问题的句子，只对问到的人算。“或”的一边没问到，另一边就跟着丢了，该带的材料没人提。",
    why_en="A sentence that reads a question counts only where it is asked. With one half of an or not "
    "asked, the other half is lost with it, and nobody is told of the material.",
    wrong="前提: 要挂招牌 或 招牌发光        # 招牌发光 只问要挂招牌的人",
    right="对照表:\n  招牌要求:\n    表: |\n      要挂招牌 | 招牌发光 || 效果图\n"
    "      是       | -        || 要\n      -        | 是       || 要\n      -        | -        || 不要",
    level="reminder",
)

_OPPOSITES: Final[Mapping[ast.Order, ast.Order]] = {
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "=": "!=",
    "!=": "=",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """When each question is asked that not everybody is asked, and what holds in any case.

    `demand`: it is what a check demands. Where that does not count it is met, so no harm is done if the other
    half holds there anyway.
    """

    gates: Mapping[str, ast.Expr]
    given: ast.Expr | None = None
    demand: bool = False

    def also(self, *more: ast.Expr) -> Premises:
        """Give the premises where more is known to hold."""
        return replace(self, given=conjunction(self.given, *more))

    def hold(self, gate: ast.Expr) -> bool:
        return self.given is not None and follows(self.given, gate)


def find(text: Text, tree: ast.Expr, premises: Premises) -> Iterator[Fault]:
    """Find the halves of one expression, each question once."""
    told: set[str] = set()
    for fact, other in _lost(tree, premises):
        name = _field(fact)
        if name not in told:
            told.add(name)
            values = {"name": name, "other": text[slice(*other.span)]}
            yield Fault(kind=UNASKED_HALF, source=text.at(*fact.span), values=values)


def _lost(node: ast.Node, premises: Premises) -> Iterator[tuple[ast.Fact, ast.Expr]]:
    match node:
        case ast.And(operands=parts):
            for part in parts:
                yield from _lost(part, premises.also(*(each for each in parts if each is not part)))
        case ast.Or(operands=parts):
            for part in parts:
                yield from _alone(part, [each for each in parts if each is not part], premises)
                yield from _lost(part, premises)
        case ast.If(yes=yes, no=no):
            yield from _alone(yes, [no], premises)
            yield from _alone(no, [yes], premises)
        case _:
            for child in children(node):
                yield from _lost(child, premises)


def _alone(
    part: ast.Expr, others: Sequence[ast.Expr], premises: Premises
) -> Iterator[tuple[ast.Fact, ast.Expr]]:
    """Give each question of a part with the other half that may count where it is not asked."""
    for fact in _questions(part, premises.gates):
        if not premises.hold(premises.gates[_field(fact)]):
            yield from ((fact, other) for other in others if not _harmless(fact, other, premises))


def _harmless(fact: ast.Fact, other: ast.Expr, premises: Premises) -> bool:
    """Say whether a half holds only where the question is asked, or always where it is not."""
    gate = premises.gates[_field(fact)]
    names = {_field(each) for each in _questions(other, premises.gates)}
    if _field(fact) in names or follows(other, gate):
        return True
    if premises.demand and follows(_opposite(gate), other):
        return True
    return any(follows(premises.gates[name], gate) for name in names)


def _opposite(gate: ast.Expr) -> ast.Expr:
    if isinstance(gate, ast.Compare) and gate.operator in _OPPOSITES:
        return replace(gate, operator=_OPPOSITES[gate.operator])
    return ast.Not(span=gate.span, operand=gate)


def _questions(node: ast.Node, gates: Mapping[str, ast.Expr]) -> Iterator[ast.Fact]:
    """Give the questions with a condition of their own whose answers a tree reads."""
    if isinstance(node, ast.Given):
        return
    if isinstance(node, ast.Fact) and _field(node) in gates and not node.element:
        yield node
    for child in children(node):
        yield from _questions(child, gates)


def _field(fact: ast.Fact) -> str:
    return fact.path.partition(".")[0]
