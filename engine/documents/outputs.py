"""Which results of an item come about for a case: its submission in, the outputs to print out.

Whether a condition (前提) of an output holds is settled by the submission as it stood at the event of the
paper. One that nobody can settle, because a fact is not there or was erased, is printed as still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.case.submission import submission_of
from engine.check.look import Looked, look
from engine.documents.record import Reading
from engine.feel.interpret import evaluate
from engine.item.model import Item, Output

__all__ = ["is_conditional", "output_names", "outputs_of", "seen_by"]


def is_conditional(items: Iterable[Item]) -> bool:
    """Tell whether any output has a condition, so that the submission has to be read for it."""
    return any(output.when is not None for item in items for output in item.outputs)


def output_names(reading: Reading, part: str = "") -> tuple[str, ...]:
    """Give what the item, or a part of it, brings the applicant; of what is open, that it is."""
    made = []
    for output, certain in outputs_of(reading, part):
        name = reading.translated(output.english, "name", output.name)
        made.append(name if certain else reading.say("output_open", name=name))
    return tuple(made)


def outputs_of(reading: Reading, part: str = "", seen: Looked | None = None) -> Iterator[tuple[Output, bool]]:
    """Give the outputs that come about or may, each with whether that is certain."""
    item = reading.record.parts.get(part, reading.record.item)
    if not is_conditional([item]):
        yield from ((output, True) for output in item.outputs)
        return
    seen = seen or seen_by(reading)
    conditions = [each.when for each in seen.rulebook.outputs if (each.part or "") == part]
    for output, when in zip(item.outputs, conditions, strict=True):
        holds = True if when is None else evaluate(when, seen.derived)
        if holds is not False:
            yield output, holds is True


def seen_by(reading: Reading) -> Looked:
    """Look at the submission as it stood at the event of the paper."""
    record, upto = reading.record, reading.event.sequence
    submission = submission_of(record.events, record.values, upto)
    return look(record.rulebook, submission, reading.state.applied_on or reading.on)
