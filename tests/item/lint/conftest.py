"""What the tests of lints share: a small definition that is right, and what a lint marks in a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from engine.fault import Fault
from engine.item.lint import Lint
from engine.item.load import load

HEAD = """\
事项名称: 小餐饮登记
事项编码: SC-0107
实施版本: 2026-03-01
有效期:
  自: 2026-03-01
进驻部门: 市场监督管理局
依据: 本市小餐饮办法 第二条
"""

Found = Callable[..., list[tuple[str, str]]]


def marked(fault: Fault, text: str) -> str:
    """Give the words under the caret."""
    line = text.split("\n")[fault.source.line - 1]
    return line[fault.source.column - 1 : fault.source.end_column - 1]


@pytest.fixture
def found() -> Found:
    """Run one lint over the small definition with `more` below it: the codes and the words they mark."""

    def run(
        find: Lint, more: str, *, head: str = HEAD, uses: Mapping[str, frozenset[str]] | None = None
    ) -> list[tuple[str, str]]:
        text = head + more
        item = load(text.encode(), "item.yaml").item
        assert item is not None
        return [(fault.code, marked(fault, text)) for fault in find(item, uses or {})]

    return run


@pytest.fixture
def note(found: Found) -> Callable[[Lint, str], list[str]]:
    """Run one lint over a material with the note: the words it marks."""

    def run(find: Lint, text: str) -> list[str]:
        more = f"申请材料:\n  - 名称: 身份证\n    说明: {text}\n"
        return [words for _, words in found(find, more)]

    return run
