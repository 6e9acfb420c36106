"""Faults as SARIF 2.1.0, the exchange form of static analysis tools; columns count code points."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from engine.fault import Cure, Fault, FaultKind
from engine.source import Source
from engine.vocabulary import Lang

__all__ = ["sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"fault": "error", "reminder": "note"}


def sarif(faults: Sequence[Fault], lang: Lang) -> dict[str, object]:
    """Give the whole log: one run with the rules that occur and one result a fault."""
    kinds = {fault.code: fault.kind for fault in faults}
    index = {code: number for number, code in enumerate(kinds)}
    driver = {"name": "yici", "rules": [_rule(kind, lang) for kind in kinds.values()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, index[fault.code], lang) for fault in faults],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: FaultKind, lang: Lang) -> dict[str, object]:
    why, right = (kind.why_zh, "对") if lang == "zh" else (kind.why_en, "Right")
    return {
        "id": kind.code,
        "shortDescription": {"text": why},
        "help": {"text": f"{why}\n{right}:\n{kind.right}"},
        "defaultConfiguration": {"level": _LEVEL[kind.level]},
    }


def _result(fault: Fault, index: int, lang: Lang) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": fault.code,
        "ruleIndex": index,
        "level": _LEVEL[fault.kind.level],
        "message": {"text": fault.says(lang)},
        "locations": [_location(fault.source)],
    }
    if fault.also is not None:
        result["relatedLocations"] = [_location(fault.also)]
    if fault.cure is not None:
        result["fixes"] = [_fix(fault.cure)]
    return result


def _location(source: Source) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": _artifact(source), "region": _region(source)}}


def _artifact(source: Source) -> dict[str, object]:
    return {"uri": quote(source.path.replace("\\", "/"))}


def _region(source: Source) -> dict[str, object]:
    return {"startLine": source.line, "startColumn": source.column, "endColumn": source.end_column}


def _fix(cure: Cure) -> dict[str, object]:
    replacement = {"deletedRegion": _region(cure.source), "insertedContent": {"text": cure.text}}
    change = {"artifactLocation": _artifact(cure.source), "replacements": [replacement]}
    return {"artifactChanges": [change]}
