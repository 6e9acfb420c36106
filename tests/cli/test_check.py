"""`yici check`: everything at once, as words or as JSON, with the plug-ins that an item asks."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from engine.item.template import new_item
from tests.cli.commands import ROOT, SUBMISSIONS, Run


def test_check_tells_everything_at_once(run: Run) -> None:
    code, out, err = run("check", "SC-0202", SUBMISSIONS["SC-0202"])
    assert code == 1
    assert out.rstrip().splitlines()[-1].startswith("补正：")
    assert "怎么改" in out
    assert err == ""


def test_check_answers_json_on_standard_output(run: Run) -> None:
    code, out, _ = run("check", "SC-0202", SUBMISSIONS["SC-0202"], "--format", "json", "--lang", "en")
    answer = json.loads(out)
    assert (code, answer["outcome"], answer["applied_on"]) == (1, "correct", "2026-03-09")
    assert list(answer)[:5] == ["item", "edition", "edition_hash", "applied_on", "outcome"]


def test_the_same_check_gives_the_same_bytes(run: Run) -> None:
    words = ("check", "SC-0201", SUBMISSIONS["SC-0201"], "--format", "json")
    assert run(*words) == run(*words)


def test_check_takes_a_path_and_reads_standard_input_by_a_dash(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.copy(ROOT / "catalog" / "market" / "individual-registration.yaml", Path.cwd())
    Path("s.json").write_text("{}", encoding="utf-8")
    code, out, _ = run("check", str(path), "s.json", "--on", "2026-03-02")
    assert (code, "无法判断" in out) == (1, True)
    with open("s.json", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert run("check", str(path), "-", "--on", "2026-03-02") == (code, out, "")


def test_paper_takes_what_is_not_mentioned_as_absent(run: Run) -> None:
    Path("s.json").write_text('{"applied_on": "2026-03-09"}', encoding="utf-8")
    assert "无法判断" in run("check", "SC-0202", "s.json")[1]
    assert "个体工商户登记申请书" in run("check", "SC-0202", "s.json", "--paper")[1]


def test_exit_zero_hides_findings_but_not_wrong_use(run: Run) -> None:
    assert run("check", "SC-0202", SUBMISSIONS["SC-0202"], "--exit-zero")[0] == 0
    assert run("check", "SC-0202", "nowhere.json", "--exit-zero")[0] == 2


def test_trace_shows_every_verdict_on_standard_error(run: Run) -> None:
    _, _, err = run("check", "SC-0202", SUBMISSIONS["SC-0202"], "--trace")
    assert any(line.startswith("R2 ") and "不符合" in line for line in err.splitlines())


def test_bad_json_is_shown_with_line_and_column(run: Run) -> None:
    Path("s.json").write_text('{"facts":\n  {"a" 1}}', encoding="utf-8")
    code, _, err = run("check", "SC-0202", "s.json")
    assert (code, "s.json:2:8" in err) == (2, True)


ASKING = """\
  - 编号: R2
    要求: 地方够大
    插件: 量地/面积
    传入:
      长: 长
      宽: 宽
    判断: 答复.面积 ≥ 50
    不符合时: 地方太小。
    怎么改: 请换一个大的地方。
    依据: 请写规范的名称和条款
"""


FIELDS = """\
申请表:
  长:
    问: 有多长？
    填: 整数
  宽:
    问: 有多宽？
    填: 整数

申请材料:
"""


def asking_item() -> str:
    """Write an item that asks the plug-in of `yici new plugin`, and a submission for it."""
    text = (
        new_item("占地", "T-0009")
        .replace("申请材料:\n", FIELDS)
        .replace("\n办结时限:", f"{ASKING}\n办结时限:")
    )
    Path("item.yaml").write_text(text, encoding="utf-8")
    facts = {"申请人身份": "单位", "长": 5, "宽": 4}
    submission = {"facts": facts, "materials": {"单位证明": {"state": "sound"}}, "applied_on": "2026-03-02"}
    Path("s.json").write_text(json.dumps(submission), encoding="utf-8")
    return "item.yaml"


def test_a_check_asks_its_plug_in(run: Run) -> None:
    words = ("check", asking_item(), "s.json", "--plugins-dir", ".", "--format", "json")
    run("new", "plugin", "量地")
    code, out, err = run(*words)
    assert (code, err) == (1, "")
    assert [each["id"] for each in json.loads(out)["findings"]] == ["R2"]
    assert json.loads(out)["outcome"] == "correct"


@pytest.mark.parametrize("deed", ["raise SystemExit(0)", "return 7", "return {'面积': '大'}"])
def test_a_bad_plug_in_leaves_the_check_undecided_and_is_named(run: Run, deed: str) -> None:
    item = asking_item()
    text = "from engine.hookspecs import Function, hookimpl\n"
    text += f"def bad(**_):\n    {deed}\n@hookimpl\ndef functions():\n"
    text += "    kinds = {'长': 'integer', '宽': 'integer'}\n"
    text += "    return {'量地/面积': Function(run=bad, inputs=kinds, answers={'面积': 'number'})}\n"
    Path("量地.py").write_text(text, encoding="utf-8")
    code, out, _ = run("check", item, "s.json", "--plugins-dir", ".", "--format", "json")
    answer = json.loads(out)
    assert (code, answer["outcome"]) == (1, "undetermined")
    assert "量地" in answer["findings"][0]["says"]
