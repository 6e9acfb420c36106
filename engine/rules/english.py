"""What every path of a rulebook is called in English, and its options: plan in, names out.

Only what an author wrote is here; whoever finds no name says the Chinese one and can tell that he did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.item.model import English, Entry, Material
from engine.rules.declare import Origin
from engine.rules.model import Named
from engine.rules.plan import Plan

__all__ = ["names_in_english"]


def names_in_english(plan: Plan) -> dict[str, Named]:
    """Give the names by path: fields and their columns, materials, groups, what is recorded, tables."""
    made: dict[str, Named] = {}
    for path, named in _all(plan):
        if named.label or named.options:
            made.setdefault(path, named)
    return made


def _all(plan: Plan) -> Iterator[tuple[str, Named]]:
    for _, field in plan.declared.fields():
        yield str(field.name), _named(field.english, field.choose)
        yield from _entries(str(field.name), field.entry, field.english.get("entry"))
    for _, material in plan.declared.materials():
        yield from _material(material)
    for origin in plan.declared.origins:
        yield from _tables(origin)


def _material(material: Material) -> Iterator[tuple[str, Named]]:
    name, english = str(material.name), material.english
    yield name, _named(english, ())
    recorded = list(_entries(name, material.record, english.get("record")))
    yield from recorded
    if material.any_of is not None:
        group = english.get("any_of")
        yield str(material.any_of), Named(label=group if isinstance(group, str) else "")
        yield from ((f"{material.any_of}{path.removeprefix(name)}", named) for path, named in recorded)


def _entries(owner: str, entries: Iterable[Entry], columns: object) -> Iterator[tuple[str, Named]]:
    """Give the columns of a list or the values read off a material, named beside it or each by itself."""
    beside = columns if isinstance(columns, Mapping) else {}
    for entry in entries:
        named = _named(entry.english, entry.choose)
        label = named.label or str(beside.get(str(entry.name), ""))
        yield f"{owner}.{entry.name}", Named(label=label, options=named.options)


def _tables(origin: Origin) -> Iterator[tuple[str, Named]]:
    english = {
        str(table.name): {str(word): str(text) for word, text in table.english.items()}
        for table in origin.item.tables
    }
    for table in origin.tables:
        words, path = english.get(table.name, {}), origin.table_path(table.name)
        yield path, Named(label=words.get(table.name, ""), options=words)
        for column in table.outputs:
            yield f"{path}.{column}", Named(label=words.get(column, ""), options=words)


def _named(english: English, choose: Iterable[str]) -> Named:
    label, options = english.get("name"), english.get("choose")
    names = options if isinstance(options, tuple) else ()
    chosen = dict(zip(map(str, choose), map(str, names), strict=False))
    return Named(label=str(label) if isinstance(label, str) else "", options=chosen)
