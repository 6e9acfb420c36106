"""What may be done to the package of an archived case, and the one check that must find it.

Each change is made by somebody who holds the centre's own key, so well that a single check is left to see it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from engine.archive.package import ACCESS, EVENTS, KEEPING, MANIFEST, MATERIALS, VALUES
from engine.case.store.keys import new_keys
from tests.guarantees.packages import Files, Sealed

__all__ = ["BROKEN"]

DECISION = "papers/009-decision"
COVER = "cover.zh.html"


def event(number: int, **changes: Any) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Make a change of what one event says."""

    def change(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
        body = json.loads(links[number - 1]["body"]) | changes
        links[number - 1]["body"] = json.dumps(
            body, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return links

    return change


def edited(sealed: Sealed) -> Files:
    """One event says something else, and its hash is the old one."""
    links = event(2, kind="urged")([json.loads(line) for line in sealed.files[EVENTS].splitlines()])
    return sealed.changed(EVENTS, lambda _: b"".join(json.dumps(link).encode() + b"\n" for link in links))


def timeless(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the time zone from every moment."""
    for number in range(1, len(links) + 1):
        links = event(number, at=json.loads(links[number - 1]["body"])["at"][:19])(links)
    return links


def put(content: bytes, name: str, sealed: Sealed) -> Files:
    return sealed.signed({**sealed.files, name: content})


def swap(name: str, old: bytes, new: bytes) -> Callable[[Sealed], Files]:
    def change(sealed: Sealed) -> Files:
        assert old in sealed.files[name]
        return sealed.changed(name, lambda content: content.replace(old, new))

    return change


def without_key(name: str, key: str) -> Callable[[Sealed], Files]:
    return lambda sealed: sealed.said(name, lambda said: {k: v for k, v in said.items() if k != key})


def less(said: Any) -> Any:
    """Take one value away."""
    values = dict(said["values"])
    values.pop(next(iter(values)))
    return {**said, "values": values}


def other(said: Any) -> Any:
    """Say something else in one value."""
    id, one = next(iter(said["values"].items()))
    return {**said, "values": {**said["values"], id: {**one, "value": "别人"}}}


def unclassed(sealed: Sealed) -> Files:
    files = json.loads(sealed.files[MANIFEST])["files"]
    files[COVER].pop("class")
    return sealed.with_manifest(dict(sealed.files), files=files)


BROKEN: tuple[tuple[str, str, Callable[[Sealed], Files]], ...] = (
    # the check that finds it, what was done, how
    (
        "signature",
        "manifest edited",
        lambda s: {
            **s.files,
            MANIFEST: s.files[MANIFEST].replace(b"clerk", b"klerk").replace(b"archivist", b"anybody"),
        },
    ),
    ("signature", "no signature", lambda s: {**s.files, "signatures.json": b'{"signatures": []}'}),
    ("signature", "another format", lambda s: s.with_manifest(dict(s.files), format="yici archive 9")),
    ("chain", "an event edited", edited),
    ("anchors", "an event edited and re-hashed", lambda s: s.retold(event(2, kind="urged"), anchored=False)),
    ("anchors", "no anchor", lambda s: s.changed("anchors.jsonl", lambda _: b"")),
    (
        "anchors",
        "an anchor of somebody else",
        lambda s: s.changed("anchors.jsonl", lambda _: Sealed(s.files, new_keys()).anchor("x", 1, bytes(32))),
    ),
    ("people", "nobody acted", lambda s: s.retold(event(2, by={"id": "", "role": "clerk"}), anchored=True)),
    ("people", "at no known time", lambda s: s.retold(timeless, anchored=True)),
    (
        "edition",
        "another text of the item",
        swap("edition/item.yaml", "10 个工作日".encode(), "20 个工作日".encode()),
    ),
    ("edition", "no text of the item", lambda s: s.without("edition/")),
    ("values", "another name", lambda s: s.said(VALUES, other)),
    ("pages", "a page edited", swap(f"{DECISION}.html", b"</main>", b"<p>x</p></main>")),
    ("files", "a file nobody listed", lambda s: {**s.files, "stray.json": b"{}"}),
    ("files", "a file edited", lambda s: {**s.files, COVER: s.files[COVER] + b"\n"}),
    ("files", "a file lost", lambda s: {name: each for name, each in s.files.items() if name != ACCESS}),
    ("sequence", "an event lost", lambda s: s.retold(lambda links: links[:1] + links[2:], anchored=True)),
    ("sequence", "fewer than were signed for", lambda s: s.with_manifest(dict(s.files), version=99)),
    ("closed", "never closed", lambda s: s.retold(lambda links: links[:-1], anchored=True)),
    ("papers", "one voucher missing", lambda s: s.without(DECISION)),
    (
        "materials",
        "a material not listed",
        lambda s: s.said(MATERIALS, lambda said: {**said, "handed_in": []}),
    ),
    ("materials", "a file of a material lost", lambda s: s.without("materials/")),
    ("held_values", "a value lost", lambda s: s.said(VALUES, less)),
    ("formats", "a format of one program", lambda s: put(b"PK", "note.docx", s)),
    ("formats", "no picture at all", lambda s: put(b"GIF89a", "note.png", s)),
    ("readable", "letters nobody can read", lambda s: s.changed(ACCESS, lambda _: "经办".encode("gb18030"))),
    ("encrypted", "an encrypted PDF", swap(f"{DECISION}.pdf", b"trailer\n<<", b"trailer\n<</Encrypt 9 0 R")),
    ("pdf_a", "a plain PDF", swap(f"{DECISION}.pdf", b"pdfaid:part", b"pdfxxx:part")),
    ("fonts", "fonts by name only", swap(f"{DECISION}.pdf", b"/FontFile3", b"/XontFile3")),
    ("text", "a picture of letters", swap(f"{DECISION}.pdf", b"/ToUnicode", b"/XoUnicode")),
    (
        "alone",
        "a picture from outside",
        swap(COVER, b"</main>", b'<img src="https://example.org/a.png" alt=""></main>'),
    ),
    ("active", "a script in a PDF", swap(f"{DECISION}.pdf", b"trailer\n<<", b"trailer\n<</JavaScript 9 0 R")),
    ("active", "a script in a page", swap(COVER, b"</main>", b"<script>1</script></main>")),
    ("active", "a page that acts when it is touched", swap(COVER, b"<main>", b'<main onclick="1">')),
    (
        "carried",
        "a file inside a PDF",
        swap(f"{DECISION}.pdf", b"trailer\n<<", b"trailer\n<</EmbeddedFiles 9 0 R"),
    ),
    ("scanned", "a virus", lambda s: s.said(KEEPING, lambda said: {**said, "scanned": {"a.pdf": "EICAR"}})),
    ("classes", "a file without a class", unclassed),
    ("retention", "for a while", lambda s: s.said(KEEPING, lambda said: {**said, "keep_for": "一阵子"})),
    ("retention", "not said how long", without_key(KEEPING, "keep_for")),
    ("access", "for nobody", lambda s: s.said(KEEPING, lambda said: {**said, "access": []})),
    (
        "access",
        "for somebody we do not know",
        lambda s: s.said(KEEPING, lambda said: {**said, "access": [{"role": "friend"}]}),
    ),
)
