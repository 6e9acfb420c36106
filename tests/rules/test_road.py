"""Stages and outputs stand in the rulebook, each with its settled condition, those of parts included."""

from __future__ import annotations

from pathlib import Path

from engine.feel.to_feel import to_feel
from engine.item.load import load
from engine.item.model import Item
from engine.rules.rulebook import compile_item

CATALOG = Path(__file__).parents[2] / "catalog"


def read(path: str) -> Item:
    item = load((CATALOG / path).read_bytes(), path).item
    assert item is not None
    return item


def test_a_package_brings_the_stages_and_outputs_of_its_parts_under_their_conditions() -> None:
    package = read("packages/open-restaurant-package.yaml")
    folders = (
        "market/individual-registration",
        "market/food-permit",
        "city/signboard",
        "fire/fire-safety-check",
    )
    parts = {str(part.code): part for part in (read(f"{folder}.yaml") for folder in folders)}
    rulebook = compile_item(package, parts).rulebook
    assert rulebook is not None
    own = [one for one in rulebook.stages if one.part is None]
    assert [one.name for one in own] == ["联合核查", "review"]
    assert own[0].when is not None and "消防检查" in to_feel(own[0].when)
    assert own[1].when is None
    signboard = [one for one in rulebook.outputs if one.part == "CG-0101"]
    assert signboard and all(one.when is not None and to_feel(one.when) == "要挂招牌" for one in signboard)


def test_a_faulty_condition_of_an_output_is_told() -> None:
    text = (CATALOG / "city/signboard.yaml").read_text(encoding="utf-8")
    wrong = text.replace("办理结果:\n", "办理结果:\n  - 名称: 另一张回执\n    前提: 没有这个 是 有\n")
    item = load(wrong.encode(), "x.yaml").item
    assert item is not None
    assert "rule/unknown-name" in [fault.kind.code for fault in compile_item(item, {}).faults]
