"""The words of the hall: taking a number, calling it, the screen; and the papers of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "hall": ("取号", "Take a number"),
    "hall_what": ("您来办什么？", "What have you come for?"),
    "hall_take": ("取号", "Take a number"),
    "hall_none": (
        "没有找到“{words}”。换个说法，或者问导办台。",
        "Nothing found for “{words}”. Try other words, or ask at the desk.",
    ),
    "hall_yours": ("您的号", "Your number"),
    "hall_before": ("前面还有 {count} 位", "{count} before you"),
    "hall_before_1": ("前面还有 1 位", "1 before you"),
    "hall_next": ("下一个就是您", "You are next"),
    "hall_go": ("请到 {window} 号窗口", "Please go to window {window}"),
    "hall_look": ("叫到您的时候，大屏上会显示窗口。", "The screen shows the window when you are called."),
    "hall_over": (
        "过号了怎么办？告诉导办台，还能再叫。",
        "Passed over? Tell the desk to be called again.",
    ),
    "hall_lost": (
        "今天没有这个号，或者已经办好了。",
        "There is no such number today, or it has been served.",
    ),
    "hall_screen": ("叫号", "Now calling"),
    "hall_number": ("号", "Number"),
    "hall_window": ("窗口", "Window"),
    "hall_waiting": ("还有 {count} 位在等", "{count} are waiting"),
    "hall_waiting_1": ("还有 1 位在等", "1 is waiting"),
    "hall_nobody": ("现在没有人等", "Nobody waits now"),
    "hall_soon": ("请稍候", "Please wait"),
    "hall_again": ("看最新的", "Refresh"),
    "hall_queue": ("叫号", "The queue"),
    "hall_call": ("叫下一位", "Call the next"),
    "hall_pass": ("过号", "Pass over"),
    "hall_passed": ("过号 {count} 次", "passed over {count} times"),
    "paper_pdf": ("PDF", "PDF"),
}
