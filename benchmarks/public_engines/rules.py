"""The rules of food-licence.yaml, written once over a dialect: a rule is "this is wrong for certain".

The same claim that by_hand.py makes, guarded against what is not known yet in the language's own way.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.public_engines.adapter import CannotSay, Rule
from benchmarks.public_engines.dialect import Dialect

__all__ = ["said"]


def said(dialect: Dialect) -> tuple[list[Rule], list[str]]:
    """Give the rules of a dialect, and the ids that it can say whole."""
    rules = Rules(dialect)
    spelled = [rule for rule in rules.all() if rule[0] not in rules.left_out]
    return spelled, list(dict.fromkeys(name for name, _ in spelled))


class Rules:
    """All findings of the item, each as (id, expression), in the order in which they are told."""

    def __init__(self, dialect: Dialect) -> None:
        self.d = dialect
        self.rules: list[Rule] = []
        self.left_out: set[str] = set()

    def add(self, name: str, expression: Callable[[], str]) -> None:
        try:
            self.rules.append((name, expression()))
        except CannotSay:
            self.left_out.add(name)

    def people(self) -> str:
        """Say that the number of people is answered and possible."""
        d, people = self.d, self.d.answer("从业人数")
        return d.both(d.answered("从业人数"), f"{people} >= 1", f"{people} <= 200")

    def area(self, test: str) -> str:
        return self.d.both(self.d.answered("经营面积"), f"{self.d.answer('经营面积')} {test}")

    def needs(self) -> dict[str, str]:
        """Say when each material is needed for certain; a material not named here always is."""
        d = self.d
        fire = d.is_yes("用明火")
        no_fire = d.both(d.answered("用明火"), f"{d.answer('用明火')} == {d.FALSE}")
        middle = d.both(self.area(">= 100"), f"{d.answer('经营面积')} <= 300")
        return {
            "经营者身份证": d.is_option("申请人身份", "个体工商户"),
            "法定代表人身份证": d.is_option("申请人身份", "企业"),
            "不动产权证书": d.is_option("场所来源", "自有"),
            "购房合同": d.is_option("场所来源", "自有"),
            "租赁合同": d.is_option("场所来源", "租赁"),
            "场所使用证明": d.is_option("场所来源", "他人无偿提供"),
            "消防意见书": d.either(self.area("> 300"), d.both(self.area(">= 100"), fire)),
            "消防承诺书": d.either(d.both(middle, no_fire), d.both(self.area("< 100"), fire)),
            "油烟检测报告": d.both(fire, self.area("> 50")),
        }

    def all(self) -> list[Rule]:
        d = self.d
        self.needed = self.needs()
        self.add(
            "T1",
            lambda: d.both(d.known("营业执照", "含餐饮"), f"{d.read('营业执照', '含餐饮')} == {d.FALSE}"),
        )
        self.add("T2", lambda: self.area("< 8"))
        self.fields()
        self.dated("R1", "营业执照", "有效期至", lambda day: f"{day} < {d.APPLIED}")
        self.named("R2", "营业执照", "名称")
        for name, check in (("经营者身份证", "R3"), ("法定代表人身份证", "R4")):
            self.material(name)
            self.dated(check, name, "有效期至", lambda day: f"{day} < {d.APPLIED}")
        self.premises()
        self.always_needed()
        self.fire()
        self.others()
        return self.rules

    def fields(self) -> None:
        d = self.d
        choices = {
            "申请人身份": ["个体工商户", "企业"],
            "场所来源": ["自有", "租赁", "他人无偿提供"],
            "经营项目": ["热食", "冷食", "糕点", "饮品"],
        }
        ranges = {"从业人数": (1, 200), "厨房面积": (1, 5000), "冷藏温度": (-30, 30)}
        for name in [*choices, "经营面积", "用明火", *ranges, "开业日期", "从业人员"]:
            lacks = d.both(d.closed(), d.no(d.answered(name)))
            value, odd = d.answer(name), None
            if name in choices:
                odd = d.no(d.one_of(value, choices[name]))
            elif name in ranges or name == "经营面积":
                low, high = ranges.get(name, (1, 5000))
                odd = d.either(f"{value} < {low}", f"{value} > {high}")
            whole = lacks if odd is None else d.either(lacks, d.both(d.answered(name), odd))
            self.rules.append((name, whole))

    def absent(self, name: str) -> str:
        d = self.d
        said = d.both(d.stated(name, "state"), f"{d.of(name, 'state')} == {d.text('absent')}")
        return d.either(said, d.both(d.closed(), d.no(d.stated(name, "state"))))

    def material(self, name: str, copies: Callable[[], str] | None = None) -> None:
        """Add that a needed material is lacking, too few, or flawed."""
        d = self.d
        need = [self.needed[name]] if name in self.needed else []
        state = d.of(name, "state")
        if name not in ("不动产权证书", "购房合同", "食品安全承诺书"):
            self.add(name, lambda: d.both(*need, self.absent(name)))
        if copies is not None:
            few = copies()
            self.add(name, lambda: d.both(*need, d.stated(name, "copies"), few))
        self.add(name, lambda: d.both(*need, d.stated(name, "state"), f"{state} == {d.text('flawed')}"))

    def dated(self, check: str, name: str, key: str, wrong: Callable[[str], str]) -> None:
        """Add a check of a date that somebody read off a needed material."""
        d = self.d
        need = [self.needed[name]] if name in self.needed else []
        self.add(check, lambda: d.both(*need, d.known(name, key), wrong(d.day(d.read(name, key)))))

    def named(self, check: str, name: str, key: str) -> None:
        d = self.d
        need = [self.needed[name]] if name in self.needed else []
        self.add(check, lambda: d.both(*need, d.known(name, key), f"{d.read(name, key)} != {d.applicant()}"))

    def sized(self, check: str, name: str, key: str) -> None:
        d = self.d
        smaller = f"{d.read(name, key)} < {d.answer('经营面积')}"
        known = d.answered("经营面积")
        self.add(check, lambda: d.both(self.needed[name], known, d.known(name, key), smaller))

    def premises(self) -> None:
        d = self.d
        owned = self.needed["不动产权证书"]
        self.add("场所权属证明", lambda: d.both(owned, self.absent("不动产权证书"), self.absent("购房合同")))
        for name in ("不动产权证书", "购房合同", "租赁合同"):
            self.material(name)
        self.dated("R5", "租赁合同", "到期日", lambda day: f"{day} < {d.add_months(d.APPLIED, 6)}")
        self.named("R6", "租赁合同", "承租方")
        self.dated("R7", "租赁合同", "签订日期", lambda day: f"{day} > {d.APPLIED}")
        self.sized("R8", "租赁合同", "面积")
        self.material("场所使用证明")

    def always_needed(self) -> None:
        d = self.d
        people = d.answer("从业人数")
        copies = d.of("健康证", "copies")
        self.material("健康证", lambda: d.both(self.people(), f"{copies} < {people}"))
        trained = d.of("培训合格证", "copies")
        needed = d.pick(f"{people} > 10", "2", "1")
        self.material("培训合格证", lambda: d.both(self.people(), f"{trained} < {needed}"))
        self.dated("R9", "培训合格证", "发证日期", lambda day: f"{d.add_months(day, 36)} < {d.APPLIED}")
        self.dated("R10", "培训合格证", "发证日期", lambda day: f"{day} > {d.APPLIED}")
        self.material("平面布局图", lambda: f"{d.of('平面布局图', 'copies')} < 2")

    def fire(self) -> None:
        d = self.d
        self.material("消防意见书")
        self.dated("R11", "消防意见书", "出具日期", lambda day: f"{d.add_months(day, 12)} < {d.APPLIED}")
        self.sized("R12", "消防意见书", "核定面积")
        self.material("消防承诺书")
        self.material("油烟检测报告")
        self.dated(
            "R13",
            "油烟检测报告",
            "检测日期",
            lambda day: d.either(f"{day} < {d.add_months(d.APPLIED, -6)}", f"{day} > {d.APPLIED}"),
        )
        passed = d.read("油烟检测报告", "达标")
        known = d.known("油烟检测报告", "达标")
        self.add("R14", lambda: d.both(self.needed["油烟检测报告"], known, f"{passed} == {d.FALSE}"))
        self.material("食品安全承诺书")

    def others(self) -> None:
        d = self.d
        kitchen, area = d.answer("厨房面积"), d.answer("经营面积")
        people, cold = d.answer("从业人数"), d.answer("冷藏温度")
        known = [d.answered("厨房面积"), d.answered("经营面积")]
        share = f"{d.times(kitchen, '100')} < {d.times(area, '15')}"
        self.add("R15", lambda: d.both(*known, share))
        self.add("R16", lambda: d.both(*known, f"{kitchen} < {d.pick(f'{area} <= 60', '6', '10')}"))
        goods = d.both(d.answered("经营项目"), d.one_of(d.answer("经营项目"), ["冷食", "糕点"]))
        warm = d.either(f"{cold} < 0", f"{cold} > 8")
        self.add("R17", lambda: d.both(goods, d.answered("冷藏温度"), warm))
        self.add("R18", lambda: d.both(d.answered("从业人员"), d.some_person()))
        crowd = f"{d.times(people, '1.5')} > {d.number(area)}"
        self.add("R19", lambda: d.both(self.people(), d.answered("经营面积"), crowd))
        opening = d.day(d.answer("开业日期"))
        self.add("R20", lambda: d.both(d.answered("开业日期"), f"{opening} < {d.add_days(d.APPLIED, 10)}"))
