"""One request to another system: an address and JSON in, JSON out, or why there is none.

What leaves this machine is encrypted, no redirect is followed, and no reason ever holds what was sent: it may
be about a person (guarantees G18).
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

__all__ = ["NoReply", "ask_json"]

_LARGEST: Final = 1 << 20
_HERE: Final = ("127.0.0.1", "localhost", "::1")
_FINE: Final = (200, 201, 202)


class NoReply(Exception):
    """Why another system gave no usable answer."""


def ask_json(
    url: str,
    body: Mapping[str, object] | None = None,
    *,
    token: str = "",
    key: str = "",
    seconds: float = 8.0,
) -> Mapping[str, Any]:
    """Post a body, or get without one, and give the object that comes back.

    `key` tells the other side that a request made twice is one request.
    """
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"Idempotency-Key": key} if key else {}
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    where = urlsplit(url)
    try:
        line = _line(where.scheme, where.hostname or "", where.port, seconds)
        try:
            path = where.path + (f"?{where.query}" if where.query else "")
            line.request("GET" if data is None else "POST", path or "/", data, headers)
            reply = line.getresponse()
            said = reply.read(_LARGEST)
        finally:
            line.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoReply(type(error).__name__) from None
    if reply.status not in _FINE:
        raise NoReply(f"status {reply.status}")
    return _object(said)


def _line(scheme: str, host: str, port: int | None, seconds: float) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=seconds)
    if scheme == "http" and host in _HERE:
        return http.client.HTTPConnection(host, port, timeout=seconds)
    raise NoReply("use https")


def _object(said: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        raise NoReply("no JSON") from None
    if not isinstance(found, dict):
        raise NoReply("no object")
    return found
