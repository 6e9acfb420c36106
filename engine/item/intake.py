"""受理期间 as a condition: what an item says about the days of intake, made into something a check decides.

An item goes in; its conditions come out, the one made from the window first. An author declares two days and
writes neither the demand nor its words, so every window is told in the same way.
"""

from __future__ import annotations

from typing import Final

from engine.item.model import Check, Item, Window
from engine.source import Text

__all__ = ["WINDOW_ID", "conditions_of"]

WINDOW_ID: Final = "受理期间"


def conditions_of(item: Item) -> tuple[Check, ...]:
    """Give what decides whether an item is accepted: its window, if it has one, then its conditions."""
    if item.intake_window is None:
        return item.conditions
    return (_condition(item.intake_window, item.basis), *item.conditions)


def _condition(window: Window, basis: Text | None) -> Check:
    first, last = window.first, window.last

    def made(text: str) -> Text:
        return Text(text, window.source, exact=False)

    return Check(
        id=made(WINDOW_ID),
        kind="condition",
        gravity="decline",
        requirement=made(f"在 {first} 到 {last} 之间申请"),
        holds=made(f'申请日期 在 @"{first}" 到 @"{last}" 之间'),
        otherwise=made(f"现在不收，只在 {first} 到 {last} 之间收。"),
        remedy=made("还没开始的，请到时候再来。已经过了的，请等下一次的通知。"),
        basis=basis,
        english={
            "requirement": f"apply between {first} and {last}",
            "otherwise": f"Applications are taken only from {first} to {last}.",
            "remedy": "Come back when the window opens. If it is over, wait for the next announcement.",
        },
        source=window.source,
    )
