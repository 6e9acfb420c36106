"""The nouns of signing in: a person with roles, and the session of a browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.case.model import Actor, Role

__all__ = ["STAFF_ROLES", "Person", "Session"]

STAFF_ROLES: Final[tuple[Role, ...]] = (
    "clerk",
    "runner",
    "reviewer",
    "decider",
    "issuer",
    "archivist",
    "supervisor",
    "author",
    "operator",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works here; `id` is what the record of a case names, it says nothing about them."""

    id: str
    login: str
    name: str
    roles: tuple[Role, ...]
    department: str = ""
    window: str = ""
    active: bool = True

    def actor(self, role: Role | None = None) -> Actor:
        """Give the person as an actor, in one of their roles."""
        chosen = role if role in self.roles else self.roles[0]
        return Actor(id=self.id, role=chosen, department=self.department, window=self.window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The session of one browser: `visitor` is who it acts as unsigned, `token` guards its forms."""

    id: str
    token: str
    visitor: str
    person: str = ""
    role: Role | None = None
    begun_at: datetime
    seen_at: datetime
