"""Reads the body of a form: every limit is ours, whatever a parser or a header allows (guarantees D10).

Bytes in, `Form` out; what is wrong is raised as `BadForm` with a status. Texts are NFC; control characters,
lone surrogates and signs that turn the direction of writing are refused, rare characters are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from python_multipart.multipart import MultipartParser

from web.route import Form, Upload

__all__ = ["MOST_FORM", "MOST_UPLOAD", "BadForm", "clean", "read_form"]

MOST_FORM: Final = 256 * 1024
MOST_UPLOAD: Final = 40 * 1024 * 1024
_MOST_FIELDS: Final = 1000
_LONGEST_NAME: Final = 200
_LONGEST_TEXT: Final = 64 * 1024
_MOST_FILES: Final = 20
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


class BadForm(Exception):
    """A body that is no form of ours: the status to answer with."""

    def __init__(self, status: int = 422) -> None:
        super().__init__(status)
        self.status = status


def read_form(kind: str, body: bytes, *, files: bool) -> Form:
    """Read a body by its content type; files only where the route takes them."""
    header = Message()
    header["content-type"] = kind
    declared = header.get_content_type()
    if declared == "application/x-www-form-urlencoded":
        return Form(texts=_collected(_pairs(body)))
    if declared == "multipart/form-data" and files:
        boundary = header.get_param("boundary")
        if isinstance(boundary, str) and 0 < len(boundary) <= 70:
            return _multipart(boundary.encode("latin-1", "replace"), body)
        raise BadForm
    raise BadForm(415)


def clean(text: str) -> str:
    """Give a text as it is kept; raises `BadForm` for what no person types."""
    made = unicodedata.normalize("NFC", text)
    if len(made) > _LONGEST_TEXT:
        raise BadForm(413)
    for sign in made:
        category = unicodedata.category(sign)
        if (category == "Cc" and sign not in "\n\r\t") or category == "Cs" or sign in _TURNING:
            raise BadForm
    return made.replace("\r\n", "\n")


def _pairs(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError:
        raise BadForm from None


def _collected(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if len(name) > _LONGEST_NAME:
            raise BadForm
        key = clean(name)
        made[key] = (*made.get(key, ()), clean(value))
    return made


class _Parts:
    """Gathers the parts of a multipart body as the parser meets them."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self.files: dict[str, tuple[Upload, ...]] = {}
        self._headers: dict[str, str] = {}
        self._field, self._value, self._content = bytearray(), bytearray(), bytearray()

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_part_data": lambda data, start, end: self._content.extend(data[start:end]),
            "on_part_end": self._end,
            "on_header_field": lambda data, start, end: self._field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header,
        }

    def _begin(self) -> None:
        self._headers, self._content = {}, bytearray()
        if len(self.pairs) + sum(map(len, self.files.values())) >= _MOST_FIELDS:
            raise BadForm(413)

    def _header(self) -> None:
        name = bytes(self._field).decode("latin-1").lower()
        self._headers[name] = bytes(self._value).decode("utf-8", "replace")
        self._field, self._value = bytearray(), bytearray()

    def _end(self) -> None:
        header = Message()
        header["content-disposition"] = self._headers.get("content-disposition", "")
        name = header.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise BadForm
        filename = header.get_param("filename", header="content-disposition")
        if not isinstance(filename, str):
            try:
                self.pairs.append((name, bytes(self._content).decode("utf-8")))
            except ValueError:
                raise BadForm from None
        elif filename:
            self._file(clean(name), filename)

    def _file(self, name: str, filename: str) -> None:
        upload = Upload(
            name=filename, claimed=self._headers.get("content-type", ""), content=bytes(self._content)
        )
        self.files[name] = (*self.files.get(name, ()), upload)
        if sum(map(len, self.files.values())) > _MOST_FILES:
            raise BadForm(413)


def _multipart(boundary: bytes, body: bytes) -> Form:
    parts = _Parts()
    callbacks: dict[str, object] = parts.callbacks()
    try:
        parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]  # callbacks are a TypedDict there
        parser.write(body)
        parser.finalize()
    except BadForm:
        raise
    except Exception:
        # The parser raises errors of its own and a few plain ones on hostile bodies; all mean the same here.
        raise BadForm from None
    return Form(texts=_collected(parts.pairs), files=parts.files)
