"""A package: one intake, parts decided each by its department, chained parts in turn, one hand-over."""

from __future__ import annotations

from engine.case.road import parts_of
from tests.case.bench import REASONS, Bench, who

LICENCE, PERMIT, SIGN = "登记局", "许可局", "城管局"


def item(code: str, name: str, department: str, materials: str, output: str) -> str:
    return f"""\
事项名称: {name}
事项编码: {code}
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: {department}
一句话说明: 一个部分。
依据: 某法 第一条
申请材料:
{materials}
办结时限:
  承诺: 5 个工作日
  依据: 某法 第二条
收费: 不收费
办理结果:
  - 名称: {output}
    形式: 纸质
"""


FORM = "  - 名称: 申请书\n    形式: 电子"
GIVEN = f"{FORM}\n  - 名称: 营业执照\n    必要性: 免提交\n    来源: 登记系统"
PARTS = (
    item("P-1", "执照", LICENCE, FORM, "个体营业执照"),
    item("P-2", "许可", PERMIT, GIVEN, "许可证"),
    item("P-3", "招牌", SIGN, FORM, "招牌回执"),
)
PACKAGE = """\
事项名称: 开店一件事
事项编码: YJS-1
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 政务局
一句话说明: 一次办好几张证。
依据: 某法 第三条
包含事项:
  - 事项: P-1
    前提: 没有执照
  - 事项: P-2
  - 事项: P-3
    前提: 要招牌
办理情形:
  没有执照:
    问: 还没有执照吗？
    填: 是否
  要招牌:
    问: 要招牌吗？
    填: 是否
办结时限:
  承诺: 10 个工作日
  依据: 某法 第四条
收费: 不收费
"""


def accepted(licence: bool = True, sign: bool = True) -> Bench:
    bench = Bench(text=PACKAGE, parts=PARTS)
    bench.do(
        "open",
        "clerk",
        channel="online",
        facts={"申请人": {"名称": "示例店"}, "没有执照": licence, "要招牌": sign},
        materials={"申请书": {"state": "sound"}, "营业执照": {"state": "sound"}},
    )
    return bench.do("receive", "system").do("accept", "clerk")


def reviewed(licence: bool = True, sign: bool = True) -> Bench:
    bench = accepted(licence, sign)
    for part in parts_of(bench.state):
        bench.do("review", who("reviewer", department=part.department), opinion="agree", reasons="行")
    return bench


def decide(bench: Bench, department: str, result: str = "granted") -> Bench:
    sent = {"certificate": {"编号": f"{department}-1"}} if result == "granted" else {}
    return bench.do("decide", who("decider", department=department), result=result, **REASONS, **sent)


def test_only_the_parts_that_the_facts_ask_for_are_on_the_road() -> None:
    assert [part.code for part in parts_of(accepted(licence=False).state)] == ["P-2", "P-3"]
    assert [part.code for part in parts_of(accepted(sign=False).state)] == ["P-1", "P-2"]


def test_a_part_that_is_given_anothers_result_waits_for_it() -> None:
    bench = reviewed()
    permit = who("decider", department=PERMIT)
    sent = {"result": "granted", **REASONS, "certificate": {"编号": "1"}}
    assert bench.refused("decide", permit, **sent) == ["case/part-first", "“P-2”要等“P-1”先办出来。"]
    decide(bench, SIGN)
    decide(bench, LICENCE)
    decide(bench, PERMIT)
    assert bench.stage == "hand_over"


def test_a_part_is_not_granted_on_a_result_that_was_refused() -> None:
    bench = decide(reviewed(), LICENCE, "refused")
    sent = {"result": "granted", **REASONS, "certificate": {"编号": "1"}}
    assert bench.refused("decide", who("decider", department=PERMIT), **sent)[0] == "case/part-refused"
    decide(bench, PERMIT, "refused")
    decide(bench, SIGN)
    assert bench.stage == "hand_over"


def test_the_chain_holds_only_where_the_earlier_part_is_on_the_road() -> None:
    assert decide(reviewed(licence=False, sign=False), PERMIT).stage == "hand_over"


def test_every_part_is_decided_by_its_own_department_and_once() -> None:
    bench = reviewed()
    stranger = who("decider", department="政务局")
    assert bench.refused("decide", stranger, result="refused", **REASONS)[0] == "case/other-department"
    other = who("decider", department=LICENCE)
    assert (
        bench.refused("decide", other, part="P-3", result="refused", **REASONS)[0] == "case/already-decided"
    )
    assert bench.refused("decide", other, part="P-9", result="refused", **REASONS) == [
        "case/unknown-part",
        "这个办件没有“P-9”这一部分。现有：P-1、P-2、P-3。",
    ]
    decide(bench, LICENCE)
    assert bench.refused("decide", other, result="refused", **REASONS)[0] == "case/other-department"
    assert bench.state.decisions[0].number == f"{LICENCE}决〔2026〕0001号"


def test_one_hand_over_compares_the_certificates_of_all_parts() -> None:
    bench = reviewed(licence=False)
    decide(decide(bench, PERMIT), SIGN)
    both = {"P-2.编号": f"{PERMIT}-1", "P-3.编号": f"{SIGN}-1"}
    bench.do("make_slip", who("reviewer", department=PERMIT), certificate=both)
    assert bench.refused("hand_over", "issuer", certificate={**both, "P-3.编号": "?"})[0] == "case/differs"
    assert bench.do("hand_over", "issuer", certificate=both).stage == "issue"


def test_parts_are_withdrawn_one_by_one() -> None:
    bench = reviewed()
    assert bench.refused("withdraw", "applicant", part="P-9")[0] == "case/unknown-part"
    bench.do("withdraw", "applicant", part="P-3")
    decide(bench, LICENCE)
    assert bench.refused("withdraw", "applicant", part="P-1")[0] == "case/already-decided"
    assert bench.refused("withdraw", "applicant")[0] == "case/already-decided"
    bench.do("withdraw", "applicant", part="P-2")
    assert bench.stage == "hand_over"


def test_withdrawing_the_last_part_withdraws_the_case() -> None:
    bench = reviewed(licence=False, sign=False).do("withdraw", "applicant", part="P-2")
    assert bench.state.ended is not None


def test_a_part_before_acceptance_cannot_be_named() -> None:
    bench = Bench(text=PACKAGE, parts=PARTS).do("open", "clerk", channel="online")
    assert bench.refused("withdraw", "applicant", part="P-1")[0] == "case/unknown-part"


def test_any_department_of_a_package_may_tell_before_acceptance() -> None:
    bench = Bench(text=PACKAGE, parts=PARTS).do(
        "open",
        "clerk",
        channel="online",
        facts={"申请人": {"名称": "示例店"}, "没有执照": False, "要招牌": False},
        materials={"申请书": {"state": "absent"}, "营业执照": {"state": "sound"}},
    )
    bench.do("receive", "system").do("tell", who("reviewer", department=PERMIT))
    assert bench.stage == "correct"


def test_silence_accepts_a_package_whole_where_nobody_checked_it() -> None:
    bench = Bench(text=PACKAGE, parts=PARTS).do("open", "clerk", channel="online")
    bench.do("receive", "system").on("2026-03-10").do("deem_accepted", "system")
    assert [part.code for part in parts_of(bench.state)] == ["P-2"]
