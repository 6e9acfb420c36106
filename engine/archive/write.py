"""Writes a package: what was collected in, a folder or one plain zip out, signed, whole or not at all.

The manifest names every file with its hash and class, and the algorithms, so that a later one can be added
beside the first. It is signed with the key that signs anchors: whoever trusts its public half needs no store.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import engine
from engine.archive.collect import Asked, CannotArchive, Collected, collect
from engine.archive.package import CONTEXT, FORMAT, MANIFEST, SIGNATURES, indented
from engine.case.model import Draft, Json
from engine.case.store.canonical import said_at
from engine.case.store.files import make_folder, sync_file, sync_folder, write_whole
from engine.case.store.keys import KeyRing
from engine.center import papers
from engine.center.office import Office
from engine.documents.to_pdf import NoPdf

__all__ = ["Written", "sign", "write_package"]

_WRITTEN: Final = "archive_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A package that lies there, its files, and why its papers are no PDF."""

    path: Path
    files: Mapping[str, bytes] = field(repr=False)
    no_pdf: NoPdf | None


def write_package(
    office: Office, asked: Asked, out: Path, *, packed: bool = False, written: papers.Written = papers.ours
) -> Written:
    """Write the package of a case into a folder; what is there already stays, and is said."""
    collected = collect(office, asked, written)
    number = collected.state.number
    path = out / (f"{number}.zip" if packed else number)
    if path.exists():
        raise CannotArchive(f"{path} 已经有了，没有动它。", f"{path} is there already; left as it is.")
    keys = office.store.ledger.keys
    manifest = _manifest(collected, asked, keys)
    files = sign({**collected.files, MANIFEST: indented(manifest)}, keys)
    make_folder(out)
    beside = out / f".{path.name}.{secrets.token_hex(4)}.partial"
    try:
        (_pack if packed else _lay)(beside, files)
        beside.rename(path)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)
    sync_folder(out)
    hashed = "sha256:" + hashlib.sha256(files[MANIFEST]).hexdigest()
    office.store.note(Draft(kind=_WRITTEN, data={"number": number, "manifest": hashed}), asked.at)
    return Written(path=path, files=files, no_pdf=collected.no_pdf)


def _manifest(collected: Collected, asked: Asked, keys: KeyRing) -> Mapping[str, Json]:
    state = collected.state
    files: dict[str, Json] = {
        name: {
            "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "class": collected.classes[name],
        }
        for name, content in sorted(collected.files.items())
    }
    return {
        "format": FORMAT,
        "program": f"yici {engine.__version__}",
        "made_at": said_at(asked.at),
        "made_by": {"id": asked.actor.id, "role": asked.actor.role},
        "installation": keys.installation,
        "case": state.case,
        "number": state.number,
        "item": state.terms.item,
        "edition": state.terms.edition,
        "edition_hash": state.terms.edition_hash,
        "version": state.version,
        "algorithms": {"files": "sha256", "events": list(collected.algorithms), "signature": "Ed25519"},
        "keys": {each.id: each.signer.public_key().public_bytes_raw().hex() for each in keys.rings["anchor"]},
        "files": files,
    }


def sign(files: Mapping[str, bytes], keys: KeyRing) -> dict[str, bytes]:
    """Give the files with a signature over their manifest."""
    key = keys.newest("anchor")
    signature: dict[str, Json] = {
        "algorithm": "Ed25519",
        "over": f"the line “{FORMAT}”, then {MANIFEST}",
        "key_id": key.id,
        "public_key": key.signer.public_key().public_bytes_raw().hex(),
        "signature": key.signer.sign(CONTEXT + files[MANIFEST]).hex(),
    }
    return {**files, SIGNATURES: indented({"signatures": [signature]})}


def _lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """Lay the files into a folder, for its owner alone."""
    make_folder(folder)
    for name, content in files.items():
        make_folder((folder / name).parent)
        write_whole(folder / name, content)


def _pack(path: Path, files: Mapping[str, bytes]) -> None:
    """Put the files into one zip, uncompressed, so that it can be read in part even when it is damaged."""
    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    path.chmod(0o600)
    sync_file(path)
