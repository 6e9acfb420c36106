"""What stands beside a text: every tab whatever is written, the matrix, the changes, the editor."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.web.studio.authors import BETTER, TEXT, WORSE, Author
from web.studio.desk import TABS


@pytest.mark.parametrize("text", [BETTER, WORSE, "：：\n", "", "事项名称: [", "a: b"])
def test_every_tab_stands_whatever_is_written(at: Callable[[str], Author], text: str) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, text)
    for tab in TABS:
        li.page(draft, f"?tab={tab}")
    li.page(draft, "?view=form")


def test_the_matrix_says_who_needs_what_when(at: Callable[[str], Author]) -> None:
    li = at("li")
    page = li.page(li.begin(), "?tab=matrix")
    row = page[page.index('<th scope="row">租赁合同') :].partition("</tr>")[0]
    assert re.findall(r'class="n-(\w+)"', row) == ["not_needed", "needed"]


def test_the_samples_of_the_edition_before_show_what_changes_for_whom(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, TEXT.replace("从业人数 ≤ 50", "从业人数 ≤ 2"))
    page = li.page(draft, "?tab=changes")
    assert "自有的店" in page and "不予受理" in page


def test_the_editor_may_add_its_styles_and_nothing_else(at: Callable[[str], Author]) -> None:
    li = at("li")
    answer = li.get(f"/studio/drafts/{li.begin()}")
    nonce = re.search(r'data-nonce="([^"]+)"', answer.text)
    policy = answer.headers["content-security-policy"]
    assert nonce is not None and f"style-src 'self' 'nonce-{nonce[1]}'" in policy
    assert "script-src 'self';" in policy and "unsafe" not in policy
    assert "nonce" not in li.get("/studio").headers["content-security-policy"]


def test_the_editor_knows_every_key_and_the_words_it_takes(at: Callable[[str], Author]) -> None:
    places = at("li").get("/studio/keys?lang=zh").json()
    assert "申请材料" in [key for key, _ in places[""]["keys"]]
    assert [word for word, _ in places["申请材料/*"]["words"]["形式"]] == ["原件", "复印件", "电子", "纸质"]
    assert places["申请材料/*/登记"]["words"]["*"]
