"""`yici case`: a case by hand at the terminal, what is asked about it, and every way in which it says no."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.case.events.table import VERBS
from engine.case.store import Moot, NoCase
from engine.center.office import Office
from engine.cli import main
from engine.cli.output import Wrong
from tests.case.bench import SHOP
from tests.case.office import founded_in

Run = Callable[..., tuple[int, str]]
SUBMISSION = {
    "facts": {"申请人": {"名称": "示例小吃店"}, "场所来源": "自有", "从业人数": 3},
    "materials": {
        "身份证": {"state": "sound", "copies": 1},
        "承诺书": {"state": "sound"},
        "旧证": {"state": "absent"},
        "租赁合同": {"state": "absent"},
    },
}
NO = "20260302-0001"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "made"
    founded_in(folder)
    return folder


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, made: Path
) -> Run:
    """Run `yici case …` as a clerk in a folder with a founded store; gives exit code and what was shown."""
    shutil.copytree(made, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "YICI_TRACE", "YICI_DATA", "YICI_STORE", "YICI_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("YICI_AS", "clerk:zhang")
    Path("submission.json").write_text(json.dumps(SUBMISSION, ensure_ascii=False), encoding="utf-8")

    def command(*words: str, at: str | None = "2026-03-02T10:00") -> tuple[int, str]:
        here = ["--data", "data", "--keys", "keys", "--catalog", "catalog", "--cache", "cache"]
        when = ["--at", at] if at is not None else []
        code = main(["case", *here, *when, *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def opened(run: Run) -> None:
    assert run("open", "SC-0009", "--submission", "submission.json", "--channel", "window")[0] == 0


def received(run: Run) -> None:
    opened(run)
    assert run("see-original", NO, "--materials", "身份证、承诺书")[0] == 0
    assert run("receive", NO)[0] == 0


def test_an_act_ends_with_where_the_case_stands_and_the_next_step(run: Run) -> None:
    code, out = run("open", "SC-0009", "--submission", "submission.json")
    assert code == 0
    assert out == f"{NO} 已建件。现在是“收件”环节，等窗口人员。下一步：yici case receive\n"


def test_every_row_of_the_table_is_a_subcommand(run: Run) -> None:
    page = run("--help", at=None)[1]
    for verb in VERBS:
        assert f"    {verb.replace('_', '-')} " in page, verb


def test_a_refusal_lists_every_reason_and_ends_with_one(run: Run) -> None:
    opened(run)
    code, out = run("receive", NO)
    assert code == 1
    assert out.splitlines() == [
        "  “身份证”要看原件，还没有核对。",
        "  “承诺书”要看原件，还没有核对。",
        "没有办成，2 个原因，见上。（case/original-not-seen）",
    ]
    code, out = run("receive", NO, "--format", "json")
    assert (code, json.loads(out)["refused"]) == (1, "case/original-not-seen")


def test_papers_that_are_owed_are_named_with_their_numbers(run: Run) -> None:
    received(run)
    code, out = run("accept", NO)
    assert code == 0
    assert out.splitlines()[0] == "  要出的文书：受理通知书  市场监督管理局受〔2026〕0001号"
    assert out.splitlines()[-1].endswith("最晚 2026-03-13。下一步：yici case dispatch")


def test_a_program_gets_the_case_as_json(run: Run) -> None:
    received(run)
    code, out = run("accept", NO, "--format", "json")
    answer = json.loads(out)
    assert (code, answer["number"], answer["stage"]) == (0, NO, "transfer")
    assert answer["events"] == ["checked", "accepted"]
    assert {"kind": "promised", "due_on": "2026-03-16"}.items() <= answer["clocks"][2].items()
    assert run("show", NO, "--format", "json")[0] == 0


def test_a_repetition_with_a_key_does_nothing_new(run: Run) -> None:
    received(run)
    first = run("accept", NO, "--key", "k")
    assert run("accept", NO, "--key", "k") == first
    code, out = run("accept", NO, "--key", "k", "--note", "别的")
    assert (code, out) == (1, "这个凭据用过了，内容不一样。请换一个 --key。\n")


def test_who_saw_an_old_version_is_told_who_was_faster(run: Run) -> None:
    received(run)
    code, out = run("accept", NO, "--expected", "1")
    assert code == 1
    assert out == "zhang 在 2026-03-02 10:00 先办了一步：现在是第 3 版，您看的是第 1 版。\n"


def test_a_case_is_shown_on_one_screen(run: Run) -> None:
    received(run)
    run("accept", NO)
    out = run("show", NO)[1]
    assert "✓ 收件  ✓ 受理  ● 材料交接  ○ 审批" in out
    assert "  身份证  合格  原件已核" in out
    assert "  承诺办结 最晚 2026-03-16" in out
    assert "  受理通知书  市场监督管理局受〔2026〕0001号  还没入卷" in out
    english = run("show", NO, "--lang", "en")[1]
    assert "Small eateries" in english and "promised due 2026-03-16" in english
    assert "original seen" in english and "not kept yet" in english
    assert english.rstrip().splitlines()[-1].startswith(f"{NO} accepted. It stands at transfer")


def test_a_correction_and_its_answer_at_the_terminal(run: Run) -> None:
    opened(run)
    run("look", NO, "--materials", "身份证=没带, 承诺书=合格*2")
    run("see-original", NO, "--materials", "承诺书")
    run("receive", NO)
    assert run("tell", NO)[0] == 0
    out = run("show", NO)[1]
    assert "市场监督管理局补告〔2026〕0001号  2026-03-02  身份证  → 2026-03-23" in out
    assert "下一步：yici case supply" in out
    code, out = run("supply", NO, "--materials", "身份证=sound", "--as", "申请人:me", at="2026-03-09")
    assert code == 0 and out.splitlines()[-1].startswith(f"{NO} 已交来补正。")


def test_the_log_shows_what_happened_and_only_that_there_is_something_personal(run: Run) -> None:
    received(run)
    out = run("log", NO)[1]
    assert out.splitlines()[0].startswith("  1  2026-03-02 10:00  建件")
    assert "🔒facts" in out and "示例小吃店" not in out
    assert out.rstrip().endswith("3 个办件事件。")
    rows = json.loads(run("log", NO, "--format", "json")[1])["events"]
    assert [row["kind"] for row in rows] == ["opened", "original_seen", "received"]
    assert rows[0]["personal"] == ["facts"]


def test_due_dates_explain_themselves_and_so_does_the_check_to_who_asks_by_name(run: Run) -> None:
    received(run)
    out = run("explain", NO)[1]
    assert out == "告知（许可法 32）\n  最晚 2026-03-09：从 2026-03-02 起 5 个工作日。\n"
    out = run("explain", NO, "--as", "clerk:zhang")[1]
    assert out.rstrip().splitlines()[-1] == "受理。"
    assert "tell (许可法 32)" in run("explain", NO, "--lang", "en")[1]


def test_lists_show_what_is_due_first_and_what_is_late(run: Run) -> None:
    received(run)
    out = run("list")[1].splitlines()
    assert out[0].split() == [NO, "SC-0009", "受理", "窗口人员", "2026-03-09"]
    assert out[-1] == "1 件，过期 0 件。"
    late = run("list", "--stage", "受理", "--holder", "clerk", at="2026-03-10")[1]
    assert late.endswith("1 件，过期 1 件。\n")
    assert run("list", "--item", "SC-1", "--all")[1] == "0 件，过期 0 件。\n"
    assert run("due", "--before", "2026-03-09")[1] == "0 件，过期 0 件。\n"
    answer = json.loads(run("list", "--format", "json")[1])
    assert (answer["cases"][0]["number"], answer["cases"][0]["due_on"]) == (NO, "2026-03-09")


def test_what_follows_by_itself_is_done_when_asked(run: Run) -> None:
    received(run)
    out = run("due", "--run", at="2026-03-10T08:00")[1]
    assert f"{NO} 已视为受理。" in out
    assert json.loads(run("due", "--run", "--format", "json", at="2026-03-20")[1])["cases"]


def test_a_new_calendar_waits_until_it_is_put_in_force(run: Run) -> None:
    received(run)
    Path("data/calendar.yaml").write_text("停办:\n  2026-03-05: 停电\n", encoding="utf-8")
    assert "工作日历有新的，还没启用" in run("list")[1]
    out = run("calendar", "--why", "3 月 5 日停电", "--as", "operator:o")[1]
    assert out.splitlines() == [
        f"  {NO}  告知  2026-03-09 → 2026-03-10",
        "新日历启用了，1 个办件的到期日变了，都记下了。",
    ]
    assert run("calendar", "--why", "再来", "--as", "operator:o")[1] == "日历没有变，什么都不用改。\n"
    assert "2026-03-10" in run("list")[1]


def test_records_that_were_changed_are_found(run: Run) -> None:
    received(run)
    assert run("verify")[1] == "核对完了，没有被改过。\n"
    assert run("verify", NO)[0] == 0
    import sqlite3

    with sqlite3.connect("data/store.sqlite") as db:
        db.execute(
            "update events set body = cast(replace(cast(body as text), 'zhang', 'gnahz') as blob)"
            " where sequence = 2"
        )
    code, out = run("verify", NO)
    assert code == 1 and out.rstrip().endswith("处不符。")


def test_a_certificate_is_written_as_names_and_values(run: Run) -> None:
    received(run)
    run("accept", NO)
    run("dispatch", NO, "--department", "市场监督管理局")
    department, slip = "@市场监督管理局", "编号=JY-1,地址=和平路 1 号，二楼,名称=示例"
    five = ("--span", "5 个工作日", "--reason", "复杂", "--basis", "许可法 42")
    run("transfer", NO, "--as", f"reviewer:li{department}")
    run("review", NO, "--as", f"reviewer:li{department}", "--opinion", "agree", "--reasons", "行")
    run("permit", NO, "--as", "督办人员:boss", "--what", "extend", "--reason", "复杂")
    assert run("extend", NO, "--as", f"decider:w{department}", *five)[0] == 0
    code, _ = run(
        "decide", NO, "--as", f"decider:wang{department}", "--result", "granted", "--reasons", "行",
        "--remedies", "复议", "--certificate", "编号=JY-1，地址=和平路 1 号，二楼, 名称=示例",
    )  # fmt: skip
    assert code == 0
    code, out = run("make-slip", NO, "--as", f"reviewer:li{department}", "--certificate", slip)
    assert code == 0 and out.rstrip().endswith("下一步：yici case hand-over")
    run("refuse-slip", NO, "--as", "issuer:q", "--differing", "编号")
    assert run("show", NO)[1].rstrip().endswith("下一步：yici case mend-slip")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("aksept", NO), "没有「aksept」。您是不是要「accept」"),
        (("show", "20260302-9999"), "没有「20260302-9999」这个办件"),
        (("receive", NO, "--as", "chef:x"), "看不懂「chef:x」。写成 角色:编号[@部门]"),
        (("receive", NO, "--as", "clerk"), "看不懂「clerk」"),
        (("look", NO, "--materials", "身份证"), "--materials 要写成 名字=内容"),
        (("look", NO, "--submission", "nothing.json"), "没有这个文件"),
        (("look", NO, "--submission", "bad.json"), "这份申请有 1 处看不懂"),
        (("receive", NO, "--medium", "stone"), "不能是"),
        ((), "还要写：ACT"),
    ],
)
def test_wrong_use_is_said_with_the_way_out(run: Run, words: tuple[str, ...], says: str) -> None:
    opened(run)
    Path("bad.json").write_text('{"materials": {"身份证": {"state": "lost"}}}', encoding="utf-8")
    code, out = run(*words)
    assert code == 2
    assert says in out


def test_a_moment_must_be_one(run: Run) -> None:
    code, out = run("list", at="yesterday")
    assert (code, "时刻要写成" in out) == (2, True)
    assert run("list", at="2026-03-02T09:00+08:00")[0] == 0


def test_nobody_acts_without_a_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(run)
    monkeypatch.delenv("YICI_AS")
    code, out = run("receive", NO)
    assert code == 2 and "请写明谁在办" in out


def test_a_first_case_founds_the_store(run: Run, tmp_path: Path) -> None:
    code = main(["case", "list", "--data", "new", "--catalog", "catalog"])
    assert code == 2
    words = ["open", "SC-0009", "--data", "new", "--catalog", "catalog", "--at", "2026-03-02"]
    assert main(["case", *words]) == 0
    assert Path("new/store.sqlite").exists()


def test_a_practice_that_cannot_be_read_stops_nothing_silently(run: Run) -> None:
    Path("data/center.yaml").write_text("下班: 早\n", encoding="utf-8")
    code, out = run("list")
    assert code == 2 and "center.yaml 看不懂" in out


def test_a_reader_who_leaves_is_no_fault_of_the_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.cli.case_store import speaking

    with pytest.raises(BrokenPipeError), speaking():
        raise BrokenPipeError
    with pytest.raises(Wrong), speaking():
        raise OSError("full")


def test_a_case_that_is_over_says_so(run: Run) -> None:
    run("open", "SC-0009")
    shown = run("show", NO)[1]
    assert shown.splitlines()[2].startswith("✓ 取号  ● 收件")
    assert "申请材料" not in shown and "计时" not in shown and "文书" not in shown
    code, out = run("withdraw", NO, "--signed")
    assert (code, out) == (0, f"{NO} 已撤回。办完了。\n")
    assert run("show", NO, "--lang", "en")[1].rstrip().endswith(f"{NO} withdrawn.  Finished.")


def test_what_was_found_wrong_is_read_from_a_submission(run: Run) -> None:
    flawed = {"materials": {"身份证": {"state": "flawed", "flaws": [{"kind": "过期"}, {"note": "看不清"}]}}}
    Path("flawed.json").write_text(json.dumps(flawed, ensure_ascii=False), encoding="utf-8")
    run("open", "SC-0009", "--submission", "flawed.json")
    assert "  身份证  有问题  过期" in run("show", NO)[1]
    run("match-copies", NO, "--materials", "身份证")
    assert "身份证  flawed  copy agrees  过期" in run("show", NO, "--lang", "en")[1]


@pytest.mark.parametrize(
    ("outcome", "says"), [(NoCase(case="x"), "没有这个办件。"), (Moot(case="x"), "别人刚刚办过了。")]
)
def test_what_somebody_else_has_done_meanwhile_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, outcome: object, says: str
) -> None:
    opened(run)
    monkeypatch.setattr(Office, "act", lambda office, request: outcome)
    assert run("receive", NO) == (1, f"{says}\n")


def test_a_special_stage_and_a_stopped_clock_at_the_terminal(run: Run) -> None:
    received(run)
    run("accept", NO)
    run("dispatch", NO, "--department", "市场监督管理局")
    out = run(
        "pause",
        NO,
        "--as",
        "reviewer:li@市场监督管理局",
        "--reason",
        "inspection",
        "--days",
        "3",
        "--lang",
        "en",
    )[1]
    assert out.splitlines()[-1] == (
        f"{NO} paused. It stands at transfer, with the reviewer. Next: yici case transfer"
    )
    assert "已有" not in run("explain", NO, "--lang", "en")[1]


def test_an_answer_that_cannot_be_made_is_left_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    received(run)
    monkeypatch.setattr(Office, "answer", lambda *_, **__: None)
    assert run("explain", NO, "--as", "clerk:zhang")[1].startswith("告知")


def test_a_calendar_that_could_not_be_recorded_for_a_case_is_not_counted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    received(run)
    Path("data/calendar.yaml").write_text("停办:\n  2026-03-05: 停电\n", encoding="utf-8")
    monkeypatch.setattr(Office, "change_calendar", lambda *_: (Moot(case="x"),))
    out = run("calendar", "--why", "停电", "--as", "operator:o")[1]
    assert out == "新日历启用了，0 个办件的到期日变了，都记下了。\n"


def test_the_shop_of_the_tests_is_a_sound_item() -> None:
    assert SHOP.startswith("事项名称")
