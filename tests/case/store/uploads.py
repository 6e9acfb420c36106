"""Small files of each kind, and how tests keep and read them back."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from engine.case.store import NoCase, Store, Upload, UploadRefused
from tests.case.store.desk import AT, CLERK, begin, minutes


def png(width: int = 10, height: int = 10, more: bytes = b"") -> bytes:
    head = struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + head
    crc = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + crc + more


def jpeg(width: int = 10, height: int = 10) -> bytes:
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + b"\x00" * 9
    tables = b"\xff\xff\xc4" + struct.pack(">H", 4) + b"\x00\x00"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + b"\x00" * 10
    return b"\xff\xd8" + app + tables + frame + b"\xff\xd9"


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<< " + dictionary + b" >>\nstream\n" + content + b"\nendstream"


PAGE = b"<< /Type /Catalog /Pages 2 0 R >>"
FINE = pdf(PAGE, stream(b"/Filter /FlateDecode", zlib.compress(b"BT (hello) Tj ET")))


def pieces(content: bytes, size: int = 1000) -> Iterator[bytes]:
    for at in range(0, len(content), size):
        yield content[at : at + size]


def keep(
    store: Store,
    content: bytes,
    *,
    name: str = "合同.pdf",
    declared: str = "application/pdf",
    case: str | None = None,
    person: str = "applicant",
) -> Upload | UploadRefused | NoCase:
    case = begin(store).case if case is None else case
    return store.keep_upload(case, pieces(content), name=name, declared=declared, at=AT, person=person)


def files(store: Store) -> list[Path]:
    return [path for path in store.place.uploads.rglob("*") if path.is_file()]


def read(store: Store, upload: Upload) -> bytes | None:
    some = store.read_upload(upload.case, upload.hash, CLERK, "审查", minutes(1), person=upload.person)
    return None if some is None else b"".join(some)
