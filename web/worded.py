"""Words put into templates when these are compiled, once for each language, not at every page.

`w('key')` becomes its text and a question for the language becomes its answer; what the template engine can
settle with that it settles for good. Words with values in them are said when the page is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from engine.vocabulary import Lang
from web.words import say

__all__ = ["Worded"]

_WORD: Final = ("name", "lparen", "string", "rparen")
_LANGUAGE: Final = ("name", "eq", "string")


class Worded(Extension):
    """Puts the words of the environment's language, `spoken`, into its templates."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Give the signs of a template with its words in their places."""
        lang: Lang = self.environment.spoken  # type: ignore[attr-defined]  # set when the environment is made
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            made, width = _settled(tokens, at, lang)
            yield made
            at += width


def _settled(tokens: list[Token], at: int, lang: Lang) -> tuple[Token, int]:
    """Give the sign at a place, or what a word or a question for the language there comes to."""
    one = tokens[at]
    bound = at > 0 and tokens[at - 1].type == "dot"
    if one.type != "name" or bound:
        return one, 1
    if one.value == "w" and _kinds(tokens, at, _WORD):
        return Token(one.lineno, "string", say(tokens[at + 2].value, lang)), len(_WORD)
    if one.value == "guide_lang" and _kinds(tokens, at, _LANGUAGE):
        return Token(one.lineno, "name", "true" if tokens[at + 2].value == lang else "false"), len(_LANGUAGE)
    if one.value == "english":
        return Token(one.lineno, "name", "true" if lang == "en" else "false"), 1
    return one, 1


def _kinds(tokens: list[Token], at: int, wanted: tuple[str, ...]) -> bool:
    return tuple(each.type for each in tokens[at : at + len(wanted)]) == wanted
