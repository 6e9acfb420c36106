"""The rules of food-licence.yaml in the languages of public rule engines, for benchmarks/check_speed.py.

The rules are written once, over a `Dialect` that spells them for each expression language; what a language
cannot say natively raises `CannotSay` and the rule is left out (no function of ours is lent to anybody).
JSON Schema speaks in a file of its own. Every adapter compiles its rules once and takes the submission as
JSON gives it.
"""

from __future__ import annotations

from benchmarks.public_engines.adapter import Adapter, CannotSay
from benchmarks.public_engines.table import ADAPTERS

__all__ = ["ADAPTERS", "Adapter", "CannotSay"]
