"""完整性: nothing that belongs to the case is missing from the package, and nothing else is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from engine import vocabulary
from engine.archive.outcome import Both, NotHere, checks
from engine.archive.package import MANIFEST, SIGNATURES
from engine.archive.seen import Seen
from engine.case.papers import PAPERS

__all__ = ["CHECKS"]


def _files(seen: Seen) -> Iterator[Both]:
    there = {*seen.files} - {MANIFEST, SIGNATURES}
    for name in sorted({*seen.listed} - there):
        yield f"缺 {name}", f"{name} is missing"
    for name in sorted(there - {*seen.listed}):
        yield f"{name} 不在清单上", f"{name} is not listed"
    for name in sorted(there & {*seen.listed}):
        if seen.listed[name].get("hash") != seen.hash(name):
            yield f"{name} 和清单上的不一样", f"{name} is not the one that is listed"


def _sequence(seen: Seen) -> Iterator[Both]:
    links = seen.links or ()
    if [each.sequence for each in links] != [*range(1, len(links) + 1)]:
        yield "事件的序号不连续", "the events are not numbered without a gap"
    version = seen.manifest.get("version")
    if len(links) != version:
        yield f"应有 {version} 个事件，只有 {len(links)} 个", f"there are {len(links)} events of {version}"
    if {each.chain for each in links} != {seen.manifest.get("case")}:
        yield "有的事件不是这个办件的", "some events are not of this case"


def _closed(seen: Seen) -> Iterator[Both]:
    if seen.state is None or seen.state.archived_on is None:
        yield "事件里没有归档", "no event says that the case was archived"


def _papers(seen: Seen) -> Iterable[Both] | NotHere:
    """Every paper that the stages owed and no file is complete without (DB23 7.7.1)."""
    owed = [each for each in seen.state.papers if PAPERS[each.paper].obligatory] if seen.state else []
    if not owed:
        return NotHere(says=("这个办件没有必存的文书", "this case owes no obligatory paper"))
    papers = [name for name in seen.files if name.startswith("papers/")]
    missing = [
        each for each in owed if not any(name.startswith(f"papers/{each.sequence:03d}-") for name in papers)
    ]
    return [
        (
            f"缺第 {each.sequence} 个事件的{vocabulary.in_lang('paper', each.paper, 'zh')}",
            f"the {each.paper.replace('_', ' ')} of event {each.sequence} is missing",
        )
        for each in missing
    ]


def _materials(seen: Seen) -> Iterable[Both] | NotHere:
    """Every material that was handed in is on the list, and every file on it is there."""
    handed: Any = seen.materials.get("handed_in")
    files: Any = seen.materials.get("files")
    if seen.state is None or not isinstance(handed, list) or not isinstance(files, list):
        return [("材料清单读不出来", "the list of materials cannot be read")]
    listed = {each.get("name") for each in handed if isinstance(each, dict)}
    wanted = [name for name, each in seen.state.ledger.items() if each.handed_in]
    if not wanted and not files:
        return NotHere(says=("没有交过材料", "no materials were handed in"))
    made = [
        (f"材料清单上缺“{name}”", f"“{name}” is not on the list") for name in wanted if name not in listed
    ]
    for each in files:
        name = str(each.get("name")) if isinstance(each, dict) else ""
        if name not in seen.files or seen.hash(name) != each.get("hash"):
            made.append(
                (f"缺材料 {name}，或者不是交来的那一份", f"{name} is missing, or is not what was handed in")
            )
    return made


def _values(seen: Seen) -> Iterable[Both] | NotHere:
    """Every personal value is there, or said to be erased."""
    wanted = [each.id for event in seen.events or () for each in event.personal.values()]
    if not wanted:
        return NotHere(says=("没有个人信息", "there are no personal values"))
    values: Any = seen.values.get("values")
    erased: Any = seen.values.get("erased")
    there = {*(values if isinstance(values, dict) else ()), *(erased if isinstance(erased, list) else ())}
    missing = sum(id not in there for id in wanted)
    return [(f"缺 {missing} 项个人信息", f"{missing} personal values are missing")] if missing else []


CHECKS: Final = checks(
    "complete",
    ("files", "文件和清单一致", "the files are those of the manifest", _files),
    ("sequence", "事件一个不缺", "no event is missing", _sequence),
    ("closed", "办件已经归档", "the case was closed", _closed),
    ("papers", "该有的文书都在", "every owed paper is there", _papers),
    ("materials", "材料都在", "every material is there", _materials),
    ("held_values", "个人信息都在", "every value is there", _values),
)
