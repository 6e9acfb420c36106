"""`yici search`: what is found, what to do next, and what is said where nothing fits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli import main
from tests.cli.commands import Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, catalog: Path) -> Run:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        common = ["--catalog", str(catalog), "--cache", str(catalog / ".cache"), "--on", "2026-03-02"]
        code = main(["search", *words, *common])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_items_are_listed_best_first_with_the_next_step(run: Run) -> None:
    code, out, err = run("开饭店")
    assert code == 0
    assert out.splitlines()[0] == "SC-0201  食品经营许可（新办）  市场监督管理局"
    assert err.splitlines()[-1].endswith("要带什么：yici ask SC-0201；办事指南：yici guide SC-0201")


def test_several_words_are_one_search(run: Run) -> None:
    _, out, _ = run("开", "饭店", "--limit", "1")
    assert out.startswith("SC-0201")
    assert len(out.splitlines()) == 1


def test_json_gives_hits_and_what_is_near(run: Run) -> None:
    code, out, _ = run("kfd", "--format", "json")
    found = json.loads(out)
    assert (code, found["words"], found["near"]) == (0, "kfd", [])
    assert list(found["hits"][0]) == ["item", "name", "name_en", "department", "department_en", "score"]


def test_where_nothing_fits_other_words_and_a_telephone_are_offered(run: Run) -> None:
    code, out, err = run("火星移民")
    assert (code, out) == (0, "")
    assert err == "没有找到“火星移民”。换个说法，或打 12345 问。\n"


def test_the_list_speaks_english(run: Run) -> None:
    _, out, err = run("restaurant", "--lang", "en")
    assert out.startswith("SC-0201  Food business permit (new)")
    assert "What to bring: yici ask SC-0201" in err


def test_a_limit_that_is_none_is_refused(run: Run) -> None:
    code, _, err = run("店", "--limit", "0")
    assert code == 2
    assert "1 到 100" in err
