"""`yici people`: accounts at the terminal, by the same rules as in the web, each change on record."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.case.store import Place, open_store
from web.opening import opened_people
from web.people.changes import CHANGED

PASSWORD = "correct horse battery"
Yici = Callable[..., tuple[int, str, str]]


@pytest.fixture
def yici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Yici:
    """Run `yici people`, with what is typed on standard input."""
    from engine.cli.start import main

    monkeypatch.chdir(tmp_path)

    def run(*words: str, typed: str = PASSWORD + "\n") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["people", *words, "--lang", "en"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


ADMIN = ("add", "admin", "--name", "管理", "--role", "operator")


def test_somebody_is_added_listed_and_can_sign_in(yici: Yici, tmp_path: Path) -> None:
    assert yici(*ADMIN)[0] == 0
    assert yici("add", "zhang", "--name", "张敏", "--role", "窗口人员，runner", "--window", "3")[0] == 0
    _, listed, _ = yici("list")
    assert "zhang  张敏  clerk、runner  3" in listed and "2 accounts" in listed
    with opened_people(place(tmp_path)) as people:
        person = people.verified("zhang", PASSWORD)
        assert person is not None and person.roles == ("clerk", "runner")


def place(folder: Path) -> Place:
    return Place(data=folder / "yici-data", keys=folder / "yici-data.keys")


def test_everything_that_stands_against_an_account_is_said_at_once(yici: Yici) -> None:
    code, _, said = yici("add", "x", "--role", "king")
    assert code == 2
    assert "2 to 64" in said and "the name" in said and "choose roles" in said
    assert "needs a department" in yici("add", "wang", "--name", "王", "--role", "reviewer")[2]
    assert yici(*ADMIN)[0] == 0
    assert "is taken" in yici(*ADMIN)[2]


@pytest.mark.parametrize("typed", ["", "short", "12345678", "aaaaaaaaaa", "admin-admin-1", "x" * 200])
def test_a_weak_password_is_refused_and_nothing_kept(yici: Yici, typed: str) -> None:
    assert yici(*ADMIN, typed=typed + "\n")[0] == 2
    assert "0 accounts" in yici("list")[1]


def test_the_last_operator_cannot_be_disabled(yici: Yici) -> None:
    yici(*ADMIN)
    assert "last operator" in yici("disable", "admin")[2]
    yici("add", "second", "--name", "二", "--role", "operator")
    assert yici("disable", "admin")[0] == 0
    assert "disabled" in yici("list")[1]
    assert yici("enable", "admin")[0] == 0


def test_a_new_password_is_the_only_one(yici: Yici, tmp_path: Path) -> None:
    yici(*ADMIN)
    assert yici("password", "admin", typed="another good one\n")[0] == 0
    with opened_people(place(tmp_path)) as people:
        assert people.verified("admin", PASSWORD) is None
        assert people.verified("admin", "another good one") is not None


def test_every_change_is_on_record_without_a_password(yici: Yici, tmp_path: Path) -> None:
    yici(*ADMIN)
    yici("password", "admin", typed="another good one\n")
    with open_store(place(tmp_path)) as store:
        noted = [event for event in store.events(".journal") if event.kind == CHANGED]
    assert [event.data["what"] for event in noted] == ["added", "password"]
    assert "good one" not in repr(noted) and "管理" not in repr(noted)


def test_nobody_of_that_name_is_said(yici: Yici) -> None:
    assert "no account" in yici("disable", "nobody")[2]


def test_accounts_lie_in_a_file_for_their_owner_alone(yici: Yici, tmp_path: Path) -> None:
    yici(*ADMIN)
    file = place(tmp_path).data / "people.sqlite"
    assert file.stat().st_mode & 0o777 == 0o600
    assert PASSWORD.encode() not in file.read_bytes()


def test_a_token_is_shown_once_listed_without_its_text_and_revoked(yici: Yici, tmp_path: Path) -> None:
    yici("add", "platform", "--name", "平台", "--role", "clerk")
    code, said, _ = yici("token", "platform", "--scope", "cases:read", "--days", "30")
    text, told = said.splitlines()[:2]
    assert code == 0 and text.startswith("yici_") and told.startswith("Shown only now: platform, clerk")
    id = told.rpartition(" ")[2].rstrip(".")
    listing = yici("tokens")[1]
    assert id in listing and text not in listing
    assert yici("revoke", id)[0] == 0 and yici("revoke", id)[0] == 2
    assert yici("token", "platform", "--days", "99999999999")[0] == 2 == yici("token", "nobody")[0]
