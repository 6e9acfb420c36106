"""A paper as one HTML page: self-contained, printed on A4 by any browser, without a script.

Paper in, text out. The one `<style>` of a page holds what all papers share and what stands at the edge of
its own sheets, so that a page can be served under its hash (`style-src 'sha256-…'`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.documents.model import Paper, Table, to_json
from engine.qr import svg

__all__ = ["to_html"]

HERE: Final = Path(__file__).parent


def to_html(paper: Paper, template: str | None = None) -> str:
    """Give the page of a paper; `template` is the text of another template, which may extend `paper.html`."""
    code = svg(paper.code.text, paper.code.label) if paper.code is not None else ""
    ours = _templates()
    # A template that is not ours is laid out in a sandbox: it sees the paper and nothing of the program.
    page = ours.get_template("paper.html") if template is None else _sandbox().from_string(template)
    return page.render(
        paper=to_json(paper), style=_style() + _own(paper), code=code, english=paper.lang == "en"
    )


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return _set_up(Environment)


@lru_cache(maxsize=1)
def _sandbox() -> Environment:
    return _set_up(ImmutableSandboxedEnvironment)


def _set_up(made: type[Environment]) -> Environment:
    return made(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (HERE / "static" / "paper.css").read_text(encoding="utf-8")


def _own(paper: Paper) -> str:
    """Write the style that is a paper's own: the shares of its columns, and the edge of its sheets."""
    shares = (
        f"#t{number} col:nth-child({column}) {{ width: {width}%; }}\n"
        for number, block in enumerate(paper.blocks, start=1)
        if isinstance(block, Table)
        for column, width in enumerate(block.widths, start=1)
    )
    return "".join(shares) + _edge(paper)


def _edge(paper: Paper) -> str:
    """Write what stands below every sheet: which paper it is, and which page of how many."""
    before, between, after = (_quoted(each) for each in paper.page)
    small = "font-size: 8.5pt; color: #46525e;"
    return (
        "@page { size: A4; margin: 16mm 17mm 18mm; "
        f"@bottom-left {{ content: {_quoted(paper.running)}; {small} }} "
        f"@bottom-right {{ content: {before} counter(page) {between} counter(pages) {after}; {small} }} }}\n"
    )


def _quoted(text: str) -> str:
    """Write a text as a string of CSS in which no sign can end it."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"'
