"""A plan becomes Python: functions that read a submission, decide every verdict, and find what is wrong.

`look` fills the slots and gives what is not met, `read` only fills them, `again` gives what is left undecided
where some are open, `weigh` whether each requirement applies, `find` only the ids of findings (one pass,
nothing explained), `derive` the values of tables and groups for messages,
`need…`, `asks…` and `verdict…` one thing each for the wizard. All functions are total: they answer for every
slot known, null or unknown.
"""

from __future__ import annotations

from engine.rules.python.module import compile_plan
from engine.rules.python.slots import slots_of

__all__ = ["compile_plan", "slots_of"]
