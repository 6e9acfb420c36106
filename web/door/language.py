"""The language a visitor reads: the one asked for in the address, the one chosen before, or the browser's."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from engine.vocabulary import Lang

__all__ = ["LANG_COOKIE", "accepted", "lang_of"]

LANG_COOKIE: Final = "yici_lang"
_LONGEST: Final = 200


def lang_of(request: Request, *, cookies: bool = True) -> Lang:
    """Choose the language; Chinese if nothing says otherwise. Programs are asked for no cookie."""
    kept = request.cookies.get(LANG_COOKIE) if cookies else None
    for said in (request.query_params.get("lang"), kept):
        if said in ("zh", "en"):
            return "en" if said == "en" else "zh"
    return accepted(request.headers.get("accept-language", ""))


def accepted(header: str) -> Lang:
    """Choose the language a browser likes best of ours."""
    if not header:
        return "zh"
    best: Lang = "zh"
    best_weight = 0.0
    for part in header[:_LONGEST].lower().split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            value = float(weight) if weight else 1.0
        except ValueError:
            continue
        if name[:2] in ("zh", "en") and value > best_weight:
            best, best_weight = ("en" if name[:2] == "en" else "zh"), value
    return best
