"""Drafts as they are kept: what was typed stays, savings in one go are one version, steps are only added."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa

from tests.web.studio.authors import TODAY
from web.studio.model import Draft, DraftState, Step
from web.studio.steps import STEPS, StepRow, against, offered
from web.studio.store import Drafts


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


def begun(drafts: Drafts, *, code: str = "A-1", author: str = "li", key: str = "") -> Draft:
    return drafts.begin(
        code=code, name="甲", department="乙", base="", text="一", author=author, at=TODAY, key=key
    )


def saved(drafts: Drafts, draft: Draft, text: str, author: str = "li", minutes: float = 0) -> Draft:
    made = drafts.save(draft.number, draft.version, text, author, TODAY + timedelta(minutes=minutes))
    assert made is not None and made.other is None
    return made.draft


def test_savings_of_one_hand_in_one_go_are_one_version(drafts: Drafts) -> None:
    draft = begun(drafts)
    for minutes, text in ((1, "一二"), (1.5, "一二三"), (2.5, "一二三四"), (9, "五")):
        draft = saved(drafts, draft, text, minutes=minutes)
    shown = [drafts.version(draft.number, each.number) for each in drafts.versions(draft.number)]
    assert [each.text for each in shown if each is not None] == ["五", "一二三四", "一"]


def test_another_hand_begins_another_version(drafts: Drafts) -> None:
    draft = saved(drafts, begun(drafts), "一二", minutes=1)
    draft = saved(drafts, draft, "一二三", author="wang", minutes=1.1)
    assert [each.author for each in drafts.versions(draft.number)] == ["wang", "li", "li"]
    assert drafts.writers(draft.number) == {"li", "wang"}


def test_what_was_saved_in_passing_is_forgotten_after_an_hour_and_never_what_was_sent(drafts: Drafts) -> None:
    draft = saved(drafts, begun(drafts), "一二", minutes=1)
    sent = draft.version
    made = drafts.step(draft, Step(verb="remark", by="li", at=TODAY, version=sent, note="看"), None)
    assert made is not None
    draft = saved(drafts, draft, "在路上", minutes=1.5)
    passing = draft.version
    draft = saved(drafts, draft, "三", minutes=1.8)
    assert drafts.version(draft.number, passing) is not None
    draft = saved(drafts, draft, "四", minutes=90)
    assert drafts.version(draft.number, passing) is None
    assert drafts.version(draft.number, sent) is not None


def test_a_text_that_comes_too_late_stands_aside(drafts: Drafts) -> None:
    draft = begun(drafts)
    saved(drafts, draft, "先到", minutes=1)
    late = drafts.save(draft.number, draft.version, "后到", "wang", TODAY + timedelta(minutes=2))
    assert late is not None and late.kept is not None and late.other is not None
    assert (late.kept.kind, late.other.text) == ("aside", "先到")
    assert drafts.text(late.draft) == "先到"


def test_the_same_text_is_no_new_version(drafts: Drafts) -> None:
    draft = begun(drafts)
    kept = drafts.save(draft.number, 1, "一", "wang", TODAY)
    assert kept is not None and kept.kept is None and drafts.writers(draft.number) == {"li"}


def test_a_form_sent_twice_begins_one_draft(drafts: Drafts) -> None:
    first = begun(drafts, key="k")
    done = drafts.step(first, Step(verb="withdraw", by="li", at=TODAY, version=1), "withdrawn")
    assert done is not None
    assert begun(drafts, key="k").number == first.number
    assert begun(drafts, key="other").number != first.number


def test_a_step_is_taken_with_the_draft_that_was_seen_or_not_at_all(drafts: Drafts) -> None:
    draft = begun(drafts)
    saved(drafts, draft, "改过", minutes=1)
    assert drafts.step(draft, Step(verb="send", by="li", at=TODAY, version=1), "in_review") is None
    assert [step.verb for step in drafts.steps(draft.number)] == ["begin"]


def test_drafts_are_there_when_their_file_is_opened_again(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'drafts.sqlite'}"
    first = Drafts(sa.create_engine(address))
    draft = saved(first, begun(first), "二", minutes=1)
    first.close()
    again = Drafts(sa.create_engine(address))
    assert again.find(draft.number) == draft and again.text(draft) == "二"
    again.close()


@pytest.mark.parametrize("row", STEPS, ids=lambda row: row.verb)
def test_a_step_is_offered_only_in_its_states(drafts: Drafts, row: StepRow) -> None:
    draft = begun(drafts)
    open_in = {
        state
        for state in get_args(DraftState)
        if row in offered(replace(draft, state=state), {"li"}, "wang", "author")
    }
    assert open_in == row.before


def test_only_a_second_person_approves_and_only_an_author_writes(drafts: Drafts) -> None:
    draft = replace(begun(drafts), state="in_review")
    by_verb = {row.verb: row for row in STEPS}
    assert against(by_verb["approve"], draft, {"li"}, "li", "author") == "studio_second_person"
    assert against(by_verb["take_back"], draft, {"li"}, "zhao", "supervisor") == "studio_authors_only"
    assert against(by_verb["approve"], draft, {"li"}, "zhao", "supervisor") == ""
