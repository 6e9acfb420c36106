"""A file of answers: the `facts` of a submission, or the whole submission, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.cli.desk import read_file
from engine.cli.output import Wrong
from engine.exchange.strict_json import read
from engine.exchange.submission import submission_of

__all__ = ["read_answers"]

_LARGEST: Final = 256 * 1024


def read_answers(path: str) -> Mapping[str, object]:
    """Read answers by name; raises `Wrong` with every place that cannot be read."""
    got = read(read_file(path, _LARGEST))
    problems = got.problems
    if not problems and isinstance(got.value, dict) and "facts" in got.value:
        sent = submission_of(got.value)
        facts = sent.submission.get("facts")
        if not sent.problems and isinstance(facts, Mapping):
            return facts
        problems = sent.problems
    if not problems and isinstance(got.value, dict):
        return got.value
    zh = "；".join(f"{each.pointer} {each.zh}" for each in problems) or '要写成 {"问题": "回答"}。'
    en = "; ".join(f"{each.pointer} {each.en}" for each in problems) or 'Write {"question": "answer"}.'
    raise Wrong(f"{path} 看不懂：{zh}", f"{path} cannot be read: {en}")
