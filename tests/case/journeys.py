"""Random journeys: one of some items, people of every role, a clock that jumps, acts in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any, TypeVar

from engine.case.datum import Datum
from engine.case.events.table import EVENTS, VERBS
from engine.case.guards.people import acting_departments
from engine.case.model import Actor, Refusal
from engine.case.stages import OWN, STAGES, stage_of
from tests.case import test_package as package
from tests.case.bench import CERTIFICATE, HEALTH, SHOP, Bench, who

T = TypeVar("T")
Pick = Callable[[Sequence[Any]], Any]
ROLES = (
    "applicant",
    "agent",
    "clerk",
    "runner",
    "reviewer",
    "decider",
    "issuer",
    "archivist",
    "supervisor",
    "operator",
    "system",
)


def _items() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the items of the journeys: the shop with its limits and consequences changed, a package."""
    made: list[tuple[str, tuple[str, ...]]] = [(package.PACKAGE, package.PARTS)]
    promised = ("10 个工作日", "当场办结", "1 个月", "若 从业人数 > 20 则 8 个自然日 否则 3 个工作日")
    overdue = ("", "  逾期未补: 视为撤回\n")
    for limit, word, start in product(promised, overdue, ("受理", "收件", "现场核查")):
        text = SHOP.replace("承诺: 10 个工作日", f"承诺: {limit}").replace("起算: 受理", f"起算: {start}")
        if limit == "当场办结":
            text = text.replace("  暂停计时: [补正, 检验]\n", "").replace("    特别程序: 专家评审\n", "")
        made.append((text.replace("  补正期限: 15 个工作日\n", f"  补正期限: 15 个工作日\n{word}"), ()))
    return tuple(made)


ITEMS = _items()
PEOPLE = ("p1", "p2", "p3")
DEPARTMENTS = ("市场监督管理局", HEALTH, package.PERMIT, package.LICENCE, package.SIGN, "公安局")
MATERIALS = ("身份证", "租赁合同", "承诺书", "旧证", "申请书", "营业执照")
HELPFUL = {
    "facts": (
        {"申请人": {"名称": "秘密"}, "场所来源": "自有", "从业人数": 3},
        {"申请人": {"名称": "秘密"}, "场所来源": "租赁", "从业人数": 45},
        {"申请人": {"名称": "秘密"}, "场所来源": "自有", "从业人数": 60},
        {"申请人": {"名称": "秘密"}, "没有执照": True, "要招牌": False},
        {"从业人数": "秘密"},
    ),
    "record": ({"租赁合同": {"到期日": "2028-01-01"}}, {"租赁合同": {"到期日": "2026-04-01"}}),
    "certificate": (CERTIFICATE, {"编号": "秘密"}),
    "span": ("5 workdays", "1 months"),
}


