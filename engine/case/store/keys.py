"""The keys of a store: in one file of mode 0600 outside the data folder, never in the database or a backup.

Four uses: `mac` seals events, `vault` wraps the keys of persons, `index` makes persons findable, `anchor`
signs anchors. Each use is a ring: the newest key seals, older ones still open what they sealed. The file also
remembers the epoch of numbers, because it outlives a restore.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from engine.case.store.answers import CannotOpen
from engine.case.store.files import write_whole

__all__ = ["KeyRing", "Secret", "Use", "new_keys", "read_keys", "renew", "write_keys"]

Use: TypeAlias = Literal["mac", "vault", "index", "anchor"]
USES: Final[tuple[Use, ...]] = get_args(Use)
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One key of 32 bytes; its `repr` shows nothing of them."""

    id: str
    bytes: bytes = field(repr=False)

    @property
    def signer(self) -> Ed25519PrivateKey:
        """The key as one that signs."""
        return Ed25519PrivateKey.from_private_bytes(self.bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """All keys of one installation; the last of each use is the one in use."""

    installation: str
    epoch: int
    rings: Mapping[Use, tuple[Secret, ...]]

    def newest(self, use: Use) -> Secret:
        """Give the key that seals now."""
        return self.rings[use][-1]

    def find(self, use: Use, id: str) -> Secret | None:
        """Give the key that sealed something earlier."""
        return next((each for each in self.rings[use] if each.id == id), None)


def new_keys() -> KeyRing:
    """Make the keys of a new installation."""
    installation = secrets.token_hex(8)
    return KeyRing(installation=installation, epoch=0, rings={use: (_secret(use, 1),) for use in USES})


def renew(keys: KeyRing, use: Use) -> KeyRing:
    """Add a new key of one use; the old ones stay to open what they sealed."""
    ring = keys.rings[use]
    return replace(keys, rings={**keys.rings, use: (*ring, _secret(use, len(ring) + 1))})


def _secret(use: Use, number: int) -> Secret:
    return Secret(id=f"{use}-{number}", bytes=secrets.token_bytes(32))


def read_keys(path: Path) -> KeyRing:
    """Read the key file; refuse one that others can read, that is missing or that is no key file."""
    try:
        with open(path, "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(1 << 20)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotOpen(
            "keys_missing",
            f"读不了密钥文件 {path}：{reason}。没有密钥就打不开个人信息，请从密钥的备份里放回来。",
            f"Cannot read the key file {path}: {reason}. Put it back from the backup of the keys.",
        ) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise CannotOpen(
            "keys_open",
            f"别人也能读密钥文件 {path}。请运行：chmod 600 {path}",
            f"Others can read the key file {path}. Run: chmod 600 {path}",
        )
    return _parse(path, text)


def _parse(path: Path, text: bytes) -> KeyRing:
    try:
        read = json.loads(text)
        if read["format"] != _FORMAT:
            raise ValueError(read["format"])
        rings = {use: tuple(_read_secret(each) for each in read["keys"][use]) for use in USES}
        if not all(rings.values()):
            raise ValueError("a use without a key")
        return KeyRing(installation=str(read["installation"]), epoch=int(read["epoch"]), rings=rings)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotOpen(
            "keys_unreadable", f"{path} 不是密钥文件，或者坏了。", f"{path} is no key file, or damaged."
        ) from error


def _read_secret(read: Mapping[str, str]) -> Secret:
    made = Secret(id=read["id"], bytes=base64.b64decode(read["key"], validate=True))
    if len(made.bytes) != 32:
        raise ValueError("a key of another length")
    return made


def write_keys(path: Path, keys: KeyRing) -> None:
    """Write the key file wholly or not at all, for its owner alone."""
    text = {
        "format": _FORMAT,
        "installation": keys.installation,
        "epoch": keys.epoch,
        "keys": {
            use: [{"id": each.id, "key": base64.b64encode(each.bytes).decode()} for each in ring]
            for use, ring in keys.rings.items()
        },
    }
    write_whole(path, json.dumps(text, indent=2).encode())
