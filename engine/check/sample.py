"""Runs the samples of an item (样例) and counts what they cover: checks, materials, table rows.

A sample's 申请 is written in the paths of expressions; here it becomes a submission as any other, goes
through the same check, and its outcome, findings, promised limit and fee are compared with what the author
expected (ux 6.14).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.check.answer import Answer
from engine.check.check import Looked, check, look
from engine.check.words import canonical
from engine.dataclass import dataclass, field
from engine.feel.numbers import is_number
from engine.feel.values import Null, Unknown
from engine.item.intake import conditions_of
from engine.item.model import Item, Sample
from engine.item.terms import Span
from engine.rules.model import Rulebook

__all__ = ["Coverage", "Ran", "cover", "run_sample", "submission_of"]

_STATES = {"sound", "flawed", "absent", "unseen"}
_STATE_WORDS = {"合格": "sound", "有问题": "flawed", "没带": "absent", "没看": "unseen"}
_FILED = {"已提交": True, "未提交": False, "submitted": True, "not_submitted": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A sample that was run: what came out, and what differs from what was expected (empty: passed)."""

    sample: Sample
    answer: Answer
    promised: str | None
    fee: Decimal | None
    differs: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.differs


def submission_of(rulebook: Rulebook, sample: Sample) -> tuple[dict[str, Any], list[str]]:
    """Make a submission from a sample; the second part names the paths that nothing in the item knows."""
    facts: dict[str, Any] = {}
    materials: dict[str, dict[str, Any]] = {}
    answers: dict[str, dict[str, Any]] = {}
    unread: list[str] = []
    for path, value in sample.submission.items():
        name = canonical(str(path))
        head, _, tail = name.partition(".")
        if name in rulebook.member:
            materials.setdefault(name, {})["state"] = _state(str(value))
        elif head in rulebook.member and tail:
            _read_off(rulebook, materials.setdefault(head, {}), head, tail, value)
        elif name == "申请人.名称":
            facts["申请人"] = {"名称": str(value)}
        elif ".答复." in name:
            owner, _, field_name = name.partition(".答复.")
            answers.setdefault(owner, {})[field_name] = _answered(value)
        elif name in rulebook.index:
            facts[name] = _plain(value)
        else:
            unread.append(str(path))
    for member in rulebook.member:
        materials.setdefault(member, {}).setdefault(
            "state", "sound" if sample.others == "sound" else sample.others
        )
    return {"facts": facts, "materials": materials, "answers": answers}, unread


def _read_off(rulebook: Rulebook, made: dict[str, Any], head: str, tail: str, value: Any) -> None:
    made.setdefault("state", "sound")
    if tail == "份数":
        made["copies"] = _plain(value)
    else:
        made.setdefault("record", {})[tail] = _plain(value)


def _state(word: str) -> str:
    return _STATE_WORDS.get(word, word if word in _STATES else "unseen")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    text = str(value)
    return _FILED.get(text, text)


def _answered(value: Any) -> Any:
    """Read a plug-in's answer as written in a sample: a number, 是, 否, or a text."""
    text = str(value)
    try:
        return Decimal(text)
    except InvalidOperation:
        return {"是": True, "否": False, "yes": True, "no": False}.get(text, text)


def run_sample(rulebook: Rulebook, item: Item, sample: Sample) -> Ran:
    """Run one sample and compare."""
    day = date.fromisoformat(str(sample.applied_on))
    submission, unread = submission_of(rulebook, sample)
    lenient = sample.others == "sound"
    closed = sample.others == "absent"
    answer = check(rulebook, submission, day, closed=closed, lenient=lenient)
    promised = promised_limit(rulebook, item, submission, day) if sample.promised is not None else None
    fee = fee_of(rulebook, submission, day) if sample.fee is not None else None
    differs = _differences(sample, answer, unread)
    if sample.promised is not None and _squeezed(promised or "") != _squeezed(str(sample.promised)):
        differs.append("promised")
    if fee != sample.fee:
        differs.append("fee")
    return Ran(
        sample=sample, answer=answer, promised=promised, fee=fee, differs=tuple(differs), unread=tuple(unread)
    )


def _differences(sample: Sample, answer: Answer, unread: list[str]) -> list[str]:
    made = []
    found = [finding.id for finding in answer.findings]
    if unread:
        made.append("unread")
    if answer.outcome != sample.expect:
        made.append("outcome")
    if found != [str(id) for id in sample.because]:
        made.append("because")
    return made


