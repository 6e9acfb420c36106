"""Where drafts lie: one sealed folder a session, gone when the session ends or nobody touches it.

The key of a draft is made from the reference in the browser's cookie, of which the server keeps only a hash:
whoever copies the disk reads no draft. What nobody has touched for half an hour is swept away.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.case.store.files import make_folder
from engine.case.store.sealed import Altered, Sealer, unsealed
from engine.case.store.upload_words import MOST_A_CASE, UploadRefused, refused
from engine.case.store.uploads import ScanMark
from web.apply.draft import Draft, Kept, from_bytes, to_bytes
from web.people.model import Session
from web.people.store import IDLE
from web.route import Upload
from web.upload import spaced

__all__ = ["MOST_FILES", "Drafts"]

MOST_FILES: Final = 100
_DRAFT: Final = "draft"
_ONE_AT_A_TIME: Final = threading.Lock()


class Drafts:
    """The drafts below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, session: Session, now: datetime) -> Draft | None:
        """Give the draft of a session, and note that it is in use; nothing if there is none."""
        place = self._place(session)
        try:
            data = b"".join(_pieces(place / _DRAFT, _key(session)))
            os.utime(place, (now.timestamp(),) * 2)
        except (FileNotFoundError, Altered):
            return None
        return from_bytes(data)

    def write(self, session: Session, draft: Draft, now: datetime) -> None:
        """Keep a draft in place of what was there."""
        place = self._place(session)
        make_folder(place)
        _seal(place / _DRAFT, _key(session), [to_bytes(draft)])
        os.utime(place, (now.timestamp(),) * 2)

    def change(self, session: Session, typed: dict[str, str], now: datetime) -> Draft | None:
        """Lay what was typed over what is there: another page of the same draft loses nothing."""
        with _ONE_AT_A_TIME:
            draft = self.read(session, now)
            if draft is None or draft.case:
                return draft
            made = replace(draft, typed={**draft.typed, **typed})
            self.write(session, made, now)
            return made

    def add(
        self, session: Session, material: str, upload: Upload, scan: ScanMark, now: datetime
    ) -> UploadRefused | None:
        """Take a file into the draft, or say why not; the same file again changes nothing."""
        file = upload.file
        kept = Kept(
            material=material,
            name=spaced(upload.name),
            declared=upload.claimed,
            hash=file.hash,
            size=file.size,
            scan=scan,
        )
        with _ONE_AT_A_TIME:
            draft = self.read(session, now)
            if draft is None or draft.case:
                return None
            others = tuple(
                each for each in draft.files if (each.material, each.hash) != (material, kept.hash)
            )
            if draft.size + kept.size > MOST_A_CASE or len(others) >= MOST_FILES:
                return refused("case_full")
            _seal(self._place(session) / _name(kept.hash), _key(session), file.pieces())
            self.write(session, replace(draft, files=(*others, kept)), now)
        return None

    def remove(self, session: Session, material: str, hash: str, now: datetime) -> None:
        """Take a file out of the draft again."""
        with _ONE_AT_A_TIME:
            draft = self.read(session, now)
            if draft is None:
                return
            left = tuple(each for each in draft.files if (each.material, each.hash) != (material, hash))
            self.write(session, replace(draft, files=left), now)
            if len(left) < len(draft.files) and all(each.hash != hash for each in left):
                (self._place(session) / _name(hash)).unlink(missing_ok=True)

    def content(self, session: Session, kept: Kept) -> Iterator[bytes]:
        """Give a file of the draft piece by piece."""
        return _pieces(self._place(session) / _name(kept.hash), _key(session))

    def finish(self, session: Session, draft: Draft, case: str, now: datetime) -> None:
        """Leave nothing of a draft but which case it has become."""
        self.end(session)
        self.write(session, draft.handed_in(case), now)

    def end(self, session: Session) -> None:
        """Throw a draft away with all its files."""
        shutil.rmtree(self._place(session), ignore_errors=True)

    def sweep(self, now: datetime) -> None:
        """Throw away every draft that nobody has touched for as long as a session may rest."""
        oldest = (now - IDLE).timestamp()
        for place in self._folder.glob("*"):
            try:
                idle = place.stat().st_mtime < oldest
            except FileNotFoundError:
                continue
            if idle:
                shutil.rmtree(place, ignore_errors=True)

    def _place(self, session: Session) -> Path:
        return self._folder / hashlib.sha256(b"yici draft place\n" + session.id.encode()).hexdigest()


def _key(session: Session) -> bytes:
    return hmac.digest(session.id.encode(), b"yici draft", "sha256")


def _name(hash: str) -> str:
    return hash.rpartition(":")[2]


def _seal(path: Path, key: bytes, content: Iterable[bytes]) -> None:
    """Write a sealed file as a whole or not at all."""
    fresh = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            sealer = Sealer(file, key)
            for each in content:
                sealer.write(each)
            sealer.finish()
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _pieces(path: Path, key: bytes) -> Iterator[bytes]:
    with open(path, "rb") as file:
        yield from unsealed(file, key)
