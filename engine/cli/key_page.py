"""What the shapes tell about a key: under what it stands, what is written after it, which words it takes.

The English term of a key comes in, the lines of its page go out. They are made from the table that reads
item files, so that the page can say nothing else than the program does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from engine.cli.width import width
from engine.item.leaf import EXPECTED
from engine.item.shape import ITEM, EnglishText, Keys, Leaf, ListOf, NamesOf, Shape, Submission, WordOrKeys
from engine.vocabulary import Lang, in_lang, word, words

__all__ = ["key_lines"]

_TOP: Final = ("最上层", "top level")
_SAYS: Final = {
    **EXPECTED,
    "template": ("一句话，大括号里可以写事实", "one text; a fact may stand in braces"),
    "expression": ("一个判断", "an expression"),
    "word": ("下面的一个词", "one of the words below"),
    "stage": ("一个环节", "a stage"),
    "start": ("一个环节，或者下面的词", "a stage, or the word below"),
    "table": ("一张表，一行一行写", "a table, row by row"),
    "name": ("一个名字或编码", "a name or code"),
}


def key_lines(term: str, lang: Lang) -> list[str]:
    """Give the lines about a key; none for one that the shapes do not have."""
    found = list(dict.fromkeys(_places(ITEM, term, "")))
    if not found:
        return []
    at = lang == "en"
    parents = dict.fromkeys(in_lang("keys", parent, lang) if parent else _TOP[at] for parent, _ in found)
    shapes = dict.fromkeys(_says(shape, lang) for _, shape in found)
    lines = [f"  {('写在', 'under')[at]}  {('、', ', ')[at].join(parents)}"]
    lines.append(f"  {('写法', 'value')[at]}  {' / '.join(shapes)}")
    return lines + _below(found[0][1], lang)


def _places(shape: Shape, term: str, parent: str) -> Iterator[tuple[str, Shape]]:
    """Give every place of a key: the key it stands under, and the shape of its value there."""
    match shape:
        case Keys():
            for row in shape.rows:
                if row.name == term:
                    yield parent, row.shape
                yield from _places(row.shape, term, row.name)
        case ListOf() | NamesOf():
            yield from _places(shape.of, term, parent)
        case WordOrKeys():
            yield from _places(shape.keys, term, parent)
        case Leaf() | EnglishText() | Submission():
            return
        case _:
            assert_never(shape)


def _says(shape: Shape, lang: Lang) -> str:
    """Say what is written after a key."""
    at = lang == "en"
    match shape:
        case Leaf():
            return _SAYS[shape.kind][at]
        case ListOf():
            one = _says(shape.of, lang)
            many = (
                ("一个或几个，写成 [甲, 乙]", "one or several, as in [a, b]") if shape.one else _SAYS["list"]
            )
            return f"{one}；{many[0]}" if lang == "zh" else f"{one}; {many[1]}"
        case NamesOf():
            one = _says(shape.of, lang)
            return (
                f"自己起的名字，每个下面：{one}" if lang == "zh" else f"names of your own, under each: {one}"
            )
        case Keys():
            return ("下面这些键，有 * 的一定要写", "the keys below; those with * must be there")[at]
        case WordOrKeys():
            return f"{_says(shape.word, lang)} / {_says(shape.keys, lang)}"
        case EnglishText():
            return ("一句英文，或者几行“键: 英文”", "one phrase, or lines of “key: English”")[at]
        case Submission():
            return ("一行一个“路径: 值”", "lines of “path: value”")[at]
    assert_never(shape)


def _below(shape: Shape, lang: Lang) -> list[str]:
    """List the words a value may be, or the keys a map may have, each with its meaning."""
    while isinstance(shape, ListOf | NamesOf):
        shape = shape.of
    if isinstance(shape, WordOrKeys):
        return _below(shape.word, lang) + _below(shape.keys, lang)
    if isinstance(shape, Keys):
        rows = [
            (
                in_lang("keys", row.name, lang) + ("*" if row.required else ""),
                _meaning("keys", row.name, lang),
            )
            for row in shape.rows
        ]
    elif isinstance(shape, Leaf) and shape.kind in ("word", "start", "fee"):
        known = [each for each in words(shape.group) if not shape.only or each.en in shape.only]
        rows = [(each.label(lang), _meaning(shape.group, each.en, lang)) for each in known]
    else:
        return []
    wide = max(width(label) for label, _ in rows)
    return [f"    {label}{' ' * (wide - width(label))}  {says}" for label, says in rows]


def _meaning(group: str, text: str, lang: Lang) -> str:
    found = word(group, text)
    assert found is not None, text
    return found.says_zh if lang == "zh" else found.says_en
