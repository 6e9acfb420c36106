"""真实性: the package is what the centre signed, the events are what happened, by whom and when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cryptography.exceptions import InvalidSignature

from engine.archive.outcome import Both, NotHere, checks
from engine.archive.package import CONTEXT, FORMAT, MANIFEST
from engine.archive.seen import Seen, public_key
from engine.case.store.anchors import Witness, fingerprint, proven
from engine.case.store.canonical import canonical
from engine.case.store.chain import ALGORITHMS, START, digest
from engine.case.store.vault import salted
from engine.center.editions import Unusable, hash_of

__all__ = ["CHECKS", "EDITION", "edition_files", "signed_by"]

EDITION: Final = "edition/"


def signed_by(seen: Seen) -> list[str]:
    """Give the public keys whose signatures over the manifest hold."""
    made = []
    for each in seen.signatures:
        try:
            key = public_key(str(each["public_key"]))
            key.verify(bytes.fromhex(str(each["signature"])), CONTEXT + seen.files[MANIFEST])
        except (InvalidSignature, ValueError, KeyError):
            continue
        if each.get("algorithm") == "Ed25519":
            made.append(str(each["public_key"]))
    return made


def _signature(seen: Seen) -> Iterator[Both]:
    if seen.manifest.get("format") != FORMAT:
        yield f"清单不是“{FORMAT}”的格式", f"the manifest is not of the format “{FORMAT}”"
    if len(signed_by(seen)) < max(1, len(seen.signatures)):
        yield "清单上的签名不对，或者没有签名", "a signature of the manifest is wrong, or there is none"


def _chain(seen: Seen) -> Iterator[Both]:
    if seen.links is None:
        yield "事件读不出来", "the events cannot be read"
        return
    before = START
    for each in seen.links:
        known = each.algorithm in ALGORITHMS
        if (
            not known
            or digest(each.algorithm, each.chain, each.sequence, each.previous, each.body) != each.hash
        ):
            yield f"第 {each.sequence} 个事件被改过", f"event {each.sequence} was changed"
        if each.previous != before:
            zh, en = "和前一个接不上", "does not follow the one before it"
            yield f"第 {each.sequence} 个事件{zh}", f"event {each.sequence} {en}"
        before = each.hash


def _anchored(seen: Seen) -> Iterator[Both]:
    """Hold the events against the anchors: each head in them is ours, and the last event is covered."""
    links, covered = seen.links or (), 0
    hashes = {each.sequence: each.hash.hex() for each in links}
    mine = fingerprint(links[0].chain) if links else ""
    for number, line in enumerate(seen.anchors, start=1):
        try:
            found: Witness = proven(line, seen.signers)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield (
                f"第 {number} 个锚点不是本中心签的，或者被改过",
                f"anchor {number} was changed, or is not ours",
            )
            continue
        for name, sequence, hash in found.heads:
            if name != mine:
                continue
            covered = max(covered, sequence)
            if hashes.get(sequence) != hash:
                yield f"第 {sequence} 个事件和锚点不符", f"event {sequence} is not the one that was anchored"
    if covered < len(links) or not links:
        yield "最后的事件没有锚点作证", "no anchor vouches for the last event"


def _people(seen: Seen) -> Iterator[Both]:
    for each in seen.events or ():
        if not each.by.id or not each.by.role:
            yield f"第 {each.sequence} 个事件没有写是谁办的", f"event {each.sequence} does not say who acted"
        if each.at.tzinfo is None:
            zh, en = "没有写时刻，或者没有时区", "has no moment with its time zone"
            yield f"第 {each.sequence} 个事件{zh}", f"event {each.sequence} {en}"


def edition_files(seen: Seen) -> dict[str, str]:
    """Give the files of the edition by the names under which an edition keeps them."""
    return {
        name.removeprefix(EDITION).removesuffix(".yaml"): content.decode(errors="replace")
        for name, content in seen.files.items()
        if name.startswith(EDITION)
    }


def _edition(seen: Seen) -> Iterator[Both]:
    wanted = "" if seen.state is None else seen.state.terms.edition_hash
    try:
        found = hash_of(edition_files(seen))
    except Unusable:
        found = ""
    if not wanted or found != wanted:
        yield (
            "事项的文本不是本案所用的实施版本",
            "the text of the item is not the edition this case was decided by",
        )


def _values(seen: Seen) -> Iterable[Both] | NotHere:
    references = {each.id: each for event in seen.events or () for each in event.personal.values()}
    values: Any = seen.values.get("values")
    if not references:
        return NotHere(says=("没有个人信息", "there are no personal values"))
    kept = values if isinstance(values, dict) else {}
    return list(_differing(kept, {id: each.digest for id, each in references.items()}))


def _differing(values: dict[str, Any], digests: dict[str, str]) -> Iterator[Both]:
    for id, each in values.items():
        try:
            found = salted(bytes.fromhex(each["salt"]), canonical(each["value"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            found = ""
        if found != digests.get(id):
            yield f"个人信息 {id} 和事件里的校验码不符", f"value {id} does not match the digest in its event"


def _papers(seen: Seen) -> Iterable[Both] | NotHere:
    """Hold each page against the hash that was recorded when it was put into the file."""
    state = seen.state
    kept = [] if state is None else [each for each in state.papers if each.kept.startswith("sha256:")]
    pages = {
        each.sequence: name
        for each in kept
        for name in seen.of_suffix("html")
        if name.startswith(f"papers/{each.sequence:03d}-")
    }
    if not pages:
        return NotHere(says=("没有登记过校验码的文书", "no paper was recorded with a hash"))
    return [
        (
            f"{pages[each.sequence]} 不是当时放进卷里的那一份",
            f"{pages[each.sequence]} is not what was put on file",
        )
        for each in kept
        if each.sequence in pages
        and "sha256:" + hashlib.sha256(seen.files[pages[each.sequence]]).hexdigest() != each.kept
    ]


CHECKS: Final = checks(
    "authentic",
    ("signature", "清单有签名，没有被改", "the manifest is signed", _signature),
    ("chain", "事件一环扣一环", "the events form one chain", _chain),
    ("anchors", "锚点为事件作证", "anchors vouch for the events", _anchored),
    ("people", "每个事件有人、有时刻", "each event says who and when", _people),
    ("edition", "附的是本案的实施版本", "the edition is the one that was applied", _edition),
    ("values", "个人信息和登记时一样", "personal values are what was recorded", _values),
    ("pages", "文书和归卷时一样", "papers are what was put on file", _papers),
)
