"""A guide rendered: well formed, every input labelled, no script, style or word hidden in a template."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.guide.code import address
from engine.guide.to_html import TEMPLATES, Frame, Wizard, checklist, sheet, to_html
from engine.guide.to_text import to_markdown, to_text
from engine.guide.words import WORDS
from tests.guide.catalogue import CODES, guide

VOID = {"meta", "link", "input", "br"}


class Reader(HTMLParser):
    """Reads a page and keeps what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label" and given.get("for"):
            self.labels.append(str(given["for"]))
        if tag == "input":
            self.inputs.append({**given, "inside": "label" if "label" in self.open else None})
        self.wrong += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_page_is_well_formed_and_every_input_has_a_label(code: str, lang: str) -> None:
    made = guide(code, lang="en" if lang == "en" else "zh")
    page = to_html(made, Frame(code=address(made), wizard=Wizard(action="/items/x")))
    reader = read(page)
    assert reader.wrong == []
    assert len(reader.ids) == len(set(reader.ids))
    assert [i for i in reader.inputs if i["inside"] is None and i.get("id") not in reader.labels] == []
    assert "<script" not in page and "http://" not in page and "https://" not in page


def test_what_people_wrote_is_escaped() -> None:
    made = guide("SC-0201", {"主体类型": "<script>alert(1)</script>"})
    frame = Frame(wizard=Wizard(action="/x", typed={"经营面积": '"><b>'}, problems={"经营面积": "<i>"}))
    page = to_html(made, frame)
    assert "<b>" not in page.split('id="q')[1][:400] and "<i>" not in page and "alert(1)" not in page


def test_a_fragment_is_the_part_of_the_page_that_answers_change() -> None:
    made = guide("SC-0201", {"主体类型": "企业"})
    assert checklist(made).strip() in to_html(made)


def test_large_type_is_a_class_of_the_page() -> None:
    assert '<html lang="zh-CN" class="elder">' in to_html(guide("SC-0201"), Frame(large=True))


def test_the_sheet_holds_facts_list_steps_and_place() -> None:
    made = guide("WJ-0101")
    page = sheet(made, Frame(code=address(made)))
    assert read(page).wrong == []
    for text in (made.name, made.facts[0].says, made.bring[0].label, made.steps[0].says, "<svg"):
        assert text in page


def test_text_and_markdown_say_every_material_once() -> None:
    made = guide("SC-0201")
    for text in (to_text(made), to_markdown(made)):
        lines = [line for line in text.splitlines() if line.lstrip(" -[]□").startswith("许可证展示方案")]
        assert len(lines) == 1


def test_json_can_be_read_back_and_keeps_its_order() -> None:
    made = json.loads(json.dumps(guide("SC-0201").to_json(), ensure_ascii=False))
    assert list(made)[:4] == ["item", "name", "department", "edition"]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_a_template_holds_no_words(path: Path) -> None:
    text = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[一-鿿]+", text) == []
    assert re.findall(r">\s*([A-Za-z]{2,}[^<]*)<", text) == []


def test_every_word_has_both_languages() -> None:
    bare = [key for key, (zh, en) in WORDS.items() if not en or (not zh and key != "untranslated")]
    assert bare == []
    holes = re.compile(r"\{(\w+)\}")
    differing = [k for k, (zh, en) in WORDS.items() if zh and {*holes.findall(zh)} != {*holes.findall(en)}]
    assert differing == []
