"""`yici plugins`: who is plugged in and what it costs, a new plug-in, and whether one keeps the contract."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli import main

Yici = Callable[..., tuple[int, str, str]]
HEAD = "from engine.hookspecs import *\nfrom engine.hookspecs import hookimpl\n"
FUNCTION = """
@hookimpl
def functions():
    return {"量/面积": Function(
        run=lambda 长: {"面积": 长},
        inputs={"长": "integer"}, answers={"面积": "integer"}, zh="量面积", en="measures",
        examples=[Example(given={"长": 3}, answers={"面积": 3})],
    )}
"""


@pytest.fixture
def yici(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Yici:
    """Run the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, lang: str = "zh") -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*words, "--lang", lang])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def plug_in(folder: Path, text: str, name: str = "measure") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(HEAD + text, encoding="utf-8")


def test_a_new_plug_in_is_whole_and_passes_its_own_test(yici: Yici, tmp_path: Path) -> None:
    code, out, _ = yici("plugins", "new", "parks")
    assert (code, "yici plugins test yici-parks" in out) == (0, True)
    code, out, _ = yici("plugins", "test", "yici-parks")
    assert (code, "✓ parks/面积" in out, "2 项通过，0 项不过。" in out) == (0, True, True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=tmp_path / "yici-parks",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_plug_in_is_never_written_over_anything(yici: Yici, tmp_path: Path) -> None:
    plug_in(tmp_path / "yici-parks", "")
    code, _, err = yici("plugins", "new", "parks")
    assert (code, "已经有了" in err) == (2, True)
    assert [path.name for path in (tmp_path / "yici-parks").iterdir()] == ["measure.py"]


@pytest.mark.parametrize("name", ["", "Parks", "公园", "a/b", "1a", "x" * 60])
def test_a_name_that_cannot_be_one_is_refused(yici: Yici, name: str) -> None:
    code, _, err = yici("plugins", "new", *([name] if name else []))
    assert (code, "插件名用小写字母开头" in err) == (2, True)


def test_the_list_says_what_each_has_cost(yici: Yici, tmp_path: Path) -> None:
    plug_in(tmp_path / "p", FUNCTION)
    code, out, _ = yici("plugins", "--plugins-dir", "p", "--trace")
    assert code == 0
    assert "量/面积(长: integer) → 面积: integer  量面积" in out
    assert "调用 1 次" in out and "都正常" in out
    assert any(line.strip().startswith("measure  functions") for line in out.splitlines())
    code, out, _ = yici("plugins", "--plugins-dir", "p", "--format", "json", "--isolate", "measure")
    (row,) = (each for each in json.loads(out)["plugins"] if each["name"] == "measure")
    assert (row["hooks"], row["calls"], row["failures"], row["isolated"]) == (["functions"], 1, 0, True)


def test_what_is_refused_is_counted_but_for_reminders(yici: Yici, tmp_path: Path) -> None:
    plug_in(tmp_path / "p", "@hookimpl\ndef catalogs(): return ['here']\n")
    code, out, err = yici("plugins", "--plugins-dir", "p", lang="en")
    assert (code, "1 refused" in out, "no absolute folder" in err) == (1, True, True)
    plug_in(tmp_path / "p", "@hookimpl\ndef commands(): return {}\n")
    code, out, err = yici("plugins", "--plugins-dir", "p", "--isolate", "measure")
    assert (code, "都正常" in out, "单独运行" in err) == (0, True, True)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "这里没有能用的插件"),
        (FUNCTION.replace("examples=", "example="), "装不进来"),
        (FUNCTION.replace("examples=[", "examples=[][:0] and ["), "没有例子"),
        (FUNCTION.replace('answers={"面积": 3})', 'answers={"面积": 4})'), "应当"),
        (FUNCTION.replace('{"面积": 长}', '{"面积": 长 / 0}'), "raised ZeroDivisionError"),
        (FUNCTION.replace('{"面积": 长}', '[__import__("time").sleep(.15), {"面积": 长}][1]'), "窗口等不起"),
        (
            "n = []\n" + FUNCTION.replace('{"面积": 长}', '[n.append(1), {"面积": 长 + len(n) - 1}][1]'),
            "应当",
        ),
        (
            "@hookimpl\ndef pages(): return {'a': Page(zh='x', en='x', show=lambda l, q: q['no'])}\n",
            "没有答复",
        ),
    ],
)
def test_what_does_not_hold_is_said(yici: Yici, tmp_path: Path, text: str, because: str) -> None:
    plug_in(tmp_path / "p", text)
    code, out, _ = yici("plugins", "test", "p")
    assert (code, because in out) == (1, True), out


def test_what_only_works_here_is_found(yici: Yici, tmp_path: Path) -> None:
    """An answer that hangs on the state of the whole program is another one in a process of its own."""
    here = '{"面积": 长 if "pytest" in __import__("sys").modules else 0}'
    plug_in(tmp_path / "p", FUNCTION.replace('{"面积": 长}', here))
    code, out, _ = yici("plugins", "test", "p")
    assert (code, "应当" in out) == (1, True)


def test_the_items_of_a_plug_in_are_tried_too(yici: Yici, tmp_path: Path) -> None:
    catalog = tmp_path / "items"
    catalog.mkdir()
    plug_in(tmp_path / "p", f"@hookimpl\ndef catalogs(): return [{str(catalog)!r}]\n")
    (catalog / "bad.yaml").write_text("事项名称: 坏\n", encoding="utf-8")
    code, out, _ = yici("plugins", "test", "p")
    assert (code, "✗ bad.yaml" in out) == (1, True)
    (catalog / "bad.yaml").unlink()
    yici("new", "item", "好", "--out", str(catalog / "good.yaml"))
    code, out, _ = yici("plugins", "test", "p", "--format", "json")
    assert code == 0, out
    assert {"good.yaml"} < {each["what"] for each in json.loads(out)["tried"]}


@pytest.mark.parametrize(
    ("words", "because"),
    [
        (("plugins", "test", "nowhere"), "没有这个文件夹"),
        (("plugins", "list", "x"), "看不懂：x"),
        (("plugins", "remove", "x"), "不能是"),
    ],
)
def test_wrong_use_is_said(yici: Yici, words: tuple[str, ...], because: str) -> None:
    code, _, err = yici(*words)
    assert (code, because in err) == (2, True), err


def test_a_source_tree_that_cannot_be_read_is_said(yici: Yici, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    code, _, err = yici("plugins", "test")
    assert (code, "读不了" in err) == (2, True)
