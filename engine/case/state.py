"""What is known of a case after its events: frozen values, folded by `engine.case.fold`, stored nowhere.

Days are those that count (a receipt after closing time counts from the next workday); moments are as it was.
What is due is not in here: `engine.case.clock` derives it from these values and the calendar in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from engine.case.checked import Checked
from engine.case.model import Actor
from engine.case.terms import NO_TERMS, Terms
from engine.item.terms import Span
from engine.vocabulary import Lang

__all__ = [
    "ADDRESSES",
    "Accepted",
    "Contact",
    "Correction",
    "Decided",
    "Delivery",
    "Ended",
    "Explained",
    "Ledger",
    "Mandate",
    "Owed",
    "Pause",
    "Permit",
    "Promised",
    "Rating",
    "Received",
    "Round",
    "Slip",
    "State",
    "Transfer",
    "Unsent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One material of the case: how it was found, what a clerk attested about it, the hashes of its files."""

    state: str = "unseen"
    copies: int | None = None
    pages: int | None = None
    form: str = ""
    flaws: tuple[str, ...] = ()
    original_seen: str = ""
    copies_match: str = ""
    collected: bool = False
    files: tuple[str, ...] = ()

    @property
    def handed_in(self) -> bool:
        """Tell whether the material is there at all."""
        return self.state in ("sound", "flawed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """Who may act for the applicant, and until when."""

    agent: str
    until: date | None
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The receipt: its number, the day it counts from, and in which form the materials came."""

    number: str
    on: date
    at: datetime
    by: Actor
    medium: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One running of the notice clock: from a receipt or a resubmission until something was answered."""

    starts_on: date
    ended_on: date | None = None
    ended_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction that was told: what it named, by when it is to be answered, whether it was.

    `submitted` is the event up to which the submission counted. `breaches` names what the first correction
    should have told. `after_acceptance`: the case was accepted already, so the decision clock may pause.
    """

    number: str
    sequence: int
    on: date
    by: Actor
    findings: tuple[str, ...]
    checked: Checked
    submitted: int
    correct_by: date | None
    breaches: tuple[str, ...] = ()
    after_acceptance: bool = False
    supplied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """A second person's leave to do what the rules alone would not allow."""

    what: str
    sequence: int
    by: Actor
    reason: str
    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A material that may follow later (容缺后补): until when, and when it came."""

    material: str
    on: date
    until: date
    supplied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The acceptance: the day it counts from, how it came about, and the limits it set."""

    number: str
    on: date
    at: datetime
    by: Actor
    how: str
    promised: Span | None
    statutory: Span | None
    steps: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """The materials on their way to one department; `difference` blocks this line until it is listed anew."""

    department: str
    batch: str
    medium: str
    materials: tuple[str, ...] = ()
    signed_by: Actor | None = None
    signed_on: date | None = None
    difference: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A row of the ledger of uncounted time; never an edited deadline (domain 3.3)."""

    reason: str
    notice: str
    begin: date
    end: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision on a case, or on one part of a package."""

    part: str
    result: str
    number: str
    on: date
    by: Actor
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The slip that goes with the certificate to the issue window."""

    number: str
    on: date
    sequence: int
    collect: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    refused_on: date | None = None
    differing: tuple[str, ...] = ()
    mended_on: date | None = None
    taken_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How the result reaches the applicant."""

    way: str
    on: date
    waybill: str = ""
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An end beside the road: not accepted, sent back, withdrawn."""

    kind: str
    on: date
    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A rating as it stands now; it may be changed until midnight of the day it was first given."""

    of: str
    grade: int
    first_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A paper that an event owes: its kind, number, and the event; `kept` once it lies in the file."""

    paper: str
    number: str
    sequence: int
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A message that an event owes the applicant and nobody has taken; `given_up` after enough tries."""

    sequence: int
    occasion: str
    at: datetime
    given_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a case is late, in words for the public, who said so, and the day it is now expected on."""

    reason: str
    on: date
    department: str
    expected_on: date | None = None


ADDRESSES: Final[Mapping[str, str]] = {"sms": "telephone", "email": "email"}
"""The ways to send a message, and the entry of the vault in which its address lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How the applicant is reached: in which language, by which way they wish, and by which they can be."""

    lang: Lang = "zh"
    wish: str = ""
    known: tuple[str, ...] = ()

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways whose address lies in the vault, the wished one first."""
        return tuple(sorted(self.known, key=lambda each: each != self.wish))


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A case as it stands after `version` events; `owner` opened it themselves, `agent` for somebody."""

    case: str = ""
    version: int = 0
    number: str = ""
    terms: Terms = NO_TERMS
    opened_on: date | None = None
    last_at: datetime | None = None
    clock_jumped: bool = False
    channel: str = ""
    applied_on: date | None = None
    owner: str = ""
    agent: str = ""
    queue_number: str = ""
    waiting: bool = False
    mandate: Mandate | None = None
    ledger: Mapping[str, Ledger] = field(default_factory=dict)
    submitted: int = 0
    checked: Checked | None = None
    settled: Mapping[str, str] = field(default_factory=dict)
    received: Received | None = None
    rounds: tuple[Round, ...] = ()
    corrections: tuple[Correction, ...] = ()
    questions: Mapping[int, int] = field(default_factory=dict)
    permits: tuple[Permit, ...] = ()
    later: tuple[Promised, ...] = ()
    accepted: Accepted | None = None
    transfers: tuple[Transfer, ...] = ()
    finished: tuple[tuple[str, str, date], ...] = ()
    reviews: tuple[tuple[str, str], ...] = ()
    pauses: tuple[Pause, ...] = ()
    extension: Span | None = None
    decisions: tuple[Decided, ...] = ()
    slip: Slip | None = None
    notified_on: date | None = None
    delivery: Delivery | None = None
    ended: Ended | None = None
    withdrawn_parts: tuple[str, ...] = ()
    papers: tuple[Owed, ...] = ()
    archived_on: date | None = None
    ratings: tuple[Rating, ...] = ()
    paid: bool = False
    reminded: frozenset[str] = frozenset()
    explained: Explained | None = None
    contact: Contact = Contact()
    unsent: tuple[Unsent, ...] = ()

    @property
    def correction(self) -> Correction | None:
        """The correction that waits for an answer."""
        last = self.corrections[-1] if self.corrections else None
        return last if last is not None and last.supplied_on is None else None

    @property
    def pause(self) -> Pause | None:
        """The pause that is running."""
        return next((each for each in self.pauses if each.end is None), None)

    @property
    def granted(self) -> bool:
        """Tell whether anything was granted, so that there is a certificate to hand over."""
        return any(each.result == "granted" for each in self.decisions)
