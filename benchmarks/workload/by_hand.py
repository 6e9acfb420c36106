"""The rules of food-licence.yaml as a programmer would write them: the measure for every engine.

`find` answers the ids of all findings, in the order a correction tells them. What is not known yet (an
unanswered question, a material nobody has looked at) is None, and None never passes and never fails.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

__all__ = ["find"]

Json = Mapping[str, Any]
UNSEEN: Json = {"state": "unseen"}
ABSENT: Json = {"state": "absent"}
APPLICANTS = frozenset(["个体工商户", "企业"])
PREMISES = frozenset(["自有", "租赁", "他人无偿提供"])
GOODS = frozenset(["热食", "冷食", "糕点", "饮品"])


def find(submission: Json, applied_on: date) -> list[str]:
    """Give the ids of everything that is wrong for certain.

    One function on purpose: the measure for every engine is what a hand writes for one item and for speed,
    where each call that is saved counts. Taken apart it would be a smaller engine, not its measure.
    """
    facts, materials = submission["facts"], submission["materials"]
    closed = submission.get("closed", False)
    missing = ABSENT if closed else UNSEEN
    conditions: list[str] = []
    fields: list[str] = []
    papers: list[str] = []
    checks: list[str] = []

    def chosen(name: str, options: Collection[str]) -> Any:
        value = facts.get(name)
        if value in options:
            return value
        if closed or value is not None:
            fields.append(name)
        return None

    def number(name: str, low: int, high: int) -> Any:
        value = facts.get(name)
        if value is not None and low <= value <= high:
            return value
        if closed or value is not None:
            fields.append(name)
        return None

    def given(name: str) -> Any:
        value = facts.get(name)
        if value is None and closed:
            fields.append(name)
        return value

    def look(name: str, needed: bool | None, copies: int | None = 1) -> Json:
        """Note what is wrong with a needed material; give what was read off it."""
        material: Json = materials.get(name, missing)
        state = material["state"]
        if state == "absent":
            if needed:
                papers.append(name)
            return {}
        if state == "unseen":
            return {}
        if needed:
            if copies is not None and material["copies"] < copies:
                papers.append(name)
            if state == "flawed":
                papers.append(name)
        record: Json = material.get("record", {})
        return record

    applicant = facts.get("申请人", {}).get("名称")
    status = chosen("申请人身份", APPLICANTS)
    premises = chosen("场所来源", PREMISES)
    goods = chosen("经营项目", GOODS)
    area = number("经营面积", 1, 5000)
    fire = given("用明火")
    people = number("从业人数", 1, 200)
    kitchen = number("厨房面积", 1, 5000)
    cooling = number("冷藏温度", -30, 30)
    opening = given("开业日期")
    staff = given("从业人员")
    sole = None if status is None else status == "个体工商户"
    company = None if status is None else status == "企业"
    owned = premises and premises == "自有"
    rented = premises and premises == "租赁"
    lent = premises and premises == "他人无偿提供"
    fumes = both(fire, None if area is None else area > 50)
    safety = fire_class(area, fire)
    opinion = None if safety is None else safety == "意见书"
    promise = None if safety is None else safety == "承诺"

    licence = look("营业执照", None)
    if licence.get("含餐饮") is False:
        conditions.append("T1")
    if area is not None and area < 8:
        conditions.append("T2")
    until = day(licence, "有效期至")
    if until and until < applied_on:
        papers.append("R1")
    name = licence.get("名称")
    if name and applicant and name != applicant:
        papers.append("R2")

    until = day(look("经营者身份证", sole), "有效期至")
    if sole and until and until < applied_on:
        papers.append("R3")
    until = day(look("法定代表人身份证", company), "有效期至")
    if company and until and until < applied_on:
        papers.append("R4")

    if owned:
        deed = materials.get("不动产权证书", missing)["state"]
        contract = materials.get("购房合同", missing)["state"]
        if deed == contract == "absent":
            papers.append("场所权属证明")
        if deed in ("sound", "flawed"):
            look("不动产权证书", True)
        if contract in ("sound", "flawed"):
            look("购房合同", True)

    lease = look("租赁合同", rented)
    if rented and lease:
        until, signed = day(lease, "到期日"), day(lease, "签订日期")
        tenant, let = lease.get("承租方"), lease.get("面积")
        if until and until < add_months(applied_on, 6):
            papers.append("R5")
        if tenant and applicant and tenant != applicant:
            papers.append("R6")
        if signed and signed > applied_on:
            papers.append("R7")
        if let is not None and area is not None and let < area:
            papers.append("R8")
    look("场所使用证明", lent)

    look("健康证", True, people)
    issued = day(look("培训合格证", True, people and (2 if people > 10 else 1)), "发证日期")
    if issued:
        if add_months(issued, 36) < applied_on:
            papers.append("R9")
        if issued > applied_on:
            papers.append("R10")
    look("平面布局图", True, 2)

    approval = look("消防意见书", opinion)
    if opinion and approval:
        issued, approved = day(approval, "出具日期"), approval.get("核定面积")
        if issued and add_months(issued, 12) < applied_on:
            papers.append("R11")
        if approved is not None and area is not None and approved < area:
            papers.append("R12")
    look("消防承诺书", promise)

    report = look("油烟检测报告", fumes)
    if fumes and report:
        tested = day(report, "检测日期")
        if tested and not add_months(applied_on, -6) <= tested <= applied_on:
            papers.append("R13")
        if report.get("达标") is False:
            papers.append("R14")
    if (
        materials.get("食品安全承诺书", missing)["state"] == "flawed"
    ):  # it may follow later, but not like this
        papers.append("食品安全承诺书")

    if kitchen is not None and area is not None:
        if kitchen * 100 < area * 15:
            checks.append("R15")
        if kitchen < (6 if area <= 60 else 10):
            checks.append("R16")
    if goods in ("冷食", "糕点") and cooling is not None and not 0 <= cooling <= 8:
        checks.append("R17")
    if staff and any(stale(person, applied_on) for person in staff):
        checks.append("R18")
    if people is not None and area is not None and people * 1.5 > area:
        checks.append("R19")
    if opening and date.fromisoformat(opening) < applied_on + timedelta(days=10):
        checks.append("R20")
    return conditions + fields + papers + checks


def day(record: Json, name: str) -> date | None:
    """Read a date off a record, where somebody has read it."""
    text = record.get(name)
    return None if text is None else date.fromisoformat(text)


def stale(person: Json, applied_on: date) -> bool:
    """Tell whether somebody's health check is for certain more than twelve months old."""
    checked = day(person, "体检日期")
    return checked is not None and add_months(checked, 12) < applied_on


def both(left: bool | None, right: bool | None) -> bool | None:
    """Give Kleene's and."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def fire_class(area: float | None, fire: bool | None) -> str | None:
    """Give the class of the fire rules, None while it hangs on something not known."""
    if area is None:
        return None
    if area > 300:
        return "意见书"
    if area >= 100:
        return None if fire is None else "意见书" if fire else "承诺"
    return None if fire is None else "承诺" if fire else "免办"


def add_months(start: date, months: int) -> date:
    """Add months; a day that does not exist becomes the last of its month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
