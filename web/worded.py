"""Words put into templates when these are compiled, once for each language, not at every page.

`w('key')` becomes its text and a question for the language becomes its answer; what the template engine can
settle with that it settles for good. A sentence that is put out with values in it becomes its pieces with
the values between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Final

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from engine.vocabulary import Lang
from web.words import say

__all__ = ["Worded"]

_WORD: Final = ("name", "lparen", "string", "rparen")
_LANGUAGE: Final = ("name", "eq", "string")
_SENTENCE: Final = ("variable_begin", "name", "lparen", "string", "comma")
_VALUE: Final = ("name", "assign")
_DEEPER: Final = {"lparen": 1, "lbracket": 1, "lbrace": 1, "rparen": -1, "rbracket": -1, "rbrace": -1}


class Worded(Extension):
    """Puts the words of the environment's language, `spoken`, into its templates."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Give the signs of a template with its words in their places."""
        lang: Lang = self.environment.spoken  # type: ignore[attr-defined]  # set when the environment is made
        settled: list[Token] = []
        tokens, at = list(stream), 0
        while at < len(tokens):
            made, width = _settled(tokens, at, lang)
            settled.append(made)
            at += width
        at = 0
        while at < len(settled):
            said, width = _sentence(settled, at, lang)
            yield from said
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


def _sentence(tokens: list[Token], at: int, lang: Lang) -> tuple[Sequence[Token], int]:
    """Give the sign at a place, or the pieces of the sentence that is put out there."""
    if not _kinds(tokens, at, _SENTENCE) or tokens[at + 1].value != "w":
        return tokens[at : at + 1], 1
    values, end = _values(tokens, at + len(_SENTENCE))
    pieces = [*Formatter().parse(say(tokens[at + 3].value, lang))]
    holes = [name for _, name, _, _ in pieces if name is not None]
    plain = all(name in values for name in holes) and not any(spec or turn for _, _, spec, turn in pieces)
    if tokens[end].type != "variable_end" or not plain or len({*holes}) < len(holes):
        return tokens[at : at + 1], 1
    made: list[Token] = []
    for words, name, _, _ in pieces:
        made += [Token(tokens[at].lineno, "data", str(escape(words)))] if words else []
        made += [] if name is None else [tokens[at], *values[name], tokens[end]]
    return made, end + 1 - at


def _values(tokens: list[Token], at: int) -> tuple[Mapping[str, Sequence[Token]], int]:
    """Give the values named in a call by their names, and the place after it."""
    values: dict[str, list[Token]] = {}
    depth, name = 0, ""
    for place in range(at, len(tokens)):
        one = tokens[place]
        depth += _DEEPER.get(one.type, 0)
        if depth < 0:
            return values, place + 1
        if depth == 0 and _kinds(tokens, place, _VALUE):
            name = one.value
            values[name] = []
        elif depth or one.type not in ("comma", "assign"):
            values.setdefault(name, []).append(one)
    return {}, at


def _kinds(tokens: list[Token], at: int, wanted: tuple[str, ...]) -> bool:
    return tuple(each.type for each in tokens[at : at + len(wanted)]) == wanted
