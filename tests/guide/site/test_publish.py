"""Publishing: all the first time, only what changed afterwards, never over somebody else's files."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from engine.cli.start import main
from tests.guide.catalogue import CATALOG

ITEM = "city/signboard.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue: two items."""
    made = tmp_path / "catalog"
    for path in (ITEM, "health/nurse-registration.yaml"):
        copy = made / path
        copy.parent.mkdir(parents=True)
        copy.write_bytes((CATALOG / path).read_bytes())
    return made


def run(folder: Path, out: Path, *more: str) -> int:
    words = ["publish", "--out", str(out), "--catalog", str(folder), "--on", "2026-03-02", "--lang", "zh"]
    return main([*words, "--cache", str(folder.parent / "cache"), *more])


def files(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def times(out: Path) -> dict[str, int]:
    return {path: (out / path).stat().st_mtime_ns for path in files(out)}


def test_the_second_time_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert run(folder, out) == 0
    before = times(out)
    assert "items/CG-0101.html" in before and "en/sheets/WJ-0101.html" in before
    assert run(folder, out) == 0
    after = times(out)
    assert {path for path in before if before[path] != after[path]} <= {".yici-site.json"}


def test_after_an_edit_only_that_item_is_made_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    run(folder, out)
    before = files(out)
    text = (folder / ITEM).read_text(encoding="utf-8")
    (folder / ITEM).write_text(text.replace("3 个工作日", "4 个工作日"), encoding="utf-8")
    assert run(folder, out) == 0
    changed = {path for path, data in files(out).items() if before.get(path) != data}
    assert "items/CG-0101.html" in changed and "items.json" in changed
    assert [path for path in changed if "WJ-0101" in path] == []
    assert "4 个工作日" in (out / "items/CG-0101.html").read_text(encoding="utf-8")


def test_what_is_gone_from_the_catalogue_is_gone_from_the_site(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    run(folder, out)
    (folder / ITEM).unlink()
    assert run(folder, out) == 0
    assert [path for path in files(out) if "CG-0101" in path] == []
    assert "CG-0101" not in (out / "index.html").read_text(encoding="utf-8")


def test_an_item_with_faults_is_left_out_and_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site"
    text = (folder / ITEM).read_text(encoding="utf-8")
    (folder / ITEM).write_text(text.replace("判断: ", "判断: 没有 且 ", 1), encoding="utf-8")
    assert run(folder, out) == 1
    assert "没有出 CG-0101" in capsys.readouterr().err
    assert "items/WJ-0101.html" in files(out)


def test_a_folder_with_other_files_is_never_touched(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "home"
    out.mkdir()
    (out / "index.html").write_text("mine", encoding="utf-8")
    assert run(folder, out) == 2
    assert "别的文件" in capsys.readouterr().err
    assert files(out) == {"index.html": b"mine"}


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname"])
def test_a_forged_memory_takes_nothing_outside_away(folder: Path, tmp_path: Path, path: str) -> None:
    out = tmp_path / "site"
    outside = tmp_path / "outside.txt"
    outside.write_text("kept", encoding="utf-8")
    out.mkdir()
    memory = {"stamp": "", "items": {}, "lists": [path], "search": {}}
    (out / ".yici-site.json").write_text(json.dumps(memory), encoding="utf-8")
    assert run(folder, out) == 2
    assert outside.read_text(encoding="utf-8") == "kept"


def test_a_new_telephone_makes_every_page_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    run(folder, out)
    assert run(folder, out, "--phone", "0451-12345") == 0
    assert "tel:0451-12345" in (out / "items/WJ-0101.html").read_text(encoding="utf-8")


def test_every_link_of_the_site_leads_somewhere(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    run(folder, out)
    dead = []
    for path, data in files(out).items():
        if path.endswith(".html"):
            for link in re.findall(r'(?:href|src)="([^"#]*)[^"]*"', data.decode()):
                target = (out / path).parent / link
                if link and not link.startswith("tel:") and not target.resolve().is_file():
                    dead.append(f"{path}: {link}")
    assert dead == []


def test_the_lists_can_be_read_by_programs(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    run(folder, out)
    listed = json.loads((out / "items.json").read_text(encoding="utf-8"))["items"]
    assert [row["code"] for row in listed] == ["CG-0101", "WJ-0101"]
    table = list(csv.DictReader(io.StringIO((out / "board.csv").read_text(encoding="utf-8-sig"))))
    assert table[1]["name"] == "护士执业注册（首次）" and table[1]["limit"] == "5 个工作日"
    assert len((out / "board.txt").read_text(encoding="utf-8").splitlines()) == 2
    guide = json.loads((out / "items/WJ-0101.json").read_text(encoding="utf-8"))
    assert guide["zh"]["name"] == table[1]["name"] and guide["en"]["lang"] == "en"


def test_a_blank_form_beside_the_item_comes_along(folder: Path, tmp_path: Path) -> None:
    form = folder / "health" / "表格" / "护士执业注册申请审核表.docx"
    form.parent.mkdir()
    form.write_bytes(b"a form")
    out = tmp_path / "site"
    run(folder, out)
    assert (out / "forms/WJ-0101/护士执业注册申请审核表.docx").read_bytes() == b"a form"
    assert "forms/WJ-0101/" in (out / "items/WJ-0101.html").read_text(encoding="utf-8")
