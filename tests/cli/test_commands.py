"""The commands: what they say, where they say it, in which language, and how they end."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.output import language
from tests.cli.commands import ROOT, SUBMISSIONS, Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "SC-0202"), "还要写：SUBMISSION"),
        (("check", "SC-0202", "x.json"), "没有这个文件：x.json"),
        (("check", "SC-020", SUBMISSIONS["SC-0202"]), "「SC-0202」"),
        (("check", "SC-0202", SUBMISSIONS["SC-0201"]), "「SC-0201」，不是「SC-0202」"),
        (("check", "SC-0202", SUBMISSIONS["SC-0202"], "--on", "2020-01-01"), "没有在 2020-01-01 有效"),
        (("check", "SC-0202", SUBMISSIONS["SC-0202"], "--on", "1.3.2026"), "2026-03-02 这样"),
        (("check", "nowhere.yaml", SUBMISSIONS["SC-0202"]), "没有这个文件：nowhere.yaml"),
        (("check", "SC-0202", SUBMISSIONS["SC-0202"], "--format", "xml"), "可选"),
        (("check", "SC-0202", SUBMISSIONS["SC-0202"], "--colour"), "看不懂：--colour"),
        (("lint", "nowhere"), "没有这个文件：nowhere"),
        (("lnit",), "「yici lint」"),
        (("explain", "rule/unknown-opton"), "rule/unknown-option"),
        (("new", "item", "x", "--code", "../x"), "事项编码"),
        (("plugins", "--plugins-dir", "nowhere"), "没有这个文件夹：nowhere"),
        (("--nope",), "看不懂：--nope"),
    ],
)
def test_wrong_use_is_explained_in_chinese(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_wrong_use_is_explained_in_english(run: Run) -> None:
    assert "required: SUBMISSION" in run("check", "SC-0202", "--lang", "en")[2]
    assert (
        "Did you mean" in run("check", "SC-020", "x", "--lang", "en")[2]
        or "No such file" in run("check", "x", "y", "--lang=en")[2]
    )


def test_explain_and_schema(run: Run) -> None:
    assert "租凭" in run("explain", "rule/unknown-option")[1] or run("explain", "rule/unknown-option")[0] == 0
    assert json.loads(run("schema", "--lang", "en")[1])["$schema"]
    assert json.loads(run("schema", "--submission")[1])


def test_demo_leaves_the_papers(run: Run) -> None:
    code, out, _ = run("demo")
    assert code == 0
    assert out.rstrip().endswith("文书都在 ./yici-demo。想在浏览器里看：yici serve --demo")
    told = sorted(Path("yici-demo").glob("*.html"))
    assert len(told) == len(SUBMISSIONS)
    assert all("一次性告知书" in paper.read_text(encoding="utf-8") for paper in told)
    names = {each.name[4:-5] for each in Path("yici-demo").glob("*/*.html")}
    assert names >= {"材料接收凭证", "一次性告知书", "受理通知书", "特别程序告知书", "决定书", "送达回证"}
    assert "→ yici-demo/20260302-0001/004-材料接收凭证.html" in out
    assert "接收证件" in out and "“编号”对不上" in out
    assert "暂停（检测，卫生健康委员会特告〔2026〕0001号）" in out
    assert "还有文书没入卷" not in out


def test_help_lists_every_command(run: Run) -> None:
    code, out, _ = run()
    assert code == 0
    for name in ("lint", "check", "demo"):
        assert f"yici {name}" in out
    assert "用法：yici check" in run("check", "--help")[1]
    assert "yici serve" in run("--help")[1]


def test_a_bug_of_ours_is_101(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("engine.cli.commands.check.check", fall)
    code, _, err = run("check", "SC-0202", SUBMISSIONS["SC-0202"])
    assert (code, "ZeroDivisionError" in err, "secret" in err) == (101, True, False)


def test_ctrl_c_is_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.cli.commands.check.check", stop)
    assert run("check", "SC-0202", SUBMISSIONS["SC-0202"])[0] == 3


@pytest.mark.parametrize(
    ("given", "environment", "lang"),
    [
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(
    given: str | None, environment: dict[str, str], lang: str
) -> None:
    assert language(given, environment) == lang


def test_serve_says_when_the_port_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = run("serve", "--port", str(taken.getsockname()[1]))
    assert (code, "换一个端口" in err) == (2, True)


def test_nobody_listening_is_no_failure(cache: Path) -> None:
    words = f"{sys.executable} -m engine.cli schema | true; exit ${{PIPESTATUS[0]}}"
    got = subprocess.run(["bash", "-c", words], capture_output=True, text=True, cwd=ROOT)
    assert (got.returncode, got.stderr) == (0, "")
