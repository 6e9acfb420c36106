"""How it goes: the steps as an applicant meets them, with what the item adds to the standard road."""

from __future__ import annotations

from collections.abc import Iterator

from engine.guide.facts import comes_about, limit_says, outputs_of
from engine.guide.model import Step
from engine.guide.reading import Reading, joined
from engine.item.model import Limits, Stage
from engine.item.terms import Span
from engine.vocabulary import has

__all__ = ["steps_of"]

_WAYS = ("window", "online", "post", "kiosk")


def steps_of(reading: Reading) -> tuple[Step, ...]:
    """Give the steps in order: hand in, told once, what the item adds, review, get the result."""
    made = [_submit(reading), _told(reading), *_added(reading), _review(reading), _get(reading)]
    return tuple(step for step in made if step.says)


def _step(reading: Reading, key: str, *says: str) -> Step:
    between = "" if reading.lang == "zh" else " "
    return Step(name=reading.say(key), says=between.join(each for each in says if each))


def _submit(reading: Reading) -> Step:
    channels = [way for way in _WAYS if way in reading.item.channels] or ["window"]
    ways = reading.say("or").join(reading.say(f"submit_{way}") for way in channels)
    if reading.lang == "en":
        ways = ways[:1].upper() + ways[1:]
    window = reading.item.intake_window
    intake = "" if window is None else reading.say("intake", start=window.first, end=window.last)
    return _step(reading, "step_submit", reading.say("submit", ways=ways), intake)


def _told(reading: Reading) -> Step:
    limits = reading.item.limits
    if limits is None:
        return _step(reading, "step_told")
    within = limits.tell_within
    says = reading.say("told", span=reading.span(within)) if within.count else reading.say("told_spot")
    mend = limits.correct_within
    return _step(
        reading,
        "step_told",
        says,
        "" if mend is None else reading.say("correct_within", span=reading.span(mend)),
    )


def _added(reading: Reading) -> Iterator[Step]:
    """Give the stages that the item adds, unless this situation has none of it."""
    written = {(part, str(stage.name)): stage for part, item in reading.items() for stage in item.stages}
    for given in reading.rulebook.stages:
        stage = written.get((given.part, given.name))
        certain, when = comes_about(reading, given.when)
        if stage is not None and not has("stage", given.name) and certain is not False:
            yield Step(name=_stage_name(reading, stage), says=_stage_says(reading, stage, when))


def _stage_name(reading: Reading, stage: Stage) -> str:
    return reading.text(stage.english, "name", stage.name)


def _stage_says(reading: Reading, stage: Stage, when: str) -> str:
    departments = joined([str(each) for each in stage.departments], reading.lang)
    departments = reading.text(stage.english, "department", departments)
    says = [
        reading.say("stage_by", departments=departments) if departments else "",
        reading.say("stage_when", when=when) if when else "",
        reading.say("stage_paused" if stage.special_procedure is not None else "stage_counts"),
    ]
    return ("" if reading.lang == "zh" else " ").join(each for each in says if each)


def _review(reading: Reading) -> Step:
    limits, limit = reading.item.limits, reading.needs.limit
    if limits is None or limit is None:
        return _step(reading, "step_review")
    if limit.span == Span(count=0, unit="workdays"):
        return _step(reading, "step_review", reading.say("review_spot"))
    span = limit_says(reading, limit)
    start = reading.start(limits.counts_from)
    together = any(stage.parallel for stage in reading.item.stages)
    return _step(
        reading,
        "step_review",
        reading.say("review", start=start, span=span),
        reading.say("review_parallel") if together else "",
        _not_counted(reading, limits),
    )


def _not_counted(reading: Reading, limits: Limits) -> str:
    pauses = [reading.word("pause", pause) for pause in limits.pauses]
    return reading.say("not_counted", pauses=joined(pauses, reading.lang)) if pauses else ""


def _get(reading: Reading) -> Step:
    outputs = outputs_of(reading)
    names = [reading.say("output_when", name=name, when=when) if when else name for name, _, when in outputs]
    media = {medium for _, each, _ in outputs for medium in each}
    later = _collected_at_issue(reading)
    return _step(
        reading,
        "step_get",
        reading.say("get", outputs=joined(names, reading.lang)) if names else "",
        reading.say("get_electronic") if "electronic" in media else "",
        reading.say("get_paper") if media & {"paper", "original"} else "",
        reading.say("collect", names=joined(later, reading.lang)) if later else "",
    )


def _collected_at_issue(reading: Reading) -> list[str]:
    """Give the materials that are taken only when the result is handed out, as far as they are needed."""
    found = (need for need in reading.needs.materials if need.collect_at == "issue")
    return [need.label for need in found if need.state != "not_needed"]
