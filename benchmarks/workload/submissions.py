"""Submissions for food-licence.yaml: seeded, shaped like real ones, most of them with several faults.

One in three is closed (posted or uploaded as a whole); of the others some facts are unanswered and some
materials not looked at yet, as at a window. Numbers are whole or end in .5, so that an engine that counts
in floats and one that counts in decimals must agree.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

__all__ = ["make_submissions"]

APPLICANTS = ["个体工商户", "企业"]
PREMISES = ["自有", "租赁", "他人无偿提供"]
GOODS = ["热食", "冷食", "糕点", "饮品"]
OPEN_ONLY = 2 / 3
FAULT = 0.12
"""How often each single thing is wrong; with some 35 things, three or four faults are usual."""


def make_submissions(count: int, seed: int = 20260302) -> list[dict[str, Any]]:
    """Give that many submissions; the same seed gives the same ones."""
    dice = random.Random(seed)
    return [Writer(dice).write() for _ in range(count)]


class Writer:
    """One applicant who fills in a form and packs a folder, not always with care."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.day = date(2026, 1, 5) + timedelta(days=dice.randrange(340))
        self.closed = dice.random() > OPEN_ONLY
        self.name = f"示例餐饮店{dice.randrange(1000)}"

    def slip(self, chance: float = FAULT) -> bool:
        return self.dice.random() < chance

    def write(self) -> dict[str, Any]:
        facts = self.facts()
        materials = self.materials(facts)
        if self.closed and self.slip(0.3):
            del facts[self.dice.choice([name for name in facts if name != "申请人"])]
        if not self.closed:
            for name in [name for name in facts if name != "申请人" and self.slip(0.04)]:
                del facts[name]
        submission: dict[str, Any] = {"item": "CS-0001", "edition": "2026-01-01"}
        submission |= {"applied_on": self.day.isoformat(), "facts": facts, "materials": materials}
        if self.closed:
            submission["closed"] = True
        return submission

    def facts(self) -> dict[str, Any]:
        area = self.dice.choice([5, 20, 40, 55, 60, 61, 90, 100, 180, 300, 301, 450])
        people = max(1, min(200, int(area / 1.5 / self.dice.choice([1.4, 2, 3]))))
        facts: dict[str, Any] = {
            "申请人": {"名称": self.name},
            "申请人身份": self.dice.choice(APPLICANTS),
            "场所来源": self.dice.choice(PREMISES),
            "经营项目": self.dice.choice(GOODS),
            "经营面积": area,
            "用明火": self.dice.random() < 0.6,
            "从业人数": people + (people if self.slip() else 0),
            "厨房面积": max(1, int(area * self.dice.choice([0.1, 0.2, 0.25, 0.3]))) + 0.5,
            "冷藏温度": self.dice.choice([-2, 0, 2, 4, 4.5, 8, 9]),
            "开业日期": self.from_now(-5 if self.slip() else 30),
            "从业人员": [self.person() for _ in range(min(people, self.dice.randint(1, 6)))],
        }
        if self.slip(0.05):
            facts["场所来源"] = "借的"
        if self.slip(0.05):
            facts["从业人数"] = 0
        return facts

    def person(self) -> dict[str, Any]:
        return {
            "姓名": f"员工{self.dice.randrange(100)}",
            "体检日期": self.from_now(-400 if self.slip(0.05) else -90),
        }

    def from_now(self, days: int) -> str:
        return (self.day + timedelta(days=days + self.dice.randint(-3, 3))).isoformat()

    def materials(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Pack what this situation needs; what it does not need stays at home."""
        area, fire = facts["经营面积"], facts.get("用明火")
        opinion = area > 300 or (area >= 100 and fire)
        packed: dict[str, Any] = {"营业执照": self.sound(self.licence())}
        person = "经营者身份证" if facts["申请人身份"] == "个体工商户" else "法定代表人身份证"
        packed[person] = self.paper({"有效期至": self.from_now(-60 if self.slip() else 900)})
        packed |= self.premises(facts)
        packed["健康证"] = self.paper({}, copies=max(0, facts["从业人数"] - self.slip(0.2)))
        needed = 2 if facts["从业人数"] > 10 else 1
        packed["培训合格证"] = self.paper(
            {"发证日期": self.from_now(self.dice.choice([-1200, -500, -90, 9]))}, needed
        )
        packed["平面布局图"] = self.paper({}, copies=1 if self.slip(0.2) else 2)
        if opinion:
            issued = self.from_now(-400 if self.slip(0.2) else -120)
            packed["消防意见书"] = self.paper(
                {"出具日期": issued, "核定面积": area - (30 if self.slip() else 0)}
            )
        elif area >= 100 or fire:
            packed["消防承诺书"] = self.paper({})
        if fire and area > 50:
            tested = self.from_now(-250 if self.slip(0.2) else -60)
            packed["油烟检测报告"] = self.paper({"检测日期": tested, "达标": not self.slip(0.2)})
        packed["食品安全承诺书"] = self.paper({})
        return packed

    def premises(self, facts: dict[str, Any]) -> dict[str, Any]:
        if facts["场所来源"] == "自有":
            chosen, other = self.dice.sample(["不动产权证书", "购房合同"], 2)
            return {chosen: self.paper({}), other: {"state": "absent"}}
        if facts["场所来源"] == "租赁":
            return {"租赁合同": self.paper(self.lease(facts["经营面积"]))}
        return {"场所使用证明": self.paper({})}

    def licence(self) -> dict[str, Any]:
        name = "别的店" if self.slip() else self.name
        return {
            "名称": name,
            "含餐饮": not self.slip(),
            "有效期至": self.from_now(-30 if self.slip() else 700),
        }

    def lease(self, area: int) -> dict[str, Any]:
        return {
            "承租方": "王海军" if self.slip() else self.name,
            "签订日期": self.from_now(5 if self.slip() else -100),
            "到期日": self.from_now(90 if self.slip(0.3) else 500),
            "面积": area - (10 if self.slip() else 0),
        }

    def sound(self, record: dict[str, Any]) -> dict[str, Any]:
        """Give what a register answers; now and then it does not answer."""
        if not self.closed and self.slip(0.03):
            return {"state": "unseen"}
        return {"state": "sound", "copies": 1, "record": record}

    def paper(self, record: dict[str, Any], copies: int = 1) -> dict[str, Any]:
        """Give one paper: mostly sound, sometimes left at home, flawed or not looked at."""
        luck = self.dice.random()
        if luck < 0.1 or copies < 1:
            return {"state": "absent"}
        if luck < 0.15 and not self.closed:
            return {"state": "unseen"}
        paper: dict[str, Any] = {"state": "sound", "copies": copies}
        if record:
            paper["record"] = record
        if luck > 0.93:
            paper |= {"state": "flawed", "flaws": [{"kind": "seal", "note": "没有盖章"}]}
        if record and not self.closed and self.slip(0.03):
            record.pop(next(iter(record)))
        return paper
