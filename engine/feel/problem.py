"""What is wrong inside one expression, before anyone knows in which file it stands."""

from __future__ import annotations

from collections.abc import Mapping

from engine.dataclass import dataclass, field
from engine.fault import Cure, Fault, FaultKind
from engine.feel.ast import Span
from engine.source import Text

__all__ = ["Problem", "to_fault"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault of an expression; `replacement` is the certain cure of the span's text, if there is one."""

    kind: FaultKind
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    nearest: tuple[str, ...] = ()
    replacement: str | None = None


def to_fault(problem: Problem, text: Text) -> Fault:
    """Place a problem in the file its expression `text` comes from."""
    source = text.at(*problem.span)
    cure = None
    if problem.replacement is not None and text.exact:
        cure = Cure(source=source, text=problem.replacement)
    return Fault(kind=problem.kind, source=source, values=problem.values, nearest=problem.nearest, cure=cure)
