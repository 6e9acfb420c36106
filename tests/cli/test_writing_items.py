"""What writes and judges an item: lint, format, test and new; each leaves whole files or none."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from tests.cli.commands import ROOT, Run, sketch


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