@dataclass
class Journey:
    """One case on its way; `pick` decides everything, so that a journey can be repeated or shrunk."""

    pick: Pick
    bench: Bench

    def step(self) -> None:
        """Let some time pass and somebody try something."""
        hours = self.pick((0, 0, 0, 0, 1, 5, 24, 24, 72, 240, -2))
        self.bench.now += timedelta(hours=hours)
        actor, row = self.actor(), EVENTS[self.pick(tuple(EVENTS))]
        here = stage_of(self.bench.state) if self.bench.events else ""
        likely = [each for each in EVENTS.values() if (here if here in STAGES else OWN) in each.stages]
        if likely and self.pick((True, True, True, True, False)):
            row = self.pick(likely)
            actor = self.actor(self.pick(row.roles))
        sent = {each.name: self.value(each) for each in row.takes if self.wants(each)}
        if self.pick((True, False, False, False, False, False, False, False, False, False)):
            sent[self.pick(("colour", "reason", "materials"))] = self.pick((1, "x", None, [], {"a": 1}))
        self.bench.act(row.verb, actor, **sent)

    def begin(self) -> None:
        """Open the case."""
        materials = {name: {"state": self.pick(("sound", "sound", "absent"))} for name in MATERIALS}
        known = {each for each in materials if each in self.bench.text or self.bench.parts}
        known &= {
            name for name in materials if f"名称: {name}" in self.bench.text + "".join(self.bench.parts)
        }
        self.bench.act(
            "open",
            self.actor("clerk"),
            channel=self.pick(("window", "window", "online", "post")),
            facts=self.pick(HELPFUL["facts"]),
            materials={name: materials[name] for name in sorted(known)},
        )

    def actor(self, role: str = "") -> Actor:
        acting = acting_departments(self.bench.state) or DEPARTMENTS
        departments = acting if self.pick((True, True, True, False)) else DEPARTMENTS
        return who(role or self.pick(ROLES), self.pick(PEOPLE), self.pick(departments))

    def wants(self, datum: Datum) -> bool:
        return datum.required or self.pick((True, False, False))

    def value(self, datum: Datum) -> Any:
        """Give a value that is likely to be of use."""
        if datum.name in HELPFUL:
            return self.pick(HELPFUL[datum.name])
        match datum.kind:
            case "word":
                return self.pick(datum.choose)
            case "yes_no":
                return self.pick((True, True, False))
            case "count":
                return self.pick((1, 5, *(each.sequence for each in self.bench.events[-3:])))
            case "date":
                return str((self.bench.now + timedelta(days=self.pick((0, 3, 30)))).date())
            case "moment":
                return self.bench.now.isoformat()
            case "names":
                return self.pick((["身份证"], ["承诺书"], ["身份证", "承诺书"], ["租赁合同"], ["编号"]))
            case "looks":
                states = ("sound", "sound", "absent", "flawed")
                names = self.pick((["身份证"], ["租赁合同"], ["承诺书"], ["身份证", "租赁合同"], ["申请书"]))
                return {name: {"state": self.pick(states)} for name in names}
            case "span":
                return self.pick(HELPFUL["span"])
            case "values" | "facts":
                return {"名称": "秘密"}
        return self.text(datum)

    def text(self, datum: Datum) -> str:
        """Give a text: what the case waits for, if there is such a thing."""
        state = self.bench.state
        owed = [each for each in state.papers if not each.kept]
        match datum.name:
            case "department":
                return str(self.pick(DEPARTMENTS[:2]))
            case "paper" if owed:
                return owed[0].paper
            case "number" if owed:
                return owed[0].number
            case "reason":
                return str(self.pick(("inspection", "expert_review", "理由")))
            case "finding" if state.checked is not None and state.checked.open:
                return state.checked.open[0]
            case "part" if state.terms is not None and state.terms.parts:
                return str(self.pick([each.code for each in state.terms.parts]))
        return "秘密" if datum.personal else "一段话"


def on_certificates(bench: Bench) -> dict[str, Any]:
    """Read what the decisions say should stand on the certificates."""
    made: dict[str, Any] = {}
    for event in bench.events:
        if event.kind == "decided" and "certificate" in event.personal:
            part, value = event.data["part"], bench.vault[event.personal["certificate"].id]
            assert isinstance(value, dict)
            made |= {f"{part}.{name}" if part else name: each for name, each in value.items()}
    return made


def journey(pick: Pick, item: int) -> Journey:
    """Begin a journey with one of the items."""
    text, parts = ITEMS[item % len(ITEMS)]
    made = Journey(pick=pick, bench=Bench(text=text, parts=parts))
    made.begin()
    return made


def attest(bench: Bench) -> None:
    """See the originals and compare the copies of everything that is there."""
    ledger = bench.state.ledger
    names = [name for name, each in ledger.items() if each.handed_in and not each.original_seen]
    if names:
        bench.act("see_original", who("clerk"), materials=names)
        bench.act("match_copies", who("clerk"), materials=names)


