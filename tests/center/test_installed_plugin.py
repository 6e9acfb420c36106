"""A plug-in installed with pip is there whole; taken away, cases stay readable and what is gone is said."""

from __future__ import annotations

import json
import sys
import venv
from pathlib import Path

import pytest

from tests.test_wheel import ROOT, run

MARKET = ROOT / "plugins" / "market"


def wheel(source: Path, into: Path) -> Path:
    made = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(into), str(source), folder=into)
    assert made.returncode == 0, made.stderr
    name = "yici_market" if source == MARKET else "yici"
    (built,) = into.glob(f"{name}-*.whl")
    return built


@pytest.mark.long
def test_market_comes_and_goes_in_a_clean_environment(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python, yici = str(tmp_path / "venv/bin/python"), str(tmp_path / "venv/bin/yici")
    empty = tmp_path / "empty"
    empty.mkdir()

    def said(*words: str, code: int = 0) -> str:
        done = run(yici, *words, "--lang", "zh", folder=empty)
        assert done.returncode == code, (words, done.stdout[-1500:], done.stderr[-1500:])
        return done.stdout + done.stderr

    def pip(*words: str) -> None:
        done = run(python, "-m", "pip", *words, folder=empty)
        assert done.returncode == 0, done.stderr

    sheet = {"facts": {"申请人": {"名称": "示例小超市"}}, "materials": {"备案信息表": {"state": "absent"}}}
    (empty / "s.json").write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")
    pip("install", str(wheel(ROOT, tmp_path)))
    said("check", "SC-0211", "s.json", code=2)
    pip("install", str(wheel(MARKET, tmp_path)))
    assert "yici-market 0.1.0" in said("plugins") and "市场/企业名称" in said("plugins")
    assert "SC-0211" in said("search", "预包装食品")
    assert "食品经营备案" in said("test")
    assert "备案信息表" in said("check", "SC-0211", "s.json", code=1)
    assert said("guide", "SC-0211")

    store = ("--data", "data", "--keys", "keys", "--as", "clerk:zhang")
    said("case", "open", "SC-0211", "--submission", "s.json", *store)
    number = said("case", "list", *store).split()[0]
    assert "食品经营备案" in said("case", "show", number, *store)

    pip("uninstall", "-y", "yici-market")
    assert "yici-market" not in said("plugins")
    assert "没有编码是「SC-0211」的事项" in said("check", "SC-0211", "s.json", code=2)
    assert "食品经营备案" in said("case", "show", number, *store), "the case keeps its edition"
    item = MARKET / "yici_market" / "catalog" / "prepacked-food-filing.yaml"
    assert "没有插件提供「市场/" in said("lint", str(item))
