"""Finds plug-ins: our own modules by name, installed distributions, source trees, the files of a folder.

Nothing is imported here. What is found says how to load it, in words that another process understands too.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.distributions import offered
from engine.hookspecs import GROUP

__all__ = ["Found", "find", "found_in", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A plug-in that is there: what to import (`module` or `module:object`), or the file to run.

    `folders` are those of a source tree, to be searched first. `path` is what people are shown.
    """

    name: str
    version: str
    path: str
    module: str = ""
    file: str = ""
    folders: tuple[str, ...] = ()
    own: bool = False


def find(own: Sequence[str], files: Path | None, sources: Sequence[Path], installed: bool) -> Iterator[Found]:
    """Give every plug-in in a lasting order: ours, installed ones, source trees, then files, each by name."""
    for name in own:
        yield Found(name=name.partition(".")[0], version="", path=name, module=name, own=True)
    if installed:
        for each in offered():
            name = (
                each.distribution
                if each.name == _short(each.distribution)
                else f"{each.distribution}:{each.name}"
            )
            yield Found(name=name, version=each.version, path=each.value, module=each.value)
    for folder in sources:
        yield from _in_source(folder)
    if files is not None:
        yield from _in_files(files)


def found_in(folder: Path) -> tuple[str, ...]:
    """Give the names of the plug-ins of a folder: a source tree, or single files."""
    whole = (folder / "pyproject.toml").exists()
    return tuple(each.name for each in (_in_source(folder) if whole else _in_files(folder)))


def load(found: Found) -> object:
    """Import what was found; raises whatever the plug-in raises."""
    for folder in reversed(found.folders):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    if found.file:
        return _run_file(found.file)
    name, _, inside = found.module.partition(":")
    made: Any = importlib.import_module(name)
    for part in inside.split(".") if inside else ():
        made = getattr(made, part)
    return made


def _short(distribution: str) -> str:
    """Give the department of `yici-market`, which is what its one entry point is called."""
    return distribution.removeprefix(f"{GROUP}-")


def _in_source(folder: Path) -> Iterator[Found]:
    """Give the plug-ins of a distribution that is not installed, as its pyproject.toml names them."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    entries = project.get("entry-points", {}).get(GROUP, {})
    folders = tuple(str(each) for each in (folder / "src", folder) if each.is_dir())
    distribution = str(project.get("name", folder.name))
    for name, value in sorted(entries.items()):
        called = distribution if name == _short(distribution) else f"{distribution}:{name}"
        version = str(project.get("version", ""))
        yield Found(name=called, version=version, path=str(folder), module=str(value), folders=folders)


def _in_files(folder: Path) -> Iterator[Found]:
    """Give the plug-ins of a folder: every Python file, by name; those beginning with `_` are left out."""
    for path in sorted(folder.glob("*.py")):
        if path.name[0] not in "._":
            yield Found(name=path.stem, version=_content(path), path=str(path), file=str(path))


def _run_file(path: str) -> object:
    spec = importlib.util.spec_from_file_location(f"yici_plugin_{Path(path).stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _content(path: Path) -> str:
    try:
        return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""
