"""A third department's plug-in, written from the docs alone, works as it stands: nothing of ours knows it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli import main

CIVIL = Path(__file__).parent / "civil"
Yici = Callable[..., tuple[int, str]]


@pytest.fixture
def yici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Yici:
    """Run the command line where the distribution is installed: its folder and its metadata on the path."""
    meta = tmp_path / "site" / "yici_civil-0.1.0.dist-info"
    meta.mkdir(parents=True)
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: yici-civil\nVersion: 0.1.0\n")
    (meta / "entry_points.txt").write_text("[yici]\ncivil = yici_civil\n")
    for folder in (tmp_path / "site", CIVIL):
        monkeypatch.syspath_prepend(str(folder))
    (tmp_path / "catalog").mkdir()
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*words, "--lang", "zh", "--on", "2026-03-02", "--cache", "cache"])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_it_leans_on_the_contract_alone() -> None:
    tree = ast.parse((CIVIL / "yici_civil" / "__init__.py").read_text(encoding="utf-8"))
    named = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [each for each in named if each and each.partition(".")[0] in ("engine", "web")] == [
        "engine.hookspecs"
    ]
    engine = Path(__file__).parents[2] / "engine"
    assert not [path for path in engine.rglob("*.py") if "民政/周岁" in path.read_text(encoding="utf-8")]


def test_it_keeps_the_contract(yici: Yici) -> None:
    code, said = yici("plugins", "test", str(CIVIL))
    assert code == 0, said
    for what in ("民政/周岁", "civil/cards (zh)", "elderly-card.yaml", "MZ-0001 还差一岁"):
        assert f"✓ {what}" in said


def test_its_item_is_found_and_its_function_asked(yici: Yici, tmp_path: Path) -> None:
    born = {"身份证": {"state": "sound", "record": {"出生日期": "1961-04-02"}}, "照片": {"state": "sound"}}
    (tmp_path / "s.json").write_text(json.dumps({"materials": born}), encoding="utf-8")
    code, said = yici("check", "MZ-0001", "s.json")
    assert (code, "您现在 64 周岁，还没满 65 周岁。" in said) == (1, True), said
    assert "yici-civil 0.1.0" in yici("plugins")[1]


def test_its_lint_reads_the_items_of_others(yici: Yici, tmp_path: Path) -> None:
    text = (CIVIL / "yici_civil" / "catalog" / "elderly-card.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text.replace("名称: 照片", "名称: 户口簿"), encoding="utf-8")
    assert "civil/household-register" in yici("lint", "a.yaml")[1]
