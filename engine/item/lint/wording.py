"""The `{…}` of what a decision says (文书正文): each must hold a fact, and one that is known by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.lint.message import ALWAYS, MESSAGE_NOT_A_FACT, facts_of, full_width, lone_braces
from engine.item.model import Item, Material, Output
from engine.item.near import nearest
from engine.item.paths import canonical
from engine.item.spoken import HOLE, wordings
from engine.source import Text
from engine.vocabulary import has

WORDING_MAY_BE_EMPTY = FaultKind(
    code="rule/wording-may-be-empty",
    zh="「{name}」到作决定时可能没有值。请换成一定有的，或者给「{output}」写上同样的前提。",
    en="「{name}」 may have no value then. Use a sure one, or give 「{output}」 the same condition.",
    why_zh="必须填的字段、审查要点用到的登记，受理前一定有了；别的可能没人填。",
    why_en="Fields that must be filled and recorded values that a check reads are known by then.",
    wrong="文书正文: 准予在 {备用店址} 经营。        # 备用店址 可以不填",
    right="文书正文: 准予在 {店址} 经营。",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find braces of wordings that hold no fact, or one that may have no value yet."""
    read = frozenset(path for paths in uses.values() for path in paths)
    # A package also knows the facts of its parts, as far as they are read.
    facts = facts_of(item) | (read if item.parts else frozenset())
    for output, text in wordings(item):
        yield from full_width(text)
        yield from lone_braces(text)
        for hole in HOLE.finditer(text):
            yield from _in_hole(item, output, text, hole.span(1) if hole[1] else hole.span(), facts, read)


def _in_hole(
    item: Item,
    output: Output,
    text: Text,
    at: tuple[int, int],
    facts: frozenset[str],
    read: frozenset[str],
) -> Iterator[Fault]:
    name = text[slice(*at)].strip()
    path = canonical(name)
    if path in facts:
        if not _known(item, output, path, read):
            values = {"name": name, "output": str(output.name)}
            yield Fault(kind=WORDING_MAY_BE_EMPTY, source=text.at(*at), values=values)
    elif path not in ALWAYS and not has("given_case", path):
        near = nearest(name, sorted(facts | ALWAYS))
        yield Fault(kind=MESSAGE_NOT_A_FACT, source=text.at(*at), values={"name": name}, nearest=near)


def _known(item: Item, output: Output, path: str, read: frozenset[str]) -> bool:
    """Tell whether a fact has a value whenever the output is granted."""
    conditions = (None, output.when)
    for field in item.fields:
        if field.name == path:
            return field.required and field.when in conditions
    head, _, entry = path.partition(".")
    asked = [each for each in item.materials if head in (each.name, each.any_of)]
    if not asked:
        return True
    return (
        (not read or path in read or entry == "份数")
        and all(each.when in conditions and _comes(each) for each in asked)
        and all(entry == "份数" or any(one.name == entry for one in each.record) for each in asked)
    )


def _comes(material: Material) -> bool:
    return material.necessity in ("required", "exempt") and material.collected_later is None
