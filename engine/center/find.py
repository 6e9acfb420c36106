"""Finds plug-ins: our own modules by name, installed distributions by entry point, the files of a folder."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from engine.hookspecs import GROUP

__all__ = ["Found", "find"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    name: str
    version: str
    path: str
    load: Callable[[], object]
    own: bool = False


def find(own: Sequence[str], files: Path | None, installed: bool) -> Iterator[Found]:
    """Give every plug-in in a lasting order: ours, then installed ones, then files, each by name."""
    yield from _own(own)
    if installed:
        yield from _installed()
    if files is not None:
        yield from _in_files(files)


def _own(names: Sequence[str]) -> Iterator[Found]:
    for name in names:
        yield Found(
            name=name.partition(".")[0],
            version="",
            path=name,
            load=partial(importlib.import_module, name),
            own=True,
        )


def _installed() -> Iterator[Found]:
    """Give the plug-ins of installed distributions, by distribution and name."""
    entries = importlib.metadata.entry_points(group=GROUP)
    named = ((entry.dist.name if entry.dist else "", entry) for entry in entries)
    for distribution, entry in sorted(named, key=lambda pair: (pair[0], pair[1].name)):
        version = entry.dist.version if entry.dist else ""
        yield Found(
            name=f"{distribution}:{entry.name}" if entry.name != distribution else distribution,
            version=version,
            path=entry.value,
            load=entry.load,
        )


def _in_files(folder: Path) -> Iterator[Found]:
    """Give the plug-ins of a folder: every Python file, by name; those beginning with `_` are left out."""
    for path in sorted(folder.glob("*.py")):
        if path.name[0] in "._":
            continue
        yield Found(name=path.stem, version=_content(path), path=str(path), load=partial(_load, path))


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"yici_plugin_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _content(path: Path) -> str:
    try:
        return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""
