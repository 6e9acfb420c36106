"""The edition of a case: chosen by its day until the receipt, kept whole with its parts, used for life."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.case.model import Refusal
from engine.center.editions import Unusable, edition_of
from engine.center.office import Done
from tests.case.bench import MARCH, SHOP, at, who
from tests.case.office import FACTS, MATERIALS, Desk, catalog_in, office_in

NEW_EDITION = SHOP.replace("实施版本: 2026-03-01", "实施版本: 2026-06-01")


def test_an_edition_is_chosen_anew_until_the_receipt(desk: Desk) -> None:
    desk.open()
    newer = NEW_EDITION.replace("自: 2026-01-01", "自: 2026-06-01")
    (desk.folder / "catalog" / "new.yaml").write_text(newer, encoding="utf-8")
    ended = SHOP.replace("  自: 2026-01-01\n", "  自: 2026-01-01\n  至: 2026-05-31\n")
    (desk.folder / "catalog" / "shop.yaml").write_text(ended, encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    desk.on("2026-06-02").do("pin", "clerk")
    assert (desk.state.terms.edition, str(desk.state.applied_on)) == ("2026-06-01", "2026-06-02")
    assert isinstance(desk.ask("pin", "clerk", case="nobody"), Refusal)


def test_a_faulty_item_or_two_editions_open_no_case(desk: Desk) -> None:
    (desk.folder / "catalog" / "again.yaml").write_text(SHOP + "# 又一份\n", encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    assert desk.ask("open", "clerk", item="SC-0009").code == "case/two-editions"
    (desk.folder / "catalog" / "again.yaml").unlink()
    (desk.folder / "catalog" / "shop.yaml").write_text(SHOP.replace("判断: 从业人数 ≤ 50", "判断: 人数 ≤ 50"))
    desk.office.catalog = catalog_in(desk.folder)
    assert desk.ask("open", "clerk", item="SC-0009").code == "case/unusable-item"
    (desk.folder / "catalog" / "shop.yaml").write_text("事项名称: [", encoding="utf-8")
    assert desk.ask("open", "clerk", item="SC-0009").code == "case/unusable-item"


def test_a_case_whose_edition_is_lost_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.receive()
    desk.office._books.clear()
    for kept in (None, {"item": "事项名称: ["}):
        monkeypatch.setattr(type(desk.office.store), "edition", lambda store, hash, kept=kept: kept)
        assert desk.ask("accept", "clerk").code == "case/lost-edition"
        assert desk.office.answer(desk.case, who("clerk"), desk.now) is None


def test_an_edition_is_compiled_once_and_then_remembered_by_the_index(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    desk.office._books.clear()
    desk.do("check", "clerk")
    desk.office._books.clear()
    monkeypatch.setattr(type(desk.office.store), "edition", lambda store, hash: None)
    desk.do("accept", "clerk")


PACKAGE_FILES = {
    "part.yaml": SHOP,
    "package.yaml": """\
事项名称: 开店一件事
事项编码: YJS-9
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 政务局
一句话说明: 一次办好。
依据: 某法 第三条
包含事项:
  - 事项: SC-0009
办结时限:
  承诺: 10 个工作日
  依据: 某法 第四条
收费: 不收费
""",
}


def test_a_package_is_kept_with_its_parts(office_folder: Path) -> None:
    (office_folder / "catalog" / "shop.yaml").unlink()
    for name, text in PACKAGE_FILES.items():
        (office_folder / "catalog" / name).write_text(text, encoding="utf-8")
    with office_in(office_folder) as desk:
        done = desk.ask("open", "clerk", item="YJS-9", facts=FACTS, materials=MATERIALS)
        assert isinstance(done, Done)
        kept = desk.office.store.edition(done.state.terms.edition_hash)
        assert kept is not None and [*kept] == ["SC-0009", "item"]
        edition = desk.office.edition(done.state.terms.edition_hash)
        assert edition is not None and edition.terms == done.state.terms
        assert desk.office.edition("sha256:none") is None


RULES = """\
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="人数" namespace="u" id="d">
  <decision name="人数要求" id="r"><decisionTable hitPolicy="FIRST">
    <input><inputExpression><text>从业人数</text></inputExpression></input>
    <output name="类别"/>
    <rule><inputEntry><text>&gt; 20</text></inputEntry><outputEntry><text>"大"</text></outputEntry></rule>
    <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"小"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>
"""


def test_decision_files_are_kept_with_the_edition(desk: Desk) -> None:
    table = "对照表:\n  人数要求:\n    决策文件: rules.dmn\n受理条件:"
    text = SHOP.replace("受理条件:", table, 1).replace("前提: 从业人数 > 20", "前提: 人数要求.类别 是 大")
    (desk.folder / "catalog" / "rules.dmn").write_text(RULES, encoding="utf-8")
    (desk.folder / "catalog" / "shop.yaml").write_text(text, encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    desk.open().open()
    kept = desk.office.store.edition(desk.state.terms.edition_hash)
    assert kept is not None and [*kept] == ["beside/rules.dmn", "item"]
    assert desk.office.edition(desk.state.terms.edition_hash) is not None
    with pytest.raises(Unusable):
        edition_of({"item": kept["item"]})
    part = text.replace("SC-0009", "SC-0008").replace("人数要求", "人数")
    files = {"part/part.yaml": part, "part/rules.dmn": RULES.replace("20", "30")}
    files["package.yaml"] = PACKAGE_FILES["package.yaml"].replace(
        "  - 事项: SC-0009\n", "  - 事项: SC-0009\n  - 事项: SC-0008\n"
    )
    (desk.folder / "catalog" / "part").mkdir()
    for name, content in files.items():
        (desk.folder / "catalog" / name).write_text(content, encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    assert desk.ask("open", "clerk", case="", item="YJS-9").code == "case/unusable-item"
    with pytest.raises(Unusable):
        edition_of({"item": SHOP.replace("判断: 从业人数 ≤ 50", "判断: 人数 ≤ 50")})


def test_the_date_of_application_counts_for_the_edition_not_the_day_it_was_typed(desk: Desk) -> None:
    desk.on("2026-03-02").open(applied_on="2026-01-15")
    assert str(desk.state.applied_on) == "2026-01-15"
    assert at("2026-03-02") == MARCH
