"""The faults of the text of an item file, before anyone asks what its keys mean: one row each."""

from __future__ import annotations

from typing import Final

from engine.fault import FaultKind

FULL_WIDTH_SIGN: Final = FaultKind(
    code="source/full-width-sign",
    zh="这里的「{sign}」是全角的，要用半角的「{right}」。",
    en="「{sign}」 is a full-width sign here; use 「{right}」.",
    why_zh="键后面的冒号、列表前面的减号、方括号里的逗号是给机器看的，要用半角；用了全角，这一行会变成一段普通文字，写的内容就丢了。",
    why_en="Colons after keys, dashes before list entries and commas in brackets are syntax; the "
    "full-width sign turns the line into plain text and what it says is lost.",
    wrong="名称：身份证",
    right="名称: 身份证",
    curable=True,
)
MISSING_SPACE: Final = FaultKind(
    code="source/missing-space",
    zh="「{sign}」后面要空一格。",
    en="Leave a space after 「{sign}」.",
    why_zh="冒号和减号后面没有空格，这一行就会被当成一段普通文字。",
    why_en="Without a space after the colon or the dash the line is read as plain text.",
    wrong="名称:身份证",
    right="名称: 身份证",
    curable=True,
)
TAB: Final = FaultKind(
    code="source/tab",
    zh="这里用了制表符（Tab），请改用空格。",
    en="There is a tab here; use spaces.",
    why_zh="制表符在不同的编辑器里宽窄不一样，缩进就说不准谁属于谁。",
    why_en="A tab is not equally wide everywhere, so it cannot say what belongs to what.",
    wrong="有效期:\n\t自: 2026-03-01",
    right="有效期:\n  自: 2026-03-01",
    curable=True,
)
FULL_WIDTH_SPACE: Final = FaultKind(
    code="source/full-width-space",
    zh="这里有一个看不见的全角空格（或不换行空格），请改用普通空格。",
    en="There is a full-width (or no-break) space here; use an ordinary space.",
    why_zh="全角空格和普通空格看起来差不多，但机器把它当成一个字。",
    why_en="It looks like a space but is read as a letter.",
    wrong="有效期:\n　自: 2026-03-01",
    right="有效期:\n  自: 2026-03-01",
    curable=True,
)
INDENT: Final = FaultKind(
    code="source/indent",
    zh="这一行的缩进和上下行对不齐：前面有 {found} 个空格，同一层的其他行是 {expected} 个。",
    en="This line is not in line with its neighbours: {found} spaces in front, the others of its level have "
    "{expected}.",
    why_zh="谁属于谁全看缩进。同一层的键要左边对齐，下一层多两个空格。",
    why_en="Indentation says what belongs to what: keys of one level stand in one column, the next level two "
    "spaces further.",
    wrong="- 名称: 身份证\n    形式: 原件",
    right="- 名称: 身份证\n  形式: 原件",
    curable=True,
)
DUPLICATE_KEY: Final = FaultKind(
    code="source/duplicate-key",
    zh="「{key}」在这里写了两次，第一次在第 {line} 行。请合成一处，或者删掉一处。",
    en="「{key}」 is written twice, first in line {line}. Join the two or delete one.",
    why_zh="同一个键写两次，机器只会用其中一个，另一处写的就白写了。",
    why_en="Of two equal keys only one would count, and the other would be lost without a word.",
    wrong="名称: 身份证\n名称: 户口簿",
    right="- 名称: 身份证\n- 名称: 户口簿",
)
STARTS_WITH_SIGN: Final = FaultKind(
    code="source/starts-with-sign",
    zh="内容不能用「{sign}」开头。是文字就整句加上引号；是判断，就从一个名字写起。",
    en="A value must not begin with 「{sign}」. Put a text into quotes; begin an expression with a name.",
    why_zh="引号、括号、「{」「>」「*」「%」「@」这些符号在最前面有特别的意思，后面的文字会读错。",
    why_en="At the beginning, quotes, brackets and the signs > * % @ have a meaning of their own, and the "
    "rest would be misread.",
    wrong="不符合时: {到期日} 已经过了。",
    right='不符合时: "{到期日} 已经过了。"',
    curable=True,
)
CUT_BY_HASH: Final = FaultKind(
    code="source/cut-by-hash",
    zh="空格加「#」后面的「{cut}」会被当成备注丢掉。要保留就给整句加上引号；真是备注，就在「#」后面空一格。",
    en="「{cut}」 after a space and 「#」 is taken for a comment and lost. Put the whole text into quotes to "
    "keep it; leave a space after 「#」 if it is a comment.",
    why_zh="「 #」后面都是备注，机器不看。",
    why_en="Everything after a space and # is a comment.",
    wrong="地址: 3号楼 #201",
    right='地址: "3号楼 #201"',
    level="reminder",
    curable=True,
)
COLON_IN_TEXT: Final = FaultKind(
    code="source/colon-in-text",
    zh="一行里只能有一个「: 」。文字里的冒号请用全角的「：」，或者给整句加上引号。",
    en="Only one colon with a space may stand in a line. Put the text into quotes, or use 「：」 in it.",
    why_zh="半角冒号加空格是给机器看的，文字里再出现一次，就分不清哪一个是键。",
    why_en="A colon and a space are syntax; a second one leaves open where the key ends.",
    wrong="说明: 地点: 一楼",
    right="说明: 地点：一楼",
    curable=True,
)
FLOW_MAPPING: Final = FaultKind(
    code="source/flow-mapping",
    zh="不要用花括号写在一行里，请一行写一项。",
    en="Do not use braces; write one line for each key.",
    why_zh="花括号里的全角逗号会让几项粘成一项，而且没有任何提示。",
    why_en="Inside braces a full-width comma silently glues two entries together.",
    wrong="有效期: {自: 2026-03-01}",
    right="有效期:\n  自: 2026-03-01",
    curable=True,
)
ANCHOR_OR_TAG: Final = FaultKind(
    code="source/anchor-or-tag",
    zh="不能用「{sign}」这种写法（锚点、引用、标签、合并键和指令都不用）。要重复的内容请直接再写一遍；是文字就加上引号。",
    en="「{sign}」 cannot be used (no anchors, aliases, tags, merge keys or directives). Write the content "
    "again, or put a text into quotes.",
    why_zh="锚点和标签能让一个小文件撑爆内存，也能叫机器运行程序；事项文件里用不着。",
    why_en="Anchors and tags can blow up memory or run programs, and an item needs neither.",
    wrong="依据: &basis 许可规程 第二条",
    right="依据: 许可规程 第二条",
)
SEVERAL_DOCUMENTS: Final = FaultKind(
    code="source/several-documents",
    zh="「{sign}」把文件分成了几份，一个文件只能写一个事项。这一行以后的内容没有看。",
    en="「{sign}」 begins another document; one file holds one item. What follows this line was not read.",
    why_zh="一个文件就是一个事项的一个版本，几份放在一起就不知道用哪一份。",
    why_en="One file is one edition of one item.",
    wrong="事项名称: 甲\n---\n事项名称: 乙",
    right="事项名称: 甲",
)
TOO_DEEP: Final = FaultKind(
    code="source/too-deep",
    zh="一层套一层超过了 {limit} 层，从这里起没有看。请把内容写平一些。",
    en="More than {limit} levels lie inside each other; nothing was read from here on. Write it flatter.",
    why_zh="正常的事项最多六层。套得太深多半是括号没有关上。",
    why_en="An ordinary item has six levels at most; more is usually an unclosed bracket.",
    wrong="办理渠道: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[窗口]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    right="办理渠道: [窗口]",
)
TOO_LARGE: Final = FaultKind(
    code="source/too-large",
    zh="文件太大：最多 {limit}。请拆成几个事项。",
    en="The file is too large: at most {limit}. Divide it into several items.",
    why_zh="一个事项一般只有几千字。太大的文件多半是放错了东西。",
    why_en="An item has a few thousand characters; a very large file is usually something else.",
    wrong="（一个 300 KiB 的文件）",
    right="（一个事项一个文件）",
)
NOT_UTF8: Final = FaultKind(
    code="source/not-utf8",
    zh="文件不是 UTF-8 编码{guess}。请在编辑器里另存为 UTF-8。",
    en="The file is not in UTF-8{guess}. Save it as UTF-8.",
    why_zh="编码不对，汉字会变成乱码。",
    why_en="In another encoding the characters come out wrong.",
    wrong="（用 GBK 保存的文件）",
    right="（用 UTF-8 保存的文件）",
)
CONTROL_CHARACTER: Final = FaultKind(
    code="source/control-character",
    zh="这里有一个看不见的字符（{name}），请删掉。",
    en="There is an invisible character here ({name}); delete it.",
    why_zh="看不见的字符会让两个看起来一样的名字对不上，还能把文字的顺序颠倒过来骗人。",
    why_en="Invisible characters make equal-looking names differ, and can turn the order of a text around.",
    wrong="名称: 身份\u200b证",
    right="名称: 身份证",
    curable=True,
)
OPEN_QUOTE: Final = FaultKind(
    code="source/open-quote",
    zh="引号没有在这一行关上。请在句子末尾补一个「{sign}」。",
    en="The quote is not closed in this line. Put a 「{sign}」 at the end of the text.",
    why_zh="引号没关上，后面的行都会被吞进去。",
    why_en="An unclosed quote swallows the lines that follow.",
    wrong='说明: "要签字。',
    right='说明: "要签字。"',
)
OPEN_BRACKET: Final = FaultKind(
    code="source/open-bracket",
    zh="「{sign}」没有关上。请在最后一项后面补上「{right}」。",
    en="「{sign}」 is not closed. Put a 「{right}」 after the last entry.",
    why_zh="括号没关上，后面的行都会被吞进去。",
    why_en="An unclosed bracket swallows the lines that follow.",
    wrong="办理渠道: [窗口, 网上",
    right="办理渠道: [窗口, 网上]",
)
NOT_YAML: Final = FaultKind(
    code="source/not-yaml",
    zh="这里看不懂：「{found}」。每一行要么是“键: 值”，要么以“- ”开头。",
    en="This cannot be read: 「{found}」. A line is either “key: value” or begins with “- ”.",
    why_zh="这一行既不是键和值，也不是列表里的一项，不知道它属于哪里。",
    why_en="The line is neither a key with its value nor an entry of a list, so it belongs to nothing.",
    wrong="名称: 身份证\n原件",
    right="名称: 身份证\n形式: 原件",
)

ALL: Final = (
    FULL_WIDTH_SIGN,
    MISSING_SPACE,
    TAB,
    FULL_WIDTH_SPACE,
    INDENT,
    DUPLICATE_KEY,
    STARTS_WITH_SIGN,
    CUT_BY_HASH,
    COLON_IN_TEXT,
    FLOW_MAPPING,
    ANCHOR_OR_TAG,
    SEVERAL_DOCUMENTS,
    TOO_DEEP,
    TOO_LARGE,
    NOT_UTF8,
    CONTROL_CHARACTER,
    OPEN_QUOTE,
    OPEN_BRACKET,
    NOT_YAML,
)
