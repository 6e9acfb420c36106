"""docs/api.md names what there is: every address it shows is described, every open operation is shown."""

from __future__ import annotations

import re
from pathlib import Path

from web.api.table import OPERATIONS
from web.people.tokens import SCOPES

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"`(GET|POST) (/api/v1[^\s`?]*)", PAGE)


def test_every_address_that_is_shown_is_described() -> None:
    there = {(each.method, each.address) for each in OPERATIONS}
    there.add(("POST", "/api/v1/cases/{number}/acts/{act}"))
    assert SHOWN and {*SHOWN} <= there


def test_every_operation_and_scope_is_shown() -> None:
    own = {(e.method, e.address) for e in OPERATIONS if "/acts/" not in e.path and "{paper}" not in e.path}
    assert own <= {*SHOWN}
    assert [each for each in SCOPES if f"`{each}`" not in PAGE] == []
