"""A text that cannot be read and the place where reading stopped in, the sentence it deserves out.

mistakes.yaml pairs what people really type with that sentence. It is read at the first mistake, never before,
and in plain lines: no YAML reader is loaded for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from engine.dataclass import dataclass
from engine.feel.ast import Span
from engine.feel.lex import Token
from engine.feel.problem import Problem
from engine.feel.spelling import INFIX, fold
from engine.feel.syntax import JOINED_NAMES, SYNTAX

__all__ = ["Mistake", "Stop", "explain", "explain_sign", "mistakes", "stop"]

Stop: TypeAlias = tuple[str, str, str]
"""Where reading stopped: the kinds of the last token that fitted, the first that did not, and the next."""

_END: Final = {
    "zh": "这句话没有写完。请把后半句补上。",
    "en": "The sentence is not complete. Write the rest of it.",
}
_OPEN: Final = {
    "zh": "左边的括号「{bracket}」没有合上。请补上右边的括号。",
    "en": "The bracket 「{bracket}」 is not closed. Close it.",
}
_HALF: Final = {
    "zh": "「若 … 则 … 否则 …」没有写完。三部分都要写，说清另一种情况怎么办。",
    "en": "「if … then … else …」 is not complete. Write all three parts.",
}
_ODD: Final = {
    "zh": "读到「{word}」读不下去了。请看看它前面是不是少写了什么。",
    "en": "「{word}」 cannot stand here. Is something missing before it?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One row of mistakes.yaml."""

    typed: str
    zh: str
    en: str
    sign: str = ""
    cure: str | None = None


@lru_cache(maxsize=1)
def mistakes() -> tuple[Mistake, ...]:
    """Read mistakes.yaml."""
    rows: list[dict[str, str]] = []
    for line in Path(__file__).with_name("mistakes.yaml").read_text(encoding="utf-8").splitlines():
        if line[:2] not in ("- ", "  "):
            continue
        if line[0] == "-":
            rows.append({})
        key, _, value = line[2:].partition(": ")
        rows[-1][key] = value
    return tuple(Mistake(**row) for row in rows)


def explain(
    text: str, tokens: Sequence[Token], at: int, *, item: bool, stop_of: Callable[[str], Stop]
) -> Problem:
    """Say what is wrong where token number `at` does not fit; behind the last one the text ends too early.

    `stop_of` tells where reading an example stops. The examples are those of the item profile.
    """
    here = tokens[at] if at < len(tokens) else None
    before = tokens[at - 1] if at else None
    span = (here.start_pos, here.end_pos) if here else _ending(text)
    if item:
        near = [token for token in (here, before) if token]
        found = _by_sign(fold(text), near) or _by_keyword(here, before)
        found = found or _by_example(stop(tokens, at), span, stop_of)
        if found:
            return found
    if not here:
        return _unfinished(text, tokens, span)
    word = text[slice(*span)]
    return Problem(kind=SYNTAX, span=span, values={key: says.format(word=word) for key, says in _ODD.items()})


def stop(tokens: Sequence[Token], at: int) -> Stop:
    """Describe the place where reading stopped."""
    around = [tokens[i].type if 0 <= i < len(tokens) else "" for i in (at - 1, at, at + 1)]
    return around[0], around[1], around[2]


_ALIKE: Final = dict.fromkeys(("EQ", "NE"), "ORDER") | {"OR": "AND", "STRING": "NUMBER", "TEMPORAL": "NUMBER"}
_ENDS: Final = dict.fromkeys(
    ("NUMBER", "STRING", "TEMPORAL", "WORKDAYS", "RPAR", "RBRACK", "TRUE", "FALSE"), "NAME"
)


def _by_example(where: Stop, span: Span, stop_of: Callable[[str], Stop]) -> Problem | None:
    """Find the example that stops at such a place: the same three tokens, or two, or two alike."""
    before, here, _ = where
    if not here:
        return None
    rows = [(stop_of(mistake.typed), mistake) for mistake in mistakes() if not mistake.sign]
    alike = (_ENDS.get(before, _ALIKE.get(before, before)), _ALIKE.get(here, here))
    for same in (
        [mistake for key, mistake in rows if key == where],
        [mistake for key, mistake in rows if key[:2] == (before, here)],
        [mistake for key, mistake in rows if key[:2] == alike],
    ):
        if same:
            return _problem(same[0], span)
    return None


def explain_sign(text: str, at: int) -> Problem | None:
    """Say what is wrong with a sign that is no token, if it is a known mistake."""
    return _by_sign(fold(text), [Token("", "", at, at + 1)])


def _by_sign(text: str, tokens: Sequence[Token]) -> Problem | None:
    for token in tokens:
        for mistake in sorted(mistakes(), key=lambda each: -len(each.sign)):
            sign = mistake.sign
            if not sign:
                continue
            if sign[0].isalpha():
                start = token.start_pos if token.value == sign else -1
            else:
                start = text.find(
                    sign, max(token.start_pos - len(sign) + 1, 0), token.end_pos + len(sign) - 1
                )
            if start >= 0:
                return _problem(mistake, (start, start + len(sign)))
    return None


def _problem(mistake: Mistake, span: Span) -> Problem:
    values = {"zh": mistake.zh, "en": mistake.en}
    return Problem(kind=SYNTAX, span=span, values=values, replacement=mistake.cure)


def _by_keyword(here: Token | None, before: Token | None) -> Problem | None:
    """Find a Chinese keyword that touches the name beside it: `有执照 且有合同`, `有执照且 有合同`."""
    if not here or not before or here.type != "NAME" or before.type != "NAME":
        return None
    after = INFIX.match(here.value)
    if after and after.end() < len(here.value):
        return _joined(here, f"{after[0]} {here.value[after.end() :]}")
    for at in range(1, len(before.value)):
        if INFIX.fullmatch(before.value, at):
            return _joined(before, f"{before.value[:at]} {before.value[at:]}")
    return None


def _joined(token: Token, spaced: str) -> Problem:
    values = {"word": token.value, "spaced": spaced}
    span = (token.start_pos, token.end_pos)
    return Problem(kind=JOINED_NAMES, span=span, values=values, replacement=spaced)


def _ending(text: str) -> Span:
    end = len(text.rstrip())
    return max(end - 1, 0), max(end, 1)


_OPENING: Final = frozenset(("LPAR", "LBRACK", "FILTER", "LBRACE", "RANGE_START", "IF"))
_CLOSING: Final = frozenset(("RPAR", "BODY", "RBRACK", "RANGE_END", "RBRACE", "ELSE"))


def _unfinished(text: str, tokens: Sequence[Token], span: Span) -> Problem:
    waiting: list[Token] = []
    for token in tokens:
        if token.type in _OPENING:
            waiting.append(token)
        elif token.type in _CLOSING and waiting:
            waiting.pop()
    if not waiting:
        return Problem(kind=SYNTAX, span=span, values=_END)
    if waiting[-1].type == "IF":
        return Problem(kind=SYNTAX, span=span, values=_HALF)
    place = (waiting[-1].start_pos, waiting[-1].end_pos)
    bracket = text[slice(*place)]
    return Problem(
        kind=SYNTAX, span=place, values={key: says.format(bracket=bracket) for key, says in _OPEN.items()}
    )
