"""The nouns of the contract with plug-ins: what a hook hands over, and what it is given back.

A plug-in imports them from `engine.hookspecs`, where the hooks are. This module imports nothing of ours, so
that a plug-in needs nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

__all__ = [
    "KINDS",
    "Carried",
    "Command",
    "Example",
    "Filled",
    "Flaw",
    "Function",
    "Happened",
    "Identity",
    "Incoming",
    "Lint",
    "Mark",
    "Message",
    "Page",
    "Parcel",
    "Reads",
    "Scanned",
    "Sent",
    "Told",
    "ValueKind",
]

ValueKind: TypeAlias = Literal["text", "integer", "number", "amount", "date", "yes_no", "list"]
KINDS: Final[tuple[ValueKind, ...]] = ("text", "integer", "number", "amount", "date", "yes_no", "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What an implementation is asked about, and all that it is handed; set by `reads`."""

    entries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One call of a check function with the answer it must give; `yici plugins test` runs it."""

    given: Mapping[str, object]
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A check function: what it is given and what it answers, each name with its kind.

    `run` takes the inputs as keyword arguments: texts, int, Decimal, date, bool, None for what is known to be
    none, tuples and mappings of these. It returns a mapping with exactly the names of `answers`. After
    `seconds` its answer is no longer waited for. `zh` and `en` say in a sentence what it finds out.
    """

    run: Callable[..., Mapping[str, object]]
    inputs: Mapping[str, ValueKind] = field(default_factory=dict)
    answers: Mapping[str, ValueKind] = field(default_factory=dict)
    seconds: float = 1.0
    zh: str = ""
    en: str = ""
    examples: Sequence[Example] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of `yici`: what it does in one sentence, its arguments, and how it runs (the exit code)."""

    zh: str
    en: str
    arguments: Callable[[argparse.ArgumentParser, str], None]
    run: Callable[[Any, argparse.Namespace], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the web: its title in both languages, who may see it, and what it shows.

    `show` takes the language (`zh`, `en`) and the query as texts by name. It gives the body as HTML, or a
    mapping that is sent as JSON. Without `roles` everybody may see it.
    """

    zh: str
    en: str
    show: Callable[[str, Mapping[str, str]], str | Mapping[str, object]]
    roles: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place that a lint found: the way to it (`"materials", 2, "name"`), and the values of the words."""

    at: Sequence[str | int]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """A lint: what it says (`{name}` stands for a value of the mark), why, a wrong and a right example.

    `find` is given the item as mappings, sequences and texts, named as in `engine.item.model`.
    """

    zh: str
    en: str
    why_zh: str
    why_en: str
    wrong: str
    right: str
    find: Callable[[Mapping[str, object]], Sequence[Mark]]
    level: Literal["fault", "reminder"] = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with an entry read off a material, in a short sentence; the applicant reads it."""

    entry: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a register holds of a material that nobody has to bring: its values by their names under 登记."""

    record: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a document number can be: the kind of document, whether the number holds, what it tells."""

    zh: str
    en: str
    sound: bool
    born_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Somebody is to be told something: the occasion, the case, where to, and the values of the words.

    `address` is a telephone number or an e-mail address: it may be used for sending and written nowhere.
    `key` stays the same when the message is tried again.
    """

    key: str
    occasion: str
    case_number: str
    item: str
    channel: Literal["sms", "email"]
    address: str = field(repr=False)
    lang: Literal["zh", "en"] = "zh"
    values: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """That a message was taken over: by which back end, and its own number for it."""

    by: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A result on its way: the case, the receiver, and the waybill once there is one.

    `key` stays the same when the same parcel is handed over again, so that nothing is posted twice.
    """

    key: str
    case_number: str
    receiver: str = field(repr=False)
    telephone: str = field(repr=False)
    address: str = field(repr=False)
    content: str
    waybill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How far a parcel is, by its waybill."""

    by: str
    waybill: str
    state: Literal["taken", "on_the_way", "delivered", "returned"]
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file that somebody sends: where its bytes are read, of which kind it is, how many bytes it has.

    `path` is a pipe: it gives the bytes once, from the first to the last, and cannot go back. Nothing of a
    file lies open on the disk, so there is nothing to read a second time.
    """

    path: Path
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What a scanner says of a file: the name of what it found, or nothing if the file is clean."""

    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event of a case, with its open data; what is personal lies in the vault and is not handed over."""

    case: str
    number: str
    item: str
    edition: str
    sequence: int
    kind: str
    at: datetime
    role: str
    department: str
    stage: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A correction that was told: its number, which round it is, and what it named by id."""

    case: str
    number: str
    item: str
    correction: str
    round: int
    at: datetime
    findings: Sequence[str]
    breaches: Sequence[str] = ()
    correct_by: date | None = None
