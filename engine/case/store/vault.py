"""The vault: personal values, each sealed with the key of its person in its case (guarantees D4).

A `Personal` goes in, a `Reference` comes out for the event, and rows for the vault. The salt of the digest
lies in the vault with the value: without it a digest of an identity number is undone by trying them all.
Destroying the key of a person makes their values unreadable for ever, and the chain stays whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.case.model import Json, Personal, Reference
from engine.case.store.canonical import canonical, micros
from engine.case.store.keys import KeyRing

__all__ = [
    "Hidden",
    "Lost",
    "Opened",
    "Revealed",
    "find_digest",
    "hide",
    "keyed_digest",
    "new_id",
    "open_value",
    "salted",
    "unwrap",
    "wrap",
]

_NONCE: Final = 12
_SALT: Final = 16

Lost: TypeAlias = Literal["erased", "altered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A value on its way into the vault: what the event holds, and the rows that the vault gets."""

    reference: Reference
    value: dict[str, Any]
    find: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """Values by reference id, and why the others are not there; its `repr` shows none of them."""

    values: Mapping[str, Json] = field(repr=False)
    lost: Mapping[str, Lost] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A value as it was recorded, and the salt that proves it against its event."""

    value: Json = field(repr=False)
    salt: bytes = field(repr=False)


def new_id(at: datetime) -> str:
    """Give an id that nobody guesses: 80 random bits after the moment, so that new rows lie side by side."""
    return f"{micros(at) // 1000:012x}{secrets.token_hex(10)}"


def wrap(keys: KeyRing, case: str, person: str, key: bytes) -> dict[str, Any]:
    """Make the row that keeps the key of a person, sealed with the master key."""
    master = keys.newest("vault")
    return {
        "case_id": case,
        "person": person,
        "sealed": _seal(master.bytes, key, f"{case}/{person}"),
        "key_id": master.id,
    }


def unwrap(keys: KeyRing, case: str, person: str, sealed: bytes, key_id: str) -> bytes | None:
    """Give the key of a person back, or nothing if this key file cannot open it."""
    master = keys.find("vault", key_id)
    return None if master is None else _open(master.bytes, sealed, f"{case}/{person}")


def hide(keys: KeyRing, case: str, personal: Personal, key: bytes, at: datetime) -> Hidden:
    """Seal a value with the key of its person."""
    id, salt = new_id(at), secrets.token_bytes(_SALT)
    said = canonical(personal.value)
    row = {
        "id": id,
        "case_id": case,
        "person": personal.person,
        "classed": personal.classed,
        "sealed": _seal(key, salt + said, f"{case}/{personal.person}/{id}"),
    }
    find = None
    if personal.find_by:
        found_by = find_digest(keys, personal.find_by, personal.value)
        find = {"digest": found_by, "case_id": case, "person": personal.person}
    reference = Reference(id=id, digest=salted(salt, said), person=personal.person)
    return Hidden(reference=reference, value=row, find=find)


def open_value(case: str, reference: Reference, sealed: bytes, key: bytes) -> Opened | None:
    """Open a value and hold it against the digest in its event; nothing if it is not what was recorded."""
    plain = _open(key, sealed, f"{case}/{reference.person}/{reference.id}")
    if plain is None:
        return None
    salt, said = plain[:_SALT], plain[_SALT:]
    if not hmac.compare_digest(salted(salt, said), reference.digest):
        return None
    return Opened(value=json.loads(said), salt=salt)


def find_digest(keys: KeyRing, find_by: str, value: Json) -> bytes:
    """Give the keyed digest by which a person is found; the value must be written as it was recorded."""
    return keyed_digest(keys, find_by, canonical(value))


def keyed_digest(keys: KeyRing, use: str, said: bytes) -> bytes:
    """Give a digest that only who has the key can hold against a guess; what it is for is part of it."""
    return hmac.digest(keys.rings["index"][0].bytes, use.encode() + b"\n" + said, "sha256")


def salted(salt: bytes, said: bytes) -> str:
    """Give the digest that an event holds of a value: who has the salt can hold one against the other."""
    return "sha256:" + hashlib.sha256(salt + said).hexdigest()


def _seal(key: bytes, plain: bytes, bound: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound.encode())


def _open(key: bytes, sealed: bytes, bound: str) -> bytes | None:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound.encode())
    except (InvalidTag, ValueError):
        return None
