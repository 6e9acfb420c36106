"""The words of papers that are ours, in Chinese and English; what the item says is the item's.

One row a sentence; `{…}` is filled by `say`. Templates hold no words. The names of papers, events, media and
the like stand in the vocabulary, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from engine.vocabulary import Lang

__all__ = ["TITLES_EN", "WORDS", "joined", "moment_words", "on_words", "say"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
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
    # Receipt
    "received_at": ("收件时间", "Received"),
    "counts_from": ("从哪天起算", "Counts from"),
    "channel": ("办理渠道", "Channel"),
    "window": ("收件窗口", "Window"),
    "waybill": ("运单号", "Waybill"),
    "not_acceptance": (
        "这张凭证只说明材料收到了，不等于受理。",
        "This receipt says that the materials arrived. It is not an acceptance.",
    ),
    "tell_by": (
        "最晚{day}告诉您：受理、不受理，还是要补正。要补正的，一次说全。",
        "By {day} you are told: accepted, not accepted, or everything that is to be put right.",
    ),
    "silence": (
        "过了这一天还没有告诉您的，从收到材料的那天起就算受理（{basis}）。",
        "If you hear nothing by then, it counts as accepted from the day of receipt ({basis}).",
    ),
    "supplied_running": (
        "补交的材料已经收到，办件接着办，不重新起算。",
        "What you supplied has arrived; the case goes on, and its time does not start again.",
    ),
    # Correction
    "told": (
        "您申请的“{item}”，材料已经全部看完。下面 {things} 样 {places} 处要补正，这次都写全了。",
        "All materials for “{item}” were looked at. To be put right: {things} things in {places} places.",
    ),
    "told_again": ("这是第 {count} 次告知。", "You are told for the time no. {count}."),
    "told_late": (
        "上次告知时没有写上的，是我们漏了：{names}。",
        "Left out last time by our own mistake: {names}.",
    ),
    "told_new": (
        "这次写的，是上次告知以后才有的情况。",
        "What stands here has only come up since you were last told.",
    ),
    "remedy": ("怎么改", "What to do"),
    "must": ("改过以后还要同时满足", "The new one must also satisfy"),
    "declined_tag": ("不能补正", "cannot be put right"),
    "remind_tag": ("提醒", "reminder"),
    "unverified_tag": ("未核验", "not verified"),
    "otherwise": ("情况不同的话，还要", "If something turns out otherwise"),
    "if": ("如果{when}，还要：{needs}。", "If {when}: {needs}."),
    "if_several": ("如果{when}，还要：", "If {when}:"),
    "later": ("可以后补", "May follow later"),
    "open": ("还没看、还没问", "Still to be looked at"),
    "correct_by": ("最晚哪天补正", "Put right by"),
    "correct_open": ("没有规定期限，请尽快", "no day is set; please do it soon"),
    "where_to": ("补到哪里", "Where to bring it"),
    "offer_return": (
        "到期没有补正，也没有说明原因的，可能会退件。退件以后可以重新申请。",
        "If nothing comes by then, the case may be sent back. You may apply again.",
    ),
    "deemed_withdrawn": (
        "到期没有补正的，算作您撤回申请。以后可以重新申请。",
        "If nothing comes by then, the application counts as withdrawn. You may apply again.",
    ),
    "resubmit_only": (
        "到期没有补正的，要重新申请。",
        "If nothing comes by then, a new application is needed.",
    ),
    "must_accept": (
        "照着全部补正以后，就要受理，不再提新的要求（{basis}）。",
        "Once all of this is put right, it has to be accepted; nothing new is asked ({basis}).",
    ),
    "correct_stops": (
        "补正的时间不算在办理时限里，补齐以后接着算。",
        "The time for putting right is not counted; afterwards counting goes on.",
    ),
    "ask_us": (
        "哪一条看不明白，可以问咨询电话，部门负责解答。",
        "If a line is not clear, ask; the department has to answer.",
    ),
    # What one check tells, before there is a case
    "check_told": ("一次性告知书", "One-shot correction"),
    "check_result": ("审查结果", "Result of the check"),
    "check_unfinished": ("审查记录（还没看完）", "Record of a check (unfinished)"),
    "checked_by": ("实施版本", "Edition"),
    "not_finished": (
        "还有没看清的地方，这一页还不能当作告知书交给申请人。",
        "Something is still undecided: this page must not be handed out yet.",
    ),
    "looked_at_whole": (
        "您的申请经过一次全面核对，查出的全部列在下面。",
        "Your application was checked as a whole, and everything that was found is listed below.",
    ),
    "put_right": ("照着改好，再交一次就行。", "Put it right and submit once more."),
    "told_once": (
        "一次说全：照上面改好以后，不会再有新的补正。",
        "Told once: when all of this is put right, nothing new will be asked.",
    ),
    "checked_against": ("按这一版核对：{hash}", "Checked against this edition: {hash}"),
    "told_by": ("告知人", "Told by"),
    # Promise
    "may_follow": (
        "“{item}”的主要材料已经齐了。下面的材料可以先受理、后补：",
        "The main materials for “{item}” are there. These may follow after acceptance:",
    ),
    "supply_by": ("最晚哪天补", "Supply by"),
    "demand": ("要求", "What is asked"),
    "promise_effects": ("要知道的", "What you should know"),
    "promise_no_result": (
        "材料补齐以前不作决定，不发证件。",
        "Nothing is decided or issued before everything is there.",
    ),
    "promise_overdue": (
        "到期没有补的，终止办理，材料退还给您。以后可以重新申请。",
        "If it does not come in time, the case ends and the materials go back. You may apply again.",
    ),
    "promise_arrives": ("以材料送到的那天为准。", "What counts is the day on which it arrives."),
    "promise_heading": ("申请人承诺", "The applicant promises"),
    "promise": (
        "上面的内容我知道了。我自愿选择容缺受理，在期限内补齐这些材料，保证材料真实有效。",
        "I know all of the above. I choose this of my own free will, will supply these materials in time, "
        "and vouch that they are genuine.",
    ),
    # Acceptance
    "accepted": (
        "您{applied}申请的“{item}”，经审查属于本机关职权范围，材料齐全，符合法定形式，决定受理。",
        "Your application of {applied} for “{item}” is ours to decide, complete and in form: it is accepted.",
    ),
    "accepted_later": (
        "您{applied}申请的“{item}”，主要材料齐全，符合法定形式，容缺受理。",
        "Your application of {applied} for “{item}” is accepted; some materials may follow.",
    ),
    "accepted_anyway": (
        "您{applied}申请的“{item}”，经审查决定受理。",
        "Your application of {applied} for “{item}” is accepted.",
    ),
    "deemed": (
        "您{applied}申请的“{item}”，我们没有在{until}以前告诉您受不受理、要不要补正。"
        "依照{basis}，从收到材料的{on}起算作受理。",
        "You applied for “{item}” on {applied} and were told nothing by {until}. Under {basis} "
        "it counts as accepted from {on}, the day of receipt.",
    ),
    "accepted_on": ("受理日期", "Accepted on"),
    "promised": ("承诺时限", "Promised limit"),
    "statutory": ("法定时限", "Statutory limit"),
    "latest": ("{span}，最晚{day}", "{span}, by {day} at the latest"),
    "fee": ("收费", "Fee"),
    "free": ("不收费", "none"),
    "yuan": ("{amount} 元（{basis}）", "CNY {amount} ({basis})"),
    "outputs": ("办理结果", "What you get"),
    "parts": ("包含的事项", "Parts"),
    "delivered": ("怎么拿到", "How you get it"),
    "delivered_how": (
        "办好以后通知您。可以来取，也可以邮寄。",
        "We let you know when it is ready; collect it or have it posted.",
    ),
    "not_counted_heading": ("不算在时限里的时间", "Time that is not counted"),
    "not_counted": (
        "听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审需要的时间，不算在时限里。"
        "要用到的，会把需要的时间书面告诉您（{basis}）。",
        "Hearings, tenders, auctions, inspection, testing, quarantine, appraisal and expert review do not "
        "count; if one is needed, you are told in writing how long it takes ({basis}).",
    ),
    "public_reason": (
        "没有按承诺的时间办结的，会公开说明原因。",
        "If the promised limit is missed, the reason is made public.",
    ),
    "to_follow": ("还要补的材料", "Still to follow"),
    "to_follow_line": ("{name}，最晚{day}补", "{name}, by {day}"),
    # Refusals and remedies
    "declined": (
        "您{applied}申请的“{item}”，经审查不予受理。",
        "Your application of {applied} for “{item}” is not accepted.",
    ),
    "why": ("为什么", "Why"),
    "elsewhere": ("该找哪个机关", "Where to go instead"),
    "remedies": ("不服怎么办", "If you disagree"),
    "appeal": (
        "对本决定不服的，可以自知道之日起 {days} 日内申请行政复议，也可以自知道之日起 {months} 个月内"
        "向人民法院提起行政诉讼（{basis}）。",
        "You may apply for administrative reconsideration within {days} days, or sue in a people’s court "
        "within {months} months, of learning of this decision ({basis}).",
    ),
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
        "“{item}” needs this: {kind}. Under {basis} the time it takes is not counted.",
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
        "“{item}” cannot be decided within its limit. Under {basis} it is extended by {span}, with leave.",
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
        "Your application of {applied} for “{item}” (accepted: {accepted}) is granted.",
    ),
    "refused": (
        "您{applied}申请的“{item}”（受理 {accepted}），经审查决定不予。",
        "Your application of {applied} for “{item}” (accepted: {accepted}) is refused.",
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
    "ready": ("您申请的“{item}”办好了，请来取。", "“{item}” is ready. Please collect it."),
    "ready_refused": (
        "您申请的“{item}”已经作出决定，请来取决定书。",
        "“{item}” has been decided. Please collect the decision.",
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
    "returned": ("您申请的“{item}”作退件处理。", "Your application for “{item}” is sent back."),
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
    # Cover of a file
    "cover_title": ("办件卷宗", "Case file"),
    "cover_papers": ("卷内文书", "Papers"),
    "cover_materials": ("卷内材料", "Materials"),
    "cover_events": ("办件事件", "Events"),
    "cover_events_says": ("{count} 个，从 {first} 到 {last}", "{count}, from {first} to {last}"),
    "cover_outcome": ("结果", "Outcome"),
    "cover_keep": ("保管期限", "Kept for"),
    "cover_made": ("打包时间", "Packed"),
    "cover_key": ("签名公钥", "Signed with"),
    "cover_how": (
        "打开就能看：文书是网页和 PDF，事件是一行一条的 JSON。核对有没有改动：yici archive check 文件夹。",
        "Readable without us: papers are pages and PDF, events are lines of JSON. To check it: "
        "yici archive check FOLDER.",
    ),
    "paper": ("文书", "Paper"),
    "file": ("文件", "File"),
    "on": ("日期", "Date"),
    "size": ("大小", "Size"),
    "bytes": ("{count} 字节", "{count} bytes"),
}
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
