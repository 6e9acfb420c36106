"""An item and its parts laid side by side: one namespace, every declaration with where it came from.

A package (一件事) brings in the fields, materials, tables and checks of its parts. A field of one name is
asked once, a material of one name is handed in once; each part's demands hold only under the part's
condition (ux 6.12).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.dataclass import dataclass, replace
from engine.fault import Fault, FaultKind
from engine.feel.types import Type
from engine.item.intake import conditions_of
from engine.item.model import Check, Field, Item, Material, Part
from engine.rules.scope import field_type, item_names
from engine.rules.tables import TextTable, read_table

__all__ = ["CONFLICTING_FIELD", "UNKNOWN_ITEM", "Declared", "Origin", "declare"]

UNKNOWN_ITEM = FaultKind(
    code="item/unknown-item",
    zh="目录里没有事项「{code}」。请核对编码，或者先把这个事项放进目录。",
    en="There is no item {code} in the catalogue. Check the code, or add the item first.",
    why_zh="一件事包含的事项要在同一个文件夹或目录里，才能把材料和要点带进来。",
    why_en="The parts of a package must stand in the same folder or in the catalogue.",
    wrong="包含事项:\n  - 事项: SC-9999",
    right="包含事项:\n  - 事项: SC-0107",
)
CONFLICTING_FIELD = FaultKind(
    code="item/conflicting-field",
    zh="「{name}」在 {first} 和 {second} 里的填法不一样。同名的问题只问一次，请改成一样，或换个名字。",
    en="「{name}」 is answered differently in {first} and {second}. Make them agree, or rename one.",
    why_zh="一件事里同名的字段只问一次，所以填法和选项要一样。",
    why_en="Fields of one name are asked once in a package, so kind and options must agree.",
    wrong="面积: 整数 / 面积: 文字",
    right="面积: 数字 / 面积: 数字",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An item inside a package, or the item itself (`prefix` empty): its names, tables and condition.

    `inherited` gives the path of each table of a part that the package itself may read.
    """

    item: Item
    prefix: str
    part: Part | None
    names: Mapping[str, Type]
    tables: tuple[TextTable, ...]
    inherited: Mapping[str, str]

    def table_path(self, name: str) -> str:
        """Give the path under which a table of this origin is known in the whole."""
        return self.table_paths.get(name, f"{self.prefix}{name}")

    @property
    def table_paths(self) -> Mapping[str, str]:
        """The paths of all tables that this origin may read, its own before those of parts."""
        return {**self.inherited, **{str(each.name): f"{self.prefix}{each.name}" for each in self.tables}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Everything a package or item declares, the parts first, the own declarations last."""

    item: Item
    origins: tuple[Origin, ...]
    faults: tuple[Fault, ...]

    def fields(self) -> Iterator[tuple[Origin, Field]]:
        """Give every field once, in the order in which it is asked."""
        seen: set[str] = set()
        for origin in self._own_first():
            for field in origin.item.fields:
                if field.name not in seen:
                    seen.add(field.name)
                    yield origin, field

    def askers(self, origin: Origin, field: Field) -> Iterator[tuple[Origin, Field]]:
        """Give who asks a field: every part that has it, or the whole alone where the whole has it itself."""
        for each in (origin,) if origin is self.origins[-1] else self.origins:
            yield from ((each, one) for one in each.item.fields if one.name == field.name)

    def materials(self) -> Iterator[tuple[Origin, Material]]:
        """Give every demand for a material, part after part."""
        for origin in self.origins:
            for material in origin.item.materials:
                yield origin, material

    def checks(self, kind: str) -> Iterator[tuple[Origin, Check]]:
        """Give the conditions, or the checks, in order."""
        for origin in self.origins:
            for check in conditions_of(origin.item) if kind == "condition" else origin.item.checks:
                yield origin, check

    def _own_first(self) -> Iterator[Origin]:
        yield self.origins[-1]
        yield from self.origins[:-1]


def _origin(item: Item, part: Part | None, inherited: Mapping[str, Type]) -> tuple[Origin, list[Fault]]:
    faults: list[Fault] = []
    tables = []
    for table in item.tables:
        made, found = read_table(table)
        faults.extend(found)
        if made is not None:
            tables.append(made)
    names = {**inherited, **item_names(item, {table.name: table for table in tables})}
    prefix = f"{part.code}/" if part is not None else ""
    return Origin(
        item=item, prefix=prefix, part=part, names=names, tables=tuple(tables), inherited={}
    ), faults


def _merged(names: dict[str, Type], more: Mapping[str, Type]) -> None:
    """Join the names of a part to those of the package; a material's records add up."""
    for name, kind in more.items():
        old = names.get(name)
        if old is not None and old.kind == kind.kind == "material":
            names[name] = Type(kind="material", fields={**old.fields, **kind.fields})
        else:
            names.setdefault(name, kind)


def declare(item: Item, parts: Mapping[str, Item]) -> Declared:
    """Lay an item and the parts it includes side by side; unknown parts and conflicts are faults."""
    faults: list[Fault] = []
    origins: list[Origin] = []
    shared: dict[str, Type] = {}
    for part in item.parts:
        included = parts.get(str(part.code))
        if included is None:
            faults.append(Fault(kind=UNKNOWN_ITEM, source=part.code.source, values={"code": part.code}))
            continue
        origin, found = _origin(included, part, {})
        faults.extend(found)
        origins.append(origin)
        _merged(shared, origin.names)
    own, found = _origin(item, None, shared)
    tables = {name: path for each in reversed(origins) for name, path in each.table_paths.items()}
    own = replace(own, inherited=tables)
    declared = Declared(item=item, origins=(*origins, own), faults=())
    return Declared(
        item=item, origins=declared.origins, faults=(*faults, *found, *_conflicts(declared.origins))
    )


def _conflicts(origins: tuple[Origin, ...]) -> Iterator[Fault]:
    first: dict[str, tuple[Origin, Field]] = {}
    for origin in origins:
        for field in origin.item.fields:
            before = first.setdefault(str(field.name), (origin, field))
            if field_type(before[1]) != field_type(field):
                values = {"name": field.name, "first": before[0].item.code, "second": origin.item.code}
                yield Fault(
                    kind=CONFLICTING_FIELD,
                    source=field.name.source,
                    values=values,
                    also=before[1].name.source,
                )
