"""What may stand where in a definition, for the editor: keys with their meaning, and the words of values.

Made from the table that reads item files. A place is its keys joined by `/`; `*` is an entry of a list or a
name of the author's own.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final, assert_never

from starlette.responses import Response

from engine.item.shape import ITEM, EnglishText, Keys, Leaf, ListOf, NamesOf, Shape, Submission, WordOrKeys
from engine.vocabulary import Lang, in_lang, word, words
from web.route import Visit

__all__ = ["answer", "places"]

_ANY: Final = "*"


def answer(visit: Visit) -> Response:
    """Give the places in the language of the visit, which an address may choose."""
    return Response(_written(visit.lang), media_type="application/json")


@lru_cache(maxsize=2)
def _written(lang: Lang) -> bytes:
    return json.dumps(places(lang), ensure_ascii=False, separators=(",", ":")).encode()


def places(lang: Lang) -> dict[str, dict[str, Any]]:
    """Give every place with its keys and the words that each of them takes."""
    made: dict[str, dict[str, Any]] = {}
    _walk(ITEM, "", lang, made)
    return made


def _walk(shape: Shape, path: str, lang: Lang, made: dict[str, dict[str, Any]]) -> None:
    match shape:
        case Keys():
            keys = [[in_lang("keys", row.name, lang), _meaning("keys", row.name, lang)] for row in shape.rows]
            values = {in_lang("keys", row.name, lang): _words(row.shape, lang) for row in shape.rows}
            made[path] = {"keys": keys, "words": {key: found for key, found in values.items() if found}}
            for row in shape.rows:
                below = (
                    f"{path}/{in_lang('keys', row.name, lang)}" if path else in_lang("keys", row.name, lang)
                )
                _walk(row.shape, below, lang, made)
        case ListOf() | NamesOf():
            found = _words(shape.of, lang)
            if found:
                made[path] = {"keys": [], "words": {_ANY: found}}
            _walk(shape.of, f"{path}/{_ANY}", lang, made)
        case WordOrKeys():
            _walk(shape.keys, path, lang, made)
        case Leaf() | EnglishText() | Submission():
            return
        case _:
            assert_never(shape)


def _words(shape: Shape, lang: Lang) -> list[list[str]]:
    """Give the words a value may be."""
    if isinstance(shape, ListOf):
        return _words(shape.of, lang)
    if isinstance(shape, WordOrKeys):
        return _words(shape.word, lang)
    if not isinstance(shape, Leaf) or not shape.group:
        return []
    known = (each for each in words(shape.group) if not shape.only or each.en in shape.only)
    return [[each.label(lang), _meaning(shape.group, each.en, lang)] for each in known]


def _meaning(group: str, text: str, lang: Lang) -> str:
    found = word(group, text)
    assert found is not None, text
    return found.says_zh if lang == "zh" else found.says_en
