"""What a browser loads of others is what was reviewed: each file by its hash, no address of another site."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
VENDOR = WEB / "static" / "vendor"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
LISTED = re.findall(r"^\| (\S+) \| .*\| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text(), re.MULTILINE)


def test_every_file_is_listed() -> None:
    kept = {path.name for path in VENDOR.iterdir()} - {"README.md"}
    assert {name for name in kept if not name.endswith(".LICENSE")} == {name for name, _ in LISTED}


@pytest.mark.parametrize(("name", "digest"), LISTED)
def test_a_file_is_the_one_that_was_reviewed(name: str, digest: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_no_scripts_and_no_foreign_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"hx-on|js:|javascript:|\bon[a-z]+=|style=|https?://|\|\s*safe", text) == []
    bare = re.sub(r"\{[{%#].*?[}%#]\}", "", text, flags=re.DOTALL)
    assert re.findall(r"[一-鿿]+", bare) == []
    assert re.findall(r">\s*([A-Za-z]{2,}[^<]*)<", bare) == []
