"""Finds an account by what was typed at the terminal, or says how to see them all."""

from __future__ import annotations

from web.people.model import Person
from web.people.store import People
from web.spoken import Wrong

__all__ = ["named"]


def named(people: People, login: str) -> Person:
    """Give the person of a login name."""
    person = people.named(login)
    if person is None:
        raise Wrong(
            f"没有“{login}”这个账号。看全部：yici people list",
            f"There is no account “{login}”. All of them: yici people list",
        )
    return person
