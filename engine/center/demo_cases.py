"""Two cases of the demonstration as tables: who does what when, from the window to the rating.

A swimming pool that brings an old report, is told once, is inspected, and waits for a laboratory while the
clock stands still; and a signboard, applied for online and decided without anybody coming.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

__all__ = ["CASES", "Step", "Walk"]

HEALTH: Final = "卫生健康委员会"
LABORATORY: Final = "疾病预防控制中心"
CITY: Final = "城市管理局"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act: on which day and hour, who, what. `refused` marks what is meant to be refused."""

    at: str
    who: str
    verb: str
    sent: Mapping[str, Any] = field(default_factory=dict)
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One case: its item and its steps."""

    item: str
    steps: tuple[Step, ...]


def _step(at: str, who: str, verb: str, *, refused: bool = False, **sent: Any) -> Step:
    return Step(at=at, who=who, verb=verb, sent=sent, refused=refused)


_ORIGINALS: Final = (
    "公共场所卫生许可申请表",
    "场所地址方位示意图",
    "场所平面图",
    "卫生设施平面布局图",
    "公共场所卫生检测报告",
    "公共场所卫生管理制度",
)
_ABSENT: Final = (
    "卫生许可告知承诺书",
    "授权委托书",
    "代理人身份证",
    "公共场所卫生评价报告",
    "集中空调卫生检测报告",
    "集中空调卫生评价报告",
)
_POOL_RECORD: Final = {
    "公共场所卫生许可申请表": {
        "已签字盖章": True,
        "集中空调": "没有",
        "从业人数": 6,
        "持健康证人数": 6,
    },
    "卫生设施平面布局图": {"标明卫生间": True, "标明消毒间": False},
    "公共场所卫生检测报告": {"报告日期": "2025-01-10", "项目齐全": True, "结论": "合格"},
    "公共场所卫生管理制度": {"写明卫生管理人员": True},
}
_POOL_PERMIT: Final = {
    "单位名称": "示例游泳馆有限公司",
    "编号": "卫公许〔2026〕第 12 号",
    "有效期至": "2030-03-25",
}
_NUMBER_WRONG: Final = {**_POOL_PERMIT, "编号": "卫公许〔2026〕第 21 号"}
_REMEDIES: Final = "不服的，六十日内可以申请行政复议，六个月内可以提起行政诉讼。"

_POOL: Final = (
    _step(
        "2026-03-02T09:00",
        "clerk:zhang",
        "open",
        channel="window",
        applicant={"名称": "示例游泳馆有限公司"},
        facts={
            "申请人": {"名称": "示例游泳馆有限公司"},
            "场所类别": "人工游泳场所",
            "办理方式": "先审查后许可",
            "用集中空调": False,
            "委托他人办理": False,
        },
        materials={
            **{name: {"state": "sound"} for name in (*_ORIGINALS, "法定代表人身份证")},
            **{name: {"state": "absent"} for name in _ABSENT},
        },
        record=_POOL_RECORD,
    ),
    _step("2026-03-02T09:04", "clerk:zhang", "receive", refused=True),
    _step("2026-03-02T09:05", "clerk:zhang", "see_original", materials=list(_ORIGINALS)),
    _step("2026-03-02T09:06", "clerk:zhang", "match_copies", materials=["法定代表人身份证"]),
    _step("2026-03-02T09:07", "clerk:zhang", "receive"),
    _step("2026-03-02T09:10", "clerk:zhang", "accept", refused=True),
    _step("2026-03-02T09:11", "clerk:zhang", "tell"),
    _step(
        "2026-03-10T10:00",
        "applicant:pool",
        "supply",
        materials={name: {"state": "sound"} for name in ("卫生设施平面布局图", "公共场所卫生检测报告")},
        record={
            "卫生设施平面布局图": {"标明消毒间": True},
            "公共场所卫生检测报告": {"报告日期": "2026-03-05"},
        },
    ),
    _step(
        "2026-03-10T10:05",
        "clerk:zhang",
        "see_original",
        materials=["卫生设施平面布局图", "公共场所卫生检测报告"],
    ),
    _step("2026-03-10T10:06", "clerk:zhang", "accept"),
    _step("2026-03-10T11:20", "runner:sun", "dispatch", department=HEALTH),
    _step("2026-03-10T11:20", "runner:sun", "dispatch", department=LABORATORY),
    _step("2026-03-10T11:40", f"reviewer:wang@{HEALTH}", "transfer"),
    _step("2026-03-10T11:50", f"reviewer:zhou@{LABORATORY}", "transfer"),
    _step("2026-03-12T15:00", f"reviewer:wang@{HEALTH}", "finish", result="现场和图纸一样。"),
    _step(
        "2026-03-13T09:00",
        f"reviewer:zhou@{LABORATORY}",
        "pause",
        reason="testing",
        basis="行政许可法 第四十五条",
        days=10,
    ),
    _step("2026-03-24T16:00", f"reviewer:zhou@{LABORATORY}", "finish", result="水质合格。"),
    _step(
        "2026-03-25T10:00",
        f"reviewer:wang@{HEALTH}",
        "review",
        opinion="agree",
        reasons="材料齐全，现场和检测都合格。",
        second="gao",
    ),
    _step(
        "2026-03-26T09:00",
        f"decider:ma@{HEALTH}",
        "decide",
        result="granted",
        reasons="符合公共场所卫生许可的条件。",
        remedies=_REMEDIES,
        certificate=_POOL_PERMIT,
    ),
    _step("2026-03-26T10:00", f"reviewer:wang@{HEALTH}", "make_slip", certificate=_POOL_PERMIT),
    _step("2026-03-26T11:00", "issuer:qian", "hand_over", refused=True, certificate=_NUMBER_WRONG),
    _step("2026-03-26T11:01", "issuer:qian", "refuse_slip", differing=["编号"], note="证上的编号印错了。"),
    _step("2026-03-26T15:00", f"reviewer:wang@{HEALTH}", "mend_slip", certificate=_POOL_PERMIT),
    _step("2026-03-26T15:30", "issuer:qian", "hand_over", certificate=_POOL_PERMIT),
    _step("2026-03-26T15:31", "issuer:qian", "notify", channel="sms", to="13800000000"),
    _step("2026-03-30T09:30", "issuer:qian", "pick_up", by="applicant", identity="id_card"),
    _step("2026-03-30T09:35", "applicant:pool", "rate", grade=1, attitude=1, efficiency=2),
    _step("2026-03-31T09:00", "archivist:shen", "archive"),
)
_RECEIPT: Final = {"店名": "示例餐饮店", "编号": "招备 2026-0031"}
_SIGN: Final = (
    _step(
        "2026-03-02T20:15",
        "applicant:shop",
        "open",
        channel="online",
        facts={
            "申请人": {"名称": "示例餐饮店"},
            "招牌名称": "示例餐饮店",
            "招牌": [{"位置": "门头", "宽度": 6, "效果图": True}],
        },
        materials={"营业执照": {"state": "sound"}},
        record={"营业执照": {"名称": "示例餐饮店"}},
    ),
    _step("2026-03-02T20:15", "system:web", "receive"),
    _step("2026-03-03T09:02", "clerk:zhang", "accept"),
    _step("2026-03-03T10:00", f"reviewer:he@{CITY}", "review", opinion="agree", reasons="尺寸和效果图都对。"),
    _step(
        "2026-03-03T11:00",
        f"decider:lu@{CITY}",
        "decide",
        result="granted",
        reasons="符合招牌设置的规定。",
        remedies=_REMEDIES,
        certificate=_RECEIPT,
    ),
    _step("2026-03-03T11:05", f"reviewer:he@{CITY}", "make_slip", certificate=_RECEIPT),
    _step("2026-03-03T11:10", "issuer:qian", "hand_over", certificate=_RECEIPT),
    _step("2026-03-03T11:11", "issuer:qian", "deliver", way="electronic"),
    _step("2026-03-03T12:30", "applicant:shop", "rate", grade=1),
    _step("2026-03-04T09:00", "archivist:shen", "archive"),
)
CASES: Final = (Walk(item="WJ-0201", steps=_POOL), Walk(item="CG-0101", steps=_SIGN))
