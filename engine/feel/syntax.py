"""The faults of an expression's spelling, and the exception that carries one out of lexer and parser."""

from __future__ import annotations

from typing import Final

from engine.fault import FaultKind
from engine.feel.ast import Span
from engine.feel.problem import Problem

__all__ = ["CHAINED", "JOINED_NAMES", "SYNTAX", "TOO_DEEP", "TOO_LONG", "Refused", "StrangeSign"]


class Refused(Exception):
    """A text that cannot be read any further; it never leaves `engine.feel.parse`."""

    def __init__(self, kind: FaultKind, span: Span, **values: str) -> None:
        super().__init__(kind.code)
        self.problem = Problem(kind=kind, span=span, values=values)

    @classmethod
    def of(cls, problem: Problem) -> Refused:
        """Give the exception that carries a problem made elsewhere."""
        refused = cls(problem.kind, problem.span)
        refused.problem = problem
        return refused


class StrangeSign(Refused):
    """A sign that is no part of the language."""


SYNTAX: Final = FaultKind(
    code="feel/syntax",
    zh="{zh}",
    en="{en}",
    why_zh="判断写成一句话：名字在前，然后是比较，再是数、日期或选项；几句之间用 且、或 连起来。",
    why_en="A condition reads like a sentence: a name, a comparison, then a number, a date or an option;"
    " sentences are joined by and, or.",
    wrong="判断: 面积 大于 300",
    right="判断: 面积 > 300",
    curable=True,
)
JOINED_NAMES: Final = FaultKind(
    code="feel/joined-names",
    zh="「{word}」连在一起成了一个不认识的名字，是不是想写「{spaced}」？关键词两边要空开。",
    en="「{word}」 runs together into one unknown name. Write 「{spaced}」: a keyword stands clear of names.",
    why_zh="中文没有空格，「且」「或」「是」也可能是名字里的字；不空开就分不清，读错比读不懂更糟。",
    why_en="Chinese has no spaces, and 且, 或, 是 may be part of a name; a misread rule is worse than none.",
    wrong="判断: 有执照且有合同",
    right="判断: 有执照 且 有合同",
    curable=True,
)
TOO_LONG: Final = FaultKind(
    code="feel/too-long",
    zh="这句判断有 {length} 个字，最多 {limit} 个。请拆成几条，或者改用对照表。",
    en="This expression has {length} characters, {limit} at most. Split it, or use a decision table.",
    why_zh="太长的一句话没有人看得懂，也会拖慢所有人的审查。",
    why_en="Nobody can read a sentence of that length, and it would slow down every check.",
    wrong="判断: 面积 > 1 且 面积 > 2 且 …（一万多字）",
    right="判断: 面积 > 2",
)
TOO_DEEP: Final = FaultKind(
    code="feel/too-deep",
    zh="括号或若…则…套得太深，最多 {limit} 层。请拆成几条，或者改用对照表。",
    en="Brackets or if … then … are nested too deeply, {limit} levels at most. Split it, or use a table.",
    why_zh="套得太深的判断没有人看得懂，机器也要防着被拖垮。",
    why_en="Nobody can read a condition nested that deeply, and the machine has to be protected, too.",
    wrong="判断: ((((((((…面积 > 1…))))))))",
    right="判断: 面积 > 1",
)
CHAINED: Final = FaultKind(
    code="feel/chained-comparison",
    zh="一句里连着比了两次。请分开写，比如「1 < 面积 且 面积 < 10」，或者「面积 在 1 到 10 之间」。",
    en="Two comparisons in a row. Write 「1 < area and area < 10」, or 「area between 1 and 10」.",
    why_zh="「1 < 面积 < 10」先算「1 < 面积」，得出是或否，再和 10 比，一定不是您想要的。",
    why_en="「1 < area < 10」 compares the answer of 「1 < area」, yes or no, with 10: never what was meant.",
    wrong="判断: 1 < 面积 < 10",
    right="判断: 面积 在 1 到 10 之间",
)
