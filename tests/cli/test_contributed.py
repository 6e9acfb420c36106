"""What plug-ins contribute to the catalogue and to papers is there wherever the centre's own is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.catalog import open_catalog
from engine.catalog.store import Row
from engine.cli import main
from tests.center.plugin_files import HEAD
from tests.guarantees.plugin_faults import ITEM
from web.shelf import Shelf, Shelved

Yici = Callable[..., tuple[int, str, str]]
THEIRS = ITEM.replace("SL-0015", "SL-0016").replace("事项名称: 示例", "事项名称: 公墓登记") + (
    "样例:\n  - 名称: 都好\n    申请日期: 2026-03-02\n    申请:\n      R1.答复.数: 1\n"
    "    其余: 合格\n    应当: 受理\n"
)
OURS = ITEM.replace("    插件: m/数\n    判断: 答复.数 ≥ 1", "    判断: 照片.张数 ≥ 1").replace(
    "  - 名称: 照片\n", "  - 名称: 照片\n    登记:\n      张数: 整数\n"
)
PLUGIN = """
from pathlib import Path
@hookimpl
def catalogs():
    return [Path(__file__).parent / "items"]
@hookimpl
def functions():
    return {"m/数": Function(run=lambda: {"数": 1}, answers={"数": "integer"})}
@hookimpl
def templates():
    return {"correction": Path(__file__).parent / "t.html"}
"""
TEMPLATE = "{% extends 'paper.html' %}{% block after %}<p>投诉请打 12315</p>{% endblock %}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A centre with one item of its own, and a plug-in with another and one of the same code."""
    monkeypatch.chdir(tmp_path)
    for place, name, text in (
        ("catalog", "ours", OURS),
        ("plugins/items", "theirs", THEIRS),
        ("plugins/items", "same", ITEM.replace("事项名称: 示例", "事项名称: 冒名")),
    ):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / place / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "plugins" / "graves.py").write_text(HEAD + PLUGIN, encoding="utf-8")
    (tmp_path / "plugins" / "t.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def yici(folder: Path, capsys: pytest.CaptureFixture[str]) -> Yici:
    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(
            [*words, "--plugins-dir", "plugins", "--cache", "cache", "--lang", "zh", "--on", "2026-03-02"]
        )
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_catalogue_has_the_items_of_further_folders_after_its_own(folder: Path) -> None:
    asked: list[int] = []

    def further() -> list[Path]:
        asked.append(1)
        return [folder / "plugins" / "items"]

    catalog = open_catalog(folder / "catalog", further=further)
    own = catalog.choose("SL-0015", date(2026, 3, 2))
    assert isinstance(own, Row) and own.record.name == "示例"
    assert not asked, "whoever needs no more asks nobody"
    assert catalog.codes() == ("SL-0015", "SL-0016")
    theirs = catalog.choose("SL-0016", date(2026, 3, 2))
    assert isinstance(theirs, Row) and catalog.rulebook(theirs, date(2026, 3, 2)) is not None
    assert [row.record.name for row in catalog.rows()] == ["示例", "公墓登记"]
    assert asked == [1]


def test_the_web_shows_them_too(folder: Path) -> None:
    shelf = Shelf(folder / "catalog", None, lambda: [folder / "plugins" / "items"])
    assert isinstance(shelf.item("SL-0016", date(2026, 3, 2)), Shelved)
    assert [hit.code for hit in shelf.search("公墓", date(2026, 3, 2)).hits] == ["SL-0016"]


def test_they_are_searched_linted_tested_and_published(yici: Yici, folder: Path) -> None:
    code, out, _ = yici("search", "公墓")
    assert (code, out.split()[0]) == (0, "SL-0016")
    assert "编码「SL-0015」被两个事项用了" in yici("lint")[1]
    code, out, _ = yici("test")
    assert "公墓登记" in out and "✓ 都好" in out
    assert yici("publish", "--out", "site")[0] in (0, 1)
    assert list((folder / "site").rglob("*SL-0016*")) or list((folder / "site").rglob("*sl-0016*"))


def test_what_is_installed_is_not_written_to(yici: Yici, folder: Path) -> None:
    path = folder / "plugins" / "items" / "theirs.yaml"
    path.write_text(THEIRS.replace("要求: 数得对", "要求： 数得对"), encoding="utf-8")
    before = path.read_bytes()
    yici("lint", "--fix")
    assert path.read_bytes() == before


def test_a_paper_is_laid_out_by_the_template_of_a_plug_in(yici: Yici, folder: Path) -> None:
    (folder / "s.json").write_text('{"materials": {"照片": {"state": "absent"}}}', encoding="utf-8")
    _, out, err = yici("check", "SL-0015", "s.json", "--format", "html")
    assert "<p>投诉请打 12315</p>" in out and err == ""


@pytest.mark.parametrize(
    "template", ["{{ nothing.at.all }}", "{% extends 'none.html' %}", "{{ ''.__class__.__mro__ }}", "{% if"]
)
def test_a_template_that_fails_is_named_and_ours_is_taken(yici: Yici, folder: Path, template: str) -> None:
    (folder / "plugins" / "t.html").write_text(template, encoding="utf-8")
    (folder / "s.json").write_text('{"materials": {"照片": {"state": "absent"}}}', encoding="utf-8")
    _, out, err = yici("check", "SL-0015", "s.json", "--format", "html")
    assert "照片" in out and "插件「graves」的「templates」" in err
