"""Files are looked into piece by piece: at any place, across the ends of pieces, in the memory of a piece."""

from __future__ import annotations

import errno
import io
import random
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.case.store import Unavailable
from engine.case.store.content import PIECE, Whole
from engine.case.store.pdf_scan import pdf_wrong
from engine.case.store.sealed import Altered, Sealed, Sealer
from engine.case.store.spool import Spool
from engine.case.store.upload_kinds import KINDS, content_wrong
from engine.case.store.upload_words import Wrong
from tests.case.store.test_uploads import REFUSED
from tests.case.store.uploads import FINE, PAGE, jpeg, pdf, stream

KEY = bytes(32)
SMALL = 4 * 1024 * 1024
BAD = [
    (code, row[1]) for code in ("carries_files", "encrypted", "active", "unreadable") for row in REFUSED[code]
]


def sealed(content: bytes, key: bytes = KEY) -> io.BytesIO:
    made = io.BytesIO()
    sealer = Sealer(made, key)
    sealer.write(content)
    sealer.finish()
    made.seek(0)
    return made


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_a_sealed_file_is_read_at_any_place(size: int) -> None:
    content = random.Random(size).randbytes(size)
    file = Sealed(sealed(content), KEY)
    assert file.size == size
    for at, length in (
        (0, size),
        (0, 10),
        (size - 5, 10),
        (PIECE - 3, 6),
        (PIECE, PIECE),
        (size, 1),
        (5, 2 * PIECE),
    ):
        if at >= 0:
            assert file.read(at, length) == content[at : at + length]


@pytest.mark.parametrize("at", [20, PIECE + 40])
def test_a_changed_piece_is_not_read(at: int) -> None:
    file = bytearray(sealed(bytes(3 * PIECE)).getvalue())
    file[at] ^= 1
    with pytest.raises(Altered):
        Sealed(io.BytesIO(bytes(file)), KEY).read(0, 3 * PIECE)


def test_a_file_that_was_cut_off_between_two_pieces_is_not_read() -> None:
    whole = sealed(bytes(3 * PIECE)).getvalue()
    cut = Sealed(io.BytesIO(whole[: 16 + 2 * (PIECE + 16)]), KEY)
    assert cut.read(0, 10) == bytes(10)
    with pytest.raises(Altered):
        cut.read(PIECE, 10)


@pytest.mark.parametrize(("code", "content"), BAD)
def test_what_must_not_be_in_a_pdf_is_found_wherever_a_piece_ends(code: Wrong, content: bytes) -> None:
    """Every fixture is moved across the end of a piece, a byte at a time."""
    middle = content.index(b"\n") + 1
    for before in range(PIECE - len(content), PIECE):
        moved = content[:middle] + b" " * (before - 1) + b"\n" + content[middle:]
        if b"PK\x05\x06" not in content:
            assert pdf_wrong(Whole(moved)) == code, before


def test_a_name_that_only_begins_like_one_is_none_wherever_a_piece_ends() -> None:
    fine = FINE.replace(b"trailer <<", b"trailer << /EncryptMetadata true /Launched 1")
    for before in range(PIECE - len(fine), PIECE):
        assert pdf_wrong(Whole(fine[:9] + b" " * before + fine[9:])) is None, before


def test_the_first_on_the_list_is_told_wherever_it_stands() -> None:
    far = b"%" + b"x" * (2 * PIECE) + b"\n"
    assert pdf_wrong(Whole(pdf(b"<< /S /JavaScript >>") + far + b"/Encrypt 1 0 R %%EOF")) == "encrypted"


@pytest.mark.parametrize("many", [1, PIECE, 5 * PIECE])
def test_a_script_deep_in_a_packed_stream_is_found(many: int) -> None:
    hidden = zlib.compress(b" " * many + b"<</S/JavaScript>>")
    assert pdf_wrong(Whole(pdf(PAGE, stream(b"/Type /ObjStm /Filter /FlateDecode", hidden)))) == "active"


def test_a_stream_that_breaks_off_in_the_middle_is_unreadable() -> None:
    half = zlib.compress(random.Random(1).randbytes(3 * PIECE))
    broken = half[:PIECE] + b"\xff" * 100 + half[PIECE + 100 :]
    packed = stream(b"/Type /ObjStm /Filter /FlateDecode", broken)
    assert pdf_wrong(Whole(pdf(PAGE, packed))) == "unreadable"


def test_more_streams_than_any_file_has_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.case.store.pdf_scan._MOST_STREAMS", 10)
    assert pdf_wrong(Whole(pdf(*[stream(b"", b"x")] * 10))) is None
    assert pdf_wrong(Whole(pdf(*[stream(b"", b"x")] * 11))) == "unreadable"


def test_a_picture_of_nothing_but_fill_is_given_up() -> None:
    assert content_wrong(KINDS[1], Whole(b"\xff\xd8\xff" + b"\xff" * 1_000_000)) == "unreadable"
    assert content_wrong(KINDS[1], Whole(jpeg())) is None


def spooled(folder: Path, content: Callable[[], bytes], times: int) -> Spool:
    made = Spool(folder)
    for _ in range(times):
        made.write(content())
    made.finish()
    return made


def test_a_large_file_takes_the_memory_of_a_piece(tmp_path: Path) -> None:
    packed = stream(b"/Subtype /Image /Filter /FlateDecode", zlib.compress(bytes(1 << 20)))
    part = pdf(PAGE, packed, b"<< /A (" + b"y" * 100_000 + b") >>")
    tracemalloc.start()
    try:
        spool = spooled(tmp_path, lambda: part, 200)
        assert spool.size > 4 * SMALL
        with spool.opened() as content:
            assert content_wrong(KINDS[0], content) is None
        assert sum(map(len, spool.pieces())) == spool.size
        assert tracemalloc.get_traced_memory()[1] < SMALL
    finally:
        tracemalloc.stop()
    spool.close()


def test_a_file_on_its_way_in_is_sealed_for_its_owner_alone_and_gone_at_its_end(tmp_path: Path) -> None:
    spool = spooled(tmp_path / "incoming", lambda: FINE + b"23010319900101123X", 1)
    (path,) = (tmp_path / "incoming").iterdir()
    assert b"23010319900101123X" not in path.read_bytes() and b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    spool.close()
    assert not list((tmp_path / "incoming").iterdir())


def test_what_is_given_up_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.write(bytes(10 * PIECE))
    spool.close()
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_as_the_store_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Sealer, some: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space")

    spool = Spool(tmp_path)
    monkeypatch.setattr(Sealer, "write", full)
    with pytest.raises(Unavailable) as raised:
        spool.write(b"x")
    assert raised.value.reason == "full"
    spool.close()
    assert not list(tmp_path.iterdir())
