"""A submission as it is sent: JSON in the shape of DESIGN 5 in, the submission or everything misshapen out.

Only the shape is looked at. Whether a fact is a date, or an option exists, is the check's to say: that is a
finding, told together with all the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from engine.dataclass import dataclass, field, quickly
from engine.exchange.strict_json import Problem, read

__all__ = ["Sent", "read_submission", "submission_of"]

# In the order in which they are named; looked up by all names of an object at once.
_KEYS: Final = dict.fromkeys(("item", "edition", "applied_on", "closed", "facts", "materials", "answers"))
_MATERIAL: Final = dict.fromkeys(("state", "copies", "record", "flaws"))
_FLAW: Final = dict.fromkeys(("kind", "note"))
_STATES: Final = {"合格": "sound", "有问题": "flawed", "没带": "absent", "没看": "unseen"}
_STATE_WORDS: Final = tuple(_STATES.values())
_COPIES: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent: `submission` holds facts, materials and answers and goes to the check as it is."""

    item: str | None = None
    edition: str | None = None
    applied_on: date | None = None
    closed: bool = False
    submission: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


_sent = quickly(Sent)


def read_submission(data: bytes) -> Sent:
    """Read the bytes of a submission."""
    got = read(data)
    return Sent(problems=got.problems) if got.problems else submission_of(got.value)


def submission_of(value: object) -> Sent:
    """Look at the shape of a submission that was read as JSON."""
    found: list[Problem] = []
    if not isinstance(value, dict):
        return Sent(problems=(_problem("not-an-object", "#"),))
    _unknown(value, _KEYS, "#", found)
    materials = {
        name: _material(each, _below("#/materials", name), found)
        for name, each in _object(value, "materials", "#", found).items()
    }
    answers = _object(value, "answers", "#", found)
    for name, each in answers.items():
        if not isinstance(each, dict):
            found.append(_problem("not-an-object", _below("#/answers", name)))
    facts = dict(_object(value, "facts", "#", found))
    closed = value.get("closed", False)
    if not isinstance(closed, bool):
        found.append(_problem("not-true-or-false", "#/closed"))
    item, edition, applied_on = (
        _text(value, "item", found),
        _text(value, "edition", found),
        _day(value, found),
    )
    submission = {"facts": facts, "materials": materials, "answers": answers}
    return _sent(item, edition, applied_on, closed is True, submission, tuple(found))


def _material(value: object, pointer: str, found: list[Problem]) -> dict[str, object]:
    if not isinstance(value, dict):
        found.append(_problem("not-an-object", pointer))
        return {}
    _unknown(value, _MATERIAL, pointer, found)
    made = dict(value)
    state = made.get("state", "unseen")
    made["state"] = _STATES.get(state, state) if isinstance(state, str) else state
    if made["state"] not in _STATE_WORDS:
        found.append(_problem("not-a-state", f"{pointer}/state"))
    copies = made.get("copies")
    whole = isinstance(copies, int) and not isinstance(copies, bool) and 0 <= copies <= _COPIES
    if copies is not None and not whole:
        found.append(_problem("not-a-count", f"{pointer}/copies"))
    _object(made, "record", pointer, found)
    _flaws(made.get("flaws"), f"{pointer}/flaws", found)
    return made


def _flaws(value: object, pointer: str, found: list[Problem]) -> None:
    if value is None:
        return
    if not isinstance(value, list):
        found.append(_problem("not-a-list", pointer))
        return
    for number, each in enumerate(value):
        if not isinstance(each, dict) or not all(isinstance(part, str) for part in each.values()):
            found.append(_problem("not-a-flaw", f"{pointer}/{number}"))
        else:
            _unknown(each, _FLAW, f"{pointer}/{number}", found)


def _object(
    value: Mapping[str, object], key: str, pointer: str, found: list[Problem]
) -> Mapping[str, object]:
    part = value.get(key)
    if part is None:
        return {}
    if not isinstance(part, dict):
        found.append(_problem("not-an-object", f"{pointer}/{key}"))
        return {}
    return part


def _text(value: Mapping[str, object], key: str, found: list[Problem]) -> str | None:
    part = value.get(key)
    if part is not None and not isinstance(part, str):
        found.append(_problem("not-text", f"#/{key}"))
        return None
    return part


def _day(value: Mapping[str, object], found: list[Problem]) -> date | None:
    part = value.get("applied_on")
    if part is None:
        return None
    try:
        if isinstance(part, str) and len(part) == 10:
            return date.fromisoformat(part)
    except ValueError:
        pass
    found.append(_problem("not-a-date", "#/applied_on"))
    return None


def _unknown(
    value: Mapping[str, object], known: Mapping[str, None], pointer: str, found: list[Problem]
) -> None:
    if value.keys() <= known.keys():
        return
    for name in value:
        if name not in known:
            from difflib import get_close_matches  # only for a name that was mistyped

            near = get_close_matches(name, known, n=1)
            found.append(
                _problem("unknown-key", _below(pointer, name), near[0] if near else "、".join(known))
            )


def _below(pointer: str, name: str) -> str:
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


_WORDS: Final = {
    "not-an-object": ("这里要写成 {{…}}。", "Please write an object {{…}} here."),
    "not-a-list": ("这里要写成 […]。", "Please write a list […] here."),
    "not-text": ("这里要写文字。", "Please write a text here."),
    "not-a-date": ("请写成 2026-03-02 这样的日期。", "Please write a date such as 2026-03-02."),
    "not-true-or-false": ("这里只能写 true 或 false。", "Please write true or false."),
    "not-a-state": (
        "只能写 sound（合格）、flawed（有问题）、absent（没带）、unseen（没看）。",
        "Please write sound, flawed, absent or unseen.",
    ),
    "not-a-count": ("份数要写整数，例如 2。", "Please write a whole number of copies, such as 2."),
    "not-a-flaw": (
        '每处问题写成 {{"kind": "…", "note": "…"}}。',
        'Please write each flaw as {{"kind": "…", "note": "…"}}.',
    ),
    "unknown-key": ("不认识这个名字。可以写：{near}。", "Unknown name. Did you mean: {near}?"),
}


def _problem(code: str, pointer: str, near: str = "") -> Problem:
    zh, en = (each.format(near=near) for each in _WORDS[code])
    return Problem(code=f"check/{code}", zh=zh, en=en, pointer=pointer)
