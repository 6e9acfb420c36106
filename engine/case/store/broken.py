"""What verification found: each thing that is not as it was written, in words, with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from engine.case.store.anchors import Witness

__all__ = ["SAYS", "Broken", "Report", "Tally", "What"]

What: TypeAlias = Literal[
    "chain/hash",
    "chain/link",
    "chain/gap",
    "chain/head",
    "chain/unknown",
    "mac/mac",
    "mac/key",
    "anchor/head",
    "anchor/missing",
    "anchor/heads",
    "anchor/link",
    "anchor/count",
    "anchor/signature",
    "anchor/witness",
    "edition/text",
]

SAYS: Final[Mapping[What, tuple[str, str]]] = {
    "chain/hash": ("事件的内容被改过", "the event was changed"),
    "chain/link": ("和前一个事件接不上", "it does not follow the event before it"),
    "chain/gap": ("中间少了事件，或者顺序不对", "events are missing or out of order"),
    "chain/head": ("最后一个事件和登记的不一样", "the last event is not the one on record"),
    "chain/unknown": ("事件不属于任何登记过的办件", "the events belong to no case on record"),
    "mac/mac": ("封印不对，不是本中心写的", "the seal is wrong: this installation did not write it"),
    "mac/key": ("封印用的密钥不在密钥文件里", "the key of the seal is not in the key file"),
    "anchor/head": ("和锚点记下的不一样", "it is not what was anchored"),
    "anchor/missing": ("锚点记下的事件不见了", "the event that was anchored is gone"),
    "anchor/heads": ("锚点的清单被改过", "the list of the anchor was changed"),
    "anchor/link": (
        "锚点被改过，或者和前一个接不上",
        "the anchor was changed, or one before it is gone",
    ),
    "anchor/count": ("锚点里的数目对不上", "the counts of the anchor do not agree"),
    "anchor/signature": ("锚点的签名不对", "the signature of the anchor is wrong"),
    "anchor/witness": (
        "和留在外面的锚点对不上：数据被换成了旧的，或者被重写过",
        "it is not the anchor that left this machine: older files were put back, or history was rewritten",
    ),
    "edition/text": ("实施版本的文本和入库时不一样", "the text of the edition is not the one that was kept"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One thing that is not as it was written: `place` is a chain, an anchor or an edition."""

    what: What
    place: str
    sequence: int = 0

    def says(self, lang: Literal["zh", "en"]) -> str:
        """Say it in one line."""
        zh, en = SAYS[self.what]
        at = f" #{self.sequence}" if self.sequence else ""
        return f"{self.place}{at}：{zh}" if lang == "zh" else f"{self.place}{at}: {en}"


@dataclass(slots=True)
class Tally:
    """What a verification has counted and found so far."""

    chains: int = 0
    events: int = 0
    anchored_chains: int = 0
    anchored_events: int = 0
    broken: list[Broken] = field(default_factory=list)

    def add(self, what: What, place: str, sequence: int = 0) -> None:
        """Note one thing that is not as it was written."""
        self.broken.append(Broken(what=what, place=place, sequence=sequence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was looked at and what was found; `lost` are witnessed anchors that a restore left behind."""

    chains: int
    events: int
    anchors: int
    broken: tuple[Broken, ...]
    lost: tuple[Witness, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.broken
