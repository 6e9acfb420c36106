"""Why an act on a case is refused, as a table: a lasting code, and what to say in both languages.

A code is never reused. `reason` fills in the values of one occurrence; `refusal` joins all that stands
against an act into one answer, so that nobody is told the second after mending the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.case.model import Refusal

__all__ = ["REFUSALS", "Reason", "among", "listed", "reason", "refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that stands against an act."""

    code: str
    zh: str
    en: str


REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    # What was sent.
    "case/unknown-act": (
        "没有“{name}”这个动作。看看：yici case --help",
        "There is no act “{name}”. See: yici case --help",
    ),
    "case/unknown-data": ("这个动作不收“{name}”。", "This act does not take “{name}”."),
    "case/missing-data": ("还要写：{zh}（{name}）。", "Please give {name}."),
    "case/wrong-data": ("{zh}（{name}）要写成{wanted_zh}。", "{name} must be {wanted_en}."),
    # The case itself.
    "case/no-such-case": (
        "没有“{name}”这个办件。请核对编号。",
        "There is no case “{name}”. Check its number.",
    ),
    "case/exists": ("“{name}”这个办件已经有了。", "The case “{name}” exists already."),
    "case/changed-meanwhile": (
        "别人刚刚改过这个办件。请看一眼现在的样子再办。",
        "Somebody changed this case just now. Look at it again, then act.",
    ),
    "case/wrong-stage": (
        "现在是“{now_zh}”环节，不能“{act_zh}”。现在可以：{can_zh}。",
        "The case stands at {now_en}; {act_en} is not possible. Possible now: {can_en}.",
    ),
    # The item it is for.
    "case/no-such-item": (
        "目录里没有编码是“{name}”的事项。",
        "There is no item with the code “{name}” in the catalogue.",
    ),
    "case/no-edition": (
        "“{name}”在 {on} 没有有效的实施版本。",
        "“{name}” has no edition in force on {on}.",
    ),
    "case/two-editions": (
        "“{name}”在 {on} 有几个实施版本同时有效，请先改好有效期。",
        "“{name}” has several editions in force on {on}; mend their periods first.",
    ),
    "case/unusable-item": (
        "“{name}”的定义有错误，不能用。请先看：yici lint {path}",
        "The definition of “{name}” has faults and cannot be used. See: yici lint {path}",
    ),
    "case/lost-edition": (
        "这个办件的实施版本读不出来：{hash}。请系统管理员从备份恢复。",
        "The edition of this case cannot be read: {hash}. Restore it from a backup.",
    ),
    # People.
    "case/wrong-role": (
        "“{act_zh}”由{roles_zh}来做，您现在是{role_zh}。",
        "{act_en} is for {roles_en}; you act as {role_en}.",
    ),
    "case/other-department": (
        "这一步由“{theirs}”来办，不是“{yours}”。",
        "This step is for “{theirs}”, not for “{yours}”.",
    ),
    "case/not-yours": ("这个办件不是您的。", "This case is not yours."),
    "case/no-mandate": (
        "还没有登记委托，不能替申请人办。请先办委托手续。",
        "No mandate is on record, so nobody may act for the applicant. Record it first.",
    ),
    "case/mandate-over": (
        "委托已经在 {until} 到期。请换一份新的。",
        "The mandate ended on {until}. Bring a new one.",
    ),
    "case/mandate-ended": ("代办已经终止。", "The agency has been ended."),
    "case/same-person": (
        "这一步要由另一个人来做：{other_zh}也是您。",
        "Another person has to do this: you {other_en} as well.",
    ),
    "case/no-second-person": (
        "要先由另一个人批准（yici case permit --what {what}），写明理由。",
        "Another person has to give leave first (yici case permit --what {what}), with the reason.",
    ),
    "case/agent-pays": (
        "费用由申请人自己交，代办人不能代交。",
        "The applicant pays; an agent never does.",
    ),
    "case/not-signed": ("要先签字。", "It has to be signed first."),
    # Materials.
    "case/unknown-material": (
        "这个事项没有“{name}”这样材料。",
        "This item has no material called “{name}”.",
    ),
    "case/not-handed-in": ("“{name}”还没有交，不能这样登记。", "“{name}” has not been handed in."),
    "case/original-not-seen": (
        "“{name}”要看原件，还没有核对。",
        "The original of “{name}” has to be seen first.",
    ),
    "case/copy-not-compared": (
        "“{name}”的复印件还没有和原件核对。",
        "The copy of “{name}” has not been compared with the original.",
    ),
    "case/not-deferrable": (
        "“{name}”不能后补。可以后补的：{can_zh}。",
        "“{name}” may not follow later. These may: {can_en}.",
    ),
    "case/later-than-promised": (
        "“{name}”最晚 {latest} 补交，不能答应到 {until}。",
        "“{name}” must follow by {latest}, not by {until}.",
    ),
    "case/promise-first": (
        "这些可以后补，要先签容缺受理承诺书：{names_zh}（yici case promise）。",
        "These may follow later, on a signed promise first: {names_en} (yici case promise).",
    ),
    "case/still-to-follow": (
        "还有容缺的材料没补：{names_zh}。材料齐了才能准予。",
        "Still to follow: {names_en}. Nothing is granted before everything is there.",
    ),
    "case/nothing-to-follow": (
        "“{name}”没有登记过后补，不用补交。",
        "“{name}” was not promised for later.",
    ),
    # The check.
    "case/not-checked": (
        "材料还没有审查，或者审查以后又改过。请再审一遍。",
        "The submission was not checked, or changed since. Check it again.",
    ),
    "case/undetermined": (
        "还有没看、没问清的：{names_zh}。看完才能受理或告知。",
        "Not yet looked at or decided: {names_en}. Only then can anybody accept or tell.",
    ),
    "case/not-acceptable": (
        "审查结果是“{outcome_zh}”，不能受理：{names_zh}。",
        "The check says {outcome_en}, so it cannot be accepted: {names_en}.",
    ),
    "case/nothing-wrong": (
        "没有要补的，请受理。交齐了就要受理。",
        "Nothing has to be put right. Whoever hands in all that was asked is accepted.",
    ),
    "case/can-be-put-right": (
        "这些是能补的，请告知补正，不能直接不予受理：{names_zh}。",
        "These can be put right; tell the applicant, do not decline: {names_en}.",
    ),
    "case/cannot-be-put-right": (
        "有不能补正的条件：{names_zh}。请出不予受理决定书，把理由一次说全。",
        "Something cannot be put right: {names_en}. Decline, and give all reasons at once.",
    ),
    "case/told-once": (
        "这些第一次就该说：{names_zh}。再告知要由另一个人批准并写明理由（yici case permit --what tell）。",
        "These should have been told the first time: {names_en}. Telling them now needs another person's "
        "leave with the reason (yici case permit --what tell).",
    ),
    "case/no-such-finding": (
        "没有等人工核定的“{name}”。",
        "“{name}” does not wait to be settled by hand.",
    ),
    "case/no-such-question": ("没有第 {number} 号提问。", "There is no question number {number}."),
    # Transfer.
    "case/already-sent": (
        "“{department}”的材料已经移交。",
        "The materials for “{department}” are on their way.",
    ),
    "case/not-sent": ("还没有给“{department}”的交接单。", "Nothing is listed for “{department}” yet."),
    "case/difference-open": (
        "这一行有出入：{names_zh}。说清以后重新列单，再签收。",
        "This line differs: {names_en}. Explain it, list it again, then sign.",
    ),
    "case/no-difference": (
        "请写明少了什么、多了什么，或者哪里不一样。",
        "Say what is missing, what is too much, or what differs.",
    ),
    # Clocks.
    "case/not-yet-due": ("{until} 之前还不能这样做。", "Not possible before {until} is over."),
    "case/not-overdue": (
        "没有超期，不用说明。",
        "Nothing is overdue, so there is nothing to explain.",
    ),
    "case/expected-in-the-past": (
        "预计办完的日期 {day} 已经过了。",
        "The expected day {day} is over.",
    ),
    "case/no-period": (
        "这个事项没有规定补正期限，不能因为没补就退件。",
        "The item sets no time for putting right, so nothing can be sent back for want of it.",
    ),
    "case/not-offered": (
        "这个事项逾期没补的后果是“{word_zh}”，不是这样办。",
        "The item says that an unanswered correction {word_en}; this is not the way.",
    ),
    "case/pause-not-listed": (
        "“{name}”不能暂停计时。可以的：{can_zh}。",
        "“{name}” does not stop the clock. These do: {can_en}.",
    ),
    "case/pause-running": ("已经在暂停计时：{reason_zh}。", "The clock is stopped already: {reason_en}."),
    "case/no-pause": ("现在没有暂停计时。", "The clock is not stopped."),
    "case/pause-first": (
        "“{stage}”是特别程序：先出书面告知，暂停计时，再办完。",
        "“{stage}” is a special procedure: give the written notice and stop the clock first.",
    ),
    "case/extended-before": (
        "时限只能延长一次，已经延长了 {span_zh}。",
        "A limit is extended once; it was by {span_en}.",
    ),
    "case/calendar-missing": (
        "没有 {day} 的工作日历，算不出到期日。请放进那一年的日历。",
        "There is no working calendar for {day}, so no due date can be counted. Add that year.",
    ),
    # Deciding.
    "case/unknown-part": (
        "这个办件没有“{name}”这一部分。现有：{can_zh}。",
        "There is no part “{name}”. There are: {can_en}.",
    ),
    "case/part-first": (
        "“{name}”要等“{other}”先办出来。",
        "“{name}” waits for the result of “{other}”.",
    ),
    "case/part-refused": (
        "“{other}”没有准予，“{name}”也不能准予。",
        "“{other}” was refused, so “{name}” cannot be granted.",
    ),
    "case/already-decided": ("“{name}”已经决定过了。", "“{name}” has been decided."),
    "case/no-certificate": (
        "准予要写明证件上的内容（certificate）。",
        "To grant, say what stands on the certificate.",
    ),
    # Handing over and out.
    "case/no-slip": ("还没有开交接凭证。", "There is no slip yet."),
    "case/slip-made": ("交接凭证已经开了：{number}。", "The slip has been made: {number}."),
    "case/differs": (
        "“{name}”对不上，不能接收。请拒收（yici case refuse-slip），退部门更正。",
        "“{name}” differs, so it is not taken over. Refuse the slip (yici case refuse-slip).",
    ),
    "case/no-such-entry": (
        "凭证上没有“{name}”这一项。有：{can_zh}。",
        "The slip has no entry “{name}”. It has: {can_en}.",
    ),
    "case/mend-first": (
        "这份证件已经拒收，等部门更正：{names_zh}。",
        "The certificate was refused and waits to be mended: {names_en}.",
    ),
    "case/nothing-to-mend": ("没有被拒收的证件要更正。", "No certificate was refused."),
    "case/not-collected": (
        "“{name}”要在取件时收，还没有收。",
        "“{name}” is to be collected before the result is given out.",
    ),
    "case/nothing-to-collect": ("“{name}”不用在取件时收。", "“{name}” is not collected at issue."),
    "case/files-of-one": (
        "扫描件跟着一样材料走：有扫描件的时候，一次只收一样材料。",
        "Scanned files go with one material: with files, collect one material at a time.",
    ),
    "case/not-posted": ("还没有寄出，也没有别的送达方式在办。", "Nothing has been posted or served yet."),
    "case/not-carried": (
        "“{plugin}”这次没有给出运单号，办件没有动。请先看看邮件是不是已经收走，再自己填运单号。",
        "“{plugin}” gave no waybill; the case is as it was. See if the parcel went, then type its number.",
    ),
    "case/message-not-owed": (
        "第 {about} 个事件没有要发的消息。",
        "Event {about} owes no message.",
    ),
    "case/on-its-way": ("已经寄出：{waybill}。", "It is on its way: {waybill}."),
    # The end.
    "case/originals-first": ("要先把原件退给申请人。", "Return the originals to the applicant first."),
    "case/papers-missing": (
        "还有文书没入卷：{names_zh}。",
        "Papers are missing from the file: {names_en}.",
    ),
    "case/no-such-paper": ("没有欠“{name}”这份文书。", "No paper “{name}” is owed."),
    "case/rated-before": (
        "已经评价过了，当天零点以后不能再改。",
        "It was rated before; a rating can be changed until midnight of its day.",
    ),
    "case/grade": ("评价分五档，请选 1 到 5。", "There are five grades: choose 1 to 5."),
}


def reason(code: str, **values: object) -> Reason:
    """Give one reason with its words filled in."""
    zh, en = REFUSALS[code]
    return Reason(code=code, zh=zh.format_map(values), en=en.format_map(values))


def listed(names: Iterable[str]) -> dict[str, str]:
    """Give names, each once, as the two values that a sentence lists them by."""
    made = tuple(dict.fromkeys(names))
    return {"names_zh": "、".join(made), "names_en": ", ".join(made)}


def among(names: Iterable[str]) -> dict[str, str]:
    """Give what would have been possible, as the two values that a sentence offers it by."""
    made = tuple(dict.fromkeys(names))
    return {"can_zh": "、".join(made) or "没有", "can_en": ", ".join(made) or "none"}


def refusal(reasons: Iterable[Reason]) -> Refusal:
    """Join reasons, each once, into a refusal; its code is that of the first."""
    lines = tuple(dict.fromkeys(reasons))
    return Refusal(
        code=lines[0].code,
        zh="".join(each.zh for each in lines),
        en=" ".join(each.en for each in lines),
        lines=tuple((each.zh, each.en) for each in lines),
    )
