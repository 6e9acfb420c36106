"""Which names mean the same thing: one key for 身份证, 居民身份证 and 居民身份证（复印件）.

Names that are only alike are different things; what is taken for the same is the same sign for sign but for
width, space, brackets and the medium, or stands in `synonyms.yaml`, a list that people keep.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from engine.item.node import ListNode, ScalarNode
from engine.item.text import read

__all__ = ["is_official", "key_of"]

_SYNONYMS: Final = Path(__file__).with_name("synonyms.yaml")
_SIGNS: Final = re.compile(r"[\s()\[\]{}<>《》〈〉【】「」『』“”‘’\"'·、，,。.\-—_]+")
_MEDIUM: Final = re.compile(r"(?:的?(?:原件|复印件|影印件|扫描件|电子件)(?:和|及|或|与)?)+$")


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """Give the key under which a name stands with all names of the same thing."""
    plain = _plain(name)
    bare = _MEDIUM.sub("", plain) or plain
    known = _listed(bare)
    return bare if known is None else bare.removesuffix(known) + _synonyms()[known]


def is_official(name: str) -> bool:
    """Tell whether a name ends as the list has it, and not only as many write it."""
    known = _listed(name)
    return known is not None and _synonyms()[known] == known


def _listed(bare: str) -> str | None:
    """Give the longest name of the list that a name ends with: 经营者身份证 is whose 身份证 it is."""
    synonyms = _synonyms()
    return next((bare[start:] for start in range(len(bare)) if bare[start:] in synonyms), None)


def _plain(name: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name))


@cache
def _synonyms() -> dict[str, str]:
    """Read the list: the official name of every name in it."""
    root = read(_SYNONYMS.read_bytes(), str(_SYNONYMS)).root
    assert root is not None, _SYNONYMS
    found: dict[str, str] = {}
    for pair in root.pairs:
        assert isinstance(pair.value, ListNode), pair.key
        official = _plain(pair.key)
        names = (each.text for each in pair.value.items if isinstance(each, ScalarNode))
        found.update({_plain(name): official for name in (pair.key, *names)})
    return found
