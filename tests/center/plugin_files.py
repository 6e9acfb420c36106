"""Plug-ins for tests, written as single files into a folder."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from engine.center import Center

__all__ = ["GOOD", "HEAD", "center_with", "codes", "names"]

HEAD = "from engine.hookspecs import *\nfrom engine.hookspecs import hookimpl\n"
GOOD = """
@hookimpl
def functions():
    return {"量/面积": Function(run=lambda 长, 宽: {"面积": 长 * 宽},
                              inputs={"长": "integer", "宽": "integer"}, answers={"面积": "number"})}
"""


def center_with(folder: Path, isolated: Collection[str] = (), **files: str) -> Center:
    """Build a centre with our own plug-ins and these files."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(HEAD + text, encoding="utf-8")
    return Center(files=folder, installed=False, isolated=isolated)


def codes(center: Center) -> list[str]:
    return [fault.code for fault in center.faults]


def names(center: Center) -> list[str]:
    """Give the names of the plug-ins that are not ours."""
    return [plugin.name for plugin in center.plugins if not plugin.own]
