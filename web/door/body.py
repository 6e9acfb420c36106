"""The body of a form on its way in: what reads it is chosen by its content type, before its first byte.

A content type in, something out that takes bytes and gives a `Form` at the end. Whoever asked for it closes
it, whatever comes of it.
"""

from __future__ import annotations

from email.message import Message
from pathlib import Path
from typing import Protocol

from web.door.forms import MOST_FORM, BadForm, typed
from web.door.parts import Parts
from web.route import Form

__all__ = ["Body", "body_of", "read_form"]


class Body(Protocol):
    """Something that reads a body."""

    def write(self, some: bytes) -> None:
        """Take more of the body; raises `BadForm` as soon as it is none of ours."""
        ...

    def form(self) -> Form:
        """Give what came, at the end of the body."""
        ...

    def close(self) -> None:
        """Leave no file behind."""
        ...


class Typed:
    """A form that was typed: small, and read when it is whole."""

    def __init__(self) -> None:
        self._some = bytearray()

    def write(self, some: bytes) -> None:
        """Take more of the body."""
        self._some += some
        if len(self._some) > MOST_FORM:
            raise BadForm(413)

    def form(self) -> Form:
        """Give what came, at the end of the body."""
        return Form(texts=typed(bytes(self._some)))

    def close(self) -> None:
        """Nothing of it lies anywhere."""


def body_of(kind: str, folder: Path | None, *, parts: bool) -> Body:
    """Give what reads a body of a content type: in `parts` if it may be, files only where a folder is."""
    header = Message()
    header["content-type"] = kind
    declared = header.get_content_type()
    if declared == "application/x-www-form-urlencoded":
        return Typed()
    if declared == "multipart/form-data" and parts:
        boundary = header.get_param("boundary")
        if isinstance(boundary, str) and 0 < len(boundary) <= 70:
            return Parts(boundary.encode("latin-1", "replace"), folder)
        raise BadForm
    raise BadForm(415)


def read_form(kind: str, body: bytes, folder: Path | None = None) -> Form:
    """Read a body that is here as a whole; its files lie in the folder until the form is closed."""
    made = body_of(kind, folder, parts=folder is not None)
    try:
        made.write(body)
        return made.form()
    except BaseException:  # whatever it is that stands against the form, its files go
        made.close()
        raise
