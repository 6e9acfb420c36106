"""The generated pages are what the program says, and no link in the docs leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.center.contract import HOOKS
from engine.cli.hook_pages import users
from engine.cli.pages import PAGES
from engine.cli.start import COMMANDS
from engine.feel.functions import TABLE

ROOT = Path(__file__).parent.parent
WRITTEN = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?P<to>[^)\s]+)\)")
FENCED = re.compile(r"^ *(```|~~~).*?^ *\1\s*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(?P<title>.+?)\s*$", re.MULTILINE)


def prose(path: Path) -> str:
    return FENCED.sub("", path.read_text(encoding="utf-8"))


def anchor(title: str) -> str:
    """Give the name that a heading gets on the page: `Exit codes` is reached by `#exit-codes`."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def dead_links(path: Path) -> Iterator[str]:
    for link in LINK.finditer(prose(path)):
        to, _, part = link["to"].partition("#")
        if re.match(r"[a-z]+:", to):
            continue
        place = (path.parent / to) if to else path
        if not place.exists():
            yield f"{link['to']}: no such file"
        elif part and part not in {anchor(heading["title"]) for heading in HEADING.finditer(prose(place))}:
            yield f"{link['to']}: no such heading"


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_what_the_program_says(name: str, recorded: Callable[[Path, str], None]) -> None:
    recorded(ROOT / "docs" / name, PAGES[name]())


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    assert list(dead_links(path)) == []


def test_every_command_and_built_in_has_its_place() -> None:
    assert [name for name in COMMANDS if f"## yici {name}\n" not in PAGES["commands.md"]()] == []
    assert [each.name for each in TABLE if f"| `{each.name}` |" not in PAGES["functions.md"]()] == []


def test_no_hook_ships_without_one_who_uses_it() -> None:
    assert [hook for hook in HOOKS if not users(hook)] == []
    assert [hook for hook in HOOKS if f"### {hook}\n" not in PAGES["hooks.md"]()] == []
    assert users("holiday") == ()


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
