"""`yici ask`: the wizard in the terminal, from lines, and as JSON for programs."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import main
from tests.cli.commands import ROOT, Run

PATIENCE_SECONDS = 60
CTRL_C = b"\x03"


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    catalog: Path,
    cache: Path,
) -> Run:
    """Run a command in an empty folder, with lines typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def command(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        common = ["--catalog", str(catalog), "--cache", str(cache), "--on", "2026-03-02"]
        code = main([*words, *common])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_the_wizard_ends_with_the_list(run: Run) -> None:
    code, out, err = run("ask", "SC-0202", typed="2\n")
    assert code == 0
    assert out.splitlines()[-1] == (
        "您要带 2 样：个体工商户登记申请书（原件或电子件）、房屋租赁合同（复印件）。"
    )
    assert "1/1 店开在哪里？" in err
    assert "没有问完" not in err


def test_an_answer_that_cannot_be_read_is_asked_again(run: Run) -> None:
    _, out, err = run("ask", "SC-0202", typed="九\n\n2\n")
    assert err.count("请写 1 到 3 里的一个数") == 2
    assert "房屋租赁合同" in out.splitlines()[-1]


def test_one_question_back_takes_the_last_answer_away(run: Run) -> None:
    _, out, err = run("ask", "SC-0201", typed="<\n3\n1\n<\n3\n2\n2\n")
    assert "这就是第一题。" in err
    assert err.count("2/4 您用什么身份申请？") == 2
    assert "事业单位法人证书" in out.splitlines()[-1]


def test_what_nobody_knows_stays_an_announcement(run: Run) -> None:
    code, out, err = run("ask", "SC-0201", typed="3\n1\n2\n0\n")
    assert code == 0
    assert "如果委托他人办理，还要：授权委托书（原件）、代理人身份证（原件）。" in out
    assert "没有问完" not in err


def test_at_the_end_of_input_what_is_known_is_said(run: Run) -> None:
    code, out, err = run("ask", "SC-0201", typed="3\n")
    assert code == 0
    assert "还没有问完，先说现在知道的：" in err
    assert "多久办好：8 个工作日。" in out


def test_nobody_is_asked_what_the_answers_settle(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"场所类型": "自有房屋"}', encoding="utf-8")
    code, out, err = run("ask", "SC-0202", "--answers", "answers.json")
    assert code == 0
    assert "店开在哪里" not in err
    assert "不动产权证书" in out.splitlines()[-1]


def test_answers_that_cannot_be_read_are_told_and_asked_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"场所类型": "山洞", "场所": 1}', encoding="utf-8")
    _, _, err = run("ask", "SC-0202", "--answers", "answers.json", typed="1\n")
    assert "场所类型: 请从这几项里选：自有房屋、租赁房屋、网络经营场所。" in err
    assert "场所: 这个事项不问「场所」。您是不是要写「场所类型」？" in err
    assert "1/1 店开在哪里？" in err


def test_json_gives_the_next_question_and_what_is_known(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"主体业态": "单位食堂"}', encoding="utf-8")
    code, out, _ = run("ask", "SC-0201", "--answers", "answers.json", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["question"]["fact"], found["asked"], found["at_most"]) == ("主体类型", 1, 3)
    assert found["question"]["options"][0] == {"value": "企业", "label": "企业", "note": ""}
    assert found["needs"]["materials"][0]["state"] == "needed"
    assert found["needs"]["limit"]["says"] == "8 个工作日"


def test_a_field_that_is_not_known_is_left_out_by_name(run: Run) -> None:
    _, out, _ = run("ask", "SC-0202", "--unknown", "场所类型", "--format", "json")
    found = json.loads(out)
    assert (found["question"], found["asked"]) == (None, 1)
    code, _, err = run("ask", "SC-0202", "--unknown", "场所")
    assert code == 2
    assert "您是不是要写「场所类型」？" in err


def test_who_cannot_apply_is_told_at_once(run: Run) -> None:
    code, out, _ = run("ask", "SC-0201", typed="1\n1\n")
    assert code == 0
    assert out.splitlines() == [
        "只卖预包装食品的不办许可，办备案就行。怎么改：请到本窗口办食品经营备案。",
        "照这样办不了，原因和办法见上。",
    ]


def test_the_wizard_speaks_english(run: Run) -> None:
    _, out, err = run("ask", "SC-0202", "--lang", "en", typed="rented shop\n")
    assert "1/1 Where do you trade?" in err
    assert out.splitlines()[-1].startswith("Bring 2 things: ")


def hears_ctrl_c() -> None:
    """Let a child be interrupted even where the tests themselves run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def terminal(keys: list[bytes], catalog: Path, cache: Path) -> tuple[int, str]:
    """Run the wizard at a real terminal, typing after each prompt; gives exit code and what was shown."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "engine.cli", "ask", "SC-0201", "--on", "2026-03-02"]
    command += ["--catalog", str(catalog), "--cache", str(cache), "--lang", "zh"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, preexec_fn=hears_ctrl_c
    )
    os.close(slave)
    shown = b""
    try:
        while select.select([master], [], [], PATIENCE_SECONDS)[0]:
            try:
                shown += os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if keys and shown.endswith(b"\n> "):
                key = keys.pop(0)
                if key == CTRL_C:
                    # Python may miss the one that comes just before it waits for a key.
                    while process.poll() is None and not select.select([master], [], [], 3)[0]:
                        process.send_signal(signal.SIGINT)
                else:
                    os.write(master, key)
        return process.wait(timeout=PATIENCE_SECONDS), shown.decode("utf-8", errors="replace")
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_ctrl_c_says_what_is_known_and_ends_with_3(catalog: Path, cache: Path) -> None:
    code, shown = terminal([b"3\n", CTRL_C], catalog, cache)
    assert code == 3
    assert "还没有问完，先说现在知道的：" in shown
    assert "您要带 6 样：" in shown


def test_ctrl_d_says_what_is_known(catalog: Path, cache: Path) -> None:
    code, shown = terminal([b"3\n", b"\x04"], catalog, cache)
    assert code == 0
    assert "您要带 6 样：" in shown
