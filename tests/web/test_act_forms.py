"""The forms of acts: asked in the reader's language, and only with what the road would take in this case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from httpx2 import Response

from engine.case.events.table import EVENTS
from tests.case.office import Desk
from tests.web.conftest import Browser
from tests.web.test_apply import PDF
from web.case.staff import WORKERS
from web.sheet.acts import Field, act_form
from web.words import WORDS
from web.words.acts import FIELDS

SLIP = {"名称": "示例小吃店", "有效期至": "2031-03-02"}


def page_of(bench: Desk) -> str:
    return f"/desk/cases/{bench.state.number}"


def field(bench: Desk, verb: str, name: str) -> Field | None:
    row = next(row for row in EVENTS.values() if row.verb == verb)
    return next((each for each in act_form(row, bench.state, "zh").fields if each.name == name), None)


@pytest.mark.parametrize(
    "word", sorted({word for row in EVENTS.values() for datum in row.takes for word in datum.choose})
)
def test_every_word_that_may_be_chosen_is_said_in_both_languages(word: str) -> None:
    chinese, english = WORDS[f"choice_{word}"]
    assert not chinese.isascii() and english.isascii()


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            datum.name
            for row in EVENTS.values()
            if {*row.roles} & {*WORKERS} and not row.begins
            for datum in row.takes
            if datum.kind not in ("looks", "facts")
        }
    ),
)
def test_every_field_has_an_english_name(name: str) -> None:
    assert FIELDS[name][0].isupper()


def test_a_part_is_asked_for_only_in_a_package(bench: Desk) -> None:
    assert field(bench, "decide", "part") is None
    assert field(bench, "decide", "result") is not None


def test_papers_go_to_a_department_of_the_case(bench: Desk) -> None:
    bench.do("accept", "clerk")
    offered = field(bench, "dispatch", "department")
    assert offered is not None
    assert [value for value, _ in offered.choices] == [bench.state.terms.department]


def test_only_what_the_item_lists_is_offered_as_a_pause(bench: Desk) -> None:
    offered = field(bench, "pause", "reason")
    listed = [each for each in bench.state.terms.pauses if each != "correct"]
    assert [value for value, _ in offered.choices] == listed if offered is not None else not listed


def handed_over(bench: Desk, **slip: object) -> Desk:
    """A case whose certificate waits at the issue window."""
    bench.do("accept", "clerk").do("dispatch", "clerk", department=bench.state.terms.department)
    bench.do("transfer", "reviewer").do("review", "reviewer", opinion="agree", reasons="齐全")
    bench.do("decide", "decider", result="granted", reasons="符合", remedies="可以复议", certificate=SLIP)
    return bench.do("make_slip", "decider", certificate=SLIP, **slip)


def test_a_certificate_is_compared_with_its_slip_entry_by_entry(
    bench: Desk, sign_in: Callable[[str], Browser]
) -> None:
    handed_over(bench)
    issuer = sign_in("issuer")
    shown = issuer.get(page_of(bench)).text
    assert all(f'name="data_certificate:{name}"' in shown for name in SLIP)
    assert SLIP["名称"] not in shown, "what the slip says is not there to be copied"
    wrong = {f"data_certificate:{name}": value for name, value in {**SLIP, "有效期至": "2030-03-02"}.items()}
    answer = issuer.send(f"{page_of(bench)}/hand_over", page_of(bench), **wrong)
    assert answer.status_code == 422 and "有效期至" in answer.text
    right = {f"data_certificate:{name}": value for name, value in SLIP.items()}
    assert issuer.send(f"{page_of(bench)}/hand_over", page_of(bench), **right).status_code == 303


def test_what_differs_is_ticked_and_sent_back(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    handed_over(bench)
    issuer = sign_in("issuer")
    sent = {"data_differing": "有效期至", "data_note": "少了一年"}
    assert issuer.send(f"{page_of(bench)}/refuse_slip", page_of(bench), **sent).status_code == 303
    assert bench.state.slip.differing == ("有效期至",)


def collected(issuer: Browser, bench: Desk, name: str, content: bytes) -> Response:
    """Send the form of what is collected at the issue window, with a file."""
    page = page_of(bench)
    return issuer.client.post(
        f"{page}/collect",
        data={"_token": issuer.token(page), "_key": content.hex(), "data_materials": "收据"},
        files={"file": (name, content, "application/pdf")},
        follow_redirects=False,
    )


def test_what_is_collected_at_the_issue_window_is_kept_with_its_scan(
    bench: Desk, sign_in: Callable[[str], Browser]
) -> None:
    handed_over(bench, collect=["收据", "旧证"]).do("hand_over", "issuer", certificate=SLIP)
    offered = field(bench, "collect", "materials")
    assert offered is not None and {"收据", "旧证"} <= {value for value, _ in offered.choices}
    issuer = sign_in("issuer")
    shown = issuer.get(page_of(bench)).text
    assert 'enctype="multipart/form-data"' in shown and 'type="file"' in shown
    refused = collected(issuer, bench, "a.exe", b"MZ not a paper")
    assert refused.status_code == 422 and "“a.exe”没有收" in refused.text
    assert "收据" not in bench.state.ledger, "nothing is collected without what belongs to it"
    assert collected(issuer, bench, "收据.pdf", PDF).status_code == 303
    one = bench.state.ledger["收据"]
    assert one.collected and len(one.files) == 1
    hash = one.files[0].rpartition(":")[2]
    assert issuer.get(f"{page_of(bench)}/files/{hash}").content == PDF
    left = field(bench, "collect", "materials")
    assert left is not None and [value for value, _ in left.choices] == ["旧证"]
    shown = issuer.get(page_of(bench)).text
    assert "已收取" in shown and "收据.pdf" in shown
    assert 0 < shown.index('id="act-collect"') < shown.index('id="act-pick_up"'), "that comes first"
    bench.do("collect", "issuer", materials=["旧证"])
    assert 'id="act-collect"' not in issuer.get(page_of(bench)).text


def test_nobody_else_collects(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    handed_over(bench, collect=["收据"]).do("hand_over", "issuer", certificate=SLIP)
    assert collected(sign_in("reviewer"), bench, "收据.pdf", PDF).status_code == 404
    assert "收据" not in bench.state.ledger
