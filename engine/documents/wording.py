"""What an item itself wants said in its decision (文书正文): the author's paragraphs, filled for this case.

The holes are those of the messages of a check and are filled by the same code; the names of a case (its
number, its days) stand beside the facts. A value that is not there is said not to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from engine import vocabulary
from engine.case.submission import references_of
from engine.check.look import Looked
from engine.check.words import fill
from engine.documents.model import Prose
from engine.documents.outputs import outputs_of, seen_by
from engine.documents.record import Reading
from engine.feel.values import Null, Unknown
from engine.item.model import Item
from engine.rules.spoken import value_words

__all__ = ["is_worded", "wording"]


def is_worded(items: Iterable[Item]) -> bool:
    """Tell whether any output has its own text, so that the submission has to be read for it."""
    return any(output.wording is not None for item in items for output in item.outputs)


def wording(reading: Reading, part: str) -> tuple[Prose, ...]:
    """Give what the item, or a part of it, wants said of the outputs that come about; nothing if nothing."""
    item = reading.record.parts.get(part, reading.record.item)
    if not is_worded([item]):
        return ()
    seen = seen_by(reading)
    value = _value(reading, seen, part)
    return tuple(
        Prose(says=each) for text in _texts(reading, seen, part) for each in _filled(text, value, reading)
    )


def _filled(text: str, value: Callable[[str], object], reading: Reading) -> Iterator[str]:
    """Give the paragraphs one by one: a line of the author's text is a paragraph."""
    for line in text.splitlines():
        if line.strip():
            yield fill(line.strip(), value, reading.lang)


def _texts(reading: Reading, seen: Looked, part: str) -> Iterator[str]:
    """Give the texts of the outputs that come about for certain."""
    for output, certain in outputs_of(reading, part, seen):
        if output.wording is not None and certain:
            yield reading.translated(output.english, "wording", output.wording)


def _value(reading: Reading, seen: Looked, part: str) -> Callable[[str], object]:
    erased = any(
        each.id not in reading.record.values
        for each in references_of(reading.record.events[: reading.event.sequence])
    )

    def value(path: str) -> object:
        own = f"{part}/{path}"
        if own in seen.derived:
            found = seen.derived[own]
        elif path not in seen.rulebook.index and vocabulary.has("given_case", path):
            return _of_case(reading, path)
        elif path == "申请人.名称":
            return reading.applicant
        else:
            found = seen.value(path)
        if isinstance(found, Unknown | Null):
            return reading.say("erased" if erased else "unsaid")
        if isinstance(found, date):
            return reading.day(found)
        named = own if own in seen.rulebook.english else path
        return value_words(seen.rulebook, named, found, reading.lang)

    return value


def _of_case(reading: Reading, name: str) -> str:
    """Give the number or the day of the case that a name stands for."""
    accepted = reading.state.accepted
    found = {
        "case_number": reading.state.number,
        "decision_number": reading.owed.number,
        "accepted_on": reading.day(accepted.on if accepted is not None else None),
        "decided_on": reading.day(reading.on),
    }
    return found[vocabulary.english("given_case", name) or name]
