"""The words of the desks of those who work on cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "desk": ("我的工作台", "My desk"),
    "desk_waiting": ("等您办的 {count} 件", "{count} cases wait for you"),
    "desk_waiting_1": ("等您办的 1 件", "1 case waits for you"),
    "desk_empty": ("现在没有等您办的件。", "Nothing waits for you now."),
    "desk_first": ("只列出最急的 {count} 件。", "Only the {count} most urgent are listed."),
    "find_case": ("查办件", "Find a case"),
    "case_number": ("办件号", "Case number"),
    "case_lost": ("没有“{number}”这个办件。办件号在收件凭证左上角。", "There is no case “{number}”."),
    "case_item": ("事项", "Item"),
    "case_stage": ("环节", "Stage"),
    "case_due": ("最晚", "Due"),
    "case_late": ("过期", "overdue"),
    "case_holder": ("轮到", "Waits for"),
    "case_clocks": ("时限", "Time limits"),
    "case_how": ("怎么算的", "How it is counted"),
    "case_materials": ("材料", "Materials"),
    "case_applied": ("申请的是什么", "What is applied for"),
    "case_needless": ("另有 {count} 样用不上", "{count} more are not needed here"),
    "case_files_missing": ("还没传到", "not here yet"),
    "case_more": ("别的", "Anything else"),
    "case_times": ("{count} 次", "{count} times"),
    "case_earlier": ("更早的 {count} 步", "{count} earlier steps"),
    "unmask": ("看全部", "Show everything"),
    "unmask_how": (
        "姓名、号码、地址这些遮住了一部分。要看全部，请说为什么；谁看、为什么看，都会留下记录。",
        "Names, numbers, addresses are partly hidden. Say why you need them; who looks and why is noted.",
    ),
    "unmask_why": ("为什么要看", "What for"),
    "unmask_why_first": ("请先选为什么要看。", "Say first what you need it for."),
    "unmask_review": ("审查", "to review"),
    "unmask_verify": ("核对原件", "to compare with the originals"),
    "unmask_reach": ("联系申请人", "to reach the applicant"),
    "unmasked": ("现在看到的是全部，已经记录。", "Everything is shown; it is on record."),
    "case_original_seen": ("看过原件", "original seen"),
    "case_copies_match": ("复印件相符", "copies match"),
    "case_check": ("审查结果", "Result of the check"),
    "case_check_none": ("没有要补的。", "Nothing to put right."),
    "case_unknown": ("还没看清的", "Still to be looked at"),
    "case_papers": ("文书", "Papers"),
    "case_papers_none": ("还没有文书。", "No papers yet."),
    "case_trace": ("办理经过", "What has happened"),
    "case_acts": ("现在可以办", "What you can do now"),
    "case_sheet": ("到窗口页面看材料", "Look at the materials at the counter"),
    "case_acts_none": ("现在没有轮到您的事。", "Nothing here is yours to do now."),
    "case_to_do": ("要改 {count} 处，再办一次", "{count} things stand against it"),
    "act_pairs": ("一行一项，写成 名称：内容", "One a line, as name: value"),
    "act_needed": ("要填", "needed"),
    "changed_meanwhile": (
        "别人刚刚改过这个办件。请看一眼现在的样子再办。",
        "Somebody changed this case just now. Look at it again, then act.",
    ),
    "not_done": ("没有办成，请再试一次。", "It was not done; please try again."),
    "remedy_is": ("怎么改", "What to do"),
}
