"""The words of papers after acceptance, in Chinese and English; one row a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["AFTER"]

AFTER: Final[Mapping[str, tuple[str, str]]] = {
    # Transfer list
    "transfer_to": ("交给", "To"),
    "difference": ("差异", "Difference"),
    "missing": ("少 {name}", "missing: {name}"),
    "extra": ("多 {name}", "not listed: {name}"),
    "count_line": ("{name} {count} 份", "{name} × {count}"),
    "handed_at": ("移交时间", "Handed over"),
    "sign_by_line": (
        "逐行核对，没有差异再签收；有差异的那一行不签。",
        "Compare line by line; a line that differs is not signed for.",
    ),
    # Special procedure, extension
    "special": (
        "办理“{item}”需要{kind}。依照{basis}，{kind}需要的时间不算在办理时限里。",
        '"{item}" needs this: {kind}. Under {basis} the time it takes is not counted.',
    ),
    "special_kind": ("做什么", "What"),
    "special_from": ("从哪天起不计时", "Not counted from"),
    "special_days": ("预计需要", "Expected to take"),
    "days": ("{count} 天", "{count} days"),
    "special_after": (
        "结束以后接着算，前面用掉的时间照算。新的到期日扫码能查到。",
        "Afterwards counting goes on from where it stood. Scan the code for the new last day.",
    ),
    "extended": (
        "“{item}”不能在原来的时限内作出决定。依照{basis}，经批准延长 {span}。",
        '"{item}" cannot be decided within its limit. Under {basis} it is extended by {span}, with leave.',
    ),
    "extended_by": ("延长", "Extended by"),
    "approver": ("批准人", "Approved by"),
    "now_due": ("现在最晚", "Now due"),
    # Decision
    "granted_title": ("准予决定书", "Decision: granted"),
    "granted_permit": ("准予行政许可决定书", "Decision: permit granted"),
    "refused_title": ("不予决定书", "Decision: refused"),
    "refused_permit": ("不予行政许可决定书", "Decision: permit refused"),
    "granted": (
        "您{applied}申请的“{item}”（受理 {accepted}），经审查符合条件，决定准予。",
        'Your application of {applied} for "{item}" (accepted: {accepted}) is granted.',
    ),
    "refused": (
        "您{applied}申请的“{item}”（受理 {accepted}），经审查决定不予。",
        'Your application of {applied} for "{item}" (accepted: {accepted}) is refused.',
    ),
    "certificate": ("证件上的内容", "On the certificate"),
    "valid_until": ("有效期至", "Valid until"),
    "deliver_by": (
        "最晚{day}把证件或者决定送到您手里（{basis}）。",
        "It reaches you by {day} at the latest ({basis}).",
    ),
    "public": (
        "准予许可的决定依法公开，国家秘密、商业秘密和个人隐私除外（{basis}）。",
        "Granted permits are public, but for secrets and privacy ({basis}).",
    ),
    # Slip
    "slip": (
        "下面的证件交出件窗口。请逐项核对，没有差错再签收；有差错的不接收，部门 1 个工作日内改好再交。",
        "The certificate goes to the issue window. Compare every entry before signing; if one differs, "
        "refuse it, and the department mends it within one workday.",
    ),
    "slip_instead": (
        "更正以后重新交接，代替 {number}。",
        "Mended and handed over again, in place of {number}.",
    ),
    "entry": ("项目", "Entry"),
    "value": ("内容", "On the certificate"),
    "agrees": ("核对", "Agrees"),
    "collect": ("发件时要收的材料", "Materials to take in when it is handed out"),
    "collect_none": ("发件时不用再收材料。", "Nothing more is taken in."),
    "delegated": ("授权出件窗口核验", "Left to the issue window to verify"),
    "decision": ("决定书", "Decision"),
    # Notice
    "ready": ("您申请的“{item}”办好了，请来取。", '"{item}" is ready. Please collect it.'),
    "ready_refused": (
        "您申请的“{item}”已经作出决定，请来取决定书。",
        '"{item}" has been decided. Please collect the decision.',
    ),
    "what": ("取什么", "What"),
    "bring": ("来的时候带", "Please bring"),
    "bring_notice": ("这张通知，或者查询码", "this notice, or the code"),
    "bring_identity": ("身份证件原件", "your identity document"),
    "bring_material": ("{name}（取证时交）", "{name} (to be handed in)"),
    "by_proxy": (
        "请别人代取的，代取的人带授权委托书、双方的身份证件。",
        "Somebody else may collect it, with a written mandate and both identity documents.",
    ),
    "by_post": (
        "不方便来的，告诉我们地址，可以邮寄。",
        "If you cannot come, give us an address and we post it.",
    ),
    # Delivery
    "signs_day": (
        "签收的日期就是送达日期。",
        "The day on which it is signed for is the day of delivery.",
    ),
    "delivery_of": ("送达的文书和证件", "What was delivered"),
    "recipient": ("受送达人", "Recipient"),
    "way": ("送达方式", "How"),
    "picked_up": ("直接送达（窗口领取）", "in person, at the window"),
    "direct": ("直接送达", "in person"),
    "post": ("邮寄送达", "by post"),
    "left": ("留置送达", "left at the place"),
    "announced": ("公告送达", "by public notice"),
    "electronic": ("电子送达", "electronically"),
    "delivered_on": ("送达日期", "Delivered on"),
    "collected_by": ("领取人", "Collected by"),
    "by_applicant": ("申请人本人", "the applicant"),
    "by_agent": ("代办人", "an agent"),
    "identity": ("核验身份", "Identity by"),
    "id_card": ("身份证件", "identity card"),
    "electronic_id": ("电子身份", "electronic identity"),
    "licence": ("营业执照", "business licence"),
    "other": ("其他证件", "another document"),
    "witness": ("见证人", "Witness"),
    "refused_to_sign": ("拒收理由", "Reason for refusing it"),
    # Returned
    "returned": ("您申请的“{item}”作退件处理。", 'Your application for "{item}" is sent back.'),
    "returned_silence": (
        "到期没有补正，按本事项的规定算作撤回申请。",
        "Nothing was put right in time; under the terms of this item it counts as withdrawn.",
    ),
    "history": ("告知过什么", "What you were told"),
    "told_number": ("告知书", "Paper"),
    "told_on": ("告知日期", "Told on"),
    "until": ("最晚补正", "Put right by"),
    "originals": ("原件退还", "Originals returned"),
    "again": ("还可以再申请", "You may apply again"),
    "again_how": (
        "材料备齐以后随时可以重新申请，不受这次退件影响。",
        "Apply again at any time with everything; this return does not count against you.",
    ),
    "returned_materials": ("退还的材料", "Materials given back"),
    "agency_ends": ("代办终止", "End of the agency"),
    "given_back": (
        "代办终止，下面的材料退还给申请人，请当面点清。",
        "The agency ends; these materials go back to the applicant. Please count them.",
    ),
    "paper": ("文书", "Paper"),
    "file": ("文件", "File"),
    "on": ("日期", "Date"),
    "size": ("大小", "Size"),
    "bytes": ("{count} 字节", "{count} bytes"),
}
