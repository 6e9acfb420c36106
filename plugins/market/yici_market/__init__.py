"""Market supervision: names, scopes, food, items of its own, and the register of businesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from engine.hookspecs import Example, Filled, Function, Page, hookimpl, reads
from yici_market import food, names, register, scopes

__all__ = ["catalogs", "fill_material", "functions", "pages", "templates"]

_HERE: Final = Path(__file__).parent
_NAME: Final = Function(
    run=lambda 名称: names.take_apart(名称),
    inputs={"名称": "text"},
    answers={
        "合规": "yes_no",
        "问题": "text",
        "行政区划": "text",
        "字号": "text",
        "行业": "text",
        "组织形式": "text",
    },
    zh="企业名称由哪几部分组成，合不合规定",
    en="the parts of a company name, and whether it may be used",
    examples=[
        Example(
            given={"名称": "龙江市好再来餐饮有限公司"},
            answers={
                "合规": True,
                "问题": None,
                "行政区划": "龙江市",
                "字号": "好再来",
                "行业": "餐饮",
                "组织形式": "有限公司",
            },
        )
    ],
)
_SCOPE: Final = Function(
    run=lambda 经营范围: scopes.look_at(经营范围),
    inputs={"经营范围": "text"},
    answers={
        "项数": "integer",
        "要许可": "yes_no",
        "许可": "text",
        "前置许可": "yes_no",
        "未列": "text",
    },
    zh="经营范围要办哪些许可",
    en="which permits a scope of business needs",
    examples=[
        Example(
            given={"经营范围": "餐饮服务；日用百货销售"},
            answers={
                "项数": 2,
                "要许可": True,
                "许可": "食品经营许可",
                "前置许可": False,
                "未列": None,
            },
        )
    ],
)
_ROOMS: Final = Function(
    run=lambda 做什么: food.rooms_for(做什么),
    inputs={"做什么": "text"},
    answers={"设施": "text", "专间": "yes_no", "未列": "text"},
    zh="做这些食品要有哪些场所和设施",
    en="the rooms that a kind of food needs",
    examples=[
        Example(
            given={"做什么": "热食、冷食"},
            answers={
                "设施": "粗加工、切配、烹饪、餐用具清洗消毒场所、冷食专间、空气消毒设施",
                "专间": True,
                "未列": None,
            },
        )
    ],
)


@hookimpl
def catalogs() -> Sequence[Path]:
    """Give our items."""
    return [_HERE / "catalog"]


@hookimpl
def templates() -> Mapping[str, Path]:
    """End the correction of our items with the number for complaints."""
    return {f"correction/{item}": _HERE / "templates" / "correction.html" for item in ("SC-0211", "SC-0212")}


@hookimpl
def pages() -> Mapping[str, Page]:
    """Give the table of rooms."""
    return {
        "market/food-rooms": Page(
            zh="做哪种食品要有什么场所",
            en="Rooms that food needs",
            show=lambda lang, query: food.as_html(lang),
        )
    }


@hookimpl
@reads(sources=["市场主体登记系统"], facts=["申请人.名称", "申请人.统一社会信用代码"])
def fill_material(facts: Mapping[str, object]) -> Filled | None:
    """Look a licence up in the register."""
    row = register.find(facts)
    return None if row is None else Filled(record=row)


@hookimpl
def functions() -> Mapping[str, Function]:
    """Give what our items, and those of others, ask about names, scopes and food."""
    return {"市场/企业名称": _NAME, "市场/经营范围": _SCOPE, "市场/食品设施": _ROOMS}
