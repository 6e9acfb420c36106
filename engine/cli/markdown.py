"""What the generated pages are put together from: tables, escaped sentences, who writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["GENERATED", "escaped", "page", "table"]

GENERATED: Final = "<!-- Written by engine.cli.pages; change the program, not this page. -->"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Give the lines of a table."""
    made = [head, *rows]
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in made]
    return [lines[0], "|" + "---|" * len(head), *lines[1:]]


def escaped(text: str) -> str:
    """Keep Markdown from reading the signs of a sentence."""
    return "".join(f"\\{sign}" if sign in r"\`*_<#|" else sign for sign in " ".join(text.split()))


def page(lines: Iterable[str]) -> str:
    """Give a page of its lines."""
    return "\n".join(lines)
