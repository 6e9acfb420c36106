"""Every guard of a case holds through HTTP: twice is once, at once is one, foreign is none, forged fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.case.office import Desk
from tests.web.conftest import Browser, version
from web.house import House
from web.route import Route
from web.routes import ROUTES

SignIn = Callable[[str], Browser]
POSTS = 20


def kinds(bench: Desk) -> list[str]:
    return [event.kind for event in bench.office.store.events(bench.case)]


def page_of(bench: Desk) -> str:
    return f"/desk/cases/{bench.state.number}"


def sent_at_once(browsers: list[Browser], path: str, fields: list[dict[str, str]]) -> list[int]:
    """Send forms from many threads that begin together; gives the statuses."""
    tokens = [browser.token("/desk") for browser in browsers]

    def send(number: int) -> int:
        browser = browsers[number % len(browsers)]
        body = {"_token": tokens[number % len(browsers)], **fields[number]}
        return browser.client.post(path, data=body, follow_redirects=False).status_code

    with ThreadPoolExecutor(len(fields)) as pool:
        return list(pool.map(send, range(len(fields))))


def test_of_many_posts_at_once_exactly_one_accepts(bench: Desk, sign_in: SignIn) -> None:
    clerks = [sign_in("clerk"), sign_in("other-clerk")]
    seen = version(clerks[0].get(page_of(bench)).text)
    fields = [{"_key": f"key-{number}", "_version": seen} for number in range(POSTS)]
    statuses = sent_at_once(clerks, f"{page_of(bench)}/accept", fields)
    assert sorted(statuses) == [303] + [422] * (POSTS - 1)
    assert kinds(bench).count("accepted") == 1


def test_one_form_sent_many_times_at_once_is_one_act(bench: Desk, sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    seen = version(clerk.get(page_of(bench)).text)
    statuses = sent_at_once([clerk], f"{page_of(bench)}/accept", [{"_key": "one", "_version": seen}] * POSTS)
    assert statuses == [303] * POSTS
    assert kinds(bench).count("accepted") == 1


def test_a_key_that_was_used_for_other_words_does_nothing(bench: Desk, sign_in: SignIn) -> None:
    clerk, path = sign_in("clerk"), f"{page_of(bench)}/accept"
    assert clerk.send(path, "/desk", _key="k", data_note="一").status_code == 303
    before = kinds(bench)
    answer = clerk.send(path, "/desk", _key="k", data_note="二")
    assert answer.status_code == 422 and kinds(bench) == before


@pytest.mark.parametrize("verb", ["open", "queue", "deem_accepted", "remind", "move_dates", "nothing"])
def test_what_people_cannot_do_does_not_exist(bench: Desk, sign_in: SignIn, verb: str) -> None:
    before = kinds(bench)
    for login in ("clerk", "reviewer", "decider", "supervisor"):
        assert sign_in(login).send(f"{page_of(bench)}/{verb}", "/desk").status_code == 404
    assert kinds(bench) == before


@pytest.mark.parametrize(
    ("login", "verb", "fields"),
    [
        ("decider", "decide", {"data_result": "granted", "data_reasons": "好", "data_remedies": "复议"}),
        ("reviewer", "review", {"data_opinion": "agree", "data_reasons": "好"}),
        ("reviewer", "transfer", {}),
        ("clerk", "receive", {}),
        ("clerk", "call", {"data_window": "1"}),
    ],
)
def test_a_step_out_of_its_turn_is_refused_in_words(
    bench: Desk, sign_in: SignIn, login: str, verb: str, fields: dict[str, str]
) -> None:
    before = kinds(bench)
    answer = sign_in(login).send(f"{page_of(bench)}/{verb}", "/desk", **fields)
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert kinds(bench) == before


CASES = [route for route in ROUTES if route.path.startswith("/desk/cases/{number}")]


@pytest.mark.parametrize("route", CASES, ids=lambda route: route.name)
def test_the_case_of_another_department_does_not_exist(bench: Desk, sign_in: SignIn, route: Route) -> None:
    stranger = sign_in("stranger")
    path = route.path.replace("{number}", bench.state.number)
    path = path.replace("{verb}", "review").replace("{paper}", f"{bench.state.papers[0].sequence}.html")
    answer = stranger.get(path) if route.method == "GET" else stranger.send(path, "/desk")
    assert answer.status_code == 404


def test_no_get_changes_a_case_or_an_account(bench: Desk, sign_in: SignIn, open_house: House) -> None:
    number = bench.state.number
    before = (kinds(bench), bench.office.store.events(".journal"), open_house.people.all())
    places = {"{number}": number, "{code}": "SC-0009", "{id}": "p-clerk", "{paper}": "1.html"}
    for login in ("clerk", "reviewer", "supervisor", "operator"):
        browser = sign_in(login)
        for route in ROUTES:
            if route.method == "GET" and not route.path.startswith("/studio"):
                path = route.path
                for name, value in places.items():
                    path = path.replace(name, value)
                assert browser.get(path).status_code < 500, path
    assert before == (kinds(bench), bench.office.store.events(".journal"), open_house.people.all())


def test_pages_that_are_not_of_a_case_say_nothing_about_an_applicant(
    bench: Desk, sign_in: SignIn, open_house: House
) -> None:
    office = bench.office
    office.store.anchor(bench.now)
    assert open_house.tally is not None
    open_house.tally.follow(office.store)
    for login, paths in (
        ("supervisor", ("/board", "/board/cases", "/desk")),
        ("operator", ("/admin", "/admin/audit", "/metrics", "/readyz")),
        ("clerk", ("/counter", "/screen", "/queue")),
    ):
        browser = sign_in(login)
        for path in paths:
            assert "示例小吃店" not in browser.get(path).text, path
