"""Built-ins for contexts."""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel.functions.table import row, signature
from engine.feel.values import Null

__all__ = ["ROWS"]

_Context = Mapping[str, object]


def _get(context: _Context, key: str) -> object:
    return context[key] if key in context else Null(f"the context has no {key!r}")


def _entries(context: _Context) -> tuple[object, ...]:
    return tuple({"key": key, "value": value} for key, value in context.items())


def _put(context: _Context, key: str, value: object) -> object:
    return {**context, key: value}


def _put_deep(context: _Context, keys: tuple[object, ...], value: object) -> object:
    """Put a value at the end of a path; every key but the last leads to a context."""
    if not keys:
        return Null("there are no keys")
    key, rest = keys[0], keys[1:]
    if not isinstance(key, str):
        return Null("a key is a text")
    if not rest:
        return {**context, key: value}
    inner = context.get(key, Null())
    if not isinstance(inner, Mapping):
        return Null(f"{key!r} is not a context")
    replaced = _put_deep(inner, rest, value)
    return replaced if isinstance(replaced, Null) else {**context, key: replaced}


def _merge(contexts: tuple[object, ...]) -> object:
    merged: dict[str, object] = {}
    for context in contexts:
        if not isinstance(context, Mapping):
            return Null("only contexts can be merged")
        merged.update(context)
    return merged


def _context(entries: tuple[object, ...]) -> object:
    made: dict[str, object] = {}
    for entry in entries:
        if not isinstance(entry, Mapping) or "key" not in entry or "value" not in entry:
            return Null("an entry has a key and a value")
        key = entry["key"]
        if not isinstance(key, str):
            return Null("a key is a text")
        if key in made:
            return Null(f"the key {key!r} is given twice")
        made[key] = entry["value"]
    return made


ROWS = (
    row("context", "组成记录", signature("entries:list", _context)),
    row("get value", "取值", signature("m:context, key:text", _get)),
    row("get entries", "所有项", signature("m:context", _entries)),
    row(
        "context put",
        "放入",
        signature("context:context, key:text, value:any", _put),
        signature("context:context, keys:list, value:any", _put_deep),
        moves=True,
    ),
    row("context merge", "合并记录", signature("contexts:list", _merge)),
)
