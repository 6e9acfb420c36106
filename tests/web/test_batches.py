"""The way of the papers to the departments by HTTP: handed over together, signed for line by line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.case.bench import MARKET
from tests.case.office import Desk
from tests.web.conftest import Browser

HERE = "/desk/batches"


@pytest.fixture
def numbers(bench: Desk) -> list[str]:
    """Three accepted cases whose papers are still at the window."""
    made = [bench.do("accept", "clerk").state.number]
    made += [bench.receive().do("accept", "clerk").state.number for _ in range(2)]
    return made


def handed_over(clerk: Browser, numbers: list[str]) -> None:
    answer = clerk.send(f"{HERE}/hand-over", HERE, department=MARKET, number=numbers)
    assert answer.status_code == 303


def test_the_chosen_cases_go_together_and_the_rest_stays(
    numbers: list[str], sign_in: Callable[[str], Browser]
) -> None:
    clerk = sign_in("clerk")
    shown = clerk.get(HERE).text
    assert all(number in shown for number in numbers) and MARKET in shown
    handed_over(clerk, numbers[:2])
    ready, _, gone = clerk.get(HERE).text.partition('id="h-gone"')
    assert numbers[2] in ready and numbers[0] not in ready
    assert numbers[0] in gone and numbers[1] in gone and numbers[2] not in gone


def test_a_department_signs_each_line(
    bench: Desk, numbers: list[str], sign_in: Callable[[str], Browser]
) -> None:
    handed_over(sign_in("clerk"), numbers)
    reviewer = sign_in("reviewer")
    assert reviewer.send(f"{HERE}/sign", HERE, number=numbers[0]).status_code == 303
    shown = reviewer.get(HERE).text
    assert numbers[0] not in shown and numbers[1] in shown
    case = bench.office.find(numbers[0])
    assert case is not None
    state = bench.office.state(case)
    assert state is not None and state.transfers[0].signed_on is not None


def test_what_does_not_agree_comes_back_to_be_listed_anew(
    numbers: list[str], sign_in: Callable[[str], Browser]
) -> None:
    clerk, reviewer = sign_in("clerk"), sign_in("reviewer")
    handed_over(clerk, numbers)
    page = f"/desk/cases/{numbers[0]}"
    assert reviewer.send(f"{page}/differ", page, data_missing="身份证").status_code == 303
    assert numbers[0] not in reviewer.get(HERE).text
    ready = clerk.get(HERE).text.partition('id="h-gone"')[0]
    assert numbers[0] in ready and "上次对不上" in ready and "身份证" in ready


def test_another_department_sees_no_batch(numbers: list[str], sign_in: Callable[[str], Browser]) -> None:
    handed_over(sign_in("clerk"), numbers)
    stranger = sign_in("stranger")
    assert not any(number in stranger.get(HERE).text for number in numbers)
    answer = stranger.send(f"{HERE}/sign", HERE, number=numbers[0])
    assert answer.status_code == 422 and "没有" in answer.text


def test_what_stands_against_one_line_is_told_with_its_number(
    numbers: list[str], sign_in: Callable[[str], Browser]
) -> None:
    clerk = sign_in("clerk")
    answer = clerk.send(f"{HERE}/hand-over", HERE, department="别的局", number=[*numbers[:1], "x"])
    assert answer.status_code == 422
    assert re.search(rf"{numbers[0]} .*别的局", answer.text) and "“x”" in answer.text


def test_the_same_form_sent_twice_hands_over_once(
    bench: Desk, numbers: list[str], sign_in: Callable[[str], Browser]
) -> None:
    clerk = sign_in("clerk")
    for _ in range(2):
        answer = clerk.send(f"{HERE}/hand-over", HERE, _key="k", department=MARKET, number=numbers)
        assert answer.status_code == 303
    for number in numbers:
        case = bench.office.find(number)
        assert case is not None
        kinds = [event.kind for event in bench.office.store.events(case)]
        assert kinds.count("dispatched") == 1


def test_the_list_of_a_batch_is_printed_with_a_line_a_case_and_masked_names(
    numbers: list[str], sign_in: Callable[[str], Browser]
) -> None:
    clerk = sign_in("clerk")
    handed_over(clerk, numbers)
    found = re.search(rf'href="({HERE}/[^"]+\.html)"', clerk.get(HERE).text)
    assert found is not None
    answer = clerk.get(found[1])
    assert answer.status_code == 200 and all(number in answer.text for number in numbers)
    assert "示例小吃店" not in answer.text and "身份证" in answer.text
    for odd in ("nothing.html", "..%2f..", "%00", "x" * 300):
        assert clerk.get(f"{HERE}/{odd}").status_code in (404, 405)
