"""What benchmarks leave behind: each result has its script; its title, the machine and the day come first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import result
from benchmarks.result import RESULTS, options, table, tell

KEPT = sorted(RESULTS.glob("*.md"))
BEGINS = re.compile(
    r"# .+\n\n- .+, \d+ cores, .+; load average before the run \d+\.\d; \d{4}-\d{2}-\d{2}\n(- |\n|$)"
)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_result_names_its_machine_and_its_day_under_its_title(path: Path) -> None:
    assert BEGINS.match(path.read_text(encoding="utf-8"))


def test_every_result_has_the_script_that_wrote_it() -> None:
    scripts = {
        path.stem for path in RESULTS.parent.glob("*.py") if "tell(" in path.read_text(encoding="utf-8")
    }
    assert {path.stem for path in KEPT} == scripts - {result.__name__.rpartition(".")[2]}


def test_a_result_is_kept_only_where_that_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(result, "RESULTS", tmp_path)
    rows = table(("what", "ms"), [("one", 1.5), ("two", "")])
    for asked in ([], ["--write"]):
        assert not list(tmp_path.iterdir())
        tell("speed", "How fast", options("Measures.").parse_args(asked), ["a fact"], rows, ["A note."])
    text = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == text * 2
    body = "- a fact\n\n| what | ms |\n|---|---|\n| one | 1.5 |\n| two |  |\n\nA note.\n"
    assert text.endswith(body)
    assert BEGINS.match(text)


def test_the_machine_is_looked_at_before_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(("before", "after"))
    monkeypatch.setattr(result, "machine", lambda: next(moments))
    asked = options(None).parse_args([])
    assert (asked.where, next(moments)) == ("before", "after")
