"""What can be wrong with the names and types of an expression: one row of words for each."""

from __future__ import annotations

from engine.fault import FaultKind

__all__ = [
    "LEFT_OUT",
    "NO_CLOCK",
    "TOO_COSTLY",
    "TWO_READINGS",
    "UNKNOWN_FUNCTION",
    "UNKNOWN_NAME",
    "UNKNOWN_OPTION",
    "WRONG_TYPE",
]

UNKNOWN_NAME = FaultKind(
    code="rule/unknown-name",
    zh="{where}里没有「{name}」。",
    en="There is no 「{name}」 in {where_en}.",
    why_zh="表达式里只能用这个事项里写过的名字：办理情形、申请表、材料的登记、对照表，"
    "还有 申请日期 和 申请人.名称。",
    why_en="An expression may use only names this item declares: fields, recorded values, tables, "
    "and applied_on and applicant.name.",
    wrong="判断: 营业执照.有效期 ≥ 申请日期",
    right="判断: 营业执照.有效期至 ≥ 申请日期",
    curable=True,
)
UNKNOWN_OPTION = FaultKind(
    code="rule/unknown-option",
    zh="「{name}」不是「{field}」的选项。可选：{options}。",
    en="「{name}」 is no option of 「{field}」. Options: {options_en}.",
    why_zh="前提或判断里写了一个「选」里没有的选项。那一条永远不会成立，该要的材料就没人要。",
    why_en="A condition with an option that is not among those under `choose` never holds, and the material "
    "it asks for is never asked for.",
    wrong="前提: 场所来源 是 租凭",
    right="前提: 场所来源 是 租赁",
    curable=True,
)
WRONG_TYPE = FaultKind(
    code="feel/wrong-type",
    zh="{zh}",
    en="{en}",
    why_zh="数字只能和数字比，日期只能和日期比，前提和判断要答得出是或否。类型不合，窗口上就永远算不出结果。",
    why_en="Numbers compare with numbers and dates with dates, and a condition answers yes or no. Where "
    "types do not fit, the counter never gets an answer.",
    wrong="判断: 从业人数 ≥ 申请日期",
    right="判断: 从业人数 ≥ 1",
)
UNKNOWN_FUNCTION = FaultKind(
    code="feel/unknown-function",
    zh="没有叫「{name}」的函数。",
    en="There is no function called 「{name}」.",
    why_zh="表达式里只能用自带的函数和插件提供的函数。",
    why_en="Expressions may use the built-in functions and those of plug-ins.",
    wrong="判断: 长短(营业执照.名称) ≥ 2",
    right="判断: 字数(营业执照.名称) ≥ 2",
    curable=True,
)
NO_CLOCK = FaultKind(
    code="feel/no-clock",
    zh="这里不能用「{name}」：同一份申请哪天看都该是同一个结果。请用 申请日期。",
    en="「{name}」 cannot be used here: an application gives the same answer on any day. Use applied_on.",
    why_zh="结果如果跟着看的那天变，就说不清当时为什么这样定。申请日期 是定下来的。",
    why_en="If the answer changed with the day somebody looks, nobody could say later why it was decided so.",
    wrong="判断: 营业执照.有效期至 ≥ today()",
    right="判断: 营业执照.有效期至 ≥ 申请日期",
    curable=True,
)
LEFT_OUT = FaultKind(
    code="feel/left-out",
    zh="事项里的表达式不能用{zh}。{hint_zh}",
    en="Expressions of an item cannot use {en}. {hint_en}",
    why_zh="事项里的表达式要让人读得懂，也要能换成查询和证明，所以只用 FEEL 的一部分。",
    why_en="Expressions of an item are read by people, run as queries and proved: a part of FEEL.",
    wrong="判断: 面积 instance of number",
    right="判断: 面积 已填",
)
TOO_COSTLY = FaultKind(
    code="feel/too-costly",
    zh="{zh}",
    en="{en}",
    why_zh="每个表达式都要马上算得完，所以逐项检查最多套两层，一段范围最多一万个数。",
    why_en="Every expression must come to an end at once: two nested loops and 10,000 numbers at most.",
    wrong="判断: 每个 x 属于 1 到 1000000 都满足 x > 0",
    right="判断: 每个 x 属于 1 到 100 都满足 x > 0",
)
TWO_READINGS = FaultKind(
    code="feel/two-readings",
    zh='「{name}」既是「{field}」的选项，又是这里的一个名字。要说选项，请加引号："{name}"。',
    en='「{name}」 is both an option of 「{field}」 and a name here. For the option, quote it: "{name}".',
    why_zh="同一个词有两种读法，读错了就是另一条规矩。",
    why_en="A word with two readings, read wrongly, is another rule.",
    wrong="前提: 场所来源 是 租赁   # 另有一个字段叫 租赁",
    right='前提: 场所来源 是 "租赁"',
)
