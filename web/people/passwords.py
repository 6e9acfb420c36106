"""Passwords: kept as Argon2 hashes, refused where anybody could guess them (ASVS 6.2)."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

__all__ = ["hashed", "matches", "too_weak"]

_HASHER: Final = PasswordHasher()
_SHORTEST: Final = 8
_LONGEST: Final = 128
# A hash of nothing in particular: an unknown name takes as long as a wrong password.
_NOBODY: Final = _HASHER.hash("nobody in particular")
_COMMON: Final = frozenset(
    (
        *("12345678", "123456789", "1234567890", "11111111", "88888888", "00000000", "66666666", "87654321"),
        *("password", "password1", "passw0rd", "p@ssw0rd", "qwertyui", "qwerty123", "1qaz2wsx", "asdfghjk"),
        *("abc12345", "abcd1234", "a1234567", "a12345678", "aa123456", "qq123456", "asdf1234", "zxcvbnm1"),
        *("iloveyou", "woaini1314", "woaini520", "5201314520", "12341234", "11223344", "123123123"),
        *("admin123", "admin888", "administrator", "zhengwu123", "yici1234", "changeme", "letmein1"),
    )
)


def hashed(password: str) -> str:
    """Give the hash that is kept; takes about a tenth of a second, never on the event loop."""
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one; without a kept hash the answer is no, after the same time."""
    try:
        return _HASHER.verify(kept or _NOBODY, password[:_LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def too_weak(password: str, login: str) -> tuple[str, str] | None:
    """Say in both languages why a password is refused, or nothing if it may be used."""
    if len(password) < _SHORTEST:
        return f"密码至少 {_SHORTEST} 位。", f"At least {_SHORTEST} characters."
    if len(password) > _LONGEST:
        return f"密码最多 {_LONGEST} 位。", f"At most {_LONGEST} characters."
    plain = password.lower()
    if plain in _COMMON or len(set(plain)) < 4 or (login and login.lower() in plain):
        return "这个密码太容易猜到，换一个。", "This password is too easy to guess; choose another."
    return None
