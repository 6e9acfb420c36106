"""The form of a draft: it adds and removes, and changes nothing when its text is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.studio.authors import Author
from web.house import House


def test_a_thing_is_added_and_removed_in_the_form(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    address = f"/studio/drafts/{draft}"
    for act in ("add:materials", "remove:materials.4"):
        answer = li.send(f"{address}/form", address, _version=li.version(draft), do=act)
        assert answer.status_code == 303
        assert ("名称: 新材料" in li.page(draft)) == act.startswith("add")


@pytest.mark.parametrize("version", ["", "0", "99", "x", "²", "1" * 40])
def test_a_form_made_from_a_text_that_is_gone_changes_nothing(
    at: Callable[[str], Author], version: str
) -> None:
    li = at("li")
    draft = li.begin()
    address = f"/studio/drafts/{draft}"
    fields = {"p:summary": "改掉", "_version": version}
    answer = li.send(f"{address}/form", address, **fields)
    assert answer.status_code == 422 and "页面太旧了" in answer.text and "改掉" not in li.page(draft)
