"""The words of papers that are ours, in Chinese and English; what the item says is the item's.

One row a sentence; `{…}` is filled by `say`. Templates hold no words. The names of papers, events, media and
the like stand in the vocabulary, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from engine.documents.words_after import AFTER
from engine.documents.words_before import BEFORE
from engine.vocabulary import Lang

__all__ = ["TITLES_EN", "WORDS", "joined", "moment_words", "on_words", "say"]

_COMMON: Final[Mapping[str, tuple[str, str]]] = {
    # On every paper
    "center": ("政务服务中心", "Government services centre"),
    "receipt": ("收件凭证", "Receipt"),
    "number": ("编号", "Number"),
    "case": ("办件号", "Case"),
    "to": ("{name}：", "To {name}"),
    "item": ("事项", "Item"),
    "item_coded": ("{name}（{code}）", "{name} ({code})"),
    "applicant": ("申请人", "Applicant"),
    "telephone": ("联系电话", "Telephone"),
    "agent": ("代办人", "Agent"),
    "department": ("办理部门", "Department"),
    "applied_on": ("申请日期", "Applied on"),
    "place": ("地点", "Where"),
    "hours": ("时间", "When"),
    "consultation": ("咨询电话", "Enquiries"),
    "complaint": ("监督电话", "Complaints"),
    "basis": ("依据", "Basis"),
    "note": ("另外说明", "Note"),
    "reason": ("理由", "Reasons"),
    "seal": ("盖章", "seal"),
    "nobody": ("（没有写名字）", "(no name given)"),
    "erased": ("（已经删除）", "(erased)"),
    "unsaid": ("—", "—"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "page_before": ("第 ", "Page "),
    "page_between": (" 页，共 ", " of "),
    "page_after": (" 页", ""),
    "translated": (
        "",
        "A translation for your convenience; the Chinese paper is the one that counts.",
    ),
    "edition": (
        "按“{item}”{edition} 版制作，版式 {form}，定义校验码 {hash}。",
        "Written from edition {edition} of {item}, form {form}, definition {hash}.",
    ),
    "anchor": (
        "记录锚点 {anchor}：凭它能查出这之前的办件记录有没有改动。",
        "Anchor {anchor}: it shows whether anything recorded before was changed.",
    ),
    "copies_file": ("一式 1 份，存卷。", "One copy, for the file."),
    "copies_applicant": ("一式 1 份，交申请人。", "One copy, for the applicant."),
    "copies_2": (
        "一式 2 份，一份交申请人，一份存卷。",
        "Two copies: one for the applicant, one for the file.",
    ),
    "copies_3": (
        "一式 3 份，一份交申请人，一份留办理部门，一份存卷。",
        "Three copies: for the applicant, the department and the file.",
    ),
    "copies_hands": ("一式 2 份，交的人和收的人各一份。", "Two copies: one for each side."),
    "code_label": ("扫码查办件进度", "Scan to see where the case stands"),
    "code_letters": ("查询码 {code}", "Code {code}"),
    "code_at": ("也可以打开 {address}，输入查询码。", "Or open {address} and type the code."),
    "code_here": (
        "扫码，或者报办件号和查询码，就能查到哪一步了。",
        "Scan it, or give case number and code, to learn where the case stands.",
    ),
    # Who signs
    "sign_clerk": ("经办人", "Clerk"),
    "sign_applicant": ("申请人（签收）", "Applicant (received)"),
    "sign_decider": ("决定人", "Decided by"),
    "sign_giver": ("移交人", "Handed over by"),
    "sign_taker": ("接收人", "Taken over by"),
    "sign_recipient": ("收件人（签收）", "Recipient (received)"),
    "sign_witness": ("见证人", "Witness"),
    "signed_on": ("日期", "Date"),
    # Materials
    "materials": ("收到的材料", "Materials received"),
    "materials_supplied": ("这次补交的材料", "Materials supplied now"),
    "row": ("序号", "No."),
    "material": ("材料", "Material"),
    "medium": ("形式", "Form"),
    "copies": ("份数", "Copies"),
    "pages": ("页数", "Pages"),
    "compared": ("核对", "Compared"),
    "seen": ("看过原件", "original seen"),
    "match": ("与原件一致", "as the original"),
    "none_received": ("没有收材料。", "No materials were received."),
    # Refusals and remedies
    "declined": (
        "您{applied}申请的“{item}”，经审查不予受理。",
        'Your application of {applied} for "{item}" is not accepted.',
    ),
    "why": ("为什么", "Why"),
    "elsewhere": ("该找哪个机关", "Where to go instead"),
    "remedies": ("不服怎么办", "If you disagree"),
    "appeal": (
        "对本决定不服的，可以自知道之日起 {days} 日内申请行政复议，也可以自知道之日起 {months} 个月内"
        "向人民法院提起行政诉讼（{basis}）。",
        "You may apply for administrative reconsideration within {days} days, or sue in a people's court "
        "within {months} months, of learning of this decision ({basis}).",
    ),
}
WORDS: Final[Mapping[str, tuple[str, str]]] = {**_COMMON, **BEFORE, **AFTER}
TITLES_EN: Final[Mapping[str, str]] = {
    "receipt": "Receipt of materials",
    "correction": "One-shot correction",
    "later_promise": "Promise to supply later",
    "acceptance": "Notice of acceptance",
    "decline": "Decision not to accept",
    "transfer_list": "Transfer list",
    "special_notice": "Notice of a special procedure",
    "extension": "Notice of extension",
    "decision": "Decision",
    "slip": "Slip for the certificate",
    "notice": "Ready for collection",
    "delivery": "Proof of delivery",
    "return_notice": "Notice of return",
    "returned_list": "Materials given back",
}
"""What papers are called in English; the Chinese names stand in the vocabulary."""
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a sentence in one language, its holes filled."""
    text = WORDS[key][lang == "en"]
    return text.format(**values) if values else text


def on_words(on: date, lang: Lang) -> str:
    """Write a day as papers do: 2026年3月2日, 2 March 2026."""
    if lang == "en":
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


def moment_words(at: datetime, lang: Lang) -> str:
    """Write a moment to the minute."""
    return f"{on_words(at.date(), lang)} {at:%H:%M}"


def joined(parts: list[str] | tuple[str, ...], lang: Lang) -> str:
    """Join words of a list."""
    return ("、" if lang == "zh" else ", ").join(parts)
