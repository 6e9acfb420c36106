"""The shape of a submission is looked at as a whole; what its values mean is left to the check."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.exchange.examples import applicant, examples
from engine.exchange.submission import read_submission, submission_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["item", "facts", "materials", "state", "copies", "record", "flaws", "甲"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def test_a_whole_submission_is_read() -> None:
    sent = read_submission(
        json.dumps(
            {
                "item": "SC-0107",
                "edition": "2026-03-01",
                "applied_on": "2026-03-02",
                "closed": True,
                "facts": {"申请人": {"名称": "甲"}},
                "materials": {"租赁合同": {"state": "没带"}, "健康证": {"state": "sound", "copies": 1}},
            }
        ).encode()
    )
    assert sent.problems == ()
    assert (sent.item, sent.edition, sent.applied_on, sent.closed) == (
        "SC-0107",
        "2026-03-01",
        date(2026, 3, 2),
        True,
    )
    assert sent.submission["materials"] == {
        "租赁合同": {"state": "absent"},
        "健康证": {"state": "sound", "copies": 1},
    }


def test_everything_misshapen_is_told_at_once() -> None:
    sent = submission_of(
        {
            "item": 7,
            "applied_on": "2026-02-30",
            "closed": "yes",
            "fact": {},
            "facts": [],
            "materials": {
                "a/b": 1,
                "c": {"state": "good", "copies": -1, "record": 1, "flaws": [{"kind": 1}], "note": ""},
            },
            "answers": {"R2": 3},
        }
    )
    assert sorted((p.pointer, p.code) for p in sent.problems) == [
        ("#/answers/R2", "check/not-an-object"),
        ("#/applied_on", "check/not-a-date"),
        ("#/closed", "check/not-true-or-false"),
        ("#/fact", "check/unknown-key"),
        ("#/facts", "check/not-an-object"),
        ("#/item", "check/not-text"),
        ("#/materials/a~1b", "check/not-an-object"),
        ("#/materials/c/copies", "check/not-a-count"),
        ("#/materials/c/flaws/0", "check/not-a-flaw"),
        ("#/materials/c/note", "check/unknown-key"),
        ("#/materials/c/record", "check/not-an-object"),
        ("#/materials/c/state", "check/not-a-state"),
    ]
    assert any("facts" in problem.says("zh") for problem in sent.problems)


def test_a_list_is_no_submission() -> None:
    assert [problem.code for problem in submission_of([]).problems] == ["check/not-an-object"]


@given(JSON)
def test_no_value_raises(value: object) -> None:
    submission_of(value)


def test_the_examples_are_whole() -> None:
    shown = [(path.stem, sent.problems, bool(applicant(sent))) for path, sent in examples()]
    assert shown == [("SC-0201", (), True), ("SC-0202", (), True)]
