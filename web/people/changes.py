"""Changes of accounts, each noted in the journal of the store: who changed whose, and what; never a password.

The web and the terminal change accounts through this and nothing else, so that no change is missing there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from engine.case.model import Draft, Json, Role
from web.people.joining import Joining, roles_of
from web.people.model import Person
from web.people.second_step import SecondSteps
from web.people.store import People

__all__ = ["CHANGED", "Changes"]

CHANGED: Final = "people_changed"


class Changes:
    """Changes accounts on behalf of somebody."""

    def __init__(self, people: People, note: Callable[[Draft], None], by: str) -> None:
        self.people = people
        self._note, self._by = note, by

    def add(self, one: Joining, password: str) -> Person:
        """Add somebody whom nothing stands against; raises ValueError if the account was taken meanwhile."""
        person = self.people.add(
            one.login, one.name, roles_of(one.roles), password, department=one.department, window=one.window
        )
        self._say(person, "added")
        return person

    def change(self, person: Person, password: str | None = None) -> None:
        """Keep what changed of somebody; disabling or a new password signs them out everywhere."""
        before = self.people.find(person.id)
        self.people.change(person, password)
        if password is not None:
            self._say(person, "password")
        elif before is not None and before.active != person.active:
            self._say(person, "enabled" if person.active else "disabled")
        else:
            self._say(person, "changed")

    def end_sessions(self, person: Person) -> None:
        """Sign somebody out everywhere."""
        self.people.end_all(person)
        self._say(person, "signed_out")

    def note_token(self, person: Person, what: str) -> None:
        """Note that a token of somebody was issued or revoked; never the token."""
        self._say(person, what)

    def note_step(self, person: Person, what: str) -> None:
        """Note what somebody did to their own second step; never a secret or a code."""
        self._say(person, what)

    def reset_step(self, steps: SecondSteps, person: Person, why: str) -> None:
        """Take the second step of somebody away who has lost their telephone; they are signed out."""
        steps.remove(person)
        self.people.end_all(person)
        self._say(person, "step_reset", why)

    def require_step(self, steps: SecondSteps, roles: Sequence[Role]) -> None:
        """Settle in which roles nobody works without a second step."""
        steps.require(roles)
        said: dict[str, Json] = {"person": "", "what": "step_required", "by": self._by, "roles": list(roles)}
        self._note(Draft(kind=CHANGED, data={**said, "department": ""}))

    def _say(self, person: Person, what: str, why: str = "") -> None:
        said: dict[str, Json] = {
            "person": person.id,
            "what": what,
            "by": self._by,
            "roles": list(person.roles),
            "department": person.department,
        }
        self._note(Draft(kind=CHANGED, data={**said, **({"why": why} if why else {})}))
