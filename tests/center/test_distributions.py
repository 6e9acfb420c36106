"""Distributions with plug-ins are found by their metadata alone, as the library finds them."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

from engine.distributions import Offered, offered


def install(folder: Path, name: str, entries: str, version: str = "1.0") -> None:
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: no\n"
    )
    (metadata / "entry_points.txt").write_text(entries)


def test_entry_points_of_our_group_are_found(tmp_path: Path) -> None:
    install(tmp_path, "yici-b", "[console_scripts]\nx = y\n\n[yici]\n# a word\nb = yici_b:plugin [extra]\n")
    install(tmp_path, "yici-a", "[yici]\na = yici_a\n[other]\nc = d\n", "2.0")
    install(tmp_path, "strange", "[yici.more]\na = b\n")
    assert offered([str(tmp_path), str(tmp_path / "nowhere")]) == (
        Offered(distribution="yici-a", version="2.0", name="a", value="yici_a"),
        Offered(distribution="yici-b", version="1.0", name="b", value="yici_b:plugin"),
    )
    found = importlib.metadata.distributions(path=[str(tmp_path)])
    by_library = {
        (d.name, e.name, e.value.partition(" ")[0])
        for d in found
        for e in d.entry_points
        if e.group == "yici"
    }
    assert by_library == {(e.distribution, e.name, e.value) for e in offered([str(tmp_path)])}


def test_of_two_copies_the_first_counts(tmp_path: Path) -> None:
    install(tmp_path / "one", "yici-a", "[yici]\na = one\n")
    install(tmp_path / "two", "Yici_A", "[yici]\na = two\n")
    assert [each.value for each in offered([str(tmp_path / "one"), str(tmp_path / "two")])] == ["one"]


def test_the_search_path_of_this_program_is_looked_through() -> None:
    assert offered() == offered(sys.path)
