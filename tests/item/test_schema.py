"""The schemas: what stands in schemas/ is what the table of shapes says, and it accepts what loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from engine.item.load import load
from engine.item.schema import item_schema, submission_schema
from engine.item.template import new_item
from engine.item.write_schemas import schemas
from engine.vocabulary import Lang

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests" / "sketches").glob("*.yaml")), *sorted((ROOT / "catalog").rglob("*.yaml"))]


def errors(text: str) -> list[str]:
    """List what the schema of the file's language has against a file."""
    loaded = load(text.encode(), "x.yaml")
    assert loaded.item is not None
    values = YAML(typ="safe", pure=True).load(text)
    plain = json.loads(json.dumps(values, default=str))
    return [
        error.message for error in Draft202012Validator(item_schema(loaded.item.language)).iter_errors(plain)
    ]


@pytest.mark.parametrize("name", ["item.zh.schema.json", "item.en.schema.json", "submission.schema.json"])
def test_files_are_what_the_shapes_say(name: str) -> None:
    assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == schemas()[name]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_schemas_are_schemas(lang: Lang) -> None:
    Draft202012Validator.check_schema(item_schema(lang))
    Draft202012Validator.check_schema(submission_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_loads_is_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert load(text.encode(), path.name).faults == ()
    assert errors(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("必要性: 免提交", "必要性: 不用交"),
        ("到现场次数: 1", "到现场次数: 一"),
        ("    要求: 执照还在有效期内\n", ""),
        ("申请材料:", "材料:"),
        ("  自: 2026-03-01", "  自: 三月一日"),
        ("    填: 整数\n    范围: 1 到 200\n", ""),
    ],
)
def test_what_does_not_load_is_not_valid(old: str, new: str) -> None:
    text = (ROOT / "tests" / "sketches" / "food-permit.yaml").read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    assert load(changed.encode(), "x.yaml").faults != ()
    assert errors(changed) != []


def test_a_submission_of_the_design_is_valid() -> None:
    submission = {
        "item": "SC-0107",
        "applied_on": "2026-03-02",
        "facts": {"申请人": {"名称": "示例餐饮店"}, "从业人数": 3},
        "materials": {"租赁合同": {"state": "sound", "copies": 1, "record": {"到期日": "2026-05-01"}}},
    }
    assert list(Draft202012Validator(submission_schema()).iter_errors(submission)) == []
    wrong = {"facts": {}, "materials": {"租赁合同": {"state": "lost"}}}
    assert len(list(Draft202012Validator(submission_schema()).iter_errors(wrong))) == 1


@pytest.mark.parametrize(("name", "code"), [("老年人优待证申领", "MZ-0012"), ("# 不是: 备注", "MZ: 1")])
def test_a_new_item_has_no_fault(name: str, code: str) -> None:
    text = new_item(name, code)
    loaded = load(text.encode(), "x.yaml")
    assert loaded.faults == ()
    assert loaded.item is not None
    assert (loaded.item.name, loaded.item.code) == (name, code)
    assert errors(text) == []
