"""What nobody decent sends, by class: bodies, forms, and requests as they go over the line (G14)."""

from __future__ import annotations

import gzip
import json
import random

__all__ = ["CANARY", "RAW", "bodies", "forms", "request"]

CANARY = "机密7788QQ"
CHUNKED = "Transfer-Encoding: chunked"


def bodies() -> dict[str, bytes]:
    """Give odd bodies by class."""
    packed = gzip.compress(b'{"item": "SC-0009"}')
    return {
        "nothing": b"",
        "null": b"null",
        "list": b"[]",
        "text": f'"{CANARY}"'.encode(),
        "cut off": b'{"item": "SC-',
        "deep": b'{"a":' * 5000 + b"1" + b"}" * 5000,
        "deep list": b"[" * 100_000,
        "twice": b'{"item": "a", "item": "b"}',
        "not a number": b'{"item": NaN}',
        "endless": b'{"facts": {"a": Infinity}, "item": "SC-0009"}',
        "half a character": b'{"item": "\\ud800"}',
        "half, raw": b'{"item": "\xed\xa0\x80"}',
        "UTF-16": '{"item": "SC-0009"}'.encode("utf-16"),
        "byte-order mark": b"\xef\xbb\xbf{}",
        "NUL": b'{"item": "a\x00b"}',
        "NUL, escaped": b'{"item": "a\\u0000b"}',
        "big number": b'{"item": 1' + b"0" * 4999 + b"}",
        "exponent": b'{"facts": {"n": 1e999999999}, "item": "SC-0009"}',
        "small exponent": b'{"facts": {"n": 1e-999999999}, "item": "SC-0009"}',
        "wrong kinds": b'{"item": [], "facts": 7, "materials": "x", "applied_on": {}, "closed": 1}',
        "odd names": json.dumps({"a/~": 1, "__proto__": {}, "": None}).encode(),
        "turned": '{"item": "SC-0009\u202e"}'.encode(),
        "many": json.dumps({"item": "SC-0009", "facts": {str(n): n for n in range(9000)}}).encode(),
        "long": json.dumps({"item": CANARY * 50_000}).encode(),
        "too long": b'{"item": "' + b"x" * 1_100_000 + b'"}',
        "packed": packed,
        "many braces": b"{}" * 1000,
        "day that is none": b'{"item": "SC-0009", "applied_on": "2026-02-30", "facts": {}}',
        "first day": b'{"item": "SC-0009", "applied_on": "0001-01-01", "facts": {}}',
        "last day": b'{"item": "SC-0009", "applied_on": "9999-12-31", "facts": {}}',
        "path as item": b'{"item": "../../../etc/passwd", "facts": {}}',
        "expression": json.dumps({"item": "SC-0009", "facts": {"场所来源": "{{7*7}}${7*7}'--"}}).encode(),
        "surprising": json.dumps(
            {"materials": {"租赁合同": {"record": {"到期日": [{}, [], None]}}}}
        ).encode(),
    }


