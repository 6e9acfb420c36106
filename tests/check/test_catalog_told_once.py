"""The told-once guarantee on every item of the catalogue and every sketch, and what an answer looks like."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.check.check import check, find, look
from engine.check.guard import judge, told_of
from engine.check.sample import run_sample
from engine.feel.values import Unknown
from engine.item.load import load_file
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item
from tests.check.random_items import TODAY, random_submission, repaired

ROOT = Path(__file__).parent.parent.parent
SKETCHES = ROOT / "tests" / "sketches"
KEYS = ["item", "edition", "edition_hash", "applied_on", "outcome", "complete", "findings", "reminders"]
KEYS += ["announcements", "unknown"]


def items(folder: Path) -> dict[str, Item]:
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        loaded = load_file(path)
        assert loaded.item is not None and not loaded.faults, path
        if loaded.item.language == "zh":
            found[str(loaded.item.code)] = loaded.item
    return found


ITEMS = {**items(SKETCHES), **items(ROOT / "catalog")}


def rulebook_of(code: str) -> Rulebook:
    compiled = compile_item(ITEMS[code], ITEMS)
    assert compiled.rulebook is not None, [fault.says() for fault in compiled.faults]
    return compiled.rulebook


def answered(name: str, inputs: object) -> Mapping[str, object] | None:
    """Answer as the one plug-in that is asked here would; the others are not there."""
    return {"距离": 6} if name == "住建/排烟口距离" else None


def try_pairs(code: str, seeds: range) -> None:
    """Repair random submissions; what is not told completely says so itself, and is not many."""
    rulebook, tried = rulebook_of(code), 0
    for seed in seeds:
        generator = random.Random(seed)
        first = random_submission(generator.choice, rulebook)
        answer = check(rulebook, first, TODAY, closed=True, ask=answered)
        if not answer.complete:
            continue
        tried += 1
        second = repaired(generator.choice, rulebook, first, answer.replaced)
        told = told_of(answer, first, closed=True)
        new = [j for j in judge(rulebook, told, second, closed=True, ask=answered) if j.because != "told"]
        assert [j.finding.id for j in new if j.finding.verdict == "unmet"] == [], (first, second)
    assert tried > len(seeds) // 2


@pytest.mark.parametrize("code", ITEMS)
def test_nothing_new_the_second_time(code: str) -> None:
    try_pairs(code, range(100))


@pytest.mark.long
@pytest.mark.parametrize("code", ITEMS)
def test_nothing_new_the_second_time_long(code: str) -> None:
    try_pairs(code, range(100, 5_100))


@pytest.mark.parametrize("code", ITEMS)
def test_every_sample_comes_out_as_written(code: str) -> None:
    rulebook = rulebook_of(code)
    for sample in ITEMS[code].samples:
        ran = run_sample(rulebook, ITEMS[code], sample)
        assert ran.passed, (sample.name, ran.differs, [finding.id for finding in ran.answer.findings])


@pytest.mark.parametrize("code", ITEMS)
def test_the_answer_has_the_shape_that_others_rely_on(code: str) -> None:
    rulebook = rulebook_of(code)
    for seed in range(20):
        submission = random_submission(random.Random(seed).choice, rulebook)
        made = check(rulebook, submission, TODAY, closed=True).to_json()
        assert list(made) == KEYS
        for finding in made["findings"]:  # type: ignore[attr-defined]  # JSON of our own making
            assert {"id", "kind", "verdict", "gravity", "says", "remedy", "basis", "must"} <= set(finding)
            assert finding["kind"] in {"condition", "check", "material", "copies", "flaw", "fact", "plugin"}
            assert finding["says"] and (finding["remedy"] or finding["gravity"] == "remind")


@pytest.mark.parametrize("code", ITEMS)
def test_nothing_unknown_ever_passes(code: str) -> None:
    """Whatever is taken away: where the outcome is accept, every single verdict is met for certain."""
    rulebook = rulebook_of(code)
    for seed in range(60):
        generator = random.Random(seed)
        submission = random_submission(generator.choice, rulebook)
        for part in (submission["facts"], submission["materials"]):
            for name in generator.sample(sorted(part), min(len(part), seed % 4)):
                del part[name]
        answer = check(rulebook, submission, TODAY)
        verdicts = look(rulebook, submission, TODAY).verdicts
        gravities = [r.gravity for r, v in zip(rulebook.requirements, verdicts, strict=True) if v is not True]
        if answer.outcome == "accept":
            assert set(gravities) <= {"remind"}
        if any(isinstance(verdict, Unknown) for verdict in verdicts):
            assert answer.outcome == "undetermined" or answer.findings


def test_the_same_input_gives_the_same_bytes() -> None:
    rulebook = rulebook_of("SC-0201")
    again = Rulebook.from_bytes(rulebook_of("SC-0201").to_bytes())
    for seed in range(30):
        submission = random_submission(random.Random(seed).choice, rulebook)
        answers = {
            json.dumps(check(book, submission, TODAY, closed=True).to_json(), ensure_ascii=False)
            for book in (rulebook, again, rulebook)
        }
        assert len(answers) == 1


def test_five_independent_faults_are_five_findings_in_the_order_of_the_item() -> None:
    submission = {
        "facts": {"申请人": {"名称": "示例餐饮店"}, "申请人身份": "企业", "场所来源": "租赁", "从业人数": 3},
        "materials": {
            "营业执照": {"state": "sound", "record": {"有效期至": "2026-01-31"}},
            "法定代表人身份证": {"state": "absent"},
            "租赁合同": {"state": "sound", "record": {"到期日": "2026-05-01", "承租方": "别人"}},
            "健康证": {"state": "sound", "copies": 1},
            "食品安全承诺书": {"state": "sound"},
        },
    }
    answer = check(rulebook_of("SC-0107"), submission, date(2026, 3, 2))
    assert [finding.id for finding in answer.findings] == ["R1", "法定代表人身份证", "R2", "R3", "健康证"]
    assert (answer.outcome, answer.complete) == ("correct", True)
    assert find(rulebook_of("SC-0107"), submission, date(2026, 3, 2)) == [f.id for f in answer.findings]


def test_a_missing_plug_in_is_undetermined_and_named() -> None:
    rulebook = rulebook_of("YJS-0003")
    sample = next(s for s in ITEMS["YJS-0003"].samples if "一楼小店" in s.name)
    assert run_sample(rulebook, ITEMS["YJS-0003"], sample).answer.outcome == "accept"
    submission = {
        "facts": {"面积": 60, "楼层": "一层", "用明火": False, "要挂招牌": False},
        "materials": {"营业执照": {"state": "sound", "record": {"住所": "一号"}}},
    }
    answer = check(rulebook, submission, TODAY, ask=lambda name, inputs: None)
    missing = [finding for finding in answer.findings if finding.kind == "plugin"]
    assert [(f.id, f.verdict) for f in missing] == [("R2", "unknown")]
    assert "住建/排烟口距离" in missing[0].says and answer.outcome == "undetermined"
    answered = check(rulebook, submission, TODAY, ask=lambda name, inputs: {"距离": 6})
    assert ("R2", "unmet") in [(f.id, f.verdict) for f in answered.findings]


@pytest.mark.parametrize("answer", [{"距离": "远"}, {"距离": [1]}, {"别的": 1}, {"距离": None}])
def test_nonsense_from_a_plug_in_never_passes(answer: dict[str, object]) -> None:
    rulebook = rulebook_of("YJS-0003")
    submission = {
        "facts": {"面积": 60, "楼层": "一层", "用明火": False, "要挂招牌": False},
        "materials": {"营业执照": {"state": "sound", "record": {"住所": "一号"}}},
    }
    made = check(rulebook, submission, TODAY, ask=lambda name, inputs: answer)
    assert "R2" in [finding.id for finding in made.findings if finding.verdict == "unknown"]
