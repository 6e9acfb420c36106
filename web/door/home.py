"""Where somebody begins once they have signed in."""

from __future__ import annotations

from typing import Final

__all__ = ["home_of", "local"]

_HOMES: Final = {
    "clerk": "/counter",
    "runner": "/desk",
    "reviewer": "/desk",
    "decider": "/desk",
    "issuer": "/desk",
    "archivist": "/desk",
    "supervisor": "/board",
    "author": "/studio",
    "operator": "/admin",
}


def home_of(role: str | None) -> str:
    """Give the page on which somebody in this role begins."""
    return _HOMES.get(role or "", "/")


def local(address: str) -> str:
    """Give an address of this site, or the start page for any other: nobody is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if plain and not any(sign < " " for sign in address) else "/"