def forms() -> dict[str, tuple[str, bytes]]:
    """Give odd forms by class: content type and body."""
    plain, parts = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"

    def part(header: str, content: bytes = b"x") -> bytes:
        return b"--b\r\n" + header.encode() + b"\r\n\r\n" + content + b"\r\n--b--\r\n"

    disposed = "Content-Disposition: form-data; name="
    return {
        "many fields": (plain, b"&".join(b"a%d=1" % n for n in range(5000))),
        "bad escapes": (plain, b"a=%zz&%00=%ff&=&&==%"),
        "half a character": (plain, b"_token=%ed%a0%80&login=%ed%b0%80"),
        "NUL": (plain, b"login=a%00b&password=%00"),
        "turned": (plain, "login=\u202e".encode()),
        "long": (plain, b"login=" + b"x" * 300_000),
        "odd numbers": (plain, b"_version=99999999999999999999&_key=" + b"k" * 4000),
        "odd names": (plain, b"state%3A=sound&copies%3A=-1&fact%3A=x&record%3A.=y&look%5B%5D=1"),
        "no boundary": ("multipart/form-data", b"--\r\n"),
        "long boundary": (f"multipart/form-data; boundary={'b' * 500}", b""),
        "no end": (parts, b"--b\r\n" + disposed.encode() + b'"a"\r\n\r\nx'),
        "no name": (parts, part("Content-Disposition: form-data")),
        "traversal": (parts, part(f'{disposed}"f"; filename="../../../etc/passwd"')),
        "turned name": (parts, part(f'{disposed}"f"; filename="gnp.\u202eexe"')),
        "NUL in a name": (parts, part(f'{disposed}"f"; filename="a\\u0000.pdf"')),
        "star name": (parts, part(f"{disposed}\"f\"; filename*=UTF-8''%00%2e%2e%2f")),
        "polyglot": (parts, part(f'{disposed}"f"; filename="a.pdf"', b"GIF89a%PDF-1.7<script>PK\x03\x04")),
        "zip bomb": (parts, part(f'{disposed}"f"; filename="a.zip"', gzip.compress(b"0" * 5_000_000))),
        "endless header": (parts, part("X: " + "y" * 100_000)),
        "nested": (parts, part(f'{disposed}"f"\r\nContent-Type: multipart/mixed; boundary=c')),
        "many parts": (
            parts,
            b"".join(part(f'{disposed}"a"')[:-7] + b"\r\n" for _ in range(3000)) + b"--b--",
        ),
        "json": ("application/json", b'{"login": "x"}'),
        "xml": ("application/xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        "nothing": ("", b""),
    }


def request(target: str, *headers: str, method: str = "GET", body: bytes = b"") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + body


def posted(*headers: str, body: bytes = b"") -> bytes:
    kind = "Content-Type: application/json"
    return request("/api/v1/check", kind, *headers, method="POST", body=body)


RAW: dict[str, bytes] = {
    **{
        f"address {target[:24]!r}": request(target)
        for target in (
            *("/%00", "/items/%00", "/items/..%2f..%2fetc%2fpasswd", "/items/%c0%ae%c0%ae/"),
            *("/../../etc/passwd", "/static/%2e%2e/%2e%2e/app.py", "/static/guide/..%5c..%5c"),
            *("//evil.example/", "/items/" + "x" * 20_000, "/items/%ed%a0%80", "/?q=%ff%fe"),
            *("/?q=" + "%E6%9C%BA" * 2000, "/?lang=en&lang=zh&large=%00", "/api/v1/items?cursor=%ff"),
            *("/api/v1/items/%00", "/api/v1/cases/%2e%2e", "/cases/%F0%9F%92%A9", "/items/SC-0009?=&&==%zz"),
            *("/items/SC-0009?" + "&".join(f"a{n}=1" for n in range(3000)), "*", "http://evil.example/"),
            *("/api/v1/search?q=%00", "/api/v1/search?q=" + "%F0%9F%92%A9" * 90),
        )
    },
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": request("/", "Host: a", "Host: b"),
    "odd host": request("/", "Host: [::1]]:x\x7f"),
    "huge header": request("/", "X: " + "y" * 200_000),
    "many headers": request("/", *(f"X{n}: y" for n in range(5000))),
    "folded header": request("/", "X: a", " b"),
    "header without colon": request("/", "nothing"),
    "NUL in a header": request("/", "X: a\x00b"),
    "latin header": b"GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: \xff\xfe\r\nConnection: close\r\n\r\n",
    "odd method": request("/", method="BREW"),
    "trace": request("/", method="TRACE"),
    "connect": request("evil.example:443", method="CONNECT"),
    "no version": b"GET /\r\n\r\n",
    "version 9": b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "noise": random.Random(14).randbytes(64) + b"\r\n\r\n",
    "TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300),
    "length too short": posted("Content-Length: 3", body=b'{"item": "SC-0009"}'),
    "length too long": posted("Content-Length: 999", body=b"{}"),
    "length below nothing": posted("Content-Length: -1"),
    "two lengths": posted("Content-Length: 2", "Content-Length: 3", body=b"{}"),
    "length and chunks": posted("Content-Length: 2", CHUNKED, body=b"0\r\n\r\n"),
    "bad chunks": posted(CHUNKED, body=b"zz\r\n{}\r\n0\r\n\r\n"),
    "huge chunk": posted(CHUNKED, body=b"ffffffffffffffff\r\n"),
    "chunks": posted(CHUNKED, body=b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"),
    "chunks cut off": posted(CHUNKED, body=b"5\r\n{"),
    "upgrade": request("/", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: x"),
    "expecting": posted("Expect: 100-continue", "Content-Length: 2", body=b"{}"),
    "body with GET": request("/items/SC-0009", "Content-Length: 9", body=b"x" * 9),
}
