"""Archived cases for tests, and what one can do to their packages: change, sign, hash and anchor them anew.

Whoever holds the key of a centre can make any package look sound in most respects; each change here is made
so well that a single check is left to find it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.archive.collect import Asked
from engine.archive.package import ANCHORS, EVENTS, MANIFEST
from engine.archive.write import Written, sign, write_package
from engine.case.store import Upload
from engine.case.store.anchors import head_line
from engine.case.store.canonical import canonical
from engine.case.store.chain import START, digest
from engine.case.store.keys import KeyRing
from engine.center.papers import printer
from tests.case.bench import CERTIFICATE, REASONS, who
from tests.case.office import Desk, founded_in, office_in
from tests.case.store.uploads import FINE

__all__ = ["Files", "Sealed", "archived", "finished", "office_of", "packed"]

Files = dict[str, bytes]


@contextmanager
def office_of(folder: Path) -> Iterator[Desk]:
    """Open an office of its own that keeps its papers beside it."""
    founded_in(folder)
    with office_in(folder, render=printer(folder / "papers")) as desk:
        yield desk


def finished(desk: Desk, result: str = "granted", **kept: Any) -> Desk:
    """Take a case to its end, granted or refused, its papers on file."""
    desk.accept(applicant={"名称": "示例小吃店"}, telephone="13800001234", **kept)
    desk.do("review", "reviewer", opinion="agree", reasons="材料看过了")
    if result == "granted":
        desk.do("decide", "decider", result=result, **REASONS, certificate=CERTIFICATE)
        desk.do("make_slip", "reviewer", certificate=CERTIFICATE)
        desk.do("hand_over", "issuer", certificate=CERTIFICATE)
    else:
        desk.do("decide", "decider", result=result, **REASONS)
    desk.do("notify", "issuer", channel="sms")
    desk.do("pick_up", "issuer", by="applicant", identity="id_card")
    desk.office.keep_papers(desk.case, desk.now)
    return desk


def archived(desk: Desk, *, upload: bool = True, **kept: Any) -> Desk:
    """Take a case to its end and close the file."""
    finished(desk, **kept)
    if upload:
        taken = desk.office.store.keep_upload(
            desk.case, [FINE], name="租赁合同.pdf", declared="application/pdf", at=desk.now
        )
        assert isinstance(taken, Upload)
    return desk.do("archive", "archivist", keep_for="30年")


def packed(desk: Desk, out: Path, **kept: Any) -> Written:
    """Write the package of the case at hand."""
    kept = {"pages": desk.folder / "papers", **kept}
    asked = Asked(case=desk.case, actor=who("archivist"), at=desk.now, **kept)
    return write_package(desk.office, asked, out)


@dataclass(frozen=True)
class Sealed:
    """A sound package, and the keys with which it can be signed anew."""

    files: Mapping[str, bytes]
    keys: KeyRing

    def signed(self, files: Files) -> Files:
        """List every file as it is now, and sign: nothing is left over, nothing missing."""
        manifest = json.loads(files[MANIFEST])
        listed = {
            name: {**manifest["files"].get(name, {"class": "open"}), "hash": hashed(content)}
            for name, content in files.items()
            if name not in (MANIFEST, "signatures.json")
        }
        return self.with_manifest(files, files=listed)

    def with_manifest(self, kept: Files, **said: Any) -> Files:
        """Say something else in the manifest, and sign."""
        manifest = {**json.loads(kept[MANIFEST]), **said}
        return sign({**kept, MANIFEST: json.dumps(manifest).encode()}, self.keys)

    def changed(self, name: str, change: Callable[[bytes], bytes]) -> Files:
        """Change a file and sign."""
        return self.signed({**self.files, name: change(self.files[name])})

    def said(self, name: str, change: Callable[[Any], Any]) -> Files:
        """Change what a JSON file says, and sign."""
        return self.changed(name, lambda content: json.dumps(change(json.loads(content))).encode())

    def without(self, *beginnings: str) -> Files:
        """Take files away and sign."""
        return self.signed(
            {name: each for name, each in self.files.items() if not name.startswith(beginnings)}
        )

    def retold(
        self, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], *, anchored: bool
    ) -> Files:
        """Tell other events, hash them anew and sign; with `anchored`, make an anchor for them too."""
        links = change([json.loads(line) for line in self.files[EVENTS].splitlines()])
        before = START
        for link in links:
            body = link["body"].encode()
            before, previous = (
                digest(link["algorithm"], link["chain"], link["sequence"], before, body),
                before,
            )
            link |= {"previous": previous.hex(), "hash": before.hex()}
        files = {**self.files, EVENTS: b"".join(canonical(link) + b"\n" for link in links)}
        if anchored:
            files[ANCHORS] = self.anchor(links[-1]["chain"], links[-1]["sequence"], before)
        version = {"version": len(links)} if anchored else {}
        return self.with_manifest(self.signed(files), **version)

    def anchor(self, chain: str, sequence: int, hash: bytes) -> bytes:
        """Make a signed anchor in which one chain stands."""
        line = head_line(chain, sequence, hash)
        (last,) = [json.loads(each) for each in self.files[ANCHORS].splitlines()][-1:]
        body = canonical({**json.loads(last["body"]), "heads": hashlib.sha256(line).hexdigest()})
        key = self.keys.newest("anchor").signer
        name, at, hexed = line.decode().split()
        return canonical(
            {
                "body": body.decode(),
                "hash": hashlib.sha256(body).hexdigest(),
                "signature": key.sign(body).hex(),
                "public_key": key.public_key().public_bytes_raw().hex(),
                "heads": [[name, int(at), hexed]],
            }
        )


def hashed(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()
