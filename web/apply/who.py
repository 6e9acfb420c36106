"""Who applies: the applicant's name, identity and telephone, and who comes for them, as fields of one page.

Texts in; what the act of opening a case takes out, or what is missing, each with its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.vocabulary import Lang
from web.route import Form
from web.sheet.flat import NAME
from web.sheet.pane import Gap
from web.words import say

__all__ = ["KINDS", "Line", "lines_of", "missing", "opened_by", "people_of", "who_typed"]

KINDS: Final = ("resident", "social_credit", "other")
_RESIDENT: Final = re.compile(r"[0-9]{17}[0-9Xx]")
_CREDIT: Final = re.compile(r"[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_TELEPHONE: Final = re.compile(r"\+?[0-9][0-9 -]{5,18}[0-9]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of the page: its name in the form, the key of its label, what stands in it."""

    id: str
    name: str
    label: str
    value: str
    hint: str = ""
    kind: str = "text"
    complete: str = "off"


def who_typed(form: Form) -> dict[str, str]:
    """Give the fields of this page as they were typed."""
    names = [name for name in form.texts if name == NAME or name in _FIELDS]
    return {name: form.one(name).strip()[:_LONGEST] for name in names}


def opened_by(typed: Mapping[str, str]) -> str:
    """Tell whether the applicant fills in for themselves or somebody else does for them."""
    return "agent" if typed.get("who:role") == "agent" else "applicant"


def lines_of(typed: Mapping[str, str]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Give the fields of the applicant and those of an agent, filled in as far as they are."""
    return tuple(_lines(typed, _APPLICANT)), tuple(_lines(typed, _AGENT))


def _lines(typed: Mapping[str, str], rows: Mapping[str, tuple[str, str, str, str]]) -> Iterator[Line]:
    for name, (label, hint, kind, complete) in rows.items():
        yield Line(
            id=_id(name),
            name=name,
            label=label,
            value=typed.get(name, ""),
            hint=hint,
            kind=kind,
            complete=complete,
        )


def missing(typed: Mapping[str, str], lang: Lang) -> tuple[Gap, ...]:
    """Name every field of this page that is empty or cannot be right."""
    rows = {**_APPLICANT, **(_AGENT if opened_by(typed) == "agent" else {})}
    return tuple(
        Gap(says=say(wrong, lang, name=say(label, lang)), at=f"#{_id(name)}")
        for name, (label, *_) in rows.items()
        if (wrong := _wrong(name, typed))
    )


def _wrong(name: str, typed: Mapping[str, str]) -> str:
    """Give the key of what is wrong with a field; nothing if it may be right."""
    value = typed.get(name, "")
    if name == _MAIL:
        return "" if not value or _EMAIL.fullmatch(value) else "apply_who_email_wrong"
    if not value:
        return "apply_who_empty"
    if name in _TELEPHONES:
        return "" if _TELEPHONE.fullmatch(value) else "apply_who_telephone_wrong"
    if name in _NUMBERS:
        kind = _kind(typed, _NUMBERS[name]) if _NUMBERS[name] else KINDS[-1]
        return "" if _right(kind, value) else "apply_who_number_wrong"
    return ""


def _right(kind: str, number: str) -> bool:
    """Tell whether a number fits its kind of document."""
    if kind == "resident":
        return _resident(number)
    return kind != "social_credit" or bool(_CREDIT.fullmatch(number))


def _resident(number: str) -> bool:
    """Tell whether the last sign of a resident's number follows from the others (GB 11643)."""
    if not _RESIDENT.fullmatch(number):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def people_of(typed: Mapping[str, str], lang: Lang) -> dict[str, object]:
    """Give the persons as the act of opening a case takes them."""
    made: dict[str, object] = {
        "applicant": {
            "名称": typed.get(NAME, ""),
            "证件类型": say(f"apply_id_{_kind(typed, 'who:kind')}", "zh"),
            "证件号码": typed.get("who:number", ""),
        },
        "telephone": typed.get("who:telephone", ""),
        "email": typed.get(_MAIL, ""),
        "language": lang,
    }
    if opened_by(typed) == "agent":
        made["person"] = {
            "姓名": typed.get("who:agent_name", ""),
            "证件号码": typed.get("who:agent_number", ""),
            "电话": typed.get("who:agent_telephone", ""),
        }
    return made


def _kind(typed: Mapping[str, str], name: str) -> str:
    return typed[name] if typed.get(name) in KINDS else KINDS[0]


def _id(name: str) -> str:
    return "who-name" if name == NAME else name.replace(":", "-")


_MAIL: Final = "who:email"
"""The one field of this page that may be left empty."""
_APPLICANT: Final[Mapping[str, tuple[str, str, str, str]]] = {
    NAME: ("apply_who_name", "counter_applicant_how", "text", "name"),
    "who:number": ("apply_who_number", "", "text", "off"),
    "who:telephone": ("counter_telephone", "apply_who_telephone_how", "tel", "tel"),
    _MAIL: ("apply_who_email", "apply_who_email_how", "email", "email"),
}
_AGENT: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "who:agent_name": ("apply_agent_name", "", "text", "off"),
    "who:agent_number": ("apply_agent_number", "", "text", "off"),
    "who:agent_telephone": ("apply_agent_telephone", "", "tel", "off"),
}
_FIELDS: Final = frozenset({"who:role", "who:kind", *_APPLICANT, *_AGENT})
_TELEPHONES: Final = frozenset({"who:telephone", "who:agent_telephone"})
_NUMBERS: Final[Mapping[str, str]] = {"who:number": "who:kind", "who:agent_number": ""}
