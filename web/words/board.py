"""The words of the board of supervisors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "board": ("督办看板", "Board"),
    "board_period": ("看多久", "Period"),
    "board_months": ("最近 {count} 个月", "last {count} months"),
    "board_months_1": ("本月", "this month"),
    "board_open": ("在办", "Open"),
    "board_late": ("过期", "overdue"),
    "board_soon": ("快到期", "due soon"),
    "board_later": ("来得及", "in time"),
    "board_still": ("没有计时", "no clock running"),
    "board_soon_how": ("两个工作日以内到期", "due within two workdays"),
    "board_once": ("一次办成率", "Told nothing"),
    "board_once_how": ("收件 {count} 件里，不用补正的", "of {count} received, those without a correction"),
    "board_once_none": ("这段时间没有收件", "nothing received in this time"),
    "board_again": ("第二次告知", "Told again"),
    "board_again_how": ("应当是 0", "should be 0"),
    "board_lamps": ("各部门在办的件", "Open cases by department"),
    "board_holders": ("在谁手里", "Who holds them"),
    "board_checks": ("最常补正的是哪一条", "What is told most often"),
    "board_checks_how": (
        "一条总在补正，多半是指南没写清。",
        "A check that fails all the time is often a guide that is not clear.",
    ),
    "board_checks_none": ("这段时间没有告知补正。", "Nothing was told in this time."),
    "board_ratings": ("群众评价（至今全部）", "Ratings, all so far"),
    "board_ratings_how": (
        "满意率 {share}：{count} 个评价里，评基本满意以上的。",
        "{share} satisfied: of {count} ratings, those that say fair or better.",
    ),
    "board_ratings_none": ("还没有人评价。", "Nobody has rated yet."),
    "board_grade": ("评价", "Rating"),
    "board_workers": ("谁办了多少步", "Who did how much"),
    "board_workers_none": ("这段时间没有人办过。", "Nobody did anything in this time."),
    "board_department": ("部门", "Department"),
    "board_holder": ("轮到", "Waits for"),
    "board_check": ("哪一条", "Check"),
    "board_times": ("次数", "Times"),
    "board_person": ("人员", "Person"),
    "board_steps": ("步数", "Steps"),
    "board_chart": ("图", "Chart"),
    "board_cases": ("办件", "Cases"),
    "board_cases_none": ("没有这样的件。", "There are no such cases."),
    "board_more": ("后面的", "More"),
    "board_all_open": ("全部在办的件", "all open cases"),
    "board_as_of": ("数字到 {at}，最多晚半分钟。", "As of {at}; at most half a minute late."),
    "mark_told_again": ("第二次告知过", "told again"),
    "mark_breach": ("第一次漏了", "missed the first time"),
    "mark_paused": ("暂停计时", "clock paused"),
    "mark_deemed": ("逾期视为受理", "accepted by silence"),
    "mark_deviation": ("破例受理", "accepted all the same"),
    "mark_to_follow": ("还有要后补的", "something is to follow"),
    "mark_difference": ("材料对不上", "papers differ"),
    "mark_slip_refused": ("证件退回更正", "certificate sent back"),
    "mark_clock_jumped": ("机器时间跳过", "the machine's clock jumped"),
    "mark_unsent": ("消息没发出去", "message not sent"),
}
