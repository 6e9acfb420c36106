"""The DMN conformance tests, where they are at hand: level 2, and all of level 3 that calls no Java."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance", ROOT / "benchmarks" / "conformance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["conformance"] = module
    spec.loader.exec_module(module)
    return module


conformance = load()


def test_conformance() -> None:
    kit = conformance.find_kit()
    if kit is None:
        pytest.skip("not run: the conformance tests are not here; YICI_TCK names their folder")
    outcomes = conformance.run(kit)
    counted = [outcome for outcome in outcomes if outcome.row["level"] != "NC"]
    failed = conformance.failed_cases(counted)
    unexplained = [
        f"{case}: {rows[0].answer}"
        for case, rows in failed.items()
        if "external:Java" not in rows[0].row["features"]
    ]
    assert not unexplained
    score = conformance.score(outcomes)
    assert score["CL2"] == (116, 116)
    assert score["CL3"][0] >= 3257


def test_nothing_is_raised_and_every_null_of_an_error_row_has_a_reason() -> None:
    kit = conformance.find_kit()
    if kit is None:
        pytest.skip("not run: the conformance tests are not here; YICI_TCK names their folder")
    outcomes = conformance.run(kit)
    assert not [outcome.row["id"] for outcome in outcomes if outcome.answer.startswith("raised")]
    assert all(outcome.passed for outcome in outcomes if outcome.error)


def test_a_missing_kit_is_said(tmp_path: Path) -> None:
    assert conformance.find_kit(str(tmp_path)) is None
