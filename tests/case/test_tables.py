"""The tables: every row is whole, every word is in the vocabulary, every stage has a way out."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest

from engine import vocabulary
from engine.case.clock.clocks import CLOCKS
from engine.case.datum import Datum, read
from engine.case.events.kind import EventKind
from engine.case.events.table import EVENTS, VERBS
from engine.case.model import Role
from engine.case.papers import PAPERS, number_of
from engine.case.refusals import REFUSALS, among, listed, reason, refusal
from engine.case.road import STANDARD, road
from engine.case.setting import Practice
from engine.case.stages import OWN, STAGES, stage_of
from engine.case.state import State
from engine.case.terms import Extra, Terms, read_span, spell_span
from engine.item.terms import Span
from tests.case.bench import SHOP, accepted, made
from tests.case.test_package import PACKAGE, PARTS

ROWS = list(EVENTS.values())


def test_every_stage_of_the_vocabulary_has_a_row() -> None:
    assert {each.en for each in vocabulary.words("stage")} == STAGES.keys() - {OWN} == {*STANDARD}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.kind)
def test_every_event_is_whole(row: EventKind) -> None:
    assert vocabulary.word("event", row.kind) is not None
    assert {*row.roles} <= {*get_args(Role)} and row.roles
    assert {*row.stages} <= STAGES.keys()
    assert bool(row.stages) != row.begins
    assert row.paper == "" or row.paper in PAPERS
    assert {*row.clocks} <= {clock.kind for clock in CLOCKS}
    assert len({each.name for each in row.takes}) == len(row.takes)
    for guard in row.guards:
        assert guard.__doc__ and not guard.__name__.startswith("_")
    for datum in row.takes:
        assert datum.zh and (datum.kind == "word") == bool(datum.choose)


def test_no_verb_and_no_kind_stands_twice() -> None:
    assert len(VERBS) == len(EVENTS)
    assert {each.kind for each in VERBS.values()} == EVENTS.keys()


def test_every_event_of_the_vocabulary_has_a_row_and_so_have_papers_and_clocks() -> None:
    assert {each.en for each in vocabulary.words("event")} == EVENTS.keys()
    assert {each.en for each in vocabulary.words("paper")} == PAPERS.keys()
    assert {each.en for each in vocabulary.words("clock")} == {clock.kind for clock in CLOCKS}
    assert {each.en for each in vocabulary.words("role")} == {*get_args(Role)}


@pytest.mark.parametrize("stage", [each for each in STAGES if each != "rate"])
def test_every_stage_has_a_way_out(stage: str) -> None:
    out = [row for row in ROWS if row.completes == stage and (stage in row.stages or row.begins)]
    assert any(not row.begins for row in out), stage


def test_the_applicant_can_always_leave_before_the_decision() -> None:
    assert {*EVENTS["withdrawn"].stages} >= {"queue", "receive", "accept", "correct", OWN, "review", "decide"}


def test_everything_personal_goes_into_the_vault() -> None:
    """What an applicant says of themselves, and what is written about them, is never open data."""
    told = {"facts", "record", "answers", "applicant", "telephone", "certificate", "comment", "to", "address"}
    told |= {"reasons", "person"}
    for row in ROWS:
        assert {each.name for each in row.takes if each.name in told and not each.personal} == set(), row.kind


def test_timers_name_acts_of_the_system() -> None:
    for verb in ("deem_accepted", "deem_withdrawn", "remind"):
        assert "system" in VERBS[verb].roles


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_speaks_both_languages_and_takes_the_same_values(code: str) -> None:
    zh, en = REFUSALS[code]
    assert code.startswith("case/") and code.replace("-", "").replace("/", "").isalpha()
    assert (not zh.isascii() and en.isascii()) or "“" in en

    def values(text: str) -> set[str]:
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        return {name.removesuffix("_zh").removesuffix("_en") for name in names}

    assert values(en) <= values(zh) | {"zh"}


def test_a_refusal_lists_every_reason_once() -> None:
    one, two = reason("case/no-pause"), reason("case/no-slip")
    joined = refusal([one, two, one])
    assert joined.code == "case/no-pause"
    assert joined.lines == ((one.zh, one.en), (two.zh, two.en))
    assert joined.zh == one.zh + two.zh
    assert among([]) == {"can_zh": "没有", "can_en": "none"}
    assert listed(["a", "a", "b"]) == {"names_zh": "a、b", "names_en": "a, b"}


def test_terms_survive_being_written_down() -> None:
    for text, parts in ((SHOP, ()), (PACKAGE, PARTS)):
        terms = made(text, parts)[0]
        assert Terms.from_json(terms.to_json()) == terms
    assert (spell_span(None), read_span(None)) == (None, None)
    assert read_span(spell_span(Span(count=3, unit="months"))) == Span(count=3, unit="months")


def test_the_earlier_part_is_known_by_the_result_it_gives() -> None:
    waits = {part.code: part.waits_for for part in made(PACKAGE, PARTS)[0].parts}
    assert waits == {"P-1": (), "P-2": ("P-1",), "P-3": ()}


def test_numbers_have_one_counter_per_organ_kind_and_year() -> None:
    asked: list[str] = []

    def draw(series: str) -> int:
        asked.append(series)
        return 7

    practice = Practice(name="龙江政务", short_names={"龙江市监局": "龙市监"})
    paper = PAPERS["acceptance"]
    assert number_of(paper, "龙江市监局", 2026, practice, draw) == "龙市监受〔2026〕0007号"
    assert number_of(PAPERS["receipt"], "龙江市监局", 2027, practice, draw) == "龙江政务收〔2027〕0007号"
    assert asked == ["acceptance/龙江市监局/2026", "receipt/龙江政务/2027"]


def with_stages(block: str) -> str:
    start, end = SHOP.index("办理流程:"), SHOP.index("办结时限:")
    return SHOP[:start] + block + SHOP[end:]


def stages(block: str) -> list[str]:
    """Give the road of an accepted case whose item has these stages of its own."""
    return [step.name for step in road(accepted(text=with_stages(block)).state)]


def test_own_stages_stand_in_the_order_of_the_file_after_what_they_follow() -> None:
    names = stages(
        "办理流程:\n  甲:\n    前一环节: 材料交接\n  乙:\n    前一环节: 材料交接\n  丙:\n    前一环节: 甲\n"
    )
    at = names.index("transfer")
    assert names[at : at + 5] == ["transfer", "甲", "丙", "乙", "review"]


def test_an_own_stage_of_the_time_before_acceptance_comes_right_after_it() -> None:
    names = stages("办理流程:\n  甲:\n    前一环节: 收件\n  乙:\n    前一环节: 甲\n")
    at = names.index("accept")
    assert names[at : at + 4] == ["accept", "甲", "乙", "transfer"]


def test_own_stages_that_wait_for_each_other_come_right_after_acceptance() -> None:
    state = accepted().state
    assert state.terms is not None and state.accepted is not None
    circle = (Extra(name="甲", after="乙"), Extra(name="乙", after="甲"))
    terms, taken = replace(state.terms, extras=circle), replace(state.accepted, steps=("甲", "乙"))
    names = [step.name for step in road(replace(state, terms=terms, accepted=taken))]
    at = names.index("accept")
    assert names[at : at + 4] == ["accept", "甲", "乙", "transfer"]


def test_a_road_without_terms_is_the_standard_one() -> None:
    assert stage_of(State()) == "receive"
    assert [step.name for step in road(State())] == [*STANDARD]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", "  一段\n话  ", ["", "   ", 1, "x" * 2001, "a\u202eb", "a\x00b"]),
        ("word", "a", ["c", 1]),
        ("count", 3, [True, -1, 100_001, "3"]),
        ("date", "2026-03-02", ["2026-3-2", "2026-02-30", 1, "20260302"]),
        ("moment", "2026-03-02T09:00:00+08:00", ["2026-03-02T09:00:00", "x", 1]),
        ("yes_no", True, ["yes", 1]),
        ("names", ["a", "b", "a"], ["a", [1], ["x"] * 501]),
        ("span", "5 workdays", ["0 workdays", "5", "five days", "5 weeks", 5]),
        (
            "looks",
            {"身份证": {"state": "sound", "copies": 2, "form": "copy", "flaws": ["过期"]}},
            [[], {"a": 1}, {"a": {}}, {"a": {"state": "lost"}}, {"a": {"state": "sound", "copies": "2"}},
             {"a": {"state": "sound", "colour": "red"}}, {1: {"state": "sound"}}],
        ),
        ("values", {"编号": " 1 "}, ["a=1", {"a": 1}, {1: "a"}]),
        ("facts", {"a": {"b": [1, None]}}, [[], {1: 2}, {"a": object()}]),
    ],
)  # fmt: skip
def test_what_was_sent_is_read_by_kind(kind: Any, good: Any, bad: list[Any]) -> None:
    datum = Datum(name="it", kind=kind, zh="它", choose=("a", "b") if kind == "word" else ())
    data, _, problems = read((datum,), {"it": good})
    assert not problems and "it" in data
    for value in bad:
        if value in ("", []) and kind not in ("text",):
            continue
        data, _, problems = read((datum,), {"it": value})
        assert "it" not in data, value
        assert bool(problems) == (value not in ("", [], {}, None)), value


def test_values_are_kept_as_they_can_be_written_down() -> None:
    facts = Datum(name="facts", kind="facts", zh="事实", personal=True, find_by="id", sensitive=True)
    sent = {"facts": {"a": Decimal("1.50"), "b": date(2026, 3, 2), "c": 1.5, "d": [True, {"e": None}]}}
    _, personal, problems = read((facts,), sent)
    assert not problems
    assert personal["facts"].value == {"a": "1.50", "b": "2026-03-02", "c": "1.5", "d": [True, {"e": None}]}
    assert (personal["facts"].classed, personal["facts"].find_by) == ("sensitive", "id")
    deep: Any = "x"
    for _ in range(12):
        deep = [deep]
    for odd in (deep, datetime(2026, 3, 2)):
        assert read((facts,), {"facts": {"a": odd}})[2]
    on = Datum(name="on", kind="date", zh="日期")
    assert read((on,), {"on": date(2026, 3, 2)})[0] == {"on": "2026-03-02"}
    moment = Datum(name="at", kind="moment", zh="时刻")
    assert read((moment,), {"at": datetime.fromisoformat("2026-03-02T09:00:00+08:00")})[0]
