"""A counter for tests: one item, one case, a log in memory; every act goes the way it goes in a centre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from engine.calendar import Calendar, national_calendar
from engine.case.act import Wish, decider
from engine.case.clock.clocks import Clock, clocks
from engine.case.events.table import VERBS
from engine.case.fold import fold
from engine.case.model import Actor, Decision, Event, Json, Reference, Refusal
from engine.case.prepare import Known, needed, prepare
from engine.case.setting import CHINA, Practice, Setting
from engine.case.stages import stage_of
from engine.case.state import State
from engine.case.terms import Terms
from engine.case.terms_of import terms_of
from engine.item.load import load
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item

ROOT = Path(__file__).parents[2]
MARKET = "市场监督管理局"
HEALTH = "卫生健康委员会"

SHOP = """\
事项名称: 小餐饮登记
英文: Small eateries
事项编码: SC-0009
实施版本: 2026-03-01
有效期:
  自: 2026-01-01
进驻部门: 市场监督管理局
一句话说明: 开小吃店之前来登记。
依据: 本市小餐饮登记办法 第二条
办理情形:
  场所来源:
    问: 店面是怎么来的？
    选: [自有, 租赁]
  从业人数:
    问: 直接接触食品的有几个人？
    填: 整数
    范围: 1 到 200
受理条件:
  - 编号: T1
    要求: 不超过 50 个人
    判断: 从业人数 ≤ 50
    不符合时: 人太多了。
    怎么改: 请另办餐饮许可。
    依据: 本市小餐饮登记办法 第三条
申请材料:
  - 名称: 身份证
    形式: 原件
  - 名称: 租赁合同
    前提: 场所来源 是 租赁
    形式: [复印件, 电子]
    登记:
      到期日: 日期
  - 名称: 承诺书
    必要性: 容缺后补
    补交期限: 3 个工作日
    形式: 原件
  - 名称: 旧证
    必要性: 非必要
    形式: 原件
    收取环节: 出件
审查要点:
  - 编号: R1
    前提: 场所来源 是 租赁
    要求: 租期至少还剩 6 个月
    判断: 租赁合同.到期日 ≥ 申请日期 + 6 个月
    不符合时: 租赁合同 {租赁合同.到期日} 到期，剩余不足 6 个月。
    怎么改: 请补一份续租协议。
    依据: 本市小餐饮登记办法 第八条
办理流程:
  现场核查:
    前一环节: 材料交接
    前提: 从业人数 > 20
    进驻部门: [市场监督管理局, 卫生健康委员会]
    并联: 是
  专家评审会:
    前一环节: 审批
    前提: 从业人数 > 40
    特别程序: 专家评审
办结时限:
  承诺: 10 个工作日
  法定: 20 个工作日
  起算: 受理
  依据: 本市小餐饮登记办法 第九条
  暂停计时: [补正, 检验]
  补正期限: 15 个工作日
收费: 不收费
办理结果:
  - 名称: 登记证
    形式: 纸质