def helped_on(made: Journey) -> None:
    """Do the next thing that a well-run centre would do, so that journeys come to their end."""
    stage = stage_of(made.bench.state)
    if stage in _NEXT:
        _NEXT[stage](made)
    elif stage not in VERBS:
        _finished(made, stage)


def _accepted(made: Journey) -> None:
    bench = made.bench
    attest(bench)
    answer = bench.act("accept", who("clerk"))
    code = answer.code if isinstance(answer, Refusal) else ""
    if code == "case/promise-first":
        bench.act("promise", who("clerk"), materials=["承诺书"], signed=True)
    elif code == "case/undetermined":
        bench.act("look", who("clerk"), materials=_all_sound(bench))
        bench.act("fill", who("clerk"), facts=HELPFUL["facts"][3 if bench.parts else 0])
    elif code and isinstance(bench.act("tell", who("clerk")), Refusal):
        bench.act("permit", who("supervisor", "boss"), what=made.pick(("accept", "tell")), reason="行")
        bench.act("decline", who("clerk"), reasons="行", remedies="复议")


def _received(made: Journey) -> None:
    attest(made.bench)
    made.bench.act("receive", who("clerk"))


def _put_right(made: Journey) -> None:
    record = made.pick(HELPFUL["record"])
    made.bench.act("supply", who("applicant"), materials=_all_sound(made.bench), record=record)


def _transferred(made: Journey) -> None:
    for department in DEPARTMENTS:
        made.bench.act("dispatch", who("clerk"), department=department)
        made.bench.act("transfer", who("reviewer", department=department))


def _decided(made: Journey) -> None:
    made.bench.act("supply_later", who("clerk"), materials={"承诺书": {"state": "sound"}})
    granted: dict[str, Any] = {"result": "granted", "reasons": "行", "remedies": "复议"}
    for department in DEPARTMENTS:
        reviewer = who("reviewer", department=department)
        made.bench.act("review", reviewer, opinion="agree", reasons="行")
        certificate = {"编号": department}
        made.bench.act("decide", who("decider", "d", department), **granted, certificate=certificate)


def _handed_over(made: Journey) -> None:
    read, reviewer = on_certificates(made.bench), who("reviewer", department=_lead(made.bench))
    made.bench.act("make_slip", reviewer, certificate=read)
    made.bench.act("mend_slip", reviewer, certificate=read)
    made.bench.act("hand_over", who("issuer"), certificate=read)


def _archived(made: Journey) -> None:
    for owed in made.bench.state.papers:
        if not owed.kept:
            made.bench.act("keep", who("system"), paper=owed.paper, number=owed.number)
    made.bench.act("archive", who("archivist"))


def _issued(made: Journey) -> None:
    made.bench.act("collect", who("issuer"), materials=["旧证"])
    made.bench.act("pick_up", who("issuer"), by="applicant", identity="id_card")


def _finished(made: Journey, stage: str) -> None:
    """Finish a stage of the item's own, after its notice where it stops the clock."""
    terms = made.bench.state.terms
    special = {each.name: each.special for each in terms.extras} if terms else {}
    for department in (_lead(made.bench), HEALTH):
        reviewer = who("reviewer", department=department)
        made.bench.act("pause", reviewer, reason=special.get(stage, ""))
        made.bench.act("finish", reviewer, result="行")


def _all_sound(bench: Bench) -> dict[str, dict[str, str]]:
    return {name: {"state": "sound"} for name in bench.state.ledger}


def _lead(bench: Bench) -> str:
    terms = bench.state.terms
    return terms.department if terms is not None else ""


_NEXT: dict[str, Callable[[Journey], object]] = {
    "queue": lambda made: made.bench.act("call", who("clerk")),
    "receive": _received,
    "accept": _accepted,
    "correct": _put_right,
    "transfer": _transferred,
    "review": _decided,
    "decide": _decided,
    "hand_over": _handed_over,
    "archive": _archived,
    "issue": _issued,
}
