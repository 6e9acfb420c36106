"""Rooms and facilities that a food business needs, as one table for the check function and for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["ROOMS", "Room", "as_html", "rooms_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is made, and what it needs; sample values, to be checked against the rules of the place."""

    makes: str
    makes_en: str
    needs: str
    needs_en: str
    closed_room: bool


ROOMS: Final = (
    Room(
        makes="热食",
        makes_en="hot dishes",
        needs="粗加工、切配、烹饪、餐用具清洗消毒场所",
        needs_en="preparing, cooking, washing-up",
        closed_room=False,
    ),
    Room(
        makes="冷食",
        makes_en="cold dishes",
        needs="冷食专间、空气消毒设施",
        needs_en="a closed cold room, air disinfection",
        closed_room=True,
    ),
    Room(
        makes="生食",
        makes_en="raw dishes",
        needs="生食专间、空气消毒设施",
        needs_en="a closed room for raw food, air disinfection",
        closed_room=True,
    ),
    Room(
        makes="裱花糕点",
        makes_en="cream cakes",
        needs="裱花专间、空气消毒设施",
        needs_en="a closed room for icing, air disinfection",
        closed_room=True,
    ),
    Room(
        makes="自制饮品",
        makes_en="drinks made on site",
        needs="饮品操作区、专用水池",
        needs_en="a counter for drinks with its own sink",
        closed_room=False,
    ),
)


def rooms_for(makes: str) -> Mapping[str, object]:
    """Give what the things made need together; what the table does not know is named."""
    named = [
        each for part in makes.replace("，", "、").replace(",", "、").split("、") if (each := part.strip())
    ]
    rows = {room.makes: room for room in ROOMS}
    found = [rows[each] for each in named if each in rows]
    strange = [each for each in named if each not in rows]
    return {
        "设施": "、".join(dict.fromkeys(need for room in found for need in room.needs.split("、"))) or None,
        "专间": any(room.closed_room for room in found),
        "未列": "、".join(strange) or None,
    }


def as_html(lang: str) -> str:
    """Give the table as the body of a page; its texts are ours, so nothing needs escaping."""
    head = ("What you make", "What it needs") if lang == "en" else ("做什么", "要有什么")
    rows = [(r.makes_en, r.needs_en) if lang == "en" else (r.makes, r.needs) for r in ROOMS]
    body = "".join(f"<tr><th scope='row'>{makes}</th><td>{needs}</td></tr>" for makes, needs in rows)
    return (
        f"<table><thead><tr><th scope='col'>{head[0]}</th><th scope='col'>{head[1]}</th></tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
