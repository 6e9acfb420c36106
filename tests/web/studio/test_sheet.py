"""One value written into a definition changes its own lines and nothing else, in every item there is."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.web.conftest import CATALOG
from tests.web.studio.authors import TEXT
from web.route import Form
from web.studio.form import added, edited, form_of, removed
from web.studio.sheet import Sheet, Uneditable

ITEMS = sorted(CATALOG.rglob("*.yaml"))


def touched(old: str, new: str) -> tuple[list[str], list[str]]:
    """Give the lines that went and the lines that came."""
    a, b = old.split("\n"), new.split("\n")
    out: list[str] = []
    came: list[str] = []
    for kind, i, j, k, n in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if kind != "equal":
            out += a[i:j]
            came += b[k:n]
    return out, came


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: path.stem)
def test_one_change_in_the_form_touches_its_lines_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sheet, stuck = edited(Sheet(text), Form(texts={"p:item_name": ("换了的名称",)}), "zh")
    out, came = touched(text, sheet.text)
    assert (stuck, len(out), len(came)) == ((), 1, 1)
    assert came[0].replace("换了的名称", "") in out[0] and came[0].endswith("换了的名称")


@pytest.mark.parametrize("path", ITEMS[::6], ids=lambda path: path.stem)
def test_a_form_sent_as_it_was_shown_changes_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    texts = {
        cell.name: ("", *cell.values) if cell.widget == "ticks" else (cell.value,)
        for part in form_of(Sheet(text), "zh") or ()
        for entry in part.entries
        for cell in entry.cells
    }
    sheet, stuck = edited(Sheet(text), Form(texts=texts), "zh")
    assert (sheet.text, stuck) == (text, ())


@pytest.mark.parametrize(
    ("field", "values", "came"),
    [
        ("p:materials.0.note", ("带上本人的",), ["    说明: 带上本人的"]),
        ("p:materials.1.when", ("场所来源 是 自有",), ["    前提: 场所来源 是 自有"]),
        ("p:materials.1.when", ("",), []),
        ("t:materials.0.medium", ("", "original", "copy"), ["    形式: [原件, 复印件]"]),
        ("t:materials.1.medium", ("", "copy"), ["    形式: [复印件]"]),
        ("p:materials.0.necessity", ("optional",), ["    必要性: 非必要"]),
        ("p:limits.promised", ("7 个工作日",), ["  承诺: 7 个工作日"]),
        ("p:summary", ("说明: 有冒号 # 有井号",), ['一句话说明: "说明: 有冒号 # 有井号"']),
        ("p:place", ("一楼三号",), ["办理地点: 一楼三号"]),
        ("p:scenario.0.choose", ("自有\n租赁\n借用",), ["    选: [自有, 租赁, 借用]"]),
        ("p:checks.0.requirement", ("租期至少还剩 6 个月",), []),
    ],
)
def test_a_value_is_written_where_it_belongs(field: str, values: tuple[str, ...], came: list[str]) -> None:
    sheet, stuck = edited(Sheet(TEXT), Form(texts={field: values}), "zh")
    assert (stuck, touched(TEXT, sheet.text)[1]) == ((), came)


def test_comments_between_the_lines_of_a_list_stay() -> None:
    text = "常用名:\n" + TEXT.replace(
        "[自有, 租赁]", "\n      # 先问多的\n      - 自有  # 买的也算\n      - 租赁"
    )
    text = text.removeprefix("常用名:\n")
    sheet, _ = edited(Sheet(text), Form(texts={"p:scenario.0.choose": ("自有\n借用\n租赁",)}), "zh")
    assert touched(text, sheet.text) == ([], ["      - 借用"])


def test_a_text_in_several_lines_is_written_anew_as_a_whole() -> None:
    text = TEXT.replace("开小吃店之前来登记。", "开小吃店之前\n  来登记。  # 口语")
    sheet, _ = edited(Sheet(text), Form(texts={"p:summary": ("开店前登记。",)}), "zh")
    assert "一句话说明: 开店前登记。  # 口语\n依据" in sheet.text


@pytest.mark.parametrize("key", ["materials", "checks", "conditions", "scenario", "form"])
def test_what_is_added_can_be_removed_again(key: str) -> None:
    sheet = added(Sheet(TEXT), key)
    node = form_of(sheet, "zh")
    assert node is not None
    (part,) = [each for each in node if each.key == key]
    assert touched(TEXT, sheet.text)[0] == []
    back = removed(sheet, part.entries[-1].place)
    assert back.text.replace("\n\n", "\n") == TEXT


def test_the_first_material_can_be_removed() -> None:
    out, came = touched(TEXT, removed(Sheet(TEXT), "materials.0").text)
    assert (out, came) == (["  - 名称: 身份证", "    形式: 原件"], [])


@pytest.mark.parametrize(
    "place", ["materials.9", "samples.0", "materials.x", "materials.-1", "", "materials.0.when"]
)
def test_nothing_else_can_be_removed(place: str) -> None:
    with pytest.raises(Uneditable):
        removed(Sheet(TEXT), place)


def test_a_text_with_faults_has_no_form() -> None:
    assert form_of(Sheet("事项名称: [未完"), "zh") is None
