"""A paper that the authority demands although it issued it: what is in its own files need not be brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.catalog.lint.same_thing import key_of
from engine.fault import Fault, FaultKind
from engine.item.model import Item, Output
from engine.source import place

OWN_OUTPUT = FaultKind(
    code="item/own-output",
    zh="「{name}」就是{department}办「{item}」时发的，自己查得到。请改成免提交；要收回原件的，写上收取环节。",
    en="「{name}」 is issued by {department} itself under 「{item}」. Make it exempt; "
    "if the original is taken back, say at which stage with `collect_at`.",
    why_zh="本部门自己发的证照，系统里查得到，不能再让人带来。",
    why_en="What an authority issued is in its own files, so nobody may be asked to bring it.",
    wrong="- 名称: 食品经营许可证",
    right="- 名称: 食品经营许可证\n  必要性: 免提交\n  来源: 食品经营许可系统",
    level="reminder",
)


def find(items: Sequence[Item]) -> Iterator[Fault]:
    """Find materials that have to be handed in and are outputs of another item of the same department."""
    issued: dict[tuple[str, str], list[tuple[Item, Output]]] = {}
    for item in items:
        for output in item.outputs:
            issued.setdefault((str(item.department), key_of(output.name)), []).append((item, output))
    for item in items:
        for material in item.materials:
            if material.necessity not in ("required", "deferrable") or material.collect_at is not None:
                continue
            issuers = issued.get((str(item.department), key_of(material.name)), ())
            issuer = next((each for each in issuers if each[0].code != item.code), None)
            if issuer is not None:
                values = {
                    "name": str(material.name),
                    "department": str(item.department),
                    "item": str(issuer[0].name),
                    "also_zh": "在这里发",
                    "also_en": "issued here",
                }
                source, also = place(material.name), place(issuer[1].name)
                yield Fault(kind=OWN_OUTPUT, source=source, values=values, also=also)
