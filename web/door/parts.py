"""Reads a multipart body as it arrives: texts into memory, up to a limit, files into sealed files on disk.

Bytes in piece by piece, a `Form` out at the end. A file is judged by its name and its first bytes, and no
more of it is kept once it cannot be taken; how many parts, files and bytes there are is counted on the way,
so nobody has to wait for the end of a body to refuse it (guarantees D10, D14).
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import Final, TypeAlias

from python_multipart.multipart import MultipartParser

from engine.case.store import Unavailable
from engine.case.store.spool import Spool
from engine.case.store.upload_kinds import LONGEST_MAGIC, begun_wrong, kind_of, name_wrong
from engine.case.store.upload_words import MOST_A_FILE, Wrong
from web.door.forms import MOST_FIELDS, MOST_FORM, BadForm, clean, collected
from web.route import Form, Upload
from web.upload import spaced

__all__ = ["Parts"]

_MOST_FILES: Final = 20


class _Text:
    """A field with a text."""

    def __init__(self, name: str) -> None:
        self.name, self.content = name, bytearray()

    def take(self, some: bytes) -> None:
        self.content += some

    def finish(self) -> None:
        """Nothing is left to do."""


class _Nothing:
    """A field for files in which nobody has chosen one."""

    def take(self, some: bytes) -> None:
        """Keep nothing."""

    def finish(self) -> None:
        """Nothing is left to do."""


class _Arriving:
    """A file; once it is known that it cannot be taken, nothing of it stays."""

    def __init__(self, field: str, name: str, claimed: str, folder: Path) -> None:
        self.field, self._name, self._claimed = field, name, claimed
        self._file, self._head, self._wrong = Spool(folder), b"", self._named_wrong()

    def take(self, some: bytes) -> None:
        if self._wrong is None and len(self._head) < LONGEST_MAGIC:
            self._head += some[:LONGEST_MAGIC]
            self._wrong = self._begun_wrong()
        if self._wrong is None and self._file.size + len(some) > MOST_A_FILE:
            self._wrong = "too_large"
        if self._wrong is None:
            self._file.write(some)
        else:
            self._file.close()

    def finish(self) -> None:
        if self._wrong is None:
            self._file.finish()

    def close(self) -> None:
        self._file.close()

    def upload(self) -> Upload:
        return Upload(name=self._name, claimed=self._claimed, file=self._file, wrong=self._wrong)

    def _named_wrong(self) -> Wrong | None:
        name = spaced(self._name)
        kind = name_wrong(name) or kind_of(name, self._claimed)
        return kind if isinstance(kind, str) else None

    def _begun_wrong(self) -> Wrong | None:
        kind = kind_of(spaced(self._name), self._claimed)
        return kind if isinstance(kind, str) else begun_wrong(kind, self._head)


_Part: TypeAlias = _Text | _Nothing | _Arriving


class Parts:
    """A body on its way in; its files lie in `folder` until it is closed, and without one there are none."""

    def __init__(self, boundary: bytes, folder: Path | None) -> None:
        self._folder = folder
        self._parts: list[_Part] = []
        self._headers: dict[str, str] = {}
        self._field, self._value = bytearray(), bytearray()
        self._texts, self._whole = 0, False
        callbacks: dict[str, object] = self._callbacks()
        self._parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]  # callbacks are a TypedDict there

    def write(self, some: bytes) -> None:
        """Take more of the body."""
        self._parsed(lambda: self._parser.write(some))

    def form(self) -> Form:
        """Give what came, at the end of the body; one that breaks off in the middle is none."""
        self._parsed(self._parser.finalize)
        if not self._whole:
            raise BadForm
        files: dict[str, tuple[Upload, ...]] = {}
        for each in self._files:
            files[each.field] = (*files.get(each.field, ()), each.upload())
        return Form(texts=collected(self._pairs()), files=files)

    def close(self) -> None:
        """Leave no file behind."""
        for each in self._files:
            each.close()

    @property
    def _files(self) -> list[_Arriving]:
        return [each for each in self._parts if isinstance(each, _Arriving)]

    def _pairs(self) -> list[tuple[str, str]]:
        texts = [each for each in self._parts if isinstance(each, _Text)]
        try:
            return [(each.name, each.content.decode("utf-8")) for each in texts]
        except ValueError:
            raise BadForm from None

    def _parsed(self, step: Callable[[], object]) -> None:
        try:
            step()
        except (BadForm, Unavailable):
            raise
        except Exception:  # the parser raises many kinds on hostile bodies; all mean the same
            raise BadForm from None

    def _callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header,
            "on_headers_finished": self._begun,
            "on_part_data": lambda data, start, end: self._take(data[start:end]),
            "on_part_end": lambda: self._parts[-1].finish(),
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._headers = {}
        if len(self._parts) >= MOST_FIELDS:
            raise BadForm(413)

    def _header(self) -> None:
        name = bytes(self._field).decode("latin-1").lower()
        self._headers[name] = bytes(self._value).decode("utf-8", "replace")
        self._field, self._value = bytearray(), bytearray()

    def _begun(self) -> None:
        """Know from the head of a part what it is."""
        header = Message()
        header["content-disposition"] = self._headers.get("content-disposition", "")
        name = header.get_param("name", header="content-disposition")
        filename = header.get_param("filename", header="content-disposition")
        if not isinstance(name, str):
            raise BadForm
        if not isinstance(filename, str):
            self._parts.append(_Text(name))
        elif not filename:
            self._parts.append(_Nothing())
        elif self._folder is None:
            raise BadForm(415)
        elif len(self._files) < _MOST_FILES:
            claimed = self._headers.get("content-type", "")
            self._parts.append(_Arriving(clean(name), filename, claimed, self._folder))
        else:
            raise BadForm(413)

    def _take(self, some: bytes) -> None:
        part = self._parts[-1]
        if isinstance(part, _Text):
            self._texts += len(some)
            if self._texts > MOST_FORM:
                raise BadForm(413)
        part.take(some)

    def _end(self) -> None:
        self._whole = True
