"""The words of the applicant's page of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "progress": ("查我的办件", "My case"),
    "progress_code": ("查询码", "Code"),
    "progress_how": (
        "办件号和查询码都印在材料接收凭证上，办件号在左上角。",
        "Number and code are printed on the receipt; the number stands at the top left.",
    ),
    "progress_see": ("查看", "Show"),
    "progress_lost": (
        "查不到。请对着材料接收凭证，再核对一遍办件号和查询码。",
        "Nothing found. Please compare number and code with your receipt.",
    ),
    "progress_wait": ("试得太多了，请过 10 分钟再试。", "Too many attempts; please wait ten minutes."),
    "progress_now": ("现在：{stage}", "Now: {stage}"),
    "progress_late": ("为什么没有按时办完", "Why it is late"),
    "progress_late_by": ("{department}，{day}", "{department}, {day}"),
    "progress_late_expected": ("预计 {day} 办完。", "Expected to be done by {day}."),
    "progress_road": ("办到哪一步", "How far it is"),
    "progress_over": ("办完", "done"),
    "progress_here": ("正在办", "now"),
    "progress_next": ("还没到", "to come"),
    "progress_put_right": ("要补要改的，一次办完", "What to put right, in one go"),
    "progress_by": ("最晚 {day} 补来。", "By {day} at the latest."),
    "progress_bring": ("我重新交这一样", "I hand this in again"),
    "progress_done": ("这一处我改好了", "I have put this right"),
    "progress_send": ("一次补齐，交上去", "Send everything at once"),
    "progress_unanswered": ("这一处还没有回答：{says}", "Not answered yet: {says}"),
    "progress_ask": ("有看不懂的，问经办人", "Ask the officer"),
    "progress_question": ("您想问什么", "Your question"),
    "progress_ask_send": ("提问", "Ask"),
    "progress_asked": ("您问过 {count} 次，答复 {answered} 次。", "{count} asked, {answered} answered."),
    "progress_withdraw": ("不办了，撤回申请", "Withdraw the application"),
    "progress_withdraw_how": (
        "撤回以后这个办件就结束了。以后想办，可以重新申请。",
        "The case ends when you withdraw. You may apply again later.",
    ),
    "progress_why": ("为什么（可以不写）", "Why (you need not say)"),
    "progress_withdraw_send": ("撤回", "Withdraw"),
    "progress_rate": ("请您评价", "Please rate us"),
    "progress_rate_send": ("提交评价", "Send the rating"),
    "progress_rated": ("您评的是：{grade}。今天之内还能改。", "You rated: {grade}. You may change it today."),
    "progress_comment": ("想说的话（可以不写）", "Anything to say (optional)"),
    "grade_1": ("非常满意", "very good"),
    "grade_2": ("满意", "good"),
    "grade_3": ("基本满意", "fair"),
    "grade_4": ("不满意", "poor"),
    "grade_5": ("非常不满意", "very poor"),
    "item_search": ("您要办什么？", "What do you want to do?"),
    "item_search_go": ("找一找", "Search"),
    "item_found": ("找到 {count} 件", "{count} found"),
    "item_found_1": ("找到 1 件", "1 found"),
    "item_near": (
        "没有找到“{words}”。您要办的是不是下面这些？",
        "Nothing found for “{words}”. Is it one of these?",
    ),
    "item_none": (
        "没有找到“{words}”。换个说法试试，比如“开店”“办证”；也可以打 {phone} 问。",
        "Nothing found for “{words}”. Try other words, such as “shop” or “licence”, or call {phone}.",
    ),
    "item_all": ("看全部事项", "See all items"),
}
