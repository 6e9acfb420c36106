"""Writes the papers of a case: a `Record` and what its events owe go in, `Paper` values come out.

Pure: the same record gives the same paper for ever, because whatever could come out differently later was
fixed in the event. A paper is written in the form that its event names; a new form is a new row beside the
old ones, never a change of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from engine import vocabulary
from engine.case.fold import fold
from engine.case.model import Event, Reference
from engine.case.papers import PAPERS, PaperKind
from engine.case.state import Owed, State
from engine.case.submission import references_of
from engine.documents import acceptance, deciding, ending, intake, issuing
from engine.documents.body import Body
from engine.documents.model import Code, Entry, Paper, Seal
from engine.documents.outputs import is_conditional
from engine.documents.record import Reading, Record
from engine.documents.wording import is_worded
from engine.documents.words import TITLES_EN, say
from engine.item.model import Item
from engine.vocabulary import Lang

__all__ = ["BUILDERS", "batch", "file_name", "needed", "owed", "write", "write_all"]

Builder: TypeAlias = Callable[[Reading], Body]


def _alone(reading: Reading) -> Body:
    return deciding.transfer_list([reading])


BUILDERS: Final[Mapping[int, Mapping[str, Builder]]] = {
    1: {
        "receipt": intake.receipt,
        "correction": acceptance.correction,
        "later_promise": intake.later_promise,
        "acceptance": acceptance.acceptance,
        "decline": acceptance.decline,
        "transfer_list": _alone,
        "special_notice": deciding.special_notice,
        "extension": deciding.extension,
        "decision": deciding.decision,
        "slip": issuing.slip,
        "notice": issuing.notice,
        "delivery": issuing.delivery,
        "return_notice": ending.return_notice,
        "returned_list": intake.returned_list,
    }
}
"""How each kind is written, by the form in which it was printed."""


def owed(events: Iterable[Event]) -> tuple[Owed, ...]:
    """Give the papers that a case owes or has, in the order of its events."""
    return fold(events).papers


def needed(
    events: Sequence[Event], papers: Iterable[Owed], items: Sequence[Item] = ()
) -> tuple[Reference, ...]:
    """Give the personal values that have to be revealed before these papers can be written.

    A decision on one of `items` that has its own text is written from the whole submission, and so is what
    names their results, where a result has a condition.
    """
    made: dict[str, Reference] = {}
    for each in papers:
        wanted = PAPERS[each.paper].reveals
        for event in events[: each.sequence]:
            own = wanted if event.sequence == each.sequence else _standing(wanted)
            made |= {event.personal[name].id: event.personal[name] for name in own if name in event.personal}
        worded = each.paper == "decision" and is_worded(items)
        if worded or (each.paper in _NAME_OUTPUTS and is_conditional(items)):
            made |= {one.id: one for one in references_of(events[: each.sequence])}
    return tuple(made.values())


_NAME_OUTPUTS: Final = frozenset({"acceptance", "decision", "slip"})
_OF_ONE_EVENT: Final = frozenset({"reasons", "reason", "certificate", "note", "said", "witness"})


def _standing(names: Iterable[str]) -> tuple[str, ...]:
    """Give the entries that hold from event to event; a reason is the reason of one decision."""
    return tuple(name for name in names if name not in _OF_ONE_EVENT)


def write(record: Record, paper: Owed, lang: Lang = "zh") -> Paper:
    """Write one paper."""
    reading = _reading(record, paper, lang, fold(record.events[: paper.sequence]))
    return _written([reading], BUILDERS[_form(reading)][paper.paper](reading))


def write_all(record: Record, lang: Lang = "zh") -> Iterator[tuple[Owed, Paper]]:
    """Write everything that a case owes."""
    for paper in owed(record.events):
        yield paper, write(record, paper, lang)


def batch(records: Sequence[tuple[Record, Owed]], lang: Lang = "zh") -> Paper:
    """Write the transfer list of several cases that go to one department together."""
    readings = [
        _reading(record, paper, lang, fold(record.events[: paper.sequence])) for record, paper in records
    ]
    return _written(readings, deciding.transfer_list(readings))


def file_name(paper: Owed, lang: Lang, suffix: str) -> str:
    """Name the file of a paper by its event and its kind; nothing about a person stands in it."""
    name = paper.paper.replace("_", "-") if lang == "en" else _title(paper.paper, lang)
    return f"{paper.sequence:03d}-{name}.{suffix}"


def _reading(record: Record, paper: Owed, lang: Lang, state: State) -> Reading:
    event = record.events[paper.sequence - 1]
    return Reading(record=record, owed=paper, event=event, state=state, lang=lang)


def _form(reading: Reading) -> int:
    found = reading.printed.get("form")
    return found if isinstance(found, int) else 1


def _written(readings: Sequence[Reading], body: Body) -> Paper:
    reading, kind = readings[0], PAPERS[readings[0].owed.paper]
    title = body.title or _title(kind.kind, reading.lang)
    number = reading.owed.number
    return Paper(
        kind=kind.kind,
        form=_form(reading),
        lang=reading.lang,
        organ=_organ(reading, kind, body),
        title=title,
        marks=_marks(reading, number, len(readings)),
        blocks=body.blocks,
        to=reading.say("to", name=reading.applicant) if body.addressed else "",
        code=_code(reading) if kind.goes_to == "applicant" else None,
        signatures=tuple(_signature(reading, signer) for signer in kind.signs),
        dated=reading.say("signed_on"),
        seal=_seal(reading, kind, body),
        foot=tuple(_foot(reading, kind)),
        running=" ".join(part for part in (title, number) if part),
        page=(reading.say("page_before"), reading.say("page_between"), reading.say("page_after")),
    )


def _title(kind: str, lang: Lang) -> str:
    return TITLES_EN[kind] if lang == "en" else vocabulary.in_lang("paper", kind, "zh")


def _organ(reading: Reading, kind: PaperKind, body: Body) -> str:
    if kind.organ == "department":
        return reading.department(body.organ)
    center = reading.printed.get("center")
    return str(center) if center else say("center", reading.lang)


def _marks(reading: Reading, number: str, cases: int) -> tuple[Entry, ...]:
    marks = (("number", number), ("case", reading.state.number if cases == 1 else ""))
    return tuple(Entry(label=reading.say(key), says=says) for key, says in marks if says)


def _signature(reading: Reading, signer: str) -> Entry:
    """Give a line to sign; whoever acted is named already."""
    by = reading.event.by
    known = signer in ("clerk", "giver") and by.role not in ("applicant", "agent", "system")
    return Entry(label=reading.say(f"sign_{signer}"), says=by.id if known else "")


def _seal(reading: Reading, kind: PaperKind, body: Body) -> Seal | None:
    if not kind.sealed:
        return None
    return Seal(organ=_organ(reading, kind, body), on=reading.day(reading.on), label=reading.say("seal"))


def _code(reading: Reading) -> Code:
    """Give what the applicant looks the case up with."""
    address = reading.printed.get("query")
    letters = reading.event.case
    return Code(
        text=f"{address}/cases/{letters}" if address else letters,
        label=reading.say("code_label"),
        letters=reading.say("code_letters", code=letters),
        how=reading.say("code_at", address=address) if address else reading.say("code_here"),
    )


def _foot(reading: Reading, kind: PaperKind) -> Iterator[str]:
    terms, anchor = reading.state.terms, reading.printed.get("anchor")
    yield reading.say(_copies(kind))
    yield reading.say(
        "edition", item=terms.item, edition=terms.edition, form=_form(reading), hash=terms.edition_hash[:23]
    )
    if anchor:
        yield reading.say("anchor", anchor=anchor)
    if reading.lang == "en":
        yield reading.say("translated")


def _copies(kind: PaperKind) -> str:
    if kind.goes_to == "applicant":
        return "copies_applicant" if kind.copies == 1 else f"copies_{kind.copies}"
    return f"copies_{kind.goes_to}"
