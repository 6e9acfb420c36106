"""What speaks for an account without a session: the token that a program sends with its request."""

from __future__ import annotations

from web.house import House
from web.people.model import Person
from web.people.tokens import Token, Tokens

__all__ = ["bearer"]


def bearer(house: House, header: str, address: str) -> tuple[Token, Person] | None:
    """Give the token of an `Authorization` header and its account; None if there is none that holds.

    One that does not hold counts as an attempt of the address.
    """
    kind, _, text = header.partition(" ")
    found = Tokens(house.people).verified(text.strip(), house.now()) if kind.lower() == "bearer" else None
    if found is None and header:
        house.limits.allows("token-wrong", address)
    return found
