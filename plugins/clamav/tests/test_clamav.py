"""Files go to clamd whole and piece by piece; what it does not say plainly is no verdict."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from engine.center import Center
from engine.center.scanning import Scan, Scanning

PLUGIN = Path(__file__).parents[1]
# The harmless sample that scanners agree to find, put together here so that none finds it in this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGE = b"%PDF-" + bytes(range(256)) * 2000


class Clamd(socketserver.StreamRequestHandler):
    """A clamd of a dozen lines; `says` is what it answers in place of a verdict, `got` what it was sent."""

    says: ClassVar[bytes] = b""
    got: ClassVar[list[bytes]] = []

    def serve(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        made = bytearray()
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            made += self.rfile.read(length)
        self.got.append(bytes(made))
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in made else b"stream: OK\0"
        self.wfile.write(self.says or found)

    handle = serve


@pytest.fixture
def clamd(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Clamd]]:
    made = type("Made", (Clamd,), {"got": [], "says": b""})
    with socketserver.TCPServer(("127.0.0.1", 0), made) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("YICI_CLAMAV_SOCKET", f"127.0.0.1:{server.server_address[1]}")
        yield made
        server.shutdown()
        thread.join()


def look(folder: Path, content: bytes, *, isolated: bool = False) -> Scan:
    center = Center(sources=[PLUGIN], installed=False, isolated={"yici-clamav"} if isolated else ())
    assert center.faults == ()
    try:
        pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
        return Scanning(center, folder).look(lambda: pieces, "application/pdf", len(content))
    finally:
        center.close()


@pytest.mark.parametrize("isolated", [False, True])
def test_a_file_is_sent_whole_and_is_clean(clamd: type[Clamd], tmp_path: Path, isolated: bool) -> None:
    assert look(tmp_path, LARGE, isolated=isolated) == Scan(outcome="clean", by="yici-clamav")
    assert clamd.got == [LARGE] and not list(tmp_path.iterdir())


def test_what_is_found_is_named(clamd: type[Clamd], tmp_path: Path) -> None:
    found = look(tmp_path, LARGE + EICAR)
    assert found == Scan(outcome="infected", found="Eicar-Signature", by="yici-clamav")


@pytest.mark.parametrize(
    "says", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK, I think\0", b"OK\0", b"\0", b"x" * 9000]
)
def test_any_other_answer_is_no_verdict(clamd: type[Clamd], tmp_path: Path, says: bytes) -> None:
    clamd.says = says
    assert look(tmp_path, LARGE) == Scan(outcome="unknown", by="yici-clamav")


@pytest.mark.parametrize("where", ["127.0.0.1:1", "/no/such/socket", "scanner.example:3310", "127.0.0.1:x"])
def test_a_scanner_that_is_not_there_or_elsewhere_is_no_verdict(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    monkeypatch.setenv("YICI_CLAMAV_SOCKET", where)
    assert look(tmp_path, LARGE) == Scan(outcome="unknown", by="yici-clamav")


def test_without_a_setting_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("YICI_CLAMAV_SOCKET", raising=False)
    assert look(tmp_path, LARGE) == Scan(outcome="unknown")
