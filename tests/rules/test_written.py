"""The code of a rulebook is text of our own signs: no author's word is in it, and none is ever a name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from engine.check.check import check, find
from engine.item.load import load, load_file
from engine.rules.rulebook import compile_item
from engine.rules.writer import Writer
from tests.items import HEAD, rulebook_of

ROOT = Path(__file__).parent.parent.parent
ITEMS = sorted([*(ROOT / "catalog").rglob("*.yaml"), *(ROOT / "tests" / "sketches").rglob("*.yaml")])
SIGNS = re.compile(r"[a-zA-Z0-9_ \n()\[\]{}.,:;=<>!&|#'+-]*")
QUOTED = re.compile(r"'([^']*)'")
DAY = date(2026, 3, 2)


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is handed to Python, as it is made."""
    made: list[str] = []
    code = Writer.code

    def kept(writer: Writer) -> bytes:
        made.append("\n".join(writer.lines))
        return code(writer)

    monkeypatch.setattr(Writer, "code", kept)
    return made


def is_ours(text: str) -> bool:
    return SIGNS.fullmatch(text) is not None and all(re.fullmatch(r"K\d+", q) for q in QUOTED.findall(text))


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: path.stem)
def test_no_word_of_an_author_is_in_the_text(path: Path, texts: list[str]) -> None:
    item = load_file(path).item
    assert item is not None
    compile_item(item, {str(i.code): i for p in ITEMS if (i := load_file(p).item) is not None})
    assert texts and all(is_ours(text) for text in texts)


HOSTILE = """\
办理情形:
  去向:
    问: 去哪？
    选: ["'); import os; ('", "K1", "s3", "{closed}", "\\\\"]
申请材料:
  - 名称: 'K2'
    前提: 去向 是 "K1"
    登记:
      s3: 文字
审查要点:
  - 编号: "S['x']"
    要求: 写得对
    判断: K2.s3 = "'); import os; ('"
    不符合时: 写的是 {K2.s3}。
    怎么改: 请改。
"""


def test_words_that_look_like_code_stay_words(texts: list[str]) -> None:
    rulebook = rulebook_of(HOSTILE)
    assert all(is_ours(text) for text in texts)
    submission = {
        "facts": {"去向": "K1"},
        "materials": {"K2": {"state": "sound", "record": {"s3": "K0"}}},
    }
    answer = check(rulebook, submission, DAY)
    assert [(finding.id, finding.says) for finding in answer.findings] == [("S['x']", "写的是 K0。")]
    assert find(rulebook, submission, DAY) == ["S['x']"]


def test_the_guard_is_what_keeps_words_out(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With words written as they are, the check of this very file finds them."""
    monkeypatch.setattr(Writer, "const", lambda writer, value: repr(value))
    item = load((HEAD + HOSTILE).encode(), "hostile.yaml").item
    assert item is not None
    compile_item(item)
    assert not all(is_ours(text) for text in texts)


NESTED = {
    "not": ("非 (", "乙", ")"),
    "and": ("(乙 且 ", "乙", ")"),
    "sum": ("(", "甲", " + 1)"),
    "compared": ("(", "甲 > 3", ") = 乙"),
    "least": ("min(", "甲", ", 1)"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_an_expression_as_deep_as_the_language_allows_is_compiled(kind: str) -> None:
    opening, inside, closing = NESTED[kind]
    expression = opening * 62 + inside + closing * 62 + (" > 3" if kind in ("sum", "least") else "")
    body = "办理情形:\n  甲:\n    问: 多少？\n    填: 数字\n  乙:\n    问: 对吗？\n    填: 是否\n"
    body += f"审查要点:\n  - 编号: R1\n    要求: 对\n    判断: {expression}\n"
    body += "    不符合时: 不对。\n    怎么改: 改。\n"
    assert find(rulebook_of(body), {"facts": {"甲": 1, "乙": True}}, DAY) in ([], ["R1"])