def _squeezed(text: str) -> str:
    words = {
        "个工作日": "workdays",
        "工作日": "workdays",
        "当场办结": "0workdays",
        "on_the_spot": "0workdays",
    }
    text = text.replace(" ", "")
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text


def promised_limit(rulebook: Rulebook, item: Item, submission: Mapping[str, Any], day: date) -> str | None:
    """Give the promised limit as it comes out for a submission: `9 workdays`."""
    if item.limits is None:
        return None
    if isinstance(item.limits.promised, Span):
        return f"{item.limits.promised.count} {item.limits.promised.unit}"
    seen = look(rulebook, submission, day)
    value = rulebook.functions["promised"](seen.slots)
    return None if isinstance(value, Unknown | Null) else str(value)


def fee_of(rulebook: Rulebook, submission: Mapping[str, Any], day: date) -> Decimal | None:
    """Give the amount in yuan that a submission costs; None where none can be foreseen."""
    fee = rulebook.fee
    if fee is None or fee.tree is None:
        return None if fee is None else fee.fixed
    value = rulebook.functions["fee"](look(rulebook, submission, day).slots)
    return Decimal(value) if is_number(value) else None


@dataclass(slots=True, kw_only=True)
class Coverage:
    """What the samples of an item have seen: each name with whether it was met and whether unmet.

    `rows` counts the rows of each table that some sample hit.
    """

    checks: dict[str, set[bool]] = field(default_factory=dict)
    materials: dict[str, set[bool]] = field(default_factory=dict)
    rows: dict[str, set[int]] = field(default_factory=dict)
    row_count: dict[str, int] = field(default_factory=dict)

    def shares(self) -> tuple[float, float, float]:
        """Give the covered share of checks, materials and table rows, each 1.0 when there is nothing."""
        rows = sum(self.row_count.values())
        hit = sum(len(found) for found in self.rows.values())
        return _share(self.checks), _share(self.materials), hit / rows if rows else 1.0

    def missing(self) -> list[str]:
        """Name what no sample has seen: `R2 unmet`, `租赁合同 met`, `消防要求 row 3`."""
        gaps: list[str] = []
        for seen in (self.checks, self.materials):
            for name, verdicts in seen.items():
                gaps.extend(f"{name} {'met' if v else 'unmet'}" for v in (True, False) if v not in verdicts)
        for table, count in self.row_count.items():
            gaps.extend(f"{table} row {n + 1}" for n in range(count) if n not in self.rows[table])
        return gaps


def _share(seen: Mapping[str, set[bool]]) -> float:
    return sum(len(verdicts) for verdicts in seen.values()) / (2 * len(seen)) if seen else 1.0


def cover(rulebook: Rulebook, item: Item, coverage: Coverage, sample: Sample) -> None:
    """Add what a sample has seen; a part's own samples cover the part, so prefixed checks do not count."""
    submission, _ = submission_of(rulebook, sample)
    day = date.fromisoformat(str(sample.applied_on))
    seen = look(rulebook, submission, day, closed=sample.others == "absent")
    own = {str(check.id) for check in (*conditions_of(item), *item.checks)}
    applies = rulebook.functions["weigh"](seen.slots)
    listed = {str(m.name) for m in item.materials if m.necessity != "exempt" and m.any_of is None}
    listed |= {str(m.any_of) for m in item.materials if m.any_of is not None}
    for number, (requirement, verdict) in enumerate(zip(rulebook.requirements, seen.verdicts, strict=True)):
        if requirement.id in own and requirement.kind in ("condition", "check"):
            found = coverage.checks.setdefault(requirement.id, set())
            if verdict is False or applies[number] is not False:
                found.add(verdict is not False)
        elif requirement.kind == "material" and requirement.id in listed:
            found = coverage.materials.setdefault(requirement.id, set())
            if applies[number] is True:
                found.add(_handed_in(rulebook, seen, requirement.id))
    _cover_rows(rulebook, seen, coverage)


def _handed_in(rulebook: Rulebook, seen: Looked, name: str) -> bool:
    members = rulebook.groups.get(name, (name,))
    return any(seen.slots[rulebook.index[member]] is True for member in members)


def _cover_rows(rulebook: Rulebook, seen: Looked, coverage: Coverage) -> None:
    for path, grid in rulebook.tables.items():
        if "/" in path:
            continue
        coverage.row_count[path] = len(grid.answers)
        hits = coverage.rows.setdefault(path, set())
        hit = rulebook.functions["rows"](seen.slots).get(path)
        hits.update(hit or ())
