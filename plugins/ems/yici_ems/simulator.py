"""A post office on this machine: takes parcels, gives waybills, moves a parcel on each time it is asked for.

It speaks the two requests that the plug-in makes, and remembers nothing when it ends.
"""

from __future__ import annotations

import json
import sys
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from yici_ems.waybill import check_digit

__all__ = ["PostOffice", "main"]

_CHINA: Final = timezone(timedelta(hours=8))
_ROAD: Final = ("taken", "on_the_way", "delivered")
_LARGEST: Final = 64 * 1024


class PostOffice(ThreadingHTTPServer):
    """The post office; `parcels` are the steps of each waybill, `keys` the waybill of each request."""

    daemon_threads = True

    def __init__(self, port: int = 0, opened: datetime = datetime(2026, 3, 2, 9, tzinfo=_CHINA)) -> None:
        super().__init__(("127.0.0.1", port), _Window)
        self.parcels: dict[str, int] = {}
        self.keys: dict[str, str] = {}
        self.opened = opened
        self.lock = threading.Lock()

    def take(self, key: str) -> str:
        """Take a parcel over; a request made twice has one waybill."""
        with self.lock:
            if not key or key not in self.keys:
                serial = f"{len(self.parcels) + 1:08d}"
                waybill = f"EA{serial}{check_digit(serial)}CN"
                self.parcels[waybill] = 0
                self.keys[key] = waybill
            return self.keys[key]

    def look(self, waybill: str) -> dict[str, str] | None:
        """Say how far a parcel is, and move it on."""
        with self.lock:
            step = self.parcels.get(waybill)
            if step is None:
                return None
            self.parcels[waybill] = min(step + 1, len(_ROAD) - 1)
            at = self.opened + timedelta(hours=8 * step)
            return {"waybill": waybill, "state": _ROAD[step], "at": at.isoformat()}


class _Window(BaseHTTPRequestHandler):
    server: PostOffice

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self._body(length)
        if self.path != "/parcels" or body is None or not all(body.get(k) for k in ("receiver", "address")):
            return self._answer(400, {"problem": "a parcel needs a receiver and an address"})
        waybill = self.server.take(self.headers.get("Idempotency-Key", ""))
        return self._answer(201, {"waybill": waybill, "at": self.server.opened.isoformat()})

    def do_GET(self) -> None:
        found = self.server.look(self.path.removeprefix("/parcels/"))
        self._answer(200, found) if found is not None else self._answer(404, {"problem": "no such parcel"})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a log line would hold nothing that matters here."""

    def _body(self, length: int) -> dict[str, Any] | None:
        try:
            body = json.loads(self.rfile.read(length)) if length <= _LARGEST else None
        except ValueError:
            return None
        return body if isinstance(body, dict) else None

    def _answer(self, status: int, body: dict[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def main() -> None:
    """Serve until stopped."""
    with PostOffice(int(sys.argv[1]) if len(sys.argv) > 1 else 8610) as office:
        print(f"http://127.0.0.1:{office.server_address[1]}   Ctrl+C", flush=True)
        try:
            office.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
