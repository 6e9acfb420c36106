"""The built-in functions of FEEL, one row each, in the order of the standard's families.

`range` reads an expression and is therefore added by `engine.feel.interpret`.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel.functions import amounts, contexts, conversion, intervals, lists, moments, sums, texts
from engine.feel.functions.moments import CLOCKS
from engine.feel.functions.table import BuiltIn, Signature, as_function, call, row, signature

__all__ = ["BY_NAME", "CLOCKS", "TABLE", "BuiltIn", "Signature", "as_function", "call", "row", "signature"]

TABLE: tuple[BuiltIn, ...] = (
    *conversion.ROWS,
    *texts.ROWS,
    *lists.ROWS,
    *sums.ROWS,
    *amounts.ROWS,
    *intervals.ROWS,
    *moments.ROWS,
    *contexts.ROWS,
)

BY_NAME: Mapping[str, BuiltIn] = {
    name: built_in for built_in in TABLE for name in (built_in.name, built_in.zh)
}
