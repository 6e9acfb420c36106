"""What an event takes, typed: each datum with its kind, and a reading that reports everything wrong at once.

What was sent goes in, plain values as they stand in an event come out, or every problem with its name. What
is personal never becomes open data: it goes into the vault (guarantees D4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from engine.case.model import Json, Personal
from engine.case.refusals import Reason, reason
from engine.item.terms import State

__all__ = ["Datum", "Kind", "read"]

Kind: TypeAlias = Literal[
    "text", "word", "count", "date", "moment", "yes_no", "names", "files", "span", "looks", "values", "facts"
]
_TEXT: Final = 2000
_NAMES: Final = 500
_COUNT: Final = 100_000
_DEPTH: Final = 8
_HASH: Final = re.compile(r"sha256:[0-9a-f]{64}")
STATES: Final[tuple[State, ...]] = ("unseen", "sound", "flawed", "absent")
_LOOK: Final[Mapping[str, Kind]] = {
    "copies": "count",
    "pages": "count",
    "form": "text",
    "flaws": "names",
    "files": "names",
}
UNITS: Final = ("workdays", "days", "months", "years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One thing an event takes.

    `choose` are the words of a word, `personal` says that it goes into the vault; `person` whose it is.
    """

    name: str
    kind: Kind
    zh: str
    required: bool = False
    choose: tuple[str, ...] = ()
    personal: bool = False
    person: str = "applicant"
    sensitive: bool = False
    find_by: str = ""


def read(
    takes: Iterable[Datum], sent: Mapping[str, object]
) -> tuple[dict[str, Json], dict[str, Personal], list[Reason]]:
    """Give open data, personal data and everything that is wrong with what was sent."""
    known = {each.name: each for each in takes}
    problems = [reason("case/unknown-data", name=name) for name in sent if name not in known]
    data: dict[str, Json] = {}
    personal: dict[str, Personal] = {}
    for datum in known.values():
        value = sent.get(datum.name)
        if value is None or value in ("", (), [], {}):
            if datum.required:
                problems.append(reason("case/missing-data", name=datum.name, zh=datum.zh))
            continue
        made = _READ[datum.kind](datum, value)
        if made is None:
            problems.append(_wrong(datum))
        elif datum.personal:
            personal[datum.name] = _personal(datum, made)
        else:
            data[datum.name] = made
    return data, personal, problems


def _personal(datum: Datum, value: Json) -> Personal:
    return Personal(
        value=value,
        person=datum.person,
        classed="sensitive" if datum.sensitive else "personal",
        find_by=datum.find_by,
    )


def _wrong(datum: Datum) -> Reason:
    zh, en = _WANTED[datum.kind]
    if datum.kind == "word":
        zh, en = zh + "、".join(datum.choose), en + ", ".join(datum.choose)
    return reason("case/wrong-data", name=datum.name, zh=datum.zh, wanted_zh=zh, wanted_en=en)


def _text(datum: Datum, value: object) -> Json:
    if not isinstance(value, str) or len(value) > _TEXT or not value.strip():
        return None
    return value.strip() if all(sign.isprintable() or sign in "\n\t\u3000" for sign in value) else None


def _word(datum: Datum, value: object) -> Json:
    return value if isinstance(value, str) and value in datum.choose else None


def _count(datum: Datum, value: object) -> Json:
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _COUNT
    return value if whole and isinstance(value, int) else None


def _date(datum: Datum, value: object) -> Json:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _moment(datum: Datum, value: object) -> Json:
    try:
        made = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return made.isoformat() if isinstance(made, datetime) and made.tzinfo is not None else None


def _yes_no(datum: Datum, value: object) -> Json:
    return value if isinstance(value, bool) else None


def _names(datum: Datum, value: object) -> Json:
    if not isinstance(value, list | tuple) or len(value) > _NAMES:
        return None
    made = [_text(datum, each) for each in value]
    return list(dict.fromkeys(made)) if None not in made else None


def _files(datum: Datum, value: object) -> Json:
    """Read the hashes of files that are kept for the case."""
    made = _names(datum, value)
    return made if isinstance(made, list) and all(_HASH.fullmatch(str(each)) for each in made) else None


def _span(datum: Datum, value: object) -> Json:
    count, _, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
    sound = count.isascii() and count.isdigit() and 0 < int(count) <= 1000 and unit in UNITS
    return f"{int(count)} {unit}" if sound else None


def _looks(datum: Datum, value: object) -> Json:
    """Read how materials were found: state, copies, pages, form, kinds of flaw, hashes of their files."""
    if not isinstance(value, Mapping) or len(value) > _NAMES:
        return None
    made: dict[str, Json] = {}
    for name, look in value.items():
        if not isinstance(name, str) or not isinstance(look, Mapping) or look.get("state") not in STATES:
            return None
        one: dict[str, Json] = {"state": look["state"]}
        for key, kind in _LOOK.items():
            if look.get(key) is not None:
                part = _READ[kind](datum, look[key])
                if part is None:
                    return None
                one[key] = part
        if look.keys() - {"state", *_LOOK}:
            return None
        made[name] = one
    return made


def _values(datum: Datum, value: object) -> Json:
    """Read plain values by name, such as those on a certificate."""
    if not isinstance(value, Mapping) or len(value) > _NAMES:
        return None
    if not all(isinstance(name, str) and _text(datum, each) is not None for name, each in value.items()):
        return None
    return {name: each.strip() for name, each in value.items()}


def _facts(datum: Datum, value: object) -> Json:
    """Take values of a submission as they are; the check says what is wrong with them."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        return None
    try:
        return {name: _plain(each, _DEPTH) for name, each in value.items()}
    except ValueError:
        return None


def _plain(value: object, depth: int) -> Json:
    """Give a value as JSON without fractions, which the check reads from text; raise if it is none."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() | float():
            return str(value)
        case datetime():
            pass
        case date():
            return value.isoformat()
        case Mapping() if depth:
            return {str(name): _plain(each, depth - 1) for name, each in value.items()}
        case list() | tuple() if depth:
            return [_plain(each, depth - 1) for each in value]
    raise ValueError(type(value).__name__)


_READ: Final[Mapping[str, Callable[[Datum, object], Json]]] = {
    "text": _text,
    "word": _word,
    "count": _count,
    "date": _date,
    "moment": _moment,
    "yes_no": _yes_no,
    "names": _names,
    "files": _files,
    "span": _span,
    "looks": _looks,
    "values": _values,
    "facts": _facts,
}
_WANTED: Final[Mapping[str, tuple[str, str]]] = {
    "text": (f"一段文字，不超过 {_TEXT} 个字", f"a text of at most {_TEXT} characters"),
    "word": ("其中一个：", "one of: "),
    "count": ("整数", "a whole number"),
    "date": ("像 2026-03-02 这样的日期", "a date such as 2026-03-02"),
    "moment": (
        "像 2026-03-02T09:00:00+08:00 这样的时刻",
        "a moment such as 2026-03-02T09:00:00+08:00",
    ),
    "yes_no": ("是或否", "yes or no"),
    "names": ("几个名字", "a list of names"),
    "files": ("文件的校验码，像 sha256:…", "hashes of files, such as sha256:…"),
    "span": ("像 10 workdays 这样的时长", "a span such as 10 workdays"),
    "looks": (
        "每样材料的状态：unseen、sound、flawed、absent",
        "the state of each material: unseen, sound, flawed or absent",
    ),
    "values": ("名字和值，一一对应", "names with their values"),
    "facts": ("名字和值，一一对应", "names with their values"),
}
