"""What an author types daily: samples by name, faults for other tools, names that nothing reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.commands import lint
from engine.cli.start import main

FOOD = str(Path(__file__).parents[2] / "catalog" / "market" / "food-permit.yaml")


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def test_no_sample_of_that_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", FOOD, "-k", "没有这个"]) == 2
    assert "没有一个样例的名字里有「没有这个」" in capsys.readouterr().err


def test_faulty_item_is_an_error_in_junit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("事项名称: 证\n", encoding="utf-8")
    assert main(["test", str(path), "--format", "junit"]) == 1
    shown = capsys.readouterr().out
    assert 'tests="1" failures="0" errors="1"' in shown
    assert "<error message=" in shown


def test_strange_names_of_a_submission_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = {
        "applied_on": "2026-03-02",
        "facts": {"经营面职": 3},
        "materials": {"营业执昭": {"state": "sound"}},
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(sent), encoding="utf-8")
    main(["check", FOOD, str(path)])
    told = capsys.readouterr().err
    assert "没有用到「经营面职」：这个事项里没有它。您是不是要写「经营面积」？" in told
    assert "您是不是要写「营业执照」？" in told


def test_watch_looks_again_and_stops_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("事项名称: 证\n", encoding="utf-8")
    rounds = iter(["事项名称: 证件\n"])

    def wait(seconds: float) -> None:
        text = next(rounds, None)
        if text is None:
            raise KeyboardInterrupt
        path.write_text(text, encoding="utf-8")

    monkeypatch.setattr(lint.time, "sleep", wait)
    assert main(["lint", str(path), "--watch"]) == 3
    assert capsys.readouterr().out.count("检查 1 个事项") == 2
