"""Items that wait for each other: each needs as a proof what only the other issues, so nobody gets either.

An item can be had when each proof that it always demands, and that items of the catalogue issue, comes from
at least one item that can be had. What is left over waits in a circle, and every circle is told once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from engine.catalog.lint.same_thing import key_of
from engine.dataclass import dataclass
from engine.fault import Fault, FaultKind
from engine.item.model import Item, Material
from engine.source import place

CIRCULAR_PROOF = FaultKind(
    code="item/circular-proof",
    zh="这几个事项互相等着对方的证，谁也办不成：{circle}。请让其中一个不要对方的证。",
    en="These items wait for each other's proof, so nobody can be served: {circle_en}. Drop one demand.",
    why_zh="办甲要乙的证，办乙又要甲的证，申请人就被来回推。",
    why_en="If each needs what only the other issues, people are sent round in a circle.",
    wrong="# 甲事项\n申请材料:\n  - 名称: 乙证\n办理结果:\n  - 名称: 甲证\n"
    "# 乙事项\n申请材料:\n  - 名称: 甲证\n办理结果:\n  - 名称: 乙证",
    right="# 甲事项\n申请材料:\n  - 名称: 居民身份证\n办理结果:\n  - 名称: 甲证\n"
    "# 乙事项\n申请材料:\n  - 名称: 甲证\n办理结果:\n  - 名称: 乙证",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A proof that an item always demands, and the codes of the other items that issue it."""

    material: Material
    issuers: tuple[str, ...]


def find(items: Sequence[Item]) -> Iterator[Fault]:
    """Find circles of items whose results are each other's proofs."""
    newest = _newest(items)
    needs = _needs(newest)
    waiting = _waiting(needs)
    told: set[str] = set()
    for code in waiting:
        circle = _circle(code, needs, waiting, told)
        if circle:
            yield _fault(circle, newest)


def _newest(items: Sequence[Item]) -> dict[str, Item]:
    """Give the last edition of every item; a package issues nothing of its own to wait for."""
    newest: dict[str, Item] = {}
    for item in items:
        code = str(item.code)
        if not item.parts and (code not in newest or newest[code].valid_from < item.valid_from):
            newest[code] = item
    return newest


def _needs(items: Mapping[str, Item]) -> dict[str, tuple[Need, ...]]:
    issuers: dict[str, list[str]] = {}
    for code, item in items.items():
        for key in {key_of(output.name) for output in item.outputs}:
            issuers.setdefault(key, []).append(code)
    needs = {}
    for code, item in items.items():
        made = (
            Need(material=material, issuers=tuple(issuers.get(key_of(material.name), ())))
            for material in item.materials
            if material.when is None
            and material.any_of is None
            and material.necessity in ("required", "exempt")
        )
        # Who demands its own result renews it: the first one came from elsewhere.
        needs[code] = tuple(need for need in made if need.issuers and code not in need.issuers)
    return needs


def _waiting(needs: Mapping[str, tuple[Need, ...]]) -> dict[str, Need]:
    """Give every item that can never be had, with a proof that it waits for in vain."""
    open_needs = {code: len(each) for code, each in needs.items()}
    asked_by: dict[str, list[tuple[str, int]]] = {}
    for code, each in needs.items():
        for number, need in enumerate(each):
            for issuer in need.issuers:
                asked_by.setdefault(issuer, []).append((code, number))
    met: set[tuple[str, int]] = set()
    ready = deque(code for code, count in open_needs.items() if count == 0)
    while ready:
        for code, number in asked_by.get(ready.popleft(), ()):
            if (code, number) not in met:
                met.add((code, number))
                open_needs[code] -= 1
                if open_needs[code] == 0:
                    ready.append(code)
    return {
        code: next(need for number, need in enumerate(needs[code]) if (code, number) not in met)
        for code, count in open_needs.items()
        if count > 0
    }


def _circle(
    code: str, needs: Mapping[str, tuple[Need, ...]], waiting: Mapping[str, Need], told: set[str]
) -> list[tuple[str, Need]]:
    """Follow one item to what it waits for until the way closes; nothing if it leads where we were before."""
    way: dict[str, Need] = {}
    while code not in told:
        told.add(code)
        way[code] = waiting[code]
        code = waiting[code].issuers[0]
    if code not in way:
        return []
    codes = list(way)
    return [(each, way[each]) for each in codes[codes.index(code) :]]


def _fault(circle: list[tuple[str, Need]], items: Mapping[str, Item]) -> Fault:
    steps = [(str(items[code].name), _place(need), str(need.material.name)) for code, need in circle]
    end = steps[0][0]
    said = [f"{name}（{at} 要「{proof}」）" for name, at, proof in steps]
    said_en = [f"{name} ({at} needs 「{proof}」)" for name, at, proof in steps]
    first, second = circle[0][1], circle[1][1]
    return Fault(
        kind=CIRCULAR_PROOF,
        source=place(first.material.name),
        values={"circle": " → ".join([*said, end]), "circle_en": " → ".join([*said_en, end])},
        also=place(second.material.name),
    )


def _place(need: Need) -> str:
    source = place(need.material.name)
    return f"{source.path}:{source.line}"
