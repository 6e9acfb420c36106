"""Messages go the way the applicant wished, in their language; what was not said is Chinese, by telephone."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.case.events.table import EVENTS
from engine.case.fold import fold
from engine.case.model import Refusal
from engine.case.state import Contact
from engine.center.papers import printer
from tests.case.conftest import founded_office, office_folder
from tests.case.office import office_in, place_in
from tests.center.test_delivery import PHONE, TAKES, desk_with, heard, outcomes, worked

__all__ = ["founded_office", "office_folder"]

MAIL = "shop@example.com"
NO_MAIL = TAKES.replace("    hear(PATH", '    if message.channel == "email": return None\n    hear(PATH')
BROKEN_MAIL = TAKES.replace(
    "    hear(PATH", '    if message.channel == "email": raise OSError\n    hear(PATH'
)


def sent(folder: Path, plugin: str = TAKES, **contact: Any) -> list[tuple[Any, ...]]:
    """Accept a case with what was said of how to reach its applicant, and give what was sent."""
    with desk_with(folder, plugin) as desk:
        desk.accept(**contact)
        worked(desk, desk.now)
        assert len(outcomes(desk)) == len(heard(folder))
        channels = [
            each.data["channel"] for each in desk.office.store.events(desk.case) if each.kind == "messaged"
        ]
        assert channels == [each["channel"] for each in heard(folder)]
    return [(each["channel"], each["address"], each["lang"]) for each in heard(folder)]


@pytest.mark.parametrize(
    ("contact", "plugin", "goes"),
    [
        ({"telephone": PHONE}, TAKES, ("sms", PHONE, "zh")),
        ({"email": MAIL}, TAKES, ("email", MAIL, "zh")),
        ({"telephone": PHONE, "email": MAIL}, TAKES, ("sms", PHONE, "zh")),
        ({"telephone": PHONE, "email": MAIL, "reach_by": "email"}, TAKES, ("email", MAIL, "zh")),
        ({"telephone": PHONE, "reach_by": "email", "language": "en"}, TAKES, ("sms", PHONE, "en")),
        ({"telephone": PHONE, "email": MAIL, "reach_by": "email"}, NO_MAIL, ("sms", PHONE, "zh")),
    ],
)
def test_a_message_goes_the_way_that_was_wished_or_the_next_that_is_known(
    office_folder: Path, contact: dict[str, str], plugin: str, goes: tuple[str, str, str]
) -> None:
    assert sent(office_folder, plugin, **contact) == [goes]


def test_a_way_that_fails_is_tried_again_and_not_gone_round(office_folder: Path) -> None:
    with desk_with(office_folder, BROKEN_MAIL) as desk:
        desk.accept(telephone=PHONE, email=MAIL, reach_by="email")
        worked(desk, desk.now)
        assert (heard(office_folder), outcomes(desk)) == ([], [])


def test_the_item_is_named_in_the_language_of_the_applicant(office_folder: Path) -> None:
    with desk_with(office_folder, TAKES) as desk:
        desk.accept(telephone=PHONE, language="en")
        worked(desk, desk.now)
    assert [each["item"] for each in heard(office_folder)] == ["Small eateries"]


def test_what_is_said_later_counts_for_what_is_told_later(office_folder: Path) -> None:
    with desk_with(office_folder, TAKES) as desk:
        desk.open(telephone=PHONE).do("fill", "clerk", email=MAIL, reach_by="email", language="en")
        desk.do("see_original", "clerk", materials=["身份证", "承诺书"]).do("receive", "clerk")
        desk.do("accept", "clerk")
        worked(desk, desk.now + timedelta(minutes=1))
        assert desk.state.contact == Contact(lang="en", wish="email", known=("sms", "email"))
    assert [(each["channel"], each["lang"]) for each in heard(office_folder)] == [("email", "en")]


def test_a_language_or_a_way_that_there_is_not_is_refused(office_folder: Path) -> None:
    with desk_with(office_folder, TAKES) as desk:
        for wrong in ({"language": "fr"}, {"reach_by": "pigeon"}):
            assert isinstance(desk.ask("open", "clerk", item="SC-0009", **wrong), Refusal)


def test_an_event_from_before_is_chinese_and_by_telephone(office_folder: Path) -> None:
    with office_in(office_folder) as desk:
        desk.open(telephone=PHONE)
        (opened, *_) = desk.office.store.events(desk.case)
    assert not opened.data.keys() & {"language", "reach_by"}
    assert fold([opened]).contact == Contact(known=("sms",))
    assert {"language", "reach_by"} <= {each.name for each in EVENTS["opened"].takes}


def test_an_address_lies_in_the_vault_alone(office_folder: Path) -> None:
    sent(office_folder, TAKES, email=MAIL)
    with sqlite3.connect(place_in(office_folder).database) as db:
        assert MAIL not in "".join(db.iterdump())


def test_papers_are_left_in_the_applicants_language_too(office_folder: Path) -> None:
    out = office_folder / "papers"
    with office_in(office_folder, render=printer(out)) as desk:
        for language in ("en", "zh"):
            desk.receive(language=language)
            desk.office.keep_papers(desk.case, desk.now)
            names = {each.name for each in (out / desk.state.number).glob("*.html")}
            assert names == {"003-材料接收凭证.html"} | ({"003-receipt.html"} if language == "en" else set())
