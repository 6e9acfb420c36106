"""The commands of an operator: doctor, backup, restore, upgrade, anchor; what they say and how they end."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.case.store import Place, Store, Wanted, found_store, open_store, place
from engine.case.store.schema import SCHEMA
from engine.case.store.upgrade import upgrade
from engine.cli import main
from tests.case.store.desk import AT, CLERK, begin, say
from tests.case.store.uploads import FINE, keep
from tests.guarantees.steps import with_a_next_step

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder; gives exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "YICI_TRACE", "YICI_DATA", "YICI_STORE", "YICI_KEYS"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        code = main(words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def here(run: Run) -> Place:
    """The usual place, with two cases."""
    there = place()
    found_store(there, AT)
    with open_store(there) as store:
        begin(store)
        begin(store)
    return there


def change(there: Place, act: Callable[[Store], object]) -> None:
    with open_store(there) as store:
        act(store)


def test_the_doctor_tells_all_faults_each_with_its_cure(run: Run, here: Place) -> None:
    here.data.chmod(0o755)
    code, out, err = run("doctor")
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[:2] == [
        "✗ 别人也能进数据文件夹 yici-data  → chmod 700 yici-data",
        "✗ 从来没有备份过  → yici backup 备份文件夹",
    ]
    assert lines[2].startswith("✓ ") and "数据库设置" in lines[2]
    assert lines[3] == "11 项检查，2 项有问题，见上。"


def test_the_doctor_finds_nothing_wrong(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    code, out, _ = run("doctor", "--lang", "en")
    assert (code, out.splitlines()[-1]) == (0, "11 checks, all fine.")


def test_the_doctor_without_a_store_says_so(run: Run) -> None:
    code, out, _ = run("doctor")
    assert (code, out.splitlines()[0]) == (
        1,
        "✗ yici-data 里还没有办件数据。收第一件的时候会自动建立；已经有的，请用 --data 指定。",
    )
    assert os.listdir() == []


def test_the_doctor_of_a_broken_store_says_only_what_it_could_see(run: Run, here: Place) -> None:
    here.keys.unlink()
    code, out, _ = run("doctor", "--format", "json")
    checks = {check["name"]: check for check in json.loads(out)["checks"]}
    assert code == 1
    assert [name for name, check in checks.items() if not check["passed"]] == ["settings"]
    assert "yici-data.keys" in checks["settings"]["says"]


def test_a_backup_says_how_much_it_holds_and_where_the_keys_are(run: Run, here: Place) -> None:
    code, out, err = run("backup", "copies")
    (folder,) = os.listdir("copies")
    assert (code, out) == (0, f"备份并核对 2 个事件，0 处不符。→ copies/{folder}\n")
    assert err == "密钥不在备份里。请另外保管：yici-data.keys\n"


def test_a_backup_of_a_changed_store_says_what_was_changed(run: Run, here: Place) -> None:
    with sqlite3.connect(here.database) as db:
        db.execute("update events set body = x'00' where sequence = 1")
    code, out, _ = run("backup", "copies")
    assert code == 1
    assert out.count("事件的内容被改过") == 2
    assert "2 处不符" in out
    code, out, _ = run("restore", "copies", "--data", "new", "--keys", "yici-data.keys")
    assert (code, out.count("事件的内容被改过"), "2 处不符" in out) == (1, 2, True)


def test_a_backup_without_an_upload_names_it(run: Run, here: Place) -> None:
    change(here, lambda store: keep(store, FINE))
    for path in here.uploads.rglob("*"):
        if path.is_file():
            path.unlink()
    code, out, _ = run("backup", "copies", "--lang", "en")
    assert (code, "an upload is missing" in out) == (1, True)


def test_a_backup_is_restored_into_an_empty_place(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    code, out, _ = run("restore", "copies", "--data", "new", "--keys", "yici-data.keys")
    assert code == 0
    assert out.startswith("恢复到 new：2 个事件，0 处不符。备份做于 ")
    assert out.endswith("以后发的编号从 1000001 起，不会和丢掉的重复。\n")
    code, _, err = run("restore", "copies", "--data", "new", "--keys", "yici-data.keys")
    assert (code, err) == (
        2,
        "yici: new 里已经有东西。恢复只写到空的地方，以免盖掉数据；请用 --data 另选一个。\n",
    )


def test_a_rehearsal_leaves_the_store_as_it_is(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    assert run("restore", "copies", "--data", "new", "--keys", "yici-data.keys", "--rehearsal")[0] == 0
    assert run("doctor")[0] == 0


def test_a_restore_lists_what_anchors_prove_to_be_lost(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    with open_store(here) as store:
        store.append(begin(store).case, say("looked", series="queue"), CLERK, AT)
    assert run("anchor", "--to", "anchors.jsonl")[0] == 0
    code, out, _ = run(
        "restore", "copies", "--data", "new", "--keys", "yici-data.keys", "--anchors", "anchors.jsonl"
    )
    assert code == 1
    assert out.splitlines()[:3] == [
        "1 个办件整个不见了。",
        "编号「case」的 3 到 3 发出去过，要收回或者补登。",
        "编号「queue」的 1 到 1 发出去过，要收回或者补登。",
    ]


def test_a_restore_says_which_cases_are_shorter(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    with open_store(here) as store:
        case = store.lines(Wanted()).rows[0].case
        store.append(case, say("looked"), CLERK, AT)
    assert run("anchor", "--to", "anchors.jsonl")[0] == 0
    words = ("--data", "new", "--keys", "yici-data.keys", "--anchors", "anchors.jsonl", "--lang", "en")
    _, out, _ = run("restore", "copies", *words)
    assert out.splitlines()[0] == f"Case {case} has lost 1 events."


def test_anchors_of_somebody_else_are_refused(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    for text in ('{"body": "{}", "heads": [], "signature": ""}', "not json", "[]", "[" * 100_000):
        Path("anchors.jsonl").write_text(text + "\n", encoding="utf-8")
        code, _, err = run(
            "restore", "copies", "--data", "new", "--keys", "yici-data.keys", "--anchors", "anchors.jsonl"
        )
        assert code == 2 and "不是这套数据签的" in err
    code, _, err = run(
        "restore", "copies", "--data", "new", "--keys", "yici-data.keys", "--anchors", "nothing"
    )
    assert code == 2 and "nothing 读写不了" in err


def test_where_no_backup_is_nothing_is_restored(run: Run, here: Place) -> None:
    code, _, err = run("restore", "nowhere", "--data", "new")
    assert (code, err) == (2, "yici: nowhere 里没有完整的备份。\n")


def test_an_anchor_is_made_once_for_what_was_recorded(run: Run, here: Place) -> None:
    code, out, _ = run("anchor")
    assert code == 0 and out.startswith("锚点 0.1.") and out.endswith("：2 条链，2 个事件。\n")
    assert run("anchor")[1] == "上一个锚点以后没有新的记录。\n"


def test_anchors_are_appended_to_a_file_each_once(run: Run, here: Place) -> None:
    assert run("anchor", "--to", "kept/anchors.jsonl")[0] == 2
    assert "写了 1 个锚点" in run("anchor", "--to", "anchors.jsonl")[2]
    assert "写了 0 个锚点" in run("anchor", "--to", "anchors.jsonl")[2]
    change(here, begin)
    assert "写了 1 个锚点" in run("anchor", "--to", "anchors.jsonl")[2]
    assert len(Path("anchors.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_file_that_holds_something_else_is_left_alone(run: Run, here: Place) -> None:
    for text in ("my notes\n", "[]\n", '{"body": "1"}\n'):
        Path("notes.txt").write_text(text, encoding="utf-8")
        code, _, err = run("anchor", "--to", "notes.txt")
        assert (code, err) == (2, "yici: notes.txt 不是锚点文件，没有动它。\n")
        assert Path("notes.txt").read_text(encoding="utf-8") == text


def test_an_upgrade_of_the_newest_says_so(run: Run, here: Place) -> None:
    assert run("upgrade") == (0, f"已经是最新的结构（{SCHEMA}）。\n", "")


def test_an_upgrade_names_the_copy_it_made(
    run: Run, here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = with_a_next_step(tmp_path)
    monkeypatch.setattr("engine.cli.commands.upgrade.upgrade", lambda there, at: upgrade(there, at, steps))
    code, out, _ = run("upgrade")
    assert code == 0
    kept = f"yici-data/before-upgrade/{SCHEMA:04}-"
    assert out.startswith(f"结构从 {SCHEMA} 升到 {SCHEMA + 1}。升级前的数据留在 {kept}")
    assert "更新版本的程序" in run("doctor")[1]


def test_the_environment_names_the_store(run: Run, here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    here.data.rename("elsewhere")
    here.keys.rename("my.keys")
    monkeypatch.setenv("YICI_DATA", "elsewhere")
    monkeypatch.setenv("YICI_KEYS", "my.keys")
    assert "锚点" in run("anchor")[1]


def test_an_address_of_another_database_is_refused(run: Run) -> None:
    code, _, err = run("backup", "copies", "--store", "mysql://x/y")
    assert (code, err) == (2, "yici: --store 要写成 postgresql://用户@主机/数据库 这样。\n")


def test_records_are_held_against_anchors_that_were_kept(run: Run, here: Place) -> None:
    kept = here.database.read_bytes()
    change(here, begin)
    receipt = run("anchor", "--to", "anchors.jsonl")[1].split("：")[0].removeprefix("锚点 ")
    for anchors in ("anchors.jsonl", receipt):
        code, out, _ = run("case", "verify", "--anchors", anchors)
        assert (code, out) == (0, "核对完了，没有被改过。\n")
    here.database.write_bytes(kept)
    for anchors in ("anchors.jsonl", receipt):
        code, out, _ = run("case", "verify", "--anchors", anchors)
        assert code == 1 and "数据被换成了旧的" in out
    assert run("case", "verify")[0] == 0
    code, _, err = run("case", "verify", "--anchors", "1.2.nonsense")
    assert code == 2 and err.startswith("yici: 1.2.nonsense 不是锚点")


def test_what_a_restore_has_lost_is_no_fault_of_the_records(run: Run, here: Place) -> None:
    assert run("backup", "copies")[0] == 0
    change(here, begin)
    assert run("anchor", "--to", "anchors.jsonl")[0] == 0
    words = ("--data", "new", "--keys", "yici-data.keys")
    assert run("restore", "copies", *words, "--anchors", "anchors.jsonl")[0] == 1
    code, out, _ = run("case", "verify", *words, "--anchors", "anchors.jsonl")
    assert (code, out.splitlines()) == (
        0,
        ["最近一次恢复丢了 1 个锚点记下的东西（恢复的时候报告过）。", "核对完了，没有被改过。"],
    )
