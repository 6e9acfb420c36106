"""Uploads: looked into, sealed, kept under a hash; what is not wanted leaves nothing behind."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.case.store import NoCase, Store, Unavailable, Upload, UploadRefused
from engine.case.store.sealed import PIECE, Altered, Sealer, unsealed
from engine.case.store.upload_words import MOST_A_FILE
from tests.case.store.desk import AT, CLERK, begin, minutes
from tests.case.store.uploads import FINE, PAGE, files, jpeg, keep, pdf, png, read, stream


@pytest.mark.parametrize(
    ("name", "declared", "content"),
    [
        ("合同.pdf", "application/pdf", FINE),
        ("对象.pdf", "application/pdf", pdf(PAGE, stream(b"/Type /ObjStm", b"<< /Type /Page >>"))),
        ("照片.JPG", "image/jpeg", jpeg()),
        ("a.jpeg", "image/jpeg; charset=binary", jpeg(8000, 8000)),
        ("图.png", "image/png", png(more=os.urandom(PIECE * 2 + 7))),
        ("正好.png", "image/png", png(more=b"x" * (PIECE - 33))),
    ],
)
def test_a_file_comes_back_as_it_was_sent(either: Store, name: str, declared: str, content: bytes) -> None:
    kept = keep(either, content, name=name, declared=declared)
    assert isinstance(kept, Upload)
    assert kept.hash == "sha256:" + hashlib.sha256(content).hexdigest()
    assert kept.size == len(content)
    assert read(either, kept) == content
    assert [(each.kind, each.data["purpose"]) for each in either.accesses(kept.case)] == [
        ("upload_read", "审查")
    ]


def test_what_lies_on_disk_is_sealed_and_named_by_a_hash_for_its_owner_alone(store: Store) -> None:
    kept = keep(store, FINE + b"% 23010319900101123X\n")
    assert isinstance(kept, Upload)
    (path,) = files(store)
    assert b"23010319900101123X" not in path.read_bytes() and b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.name) == 64 and path.name != kept.hash.removeprefix("sha256:")


def test_the_same_file_twice_is_one_file_in_a_case_and_two_in_two(store: Store) -> None:
    case = begin(store).case
    assert keep(store, FINE, case=case) == keep(store, FINE, case=case, name="又.pdf")
    assert len(files(store)) == 1
    keep(store, FINE)
    assert len(files(store)) == 2


def test_erasing_a_person_takes_their_files_and_no_others(either: Store) -> None:
    case = begin(either).case
    mine = keep(either, FINE, case=case)
    other = keep(either, FINE, case=case, person="agent")
    assert isinstance(mine, Upload) and isinstance(other, Upload)
    either.erase(case, "applicant", CLERK, "本人申请", minutes(1))
    assert read(either, mine) is None
    assert read(either, other) == FINE
    assert len(files(either)) == 1


def test_a_file_that_was_never_there_is_none(store: Store) -> None:
    case = begin(store).case
    assert store.read_upload(case, "sha256:0", CLERK, "审查", AT) is None
    assert store.accesses(case) == ()


def test_a_file_for_no_case_is_not_taken(store: Store) -> None:
    assert keep(store, FINE, case="nosuchcase") == NoCase(case="nosuchcase")
    assert files(store) == []


REFUSED = {
    "bad_name": [
        ("../../etc/passwd.pdf", FINE),
        ("a\\b.pdf", FINE),
        ("a\u202efdp.pdf", FINE),
        ("a\x00.pdf", FINE),
    ],
    "not_allowed": [("a.zip", b"PK\x03\x04"), ("a.exe", b"MZ"), ("pdf", FINE), ("a.pdf.html", FINE)],
    "empty": [("a.pdf", b"")],
    "not_what_it_says": [("a.pdf", png()), ("a.pdf", b"%PDX" + FINE)],
    "carries_files": [
        ("a.pdf", FINE + b"PK\x05\x06" + b"\x00" * 18),
        ("a.pdf", pdf(b"<< /Names << /EmbeddedFiles 3 0 R >> >>")),
        ("a.pdf", pdf(b"<< /Type /EmbeddedFile >>")),
    ],
    "encrypted": [("a.pdf", FINE.replace(b"trailer <<", b"trailer << /Encrypt 9 0 R"))],
    "active": [
        ("a.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>")),
        ("a.pdf", pdf(b"<< /S /J#61vaScri#70t /JS (app.alert(1)) >>")),
        ("a.pdf", pdf(b"<< /S/Launch/F(cmd.exe)>>")),
        (
            "a.pdf",
            pdf(PAGE, stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"<</S/JavaScript>>"))),
        ),
        ("a.pdf", pdf(PAGE, stream(b"/Type /ObjStm", b"<</S/JavaScript>>"))),
        ("a.pdf", pdf(PAGE, stream(b"/Type /#4fbjStm /Filter [/Fl]", zlib.compress(b"<</S/JavaScript>>")))),
    ],
    "unreadable": [
        ("a.pdf", FINE.replace(b"%%EOF", b"")),
        ("a.pdf", pdf(PAGE, stream(b"/Type /ObjStm /Filter /FlateDecode", b"not deflated"))),
        ("a.pdf", pdf(PAGE, stream(b"/Type /ObjStm /Filter /LZWDecode", b"\x80\x0b\x60"))),
        ("a.pdf", pdf(PAGE, stream(b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", b"78"))),
        (
            "a.pdf",
            pdf(
                PAGE,
                stream(
                    b"/Type /ObjStm /DecodeParms << /Predictor 12 >> /Filter /FlateDecode",
                    zlib.compress(b"x"),
                ),
            ),
        ),
    ],
}


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [(code, name, content) for code, rows in REFUSED.items() for name, content in rows],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    store: Store, code: str, name: str, content: bytes
) -> None:
    answer = keep(store, content, name=name)
    assert isinstance(answer, UploadRefused)
    assert answer.code == code
    assert answer.zh.endswith("。") and answer.en.endswith(".")
    assert files(store) == []


@pytest.mark.parametrize(
    ("code", "name", "declared", "content"),
    [
        ("not_what_it_says", "a.png", "application/pdf", png()),
        ("not_what_it_says", "a.png", "", png()),
        ("too_many_pixels", "a.png", "image/png", png(100_000, 100_000)),
        ("unreadable", "a.png", "image/png", png(0, 10)),
        ("unreadable", "a.png", "image/png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
        ("unreadable", "a.png", "image/png", png().replace(b"IHDR", b"XXXX")),
        ("too_many_pixels", "a.jpg", "image/jpeg", jpeg(60_000, 60_000)),
        ("unreadable", "a.jpg", "image/jpeg", b"\xff\xd8\xff\xd9"),
        ("unreadable", "a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0\x00\x04\x00\x00no marker here"),
    ],
)
def test_a_picture_that_is_not_one_is_refused(
    store: Store, code: str, name: str, declared: str, content: bytes
) -> None:
    answer = keep(store, content, name=name, declared=declared)
    assert isinstance(answer, UploadRefused)
    assert answer.code == code


@pytest.mark.parametrize("name", ["", " ", "...", ".pdf ", "x" * 201 + ".pdf", "\ud800.pdf"])
def test_a_name_that_nobody_can_use_is_refused(store: Store, name: str) -> None:
    answer = keep(store, FINE, name=name)
    assert isinstance(answer, UploadRefused)
    assert answer.code in ("bad_name", "not_allowed")


def test_a_file_that_is_too_large_is_cut_off_while_it_arrives(store: Store) -> None:
    case, sent = begin(store).case, 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield png()
        while True:
            sent += 1 << 20
            yield bytes(1 << 20)

    answer = store.keep_upload(case, endless(), name="a.png", declared="image/png", at=AT)
    assert isinstance(answer, UploadRefused)
    assert answer.code == "too_large"
    assert sent <= MOST_A_FILE + (1 << 20)
    assert files(store) == []


def test_a_case_that_is_full_takes_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.case.store.uploads.MOST_A_CASE", len(FINE) + 10)
    case = begin(store).case
    assert isinstance(keep(store, FINE, case=case), Upload)
    answer = keep(store, png(), case=case, name="a.png", declared="image/png")
    assert isinstance(answer, UploadRefused)
    assert answer.code == "case_full"
    assert isinstance(keep(store, FINE), Upload)
    assert len(files(store)) == 2


def test_a_pdf_full_of_large_pictures_is_looked_through_in_bounds(store: Store) -> None:
    picture = stream(b"/Subtype /Image /Filter /FlateDecode", zlib.compress(bytes(8 << 20)))
    assert isinstance(keep(store, pdf(PAGE, *[picture] * 300)), Upload)


def test_a_sender_that_goes_away_leaves_nothing(store: Store) -> None:
    case = begin(store).case

    def broken() -> Iterable[bytes]:
        yield FINE
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.keep_upload(case, broken(), name="a.pdf", declared="application/pdf", at=AT)
    assert files(store) == []


@pytest.mark.parametrize(("number", "reason"), [(28, "full"), (30, "read_only"), (5, "gone")])
def test_a_disk_that_fails_is_said_and_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    case = begin(store).case

    def fail(file: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable) as raised:
            keep(store, FINE, case=case)
    assert raised.value.reason == reason
    assert files(store) == []
    assert isinstance(keep(store, FINE, case=case), Upload)


@pytest.mark.parametrize("change", ["bit", "cut", "tail", "gone", "swap"])
def test_a_file_that_was_changed_on_disk_does_not_open(store: Store, change: str) -> None:
    case = begin(store).case
    content = png(more=os.urandom(PIECE * 2))
    kept = keep(store, content, case=case, name="a.png", declared="image/png")
    (path,) = files(store)
    other = keep(store, FINE, case=case)
    assert isinstance(kept, Upload) and isinstance(other, Upload)
    sealed = path.read_bytes()
    if change == "bit":
        path.write_bytes(sealed[:70000] + bytes([sealed[70000] ^ 1]) + sealed[70001:])
    elif change == "cut":
        path.write_bytes(sealed[: 16 + PIECE + 16])
    elif change == "tail":
        path.write_bytes(sealed + b"x")
    elif change == "gone":
        path.unlink()
    else:
        (second,) = [each for each in files(store) if each != path]
        path.write_bytes(second.read_bytes())
    with pytest.raises(Altered):
        read(store, kept)


def test_what_was_left_lying_is_swept_after_a_day(store: Store) -> None:
    kept = keep(store, FINE)
    assert isinstance(kept, Upload)
    (path,) = files(store)
    for name in (".incoming/1", "ab/orphan"):
        left = store.place.uploads / name
        left.parent.mkdir(exist_ok=True)
        left.write_bytes(b"half")
        os.utime(left, (AT.timestamp(), AT.timestamp()))
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    store.tidy(AT + timedelta(hours=23))
    assert len(files(store)) == 3
    store.tidy(AT + timedelta(hours=25))
    assert files(store) == [path]


def test_a_sealed_file_is_never_larger_in_memory_than_a_piece(tmp_path: Path) -> None:
    with open(tmp_path / "sealed", "wb") as file:
        sealer = Sealer(file, bytes(32))
        for _ in range(10):
            sealer.write(bytes(PIECE))
        sealer.finish()
    with open(tmp_path / "sealed", "rb") as file:
        assert max(len(piece) for piece in unsealed(file, bytes(32))) == PIECE


def test_the_row_of_a_file_says_nothing_of_its_name(store: Store) -> None:
    keep(store, FINE, name="张三的合同.pdf")
    with sqlite3.connect(store.place.database) as db:
        assert "张三" not in "".join(db.iterdump())
