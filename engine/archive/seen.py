"""A package as the checks see it: each part read once, as far as it can be read; a part that cannot is None.

Files go in, values come out. What stands in a package may be anything, so nothing is believed to have the
shape it should have: whoever asks gets a value of that shape, or nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Final, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from engine.archive.package import ANCHORS, EVENTS, KEEPING, MANIFEST, MATERIALS, SIGNATURES, VALUES
from engine.archive.page import Page, read_page
from engine.case.fold import fold
from engine.case.model import Event
from engine.case.state import State
from engine.case.store.chain import event_of
from engine.case.store.content import Whole
from engine.case.store.pdf_scan import pdf_wrong
from engine.case.store.upload_words import Wrong

__all__ = ["Link", "Seen", "suffix"]

T = TypeVar("T")
_UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError, LookupError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event as it was hashed."""

    chain: str
    sequence: int
    algorithm: str
    body: bytes
    previous: bytes
    hash: bytes


@dataclass(frozen=True)
class Seen:
    """The files of a package, and what can be read in them."""

    files: Mapping[str, bytes] = field(repr=False)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest; empty if it is none."""
        return self._mapping(MANIFEST)

    @cached_property
    def listed(self) -> Mapping[str, Mapping[str, Any]]:
        """What the manifest says of each file."""
        files = self.manifest.get("files")
        made = files if isinstance(files, Mapping) else {}
        return {str(name): each for name, each in made.items() if isinstance(each, Mapping)}

    @cached_property
    def signatures(self) -> Sequence[Mapping[str, Any]]:
        """The signatures over the manifest."""
        found = self._mapping(SIGNATURES).get("signatures")
        return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []

    @cached_property
    def keeping(self) -> Mapping[str, Any]:
        """How long, for whom, and in which classes it is kept."""
        return self._mapping(KEEPING)

    @cached_property
    def materials(self) -> Mapping[str, Any]:
        """The list of what was handed in."""
        return self._mapping(MATERIALS)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The personal values by the id of their reference, and those that were erased."""
        return self._mapping(VALUES)

    @cached_property
    def links(self) -> tuple[Link, ...] | None:
        """The events as they were hashed, in the order in which they stand."""
        return _tried(lambda: tuple(_link(each) for each in self._lines(EVENTS)))

    @cached_property
    def events(self) -> tuple[Event, ...] | None:
        """The events as they are read."""
        links = self.links
        if links is None:
            return None
        return _tried(lambda: tuple(event_of(each.chain, each.sequence, each.body) for each in links))

    @cached_property
    def state(self) -> State | None:
        """The case as it stands after its events."""
        events = self.events
        return None if events is None else _tried(lambda: fold(events))

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The lines of the anchors."""
        text = self.files.get(ANCHORS, b"").decode(errors="replace")
        return tuple(line for line in text.splitlines() if line.strip())

    @cached_property
    def signers(self) -> tuple[Ed25519PublicKey, ...]:
        """The public keys that the manifest names as the installation's own."""
        named = self.manifest.get("keys")
        keys = named.values() if isinstance(named, Mapping) else ()
        made = (_tried(partial(public_key, each)) for each in keys)
        return tuple(each for each in made if each is not None)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages, each read through."""
        return {name: read_page(content) for name, content in self.of_suffix("html").items()}

    @cached_property
    def pdfs(self) -> Mapping[str, Wrong | None]:
        """The PDFs, each with what must not be in it."""
        return {name: pdf_wrong(Whole(content)) for name, content in self.of_suffix("pdf").items()}

    def of_suffix(self, wanted: str) -> Mapping[str, bytes]:
        """Give the files of one format."""
        return {name: content for name, content in self.files.items() if suffix(name) == wanted}

    def hash(self, name: str) -> str:
        """Hash a file of the package."""
        return "sha256:" + hashlib.sha256(self.files[name]).hexdigest()

    def _mapping(self, name: str) -> Mapping[str, Any]:
        found = _tried(lambda: json.loads(self.files[name]))
        return found if isinstance(found, Mapping) else {}

    def _lines(self, name: str) -> list[Mapping[str, Any]]:
        return [json.loads(line) for line in self.files[name].splitlines() if line.strip()]


def public_key(said: str) -> Ed25519PublicKey:
    """Read a public key; anything else is a ValueError."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(said))


def suffix(name: str) -> str:
    """Give what a name ends in; a name without a dot ends in nothing."""
    return name.rpartition("/")[2].rpartition(".")[2].lower() if "." in name else ""


def _link(said: Mapping[str, Any]) -> Link:
    return Link(
        chain=str(said["chain"]),
        sequence=int(said["sequence"]),
        algorithm=str(said["algorithm"]),
        body=said["body"].encode(),
        previous=bytes.fromhex(said["previous"]),
        hash=bytes.fromhex(said["hash"]),
    )


def _tried(read: Callable[[], T]) -> T | None:
    """Read, or give nothing where it cannot be read: the check that needs it says so."""
    try:
        return read()
    except _UNREADABLE:
        return None
