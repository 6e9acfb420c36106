"""`yici feel`, `import` and `export`: values and types, errors with their caret, lines in and out."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest

from engine.cli import main

ROOT = Path(__file__).parent.parent.parent
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_value_and_its_type(capsys: Captured) -> None:
    assert main(["feel", "1 + 41"]) == 0
    assert capsys.readouterr() == ("42\n", "number\n")


def test_a_null_says_why(capsys: Captured) -> None:
    assert main(["feel", '1 + "a"']) == 1
    out, err = capsys.readouterr()
    assert (out, "cannot be added" in err) == ("null\n", True)
    assert main(["feel", "null"]) == 0


def test_a_wrong_text_has_a_caret_under_it(capsys: Captured) -> None:
    assert main(["feel", "面积 >* 2", "--profile", "item", "--lang", "zh"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    line, caret = err.splitlines()[1:3]
    assert "[feel/syntax]" in err.splitlines()[0]
    assert caret.index("^") == line.index("*") + 2  # two Chinese characters are four columns


def test_names_come_from_a_context_in_feel_or_json(tmp_path: Path, capsys: Captured) -> None:
    Path("names.feel").write_text('{a: 41, d: @"2026-01-31", "Full Name": "x"}', encoding="utf-8")
    Path("names.json").write_text('{"a": 41.0, "b": {"c": [1, null]}}', encoding="utf-8")
    assert main(["feel", 'string(d + @"P1M") + Full Name', "--context", "names.feel"]) == 0
    assert main(["feel", "count(b.c) + a", "--context", "names.json"]) == 0
    assert capsys.readouterr().out == '"2026-02-28x"\n43\n'


def test_facts_that_are_not_given_are_unknown(capsys: Captured) -> None:
    facts = {
        "facts": {"来源": "租赁"},
        "materials": {"合同": {"state": "sound", "record": {"到期": "2026-05-01"}}},
    }
    Path("facts.json").write_text(json.dumps(facts), encoding="utf-8")
    assert (
        main(
            [
                "feel",
                "来源 是 租赁 且 合同.到期 < 申请日期 + 6 个月",
                "--facts",
                "facts.json",
                "--on",
                "2026-03-02",
            ]
        )
        == 0
    )
    assert main(["feel", "面积 > 50 且 来源 是 租赁", "--facts", "facts.json"]) == 1
    out, err = capsys.readouterr()
    assert (out, "面积" in err) == ("true\nunknown\n", True)


def test_the_day_is_the_day_of_application(capsys: Captured) -> None:
    assert main(["feel", "today()", "--on", "2026-02-03"]) == 0
    assert capsys.readouterr().out == '@"2026-02-03"\n'


@pytest.mark.parametrize(
    "words", [["1", "--lines"], ["1", "--context", "none"], ["1", "--facts", "none"], ["1", "2"]]
)
def test_wrong_use_is_two(words: list[str], capsys: Captured) -> None:
    assert main(["feel", *words]) == 2
    assert capsys.readouterr().err.startswith("yici: ")


def test_a_loop_keeps_names(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a := 3\n\na * 2\n(\n"))
    assert main(["feel"]) == 1
    assert capsys.readouterr().out == "3\n6\n"


def test_lines_are_answered_by_the_thousand(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    asked = json.dumps({"expr": "if a > 3 then a * 2 else 0", "context": {"a": "21"}})
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{asked}\n" * 2000 + '{"expr": "("}\n'))
    started = time.process_time()
    assert main(["feel", "--lines"]) == 1
    assert time.process_time() - started < 4
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2000] == ['{"value": "42", "type": "number"}'] * 2000
    assert json.loads(lines[2000])["error"]["position"] == 1


def test_an_item_goes_out_as_a_model_and_comes_in_again(capsys: Captured) -> None:
    path = str(ROOT / "catalog" / "market" / "food-permit.yaml")
    assert main(["export", "dmn", path, "--out", "item.dmn"]) == 1  # workdays and one by one stay out
    assert main(["import", "dmn", "item.dmn", "--out", "item.yaml"]) == 0
    assert main(["import", "dmn", "item.dmn", "--out", "item.yaml"]) == 2
    capsys.readouterr()
    assert main(["lint", "item.yaml"]) == 0


def test_a_file_that_is_no_model_is_a_finding(capsys: Captured) -> None:
    Path("a.dmn").write_text("<!DOCTYPE a><a/>", encoding="utf-8")
    assert main(["import", "dmn", "a.dmn"]) == 1
    out, err = capsys.readouterr()
    assert (out, "exchange/unreadable" in err) == ("", True)
