"""The commands: what they say, where they say it, how they end, and that nothing is left half-written."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli import main
from engine.cli.output import language
from engine.exchange.examples import examples
from engine.item.template import new_item

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parent.parent.parent
SUBMISSIONS = {path.stem: str(path) for path, _ in examples()}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cache: Path
) -> Run:
    """Run a command in an empty folder, over the project's catalogue; gives exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("YICI_TRACE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def command(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--catalog", str(ROOT / "catalog")] if words else [])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def sketch(name: str) -> Path:
    return Path(shutil.copy(ROOT / "tests" / "sketches" / f"{name}.yaml", Path.cwd()))


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


def test_bad_json_is_shown_with_line_and_column(run: Run) -> None:
    Path("s.json").write_text('{"facts":\n  {"a" 1}}', encoding="utf-8")
    code, _, err = run("check", "SC-0202", "s.json")
    assert (code, "s.json:2:8" in err) == (2, True)


def test_lint_is_clean_over_the_catalogue_and_shows_faults(run: Run) -> None:
    assert run("lint", "--quiet")[0] == 0
    path = sketch("signboard")
    path.write_text(path.read_text(encoding="utf-8").replace("事项编码", "事项编号"), encoding="utf-8")
    code, out, _ = run("lint", str(path))
    assert (code, "item/unknown-key" in out) == (1, True)
    faults = json.loads(run("lint", str(path), "--format", "json")[1])["faults"]
    assert faults[0]["path"] == str(path)


def test_lint_shows_both_places_of_what_two_files_say(run: Run) -> None:
    shutil.copytree(ROOT / "tests" / "bad" / "item-code-twice", "both")
    code, out, _ = run("lint", "both")
    assert (code, out.count("事项编码: SC-0107")) == (1, 2)
    assert run("lint", "both/a.yaml")[0] == run("lint", "both/b.yaml")[0] == 0
    assert run("lint", "both/a.yaml", "./both/a.yaml", os.path.abspath("both/a.yaml"))[0] == 0
    (fault,) = json.loads(run("lint", "both", "--format", "json")[1])["faults"]
    assert (fault["code"], fault["path"], fault["also"]["path"]) == (
        "item/code-twice",
        "both/b.yaml",
        "both/a.yaml",
    )
    (result,) = json.loads(run("lint", "both", "--format", "sarif")[1])["runs"][0]["results"]
    place = result["relatedLocations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("both/a.yaml", 2)


def test_lint_fix_cures_what_is_certain(run: Run) -> None:
    path = sketch("signboard")
    whole = path.read_bytes()
    path.write_bytes(whole.replace("收费: ".encode(), "收费：".encode(), 1))
    assert path.read_bytes() != whole
    run("lint", str(path), "--fix")
    assert path.read_bytes() == whole
    assert os.listdir() == [path.name]


def test_format_leaves_order_alone_and_checks(run: Run) -> None:
    path = sketch("signboard")
    whole = path.read_bytes()
    assert run("format", str(path), "--check")[0] == 0
    path.write_bytes(
        whole.replace(
            "办理渠道: [窗口, 网上]\n到现场次数: 0\n".encode(),
            "到现场次数: 0\n办理渠道: [窗口, 网上]\n".encode(),
        )
    )
    before = path.read_bytes()
    assert run("format", str(path), "--check")[0] == 1
    assert path.read_bytes() == before
    assert run("format", str(path))[0] == 0
    assert path.read_bytes() == whole


def test_test_runs_the_samples(run: Run) -> None:
    path = sketch("signboard")
    code, out, _ = run("test", str(path))
    assert (code, "0 不过" in out.splitlines()[-1]) == (0, True)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("应当: 受理", "应当: 补正", 1), encoding="utf-8")
    code, out, _ = run("test", str(path))
    assert (code, "✗" in out, "1 不过" in out) == (1, True, True)
    assert json.loads(run("test", str(path), "--format", "json")[1])["items"][0]["samples"]
    assert "<failure" in run("test", str(path), "--format", "junit")[1]


def test_new_writes_an_item_that_lints_clean_and_never_overwrites(run: Run) -> None:
    code, out, _ = run("new", "item", "临时占道", "--code", "CG-0200")
    assert (code, "下一步：yici lint CG-0200.yaml" in out) == (0, True)
    assert run("lint", "CG-0200.yaml")[0] == 0
    assert run("test", "CG-0200.yaml")[0] == 0
    kept = Path("CG-0200.yaml").read_bytes()
    assert run("new", "item", "别的", "--code", "CG-0200")[0] == 2
    assert Path("CG-0200.yaml").read_bytes() == kept


def test_new_copies_an_item(run: Run) -> None:
    assert run("new", "item", "早餐车", "--from", "SC-0202", "--code", "SC-0300")[0] == 0
    text = Path("SC-0300.yaml").read_text(encoding="utf-8")
    assert "事项名称: 早餐车\n" in text and "事项编码: SC-0300\n" in text


def test_new_writes_a_plug_in_that_works(run: Run) -> None:
    assert run("new", "plugin", "量地")[0] == 0
    code, out, _ = run("plugins", "--plugins-dir", ".")
    assert (code, "量地/面积(长: integer, 宽: integer) → 面积: number" in out) == (0, True)


def test_a_refused_plug_in_is_told(run: Run) -> None:
    Path("p").mkdir()
    Path("p", "bad.py").write_text("1/0", encoding="utf-8")
    code, out, err = run("plugins", "--plugins-dir", "p")
    assert (code, "bad" in err, "1 处不能用" in out) == (1, True, True)


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


def imported(words: list[str], cache: Path) -> tuple[set[str], set[str]]:
    """Run a command in a process of its own; give all modules, and the packages that were installed."""
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom engine.cli import main\n"
        f"main({words!r})\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)\n"
        "packages = {name.partition('.')[0] for name, module in sys.modules.items()"
        " if name not in before and 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "print(' '.join(packages), file=sys.stderr)\n"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    got = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    *_, modules, packages = got.stderr.splitlines()
    return set(modules.split()), set(packages.split())


# Of the standard library, what would cost more than the check itself.
SLOW = {"multiprocessing", "importlib.metadata", "asyncio", "unittest", "email", "http", "logging"}


@pytest.mark.parametrize(("form", "packages"), [("json", {"re2"}), ("full", {"re2", "jinja2", "markupsafe"})])
def test_a_cached_check_imports_little(cache: Path, run: Run, form: str, packages: set[str]) -> None:
    run("check", "SC-0202", SUBMISSIONS["SC-0202"])
    words = ["check", "SC-0202", SUBMISSIONS["SC-0202"], "--catalog", str(ROOT / "catalog"), "--format", form]
    modules, installed = imported(words, cache)
    assert installed - packages == set()
    assert (
        modules & {"engine.item.load", "engine.feel.parse", "engine.rules.rulebook", "engine.center"} == set()
    )
    if form == "json":
        assert modules & SLOW == set()


def test_help_imports_no_command(cache: Path) -> None:
    modules, installed = imported([], cache)
    assert installed <= {"re2"}
    assert [name for name in modules if name.startswith("engine.cli.commands")] == []


def test_serve_says_when_the_port_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = run("serve", "--port", str(taken.getsockname()[1]))
    assert (code, "换一个端口" in err) == (2, True)


def test_nobody_listening_is_no_failure(cache: Path) -> None:
    words = f"{sys.executable} -m engine.cli schema | true; exit ${{PIPESTATUS[0]}}"
    got = subprocess.run(["bash", "-c", words], capture_output=True, text=True, cwd=ROOT)
    assert (got.returncode, got.stderr) == (0, "")