"""


@cache
def made(text: str, parts: tuple[str, ...] = ()) -> tuple[Terms, Rulebook]:
    """Compile an item, with the parts it includes, and take its terms."""
    loaded = load(text.encode(), "shop.yaml")
    assert loaded.item is not None and not loaded.faults, [each.says() for each in loaded.faults]
    items: dict[str, Item] = {}
    for part in parts:
        one = load(part.encode(), "part.yaml").item
        assert one is not None
        items[str(one.code)] = one
    compiled = compile_item(loaded.item, items)
    assert compiled.rulebook is not None, [each.says() for each in compiled.faults]
    return terms_of(loaded.item, compiled.rulebook, items), compiled.rulebook


def at(day: str, hour: str = "10:00") -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), CHINA)


MARCH = at("2026-03-02")


def who(role: Any, id: str = "", department: str = "") -> Actor:
    """Give a person of a role; reviewers and deciders are of the market department unless said."""
    if role in ("reviewer", "decider") and not department:
        department = MARKET
    return Actor(id=id or f"{role}-1", role=role, department=department)


@dataclass
class Bench:
    """One case at a counter, at a moment that tests move on."""

    text: str = SHOP
    parts: tuple[str, ...] = ()
    now: datetime = MARCH
    calendar: Calendar = field(default_factory=national_calendar)
    practice: Practice = field(default_factory=Practice)
    events: list[Event] = field(default_factory=list)
    vault: dict[str, Json] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)
    last: Decision | Refusal | None = None
    folded: State = field(default_factory=State)
    made: list[tuple[Actor, datetime, Decision]] = field(default_factory=list)

    @property
    def state(self) -> State:
        self.folded = fold(self.events[self.folded.version :], self.folded)
        return self.folded

    @property
    def stage(self) -> str:
        return stage_of(self.state)

    @property
    def rulebook(self) -> Rulebook:
        return made(self.text, self.parts)[1]

    def setting(self, verb: str, sent: Mapping[str, object]) -> Setting:
        terms, rulebook = made(self.text, self.parts)
        row = VERBS.get(verb)
        base = Setting(calendar=self.calendar, practice=self.practice)
        if row is None:
            return base
        if row.begins or verb == "pin":
            base = replace(base, terms=terms)
        values = {each.id: self.vault[each.id] for each in needed(row, self.events)}
        return prepare(row, Known(events=self.events, values=values, rulebook=rulebook), sent, base)

    def act(self, verb: str, actor: Actor, setting: Setting | None = None, **sent: object) -> Any:
        """Do an act and record it, or give why it is refused."""
        wish = Wish(verb=verb, case="c1", actor=actor, at=self.now, sent=sent)
        self.last = decider(wish, setting or self.setting(verb, sent))(tuple(self.events), self.draw)
        if isinstance(self.last, Decision):
            self.made.append((actor, self.now, self.last))
            for draft in self.last.events:
                self.record(draft.kind, actor, draft.data, draft.personal)
        return self.last

    def record(self, kind: str, actor: Actor, data: Any, personal: Any) -> None:
        references = {}
        for name, each in personal.items():
            id = f"v{len(self.vault) + 1}"
            self.vault[id] = each.value
            references[name] = Reference(id=id, digest="", person=each.person)
        self.events.append(
            Event(
                case="c1",
                sequence=len(self.events) + 1,
                kind=kind,
                at=self.now,
                by=actor,
                data=dict(data),
                personal=references,
            )
        )

    def draw(self, series: str) -> int:
        self.drawn[series] = self.drawn.get(series, 0) + 1
        return self.drawn[series]

    def do(self, verb: str, actor: Actor | str, **sent: object) -> Bench:
        """Do an act that has to succeed."""
        person = who(actor) if isinstance(actor, str) else actor
        done = self.act(verb, person, **sent)
        assert isinstance(done, Decision), done
        return self

    def refused(self, verb: str, actor: Actor | str, **sent: object) -> list[str]:
        """Give the texts of an act that has to be refused, its code first."""
        person = who(actor) if isinstance(actor, str) else actor
        before = len(self.events)
        done = self.act(verb, person, **sent)
        assert isinstance(done, Refusal), "it was not refused"
        assert len(self.events) == before
        return [done.code, *(zh for zh, _ in done.lines)]

    def on(self, day: str, hour: str = "10:00") -> Bench:
        self.now = at(day, hour)
        return self

    def clock(self, kind: str, today: str | None = None) -> Clock:
        """Give the last run of a clock."""
        day = date.fromisoformat(today) if today else self.now.date()
        return [each for each in clocks(self.state, self.calendar, day) if each.kind == kind][-1]

    def due(self, kind: str, today: str | None = None) -> str:
        return str(self.clock(kind, today).due_on)


RENTED = {"申请人": {"名称": "示例小吃店"}, "场所来源": "租赁", "从业人数": 3}
SOUND = {"身份证": {"state": "sound"}, "承诺书": {"state": "sound"}, "旧证": {"state": "absent"}}


def opened(people: int = 3, **kept: Any) -> Bench:
    """Open a case of somebody who owns the shop and brings everything."""
    bench = Bench(**kept)
    bench.do(
        "open",
        "clerk",
        channel="window",
        applicant={"名称": "示例小吃店"},
        facts={"申请人": {"名称": "示例小吃店"}, "场所来源": "自有", "从业人数": people},
        materials={**SOUND, "租赁合同": {"state": "absent"}},
    )
    return bench


def received(people: int = 3, **kept: Any) -> Bench:
    bench = opened(people, **kept)
    return bench.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")


def renting(lease: str = "absent", ends: str = "2027-01-01", **kept: Any) -> Bench:
    """Receive somebody who rents; the lease may be missing, or end too early."""
    bench = Bench(**kept)
    bench.do(
        "open",
        "clerk",
        channel="window",
        facts=RENTED,
        materials={**SOUND, "租赁合同": {"state": lease}},
        record={"租赁合同": {"到期日": ends}} if lease == "sound" else {},
    )
    bench.do("see_original", "clerk", materials=["身份证", "承诺书"])
    if lease == "sound":
        bench.do("match_copies", "clerk", materials=["租赁合同"])
    return bench.do("receive", "clerk")


def told(**kept: Any) -> Bench:
    return renting(**kept).do("tell", "clerk")


def accepted(people: int = 3, **kept: Any) -> Bench:
    return received(people, **kept).do("accept", "clerk")


def transferred(people: int = 3, **kept: Any) -> Bench:
    bench = accepted(people, **kept)
    for department in (MARKET, HEALTH) if people > 20 else (MARKET,):
        bench.do("dispatch", "clerk", department=department)
        bench.do("transfer", who("reviewer", department=department))
    return bench


def reviewed(**kept: Any) -> Bench:
    return transferred(**kept).do("review", "reviewer", opinion="agree", reasons="符合条件")


def at_the_special_procedure() -> Bench:
    bench = transferred(45)
    for department in (MARKET, HEALTH):
        bench.do("finish", who("reviewer", department=department), result="属实")
    return bench.do("review", "reviewer", opinion="agree", reasons="行")


CERTIFICATE = {"名称": "示例小吃店", "编号": "JY-1", "有效期至": "2031-03-01"}
REASONS = {"reasons": "符合条件", "remedies": "六十日内可以申请复议"}


def decided(result: str = "granted", **kept: Any) -> Bench:
    bench = reviewed(**kept)
    certificate = {"certificate": CERTIFICATE} if result == "granted" else {}
    return bench.do("decide", "decider", result=result, **REASONS, **certificate)


def handed_over(**kept: Any) -> Bench:
    bench = decided(**kept).do("make_slip", "reviewer", certificate=CERTIFICATE)
    return bench.do("hand_over", "issuer", certificate=CERTIFICATE)


def kept_papers(bench: Bench) -> Bench:
    """Put every paper that is owed into the file."""
    for owed in bench.state.papers:
        if not owed.kept:
            bench.do("keep", "system", paper=owed.paper, number=owed.number, digest="sha256:0")
    return bench
