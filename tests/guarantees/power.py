"""A power cut, simulated: from the diary of a disk to every disk that may be found when the power is back.

A writing process runs over `disk.c`, which notes each write, truncation, removal and fsync. Anywhere in the
diary the power may go: what was synced is there; of what was not, nothing, all, or any part is there, and the
last writes may be torn at sectors of 512 bytes. A name that was made or removed since the folder was synced
may be there or not.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import pytest

from engine.case.store import Place

__all__ = ["Change", "Disk", "acknowledgements", "build_shim", "read_diary", "run_over_disk"]

SECTOR = 512
HERE = Path(__file__).parent
Part: TypeAlias = Literal["none", "some", "all", "torn"]
PARTS: tuple[Part, ...] = ("none", "some", "all", "torn")


@dataclass(frozen=True)
class Change:
    """One line of the diary: `w`rite, `t`runcate, `s`ync or `u`nlink."""

    kind: str
    name: str
    offset: int
    content: bytes


def build_shim(folder: Path) -> Path:
    """Compile the disk that keeps a diary, or skip where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("the disk that keeps a diary needs Linux and a C compiler")  # it is preloaded
    made = folder / "disk.so"
    command = [
        compiler,
        "-shared",
        "-fPIC",
        "-O1",
        "-o",
        str(made),
        str(HERE / "disk.c"),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return made


def run_over_disk(shim: Path, place: Place, diary: Path, script: str, *arguments: str) -> None:
    """Run a script of ours over that disk, to its end."""
    env = {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "YICI_DISK_ROOT": str(place.data.resolve()),
        "YICI_DISK_LOG": str(diary),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    command = [sys.executable, "-c", script, str(place.data.parent), *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def read_diary(path: Path, root: Path) -> list[Change]:
    """Read the diary; names are relative to the data folder, the folder itself is `.`."""
    changes = []
    with open(path, "rb") as file:
        while head := file.read(17):
            kind, named, offset, length = struct.unpack("<cIQI", head)
            name = os.path.relpath(file.read(named).decode(), root.resolve())
            content = file.read(length)
            changes.append(Change(kind.decode(), name, offset, content))
    return changes


def acknowledgements(changes: Sequence[Change]) -> list[str]:
    """Give what had been acknowledged by then: the lines written to the file `said`."""
    said = b"".join(each.content for each in changes if each.kind == "w" and each.name == "said")
    return said.decode().splitlines()


@dataclass
class Lasting:
    """What is certain of a file, and what was done to it since it was synced."""

    content: bytearray
    named: bool = True
    waiting: list[Change] = field(default_factory=list)


class Disk:
    """The disk as it is for certain at one place of the diary, with everything that is not certain."""

    def __init__(self, base: Path) -> None:
        self.files = {
            path.relative_to(base).as_posix(): Lasting(bytearray(path.read_bytes()))
            for path in base.rglob("*")
            if path.is_file()
        }
        self.removed: dict[str, Lasting] = {}

    def follow(self, change: Change) -> None:
        """Do what the diary says next."""
        if change.kind == "s":
            self.sync(change.name)
        elif change.kind == "u":
            gone = self.files.pop(change.name, None)
            if gone is not None and gone.named:
                self.removed[change.name] = gone
        else:
            file = self.files.setdefault(change.name, Lasting(bytearray(), named=False))
            file.waiting.append(change)

    def sync(self, name: str) -> None:
        if name == ".":
            self.removed.clear()
            for file in self.files.values():
                file.named = True
        elif name in self.files:
            file = self.files[name]
            for change in file.waiting:
                apply(file.content, change)
            file.waiting.clear()

    def found(self, folder: Path, chance: random.Random, part: Part) -> None:
        """Write the disk that is found after a power cut now."""
        for name, file in self.removed.items():
            if name not in self.files and chance.random() < 0.5:
                write(folder / name, file.content)
        for name, file in self.files.items():
            if file.named or part == "all" or chance.random() < 0.5:
                content = bytearray(file.content)
                for change in kept(file.waiting, chance, part):
                    apply(content, change)
                write(folder / name, content)


def kept(waiting: Sequence[Change], chance: random.Random, part: Part) -> Iterator[Change]:
    """Choose what reached the disk of what was not synced."""
    if part == "none":
        return
    for change in waiting:
        if part == "all" or chance.random() < 0.5:
            yield change
        elif part == "torn" and change.kind == "w":
            sectors = range(0, len(change.content), SECTOR)
            for at in (each for each in sectors if chance.random() < 0.5):
                yield Change("w", change.name, change.offset + at, change.content[at : at + SECTOR])


def apply(content: bytearray, change: Change) -> None:
    if change.kind == "t":
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    end = change.offset + len(change.content)
    content.extend(bytes(max(0, end - len(content))))
    content[change.offset : end] = change.content


def write(path: Path, content: bytes | bytearray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
