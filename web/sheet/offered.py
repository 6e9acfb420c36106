"""What the form of an act offers in one case: the parts of its package, the pauses that its item lists.

Whoever fills a form in chooses among what the road would take; a field with nothing to choose is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from engine.case.guards.deciding import stopped_by_hand
from engine.case.guards.issuing import uncollected
from engine.case.road import sending
from engine.case.stages import step_of
from engine.case.state import State
from engine.vocabulary import Lang
from web.said import term
from web.words import say

__all__ = ["Choices", "Offer", "offered"]

Choices: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How a field is asked in this case: one or several of these choices, or an entry for each of them."""

    shape: Literal["choice", "ticks", "entries"]
    choices: Choices


def offered(verb: str, name: str, state: State, lang: Lang) -> Offer | None:
    """Give what a field of an act offers in this case; None where it is asked the same in every case."""
    made = _OFFERS.get((verb, name)) or _OFFERS.get(("", name))
    return None if made is None else made(state, lang)


def _parts(state: State, lang: Lang) -> Offer:
    return Offer(shape="choice", choices=tuple((each.code, each.name) for each in state.terms.parts))


def _to_collect(state: State, lang: Lang) -> Offer:
    """Offer what the slip lists and nobody has collected yet."""
    return Offer(shape="ticks", choices=_plain(uncollected(state)))


def _departments(state: State, lang: Lang) -> Offer:
    return Offer(shape="choice", choices=_plain(sending(state)))


def _pauses(state: State, lang: Lang) -> Offer:
    """Offer what the item lists, and the special procedure of the stage; a correction pauses by itself."""
    listed = dict.fromkeys((*state.terms.pauses, step_of(state).special))
    return Offer(shape="choice", choices=_of_pauses((each for each in listed if each), lang))


def _running(state: State, lang: Lang) -> Offer:
    reasons = [each.reason for each in stopped_by_hand(state)]
    # With one there is nothing to choose: the road knows which.
    return Offer(shape="choice", choices=_of_pauses(reasons if len(reasons) > 1 else (), lang))


def _of_pauses(reasons: Iterable[str], lang: Lang) -> Choices:
    return tuple((each, term("pause", each, lang)) for each in reasons if each != "correct")


def _questions(state: State, lang: Lang) -> Offer:
    waiting = (asked for asked, answer in state.questions.items() if not answer)
    choices = ((str(each), say("talk_number", lang, number=each)) for each in waiting)
    return Offer(shape="choice", choices=tuple(choices))


def _open(state: State, lang: Lang) -> Offer:
    return Offer(shape="choice", choices=_plain(() if state.checked is None else state.checked.open))


def _entries(state: State, lang: Lang) -> Offer:
    return Offer(shape="entries", choices=_of_slip(state))


def _differing(state: State, lang: Lang) -> Offer:
    return Offer(shape="ticks", choices=_of_slip(state))


def _of_slip(state: State) -> Choices:
    return _plain(() if state.slip is None else state.slip.fields)


def _sent(state: State, lang: Lang) -> Offer:
    return Offer(shape="ticks", choices=_plain(name for each in state.transfers for name in each.materials))


def _taken(state: State, lang: Lang) -> Offer:
    return Offer(shape="ticks", choices=_plain(each.name for each in state.terms.materials))


def _plain(names: Iterable[str]) -> Choices:
    return tuple((each, each) for each in dict.fromkeys(names))


_OFFERS: Final[Mapping[tuple[str, str], Callable[[State, Lang], Offer]]] = {
    ("", "part"): _parts,
    ("", "materials"): _taken,
    ("collect", "materials"): _to_collect,
    ("dispatch", "department"): _departments,
    ("pause", "reason"): _pauses,
    ("resume", "reason"): _running,
    ("answer", "question"): _questions,
    ("settle", "finding"): _open,
    ("differ", "missing"): _sent,
    ("refuse_slip", "differing"): _differing,
    ("mend_slip", "certificate"): _entries,
    ("hand_over", "certificate"): _entries,
}
