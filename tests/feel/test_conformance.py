"""The DMN conformance tests, where they are at hand: level 2, and all of level 3 that calls no Java."""

from __future__ import annotations

from pathlib import Path

from benchmarks import conformance
from tests.feel.kit import kit


def test_conformance() -> None:
    outcomes = conformance.run(kit())
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
    outcomes = conformance.run(kit())
    assert not [outcome.row["id"] for outcome in outcomes if outcome.answer.startswith("raised")]
    assert all(outcome.passed for outcome in outcomes if outcome.error)


def test_a_missing_kit_is_said(tmp_path: Path) -> None:
    assert conformance.find_kit(str(tmp_path)) is None
