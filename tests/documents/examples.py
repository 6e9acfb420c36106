"""Declared examples of every paper: short journeys of one small permit, and of a package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from engine.case.setting import Practice
from engine.case.state import Owed
from engine.documents.record import Record
from engine.documents.write import owed
from engine.item.load import load
from engine.item.model import Item
from tests.case import test_package as package
from tests.case.bench import CERTIFICATE, MARKET, Bench, who

__all__ = [
    "CENTER",
    "EATERY",
    "EXAMPLES",
    "KINDS",
    "decided",
    "opened",
    "paper_of",
    "record_from",
    "record_of",
]

CENTER: Final = "龙江市政务服务中心"
PRACTICE: Final = Practice(
    name=CENTER,
    short_names={MARKET: "龙市监", CENTER: "龙政务"},
    query_address="https://zwfw.example.gov.cn",
)
EATERY: Final = Path(__file__).with_name("eatery.yaml").read_text(encoding="utf-8")
APPLICANT: Final = {"名称": "示例小吃店", "证件号码": "92230100MA00000001"}
TELEPHONE: Final = "13800001234"
SOUND: Final = {
    "身份证": {"state": "sound", "pages": 1, "copies": 1},
    "承诺书": {"state": "sound", "pages": 2},
    "旧证": {"state": "sound"},
}


def opened(people: int = 3, *, rented: bool = False, text: str = EATERY, **changed: object) -> Bench:
    """Open a case at a window."""
    bench = Bench(text=text, practice=PRACTICE)
    return bench.do(
        "open",
        who("clerk", "3021"),
        channel="window",
        applicant=APPLICANT,
        telephone=TELEPHONE,
        facts={
            "申请人": {"名称": "示例小吃店"},
            "场所来源": "租赁" if rented else "自有",
            "从业人数": people,
        },
        materials={**SOUND, "租赁合同": {"state": "absent"}, **changed},
    )


def received(bench: Bench) -> Bench:
    here = [name for name, each in bench.state.ledger.items() if each.handed_in and name != "租赁合同"]
    return bench.do("see_original", "clerk", materials=here).do("receive", who("clerk", "3021"))


def accepted(bench: Bench) -> Bench:
    return received(bench).do("accept", who("clerk", "3021"))


def transferred(bench: Bench) -> Bench:
    accepted(bench).do("dispatch", who("clerk", "3021"), department=MARKET)
    return bench.do("transfer", who("reviewer"))


def decided(bench: Bench, result: str = "granted") -> Bench:
    transferred(bench).do("review", "reviewer", opinion="agree", reasons="符合条件")
    certificate = {"certificate": CERTIFICATE} if result == "granted" else {}
    reasons = "经现场核查，符合登记条件。" if result == "granted" else "店面用途不是商业，不符合登记条件。"
    return bench.do(
        "decide",
        who("decider", "7001"),
        result=result,
        reasons=reasons,
        remedies="复议向本级人民政府申请，诉讼向龙江市人民法院提起。",
        basis="本市小餐饮登记办法 第十条",
        **certificate,
    )


def granted() -> Bench:
    """A case that goes all the way and is collected."""
    bench = decided(opened()).do("make_slip", "reviewer", certificate=CERTIFICATE, delegated="核验旧证")
    bench.do("refuse_slip", "issuer", differing=["编号"])
    bench.do("mend_slip", "reviewer", certificate=CERTIFICATE)
    bench.do("hand_over", "issuer", certificate=CERTIFICATE).do("notify", "issuer", channel="sms")
    bench.do("collect", "issuer", materials=list(bench.state.slip.collect if bench.state.slip else ()))
    return bench.do("pick_up", "issuer", by="applicant", identity="id_card", person={"姓名": "张三"})


def refused() -> Bench:
    """A refusal, delivered by post."""
    bench = decided(opened(), "refused").do("notify", "issuer", channel="phone")
    bench.do("post", "issuer", waybill="EX123456789CN", payer="center", address="龙江市示例路 1 号")
    return bench.on("2026-03-04").do("deliver", "issuer", way="post")


def told() -> Bench:
    """Told once with three findings, answered, told again by mistake, answered, accepted."""
    bench = received(opened(rented=True, 身份证={"state": "flawed", "flaws": ["看不清"]}))
    bench.do("tell", who("clerk", "3021"), note="合同要房东签字。").on("2026-03-05")
    contract = {"租赁合同": {"state": "sound", "form": "copy"}}
    bench.do(
        "supply",
        "applicant",
        materials={**contract, "身份证": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2026-05-01"}},
    )
    return bench.do("tell", who("clerk", "3021"))


def sent_back() -> Bench:
    """Told once and never answered."""
    bench = received(opened(rented=True)).do("tell", "clerk").on("2026-03-30")
    return bench.do(
        "send_back",
        "clerk",
        reason="到期没有补正，打了两次电话也没有人接。",
        originals_returned=True,
        remedies="复议向本级人民政府申请。",
    )


def silent() -> Bench:
    """Told once and never answered, where that counts as a withdrawal."""
    text = EATERY.replace("  补正期限: 15 个工作日\n", "  补正期限: 15 个工作日\n  逾期未补: 视为撤回\n")
    bench = received(opened(rented=True, text=text)).do("tell", "clerk").on("2026-03-30")
    return bench.do("deem_withdrawn", "system")


def promised() -> Bench:
    """A material that follows later, and comes."""
    bench = received(opened(承诺书={"state": "absent"}))
    bench.do("promise", "applicant", materials=["承诺书"], signed=True).do("accept", "clerk")
    return bench.do("supply_later", "applicant", materials={"承诺书": {"state": "sound"}})


def declined() -> Bench:
    """What cannot be put right."""
    bench = received(opened(people=60))
    return bench.do(
        "decline",
        who("clerk", "3021"),
        reasons="从业人数超过 50 人，不属于小餐饮。",
        remedies="复议向本级人民政府申请。",
        elsewhere="龙江市行政审批局办理食品经营许可，电话 0451-7654321。",
    )


def deemed() -> Bench:
    """Nobody said anything in time."""
    return received(opened()).on("2026-03-10").do("deem_accepted", "system")


def stopped() -> Bench:
    """A special procedure, then an extension."""
    bench = transferred(opened())
    bench.do("pause", "reviewer", reason="inspection", basis="食品安全法 第八十七条", days=7)
    bench.on("2026-03-10").do("resume", "reviewer", result="合格")
    bench.do("permit", who("decider", "局长"), what="extend", reason="案情复杂")
    return bench.do(
        "extend", "reviewer", span="10 workdays", reason="要等外地协查结果", basis="行政许可法 第四十二条"
    )


def agency_ended() -> Bench:
    """An agent who gives the papers back."""
    bench = opened().do("mandate", "clerk", agent="a-1", person={"姓名": "李四"})
    return bench.do("end_mandate", "clerk", reason="申请人自己来办", returned=["身份证"], signed=True)


def several() -> Bench:
    """A package: one acceptance, a decision for each part."""
    bench = package.reviewed()
    for department in (package.LICENCE, package.PERMIT, package.SIGN):
        package.decide(bench, department)
    return bench


JOURNEYS: Final[Mapping[str, Callable[[], Bench]]] = {
    made.__name__: made
    for made in (
        granted,
        refused,
        told,
        sent_back,
        silent,
        promised,
        declined,
        deemed,
        stopped,
        agency_ended,
        several,
    )
}


@cache
def record_of(name: str) -> Record:
    """Give the record of a journey."""
    return record_from(JOURNEYS[name]())


def record_from(bench: Bench) -> Record:
    """Give the record of the case on a bench."""
    item = load(bench.text.encode(), "item.yaml").item
    assert item is not None
    parts: dict[str, Item] = {}
    for text in bench.parts:
        part = load(text.encode(), "part.yaml").item
        assert part is not None
        parts[str(part.code)] = part
    return Record(
        events=tuple(bench.events), values=bench.vault, item=item, rulebook=bench.rulebook, parts=parts
    )


def _all() -> Iterator[tuple[str, Owed]]:
    for name in JOURNEYS:
        for paper in owed(record_of(name).events):
            yield name, paper


EXAMPLES: Final = tuple(_all())
"""Every paper of every journey."""
KINDS: Final = tuple(dict.fromkeys(paper.paper for _, paper in EXAMPLES))


def paper_of(name: str, kind: str, which: int = -1) -> tuple[Record, Owed]:
    """Give one paper of a journey, the last of its kind."""
    record = record_of(name)
    return record, [each for each in owed(record.events) if each.paper == kind][which]
