"""English guides are English: what an author left in Chinese is told, and nothing else is mixed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from engine.guide.build import build_guide
from engine.item.english import is_chinese
from engine.source import Text
from tests.guide.catalogue import CODES, ON, compiled, guide, items, rulebook

ENGLISH = [code for code in CODES if items()[code].english.get("name")]
# Names that rules and addresses go by, the norms that are cited, forms as they are called on the shelf.
NOT_READ = frozenset({"id", "material", "basis", "blank_form", "filled_form"})


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Give every text of a guide with its key."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from texts(part, str(name))
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, key)
    elif isinstance(value, str):
        yield key, value


@pytest.mark.parametrize("code", ENGLISH)
def test_the_catalogue_speaks_english_throughout(code: str) -> None:
    made = guide(code, lang="en").to_json()
    assert "untranslated" not in made
    said = {key: part for key, part in made.items() if key != "questions"}
    assert [text for key, text in texts(said) if key not in NOT_READ and is_chinese(text)] == []


@pytest.mark.parametrize("code", ENGLISH)
def test_questions_are_asked_in_english(code: str) -> None:
    for asked in guide(code, lang="en").questions:
        said = [asked.label, asked.ask, asked.when, *(option.label for option in asked.options)]
        assert [text for text in said if is_chinese(text)] == []


def test_tables_are_read_in_words() -> None:
    (zh,), (en,) = guide("CG-0201").tables, guide("CG-0201", lang="en").tables
    assert zh.columns[2] == "道路建设档案的完工日期到申请日期不超过 5 年"
    assert zh.rows[2] == ("不限", "不限", "不限", "不限", "可以挖")
    assert en.name == "roads that are not dug up"
    assert (en.columns[1], en.outputs) == ("last works in the record of the road", ("state of the road",))
    assert en.rows[1] == ("dig", "major repair", "anything", "yes", "too new to be dug up")


def test_a_column_of_a_table_is_said_with_what_it_depends_on() -> None:
    line = next(one for one in guide("CG-0201", lang="en").bring if one.id == "人民政府批准文件")
    assert line.when.startswith("state of the road (see kind of works, last works in the record of the road,")


def test_a_recorded_value_is_said_by_its_english_name() -> None:
    line = next(one for one in guide("GA-0201", lang="en").bring if one.id == "出生医学证明")
    assert line.when == "age is “under 16” and guardian in the household register is “not shown”"


def test_what_has_no_english_is_told_and_not_mixed_in_silently() -> None:
    item = items()["CG-0201"]
    bare = replace(item, tables=tuple(replace(table, english={}) for table in item.tables))
    made = build_guide(bare, compiled(bare), ON, lang="en")
    assert {"路况", "还在禁挖期"} <= set(made.untranslated)
    assert any(text.startswith("路况 (see kind of works") for text in made.untranslated)


def test_how_it_is_decided_is_left_out_where_it_would_be_half_chinese() -> None:
    made = guide("CG-0201", lang="en")
    exactly = {demand.id: demand.exactly for demand in made.checks}
    assert exactly["R1"] == ""
    assert exactly["R12"] == "the date of application is at most 1 day after day of digging"
    assert all(demand.exactly for demand in guide("CG-0201").checks)


def test_what_a_system_has_says_which_also_where_it_depends() -> None:
    line = next(
        one for one in guide("YJS-0201", lang="en").bring if one.label == "result of the name application"
    )
    assert line.notes == ("We look it up ourselves: company name system.",)


def test_the_english_of_a_word_may_be_changed_without_the_rules() -> None:
    item = items()["CG-0201"]
    other = {Text("路况"): Text("road")}
    changed = replace(item, tables=tuple(replace(table, english=other) for table in item.tables))
    assert compiled(changed).english["禁挖.路况"].label == "road"
    assert rulebook("CG-0201").english["禁挖.路况"].label == "state of the road"
