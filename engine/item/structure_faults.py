"""The structural faults of an item file: keys, kinds of values, names written twice; one row each."""

from __future__ import annotations

from typing import Final

from engine.fault import FaultKind

UNKNOWN_KEY: Final = FaultKind(
    code="item/unknown-key",
    zh="{where}不认识「{key}」这个键。",
    en="The key 「{key}」 is not known {where_en}.",
    why_zh="键是规定好的词，写错一个字，下面的内容就没人看了。自己起的名字只能写在办理情形、申请表、登记这些地方。",
    why_en="Keys are fixed words; under a misspelled one nothing would be read. Names of your own stand only "
    "under scenario, form, record and the like.",
    wrong="申请材枓:\n  - 名称: 身份证",
    right="申请材料:\n  - 名称: 身份证",
    curable=True,
)
MISSING_KEY: Final = FaultKind(
    code="item/missing-key",
    zh="{where}少了「{key}」，请补上。",
    en="「{key}」 is missing {where_en}; add it.",
    why_zh="少了这一项，事项就办不了，或者说不清。",
    why_en="Without it the item cannot run or cannot be understood.",
    wrong="审查要点:\n  - 编号: R1\n    要求: 执照还在有效期内",
    right="审查要点:\n  - 编号: R1\n    要求: 执照还在有效期内\n    判断: 营业执照.有效期至 ≥ 申请日期",
)
EMPTY: Final = FaultKind(
    code="item/empty",
    zh="「{key}」后面没有写内容。请写上，或者删掉这一行。",
    en="Nothing stands after 「{key}」. Write something or delete the line.",
    why_zh="留空的键说不清是忘了写，还是真的没有。",
    why_en="An empty key leaves open whether something was forgotten.",
    wrong="依据:",
    right="依据: 本市小餐饮许可办事规程 第二条",
)
MIXED_LANGUAGES: Final = FaultKind(
    code="item/mixed-languages",
    zh="这个文件是用中文键写的，「{found}」请写成「{right}」。",
    en="The keys of this file are English; write 「{right}」 for 「{found}」.",
    why_zh="一个文件只用一种语言的键，看的人才不会弄混。整个文件换语言用 yici format --lang。",
    why_en="One file uses the keys of one language. To change the whole file use yici format --lang.",
    wrong="事项名称: 老年人优待证申领\nitem_code: MZ-0012",
    right="事项名称: 老年人优待证申领\n事项编码: MZ-0012",
    curable=True,
)
WRONG_KIND: Final = FaultKind(
    code="item/wrong-kind",
    zh="「{key}」要写{expected}，「{found}」不是。",
    en="「{key}」 wants {expected_en}; 「{found}」 is not.",
    why_zh="每个键后面写什么是规定好的，写成别的就读不懂。",
    why_en="Every key has its kind of value; anything else cannot be understood.",
    wrong="到现场次数: 一次",
    right="到现场次数: 1",
    curable=True,
)
EITHER_OR: Final = FaultKind(
    code="item/either-or",
    zh="「{first}」和「{second}」只能写一个。",
    en="Only one of 「{first}」 and 「{second}」 may be written.",
    why_zh="两种写法放在一起，就不知道该听哪一个。",
    why_en="With both it is open which one counts.",
    wrong="楼层:\n  选: [一层, 二层]\n  填: 整数",
    right="楼层:\n  选: [一层, 二层]",
)
SAME_ID: Final = FaultKind(
    code="item/same-id",
    zh="「{name}」这个{what}已经用过了，第一次在第 {line} 行。请给这一个换个名字。",
    en="The {what_en} 「{name}」 is used already, first in line {line}. Give this one another name.",
    why_zh="判断和样例都靠名字找东西，两个东西一个名字，就不知道说的是哪一个。",
    why_en="Expressions and samples find things by name; two things with one name cannot be told apart.",
    wrong="审查要点:\n  - 编号: R1\n  - 编号: R1",
    right="审查要点:\n  - 编号: R1\n  - 编号: R2",
)

ALL: Final = (UNKNOWN_KEY, MISSING_KEY, EMPTY, MIXED_LANGUAGES, WRONG_KIND, EITHER_OR, SAME_ID)
