"""The page that shows a clerk how far a parcel is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from engine.hookspecs import Carried
from engine.outgoing import NoReply

__all__ = ["show"]

_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "taken": ("已经收寄", "taken over"),
    "on_the_way": ("在路上", "on its way"),
    "delivered": ("已经签收", "delivered"),
    "returned": ("退回来了", "returned"),
}


def show(track: Callable[[str], Carried | None], lang: str, query: Mapping[str, str]) -> str:
    """Give the body of the page."""
    english = lang == "en"
    waybill = "".join(query.get("waybill", "").split()).upper()
    label, button = ("Waybill", "Show") if english else ("邮件号", "查")
    form = (
        f'<form method="get"><label for="waybill">{label}</label> '
        f'<input id="waybill" name="waybill" value="{escape(waybill)}"> <button>{button}</button></form>'
    )
    return form + (f"<p>{escape(_said(track, waybill, english))}</p>" if waybill else "")


def _said(track: Callable[[str], Carried | None], waybill: str, english: bool) -> str:
    try:
        found = track(waybill)
    except NoReply as reason:
        return (
            f"No answer: {reason}." if english else f"没有查到（{reason}）。请核对邮件号，或者过一会儿再查。"
        )
    if found is None:
        return "The post office is not set up." if english else "还没有接上邮政的系统。"
    when = "" if found.at is None else f"{found.at:%Y-%m-%d %H:%M}"
    return f"{found.waybill}: {_STATES[found.state][english]} {when}".rstrip()
