"""The words of papers up to acceptance, in Chinese and English; one row a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["BEFORE"]

BEFORE: Final[Mapping[str, tuple[str, str]]] = {
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
        'All materials for "{item}" were looked at. Things to be put right: {things}; places: {places}.',
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
    "declined_tag": ("不能补正", "cannot be put right"),
    "remind_tag": ("提醒", "reminder"),
    "unverified_tag": ("未核验", "not verified"),
    "otherwise": ("情况不同的话，还要", "If something turns out otherwise"),
    "if": ("如果{when}，还要：{needs}。", "If {when}: {needs}."),
    "if_several": ("如果{when}，还要：", "If {when}, also:"),
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
        'The main materials for "{item}" are there. These may follow after acceptance:',
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
        'Your application of {applied} for "{item}" is ours to decide, complete and in form: it is accepted.',
    ),
    "accepted_later": (
        "您{applied}申请的“{item}”，主要材料齐全，符合法定形式，容缺受理。",
        'Your application of {applied} for "{item}" is accepted; some materials may follow.',
    ),
    "accepted_anyway": (
        "您{applied}申请的“{item}”，经审查决定受理。",
        'Your application of {applied} for "{item}" is accepted.',
    ),
    "deemed": (
        "您{applied}申请的“{item}”，我们没有在{until}以前告诉您受不受理、要不要补正。"
        "依照{basis}，从收到材料的{on}起算作受理。",
        'You applied for "{item}" on {applied} and were told nothing by {until}. Under {basis} '
        "it counts as accepted from {on}, the day of receipt.",
    ),
    "accepted_on": ("受理日期", "Accepted on"),
    "promised": ("承诺时限", "Promised limit"),
    "statutory": ("法定时限", "Statutory limit"),
    "latest": ("{span}，最晚{day}", "{span}, by {day} at the latest"),
    "fee": ("收费", "Fee"),
    "free": ("不收费", "none"),
    "by_tariff": ("按标准收", "by tariff"),
    "yuan": ("{amount} 元（{basis}）", "CNY {amount} ({basis})"),
    "outputs": ("办理结果", "What you get"),
    "output_open": ("{name}（发不发还没有定）", "{name} (not settled yet)"),
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
}
