"""Names are taken apart, scopes and food looked up, licences filled in; the items say what they should."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from yici_market import food, names, scopes

from engine.catalog import open_catalog
from engine.catalog.store import Row
from engine.center import Center
from engine.check.answer import Answer
from engine.check.check import check
from engine.documents.page import to_html

ON = date(2026, 3, 2)
HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def center() -> Center:
    made = Center(sources=[HERE], installed=False)
    assert [made.faults, list(made.pages()), list(made.templates())] == [
        (),
        ["market/food-rooms"],
        ["correction/SC-0211", "correction/SC-0212"],
    ]
    return made


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("龙江市好再来餐饮有限公司", ("龙江市", "好再来", "餐饮", "有限公司")),
        (
            "黑龙江省龙江市南岗区好再来商贸有限责任公司",
            ("黑龙江省龙江市南岗区", "好再来", "商贸", "有限责任公司"),
        ),
        ("好再来（龙江）科技股份有限公司", ("龙江", "好再来", "科技", "股份有限公司")),
        ("龙江市小区便民店", ("龙江市", "小区便民", None, "店")),
        ("龙江县福临门商店", ("龙江县", "福临门", None, "商店")),
        ("龙江市好再来合伙企业（有限合伙）", ("龙江市", "好再来合伙企业", None, "有限合伙")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[str | None, ...]) -> None:
    made = names.take_apart(name)
    assert tuple(made[key] for key in ("行政区划", "字号", "行业", "组织形式")) == parts
    assert (made["合规"], made["问题"]) == (True, None)


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("龙江市A餐饮有限公司", "两个以上汉字"),
        ("好再来餐饮有限公司", "行政区划"),
        ("龙江市好再来餐饮", "组织形式"),
        ("龙江市最佳餐饮有限公司", "最佳"),
        ("中国好再来餐饮有限公司", "另外批准"),
        ("龙江市公安餐饮有限公司", "机关"),
        ("店", "太短"),
        ("龙" * 100, "太长"),
    ],
)
def test_what_is_wrong_with_a_name_is_said(name: str, because: str) -> None:
    made = names.take_apart(name)
    assert made["合规"] is False and because in str(made["问题"])


def test_a_scope_names_the_permits_it_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = scopes.look_at("餐饮服务； 食品销售；日用百货销售；民用爆炸物品销售；养龙。")
    assert made == {
        "项数": 5,
        "要许可": True,
        "许可": "食品经营许可、民用爆炸物品销售许可",
        "前置许可": True,
        "未列": "养龙",
    }
    (tmp_path / "ours.toml").write_text('["养龙"]\nkind = "一般"\n', encoding="utf-8")
    monkeypatch.setenv("YICI_MARKET_SCOPES", str(tmp_path / "ours.toml"))
    assert scopes.look_at("养龙")["未列"] is None


def test_a_scope_of_nothing_needs_nothing() -> None:
    assert scopes.look_at(" ；\n") == {
        "项数": 0,
        "要许可": False,
        "许可": None,
        "前置许可": False,
        "未列": None,
    }


def test_rooms_of_several_kinds_of_food_are_joined() -> None:
    assert food.rooms_for("热食、生食")["专间"] is True
    assert food.rooms_for("热食")["专间"] is False
    assert food.rooms_for("空气")["未列"] == "空气"


def test_every_function_does_what_its_examples_say(center: Center) -> None:
    for name, function in center.functions.items():
        assert function.examples
        for example in function.examples:
            assert center.ask(name, example.given) == example.answers, name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_the_table_of_rooms(center: Center, lang: str) -> None:
    shown = center.show("market/food-rooms", lang, {})
    assert str(shown.answer).count("<tr>") == 1 + len(food.ROOMS)


def filed(center: Center, name: str, materials: dict[str, object]) -> Answer:
    catalog = open_catalog(HERE / "yici_market" / "catalog")
    row = catalog.choose("SC-0211", ON)
    assert isinstance(row, Row)
    rulebook = catalog.rulebook(row, ON)
    assert rulebook is not None
    submission = {
        "facts": {"申请人": {"名称": name}, "卖的食品": "只有预包装食品"},
        "materials": {
            "备案信息表": {
                "state": "sound",
                "copies": 1,
                "record": {"已签字盖章": True, "经营场所": "示例路 1 号"},
            },
            **materials,
        },
    }
    return check(rulebook, submission, ON, ask=center.asker(rulebook))


def test_a_licence_is_filled_in_from_the_register(
    center: Center, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "名称,统一社会信用代码,住所,经营范围,登记状态\n"
        "示例小超市,92230199MB0000003C,示例路 2 号,餐饮服务,存续\n同名,1,,,\n同名,2,,,\n",
        encoding="utf-8-sig",
    )
    monkeypatch.setenv("YICI_MARKET_REGISTER", str(register))
    answer = filed(center, "示例小超市", {})
    assert [each.id for each in answer.findings] == ["R3", "R4"]
    assert answer.outcome == "correct"
    assert "食品经营许可" in answer.findings[1].says
    assert filed(center, "同名", {}).outcome == filed(center, "没有", {}).outcome == "undetermined"


def test_a_register_that_cannot_be_read_is_named(
    center: Center, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YICI_MARKET_REGISTER", str(tmp_path / "nowhere.csv"))
    answer = filed(center, "示例小超市", {})
    assert "营业执照:yici-market" in [each.id for each in answer.findings]


def test_the_correction_of_our_items_ends_with_the_number_for_complaints(center: Center) -> None:
    template = center.templates()["correction/SC-0211"].read_text(encoding="utf-8")
    page = to_html(filed(center, "没有", {}), template=template)
    assert page.count("12315") == 1 and page.rstrip().endswith("</html>")
    assert "call 12315" in to_html(filed(center, "没有", {}), "en", template=template)
