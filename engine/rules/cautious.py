"""Faults of expressions with their cures, less those that would turn a condition into another one.

A name that is one sign off was a slip of the hand. One that begins with 非 or 不 was meant as a denial, and
one that is much longer or shorter was meant as something else: these are suggested, never written.
"""

from __future__ import annotations

from typing import Final

from engine.dataclass import replace
from engine.fault import Fault
from engine.feel.problem import Problem, to_fault
from engine.item.near import distance
from engine.source import Text

__all__ = ["fault_of"]

_NAMED: Final = frozenset({"rule/unknown-name", "rule/unknown-option"})
_DENIALS: Final = ("不是", "没有", "非", "不", "未", "没", "无")
_QUOTES: Final = "“”\"'"


def fault_of(problem: Problem, text: Text) -> Fault:
    """Place a problem in its file, with a cure only if nobody can have meant anything else."""
    if problem.kind.code not in _NAMED or problem.replacement is None:
        return to_fault(problem, text)
    start, end = problem.span
    written, meant = str(text)[start:end], problem.replacement.strip(_QUOTES)
    denial = next((each for each in _DENIALS if written == each + meant), None)
    if denial == "非":
        spaced = f"非 {meant}"
        return to_fault(replace(problem, nearest=(spaced,), replacement=spaced), text)
    if denial is not None:
        return to_fault(replace(problem, nearest=(f"非 {meant}",), replacement=None), text)
    if not _slip(written.strip(_QUOTES), meant):
        return to_fault(replace(problem, replacement=None), text)
    return to_fault(problem, text)


def _slip(written: str, meant: str) -> bool:
    """Tell whether one word can be the other, written hastily: few signs differ, and none parts names."""
    parts = sum(sign in "./{}() " for sign in meant) - sum(sign in "./{}() " for sign in written)
    denied = any((each in written) != (each in meant) for each in _DENIALS)
    return parts == 0 and not denied and distance(written, meant) <= (1 if len(meant) < 6 else 2)
