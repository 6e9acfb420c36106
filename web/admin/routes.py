"""The addresses of operators, who look after accounts and the machine; they see no case."""

from __future__ import annotations

from typing import Final

from web.admin import accounts, audit, center, steps
from web.route import Answer, Route, only

__all__ = ["ROUTES"]

_OPERATORS: Final = only("operator")
_OVERSIGHT: Final = only("operator", "supervisor")
_PERSON: Final = "/admin/people/{id}"


def _sent(path: str, name: str, answer: Answer) -> Route:
    return Route(path=path, name=name, rule=_OPERATORS, answer=answer, method="POST", takes="form")


ROUTES: Final = (
    Route(path="/admin", name="admin", rule=_OPERATORS, answer=accounts.people),
    Route(path="/admin/people", name="admin-people", rule=_OPERATORS, answer=accounts.people),
    _sent("/admin/people", "admin-add", accounts.add),
    Route(path="/admin/new", name="admin-new", rule=_OPERATORS, answer=accounts.new),
    Route(path=_PERSON, name="admin-person", rule=_OPERATORS, answer=accounts.show),
    _sent(_PERSON, "admin-change", accounts.change),
    _sent(f"{_PERSON}/{{what}}", "admin-act", accounts.act),
    Route(path="/admin/steps", name="admin-steps", rule=_OVERSIGHT, answer=steps.steps),
    _sent("/admin/steps", "admin-steps-required", steps.require),
    Route(
        path="/admin/steps/{id}",
        name="admin-step-reset",
        rule=_OVERSIGHT,
        answer=steps.reset,
        method="POST",
        takes="form",
    ),
    Route(path="/admin/windows", name="admin-windows", rule=_OPERATORS, answer=center.windows),
    Route(path="/admin/calendars", name="admin-calendars", rule=_OPERATORS, answer=center.calendars),
    Route(path="/admin/plugins", name="admin-plugins", rule=_OPERATORS, answer=center.plugins),
    Route(path="/admin/audit", name="admin-audit", rule=_OPERATORS, answer=audit.audit),
)
