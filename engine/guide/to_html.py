"""A guide as HTML: one self-contained file, a page of a site, the list alone, or the one-page sheet to print.

Guide in, text out. The templates hold no words and decide nothing; whoever embeds a guide in a page of its
own includes `body.html` with the values of `values_of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.guide.model import Guide
from engine.guide.template import Parts, quicken
from engine.guide.words import Lang, say, speaker
from engine.qr import svg

__all__ = [
    "STATIC",
    "TEMPLATES",
    "Frame",
    "Link",
    "Wizard",
    "bring_title",
    "checklist",
    "environment",
    "frame_values",
    "sheet",
    "to_html",
    "values_of",
]

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
STATIC: Final = HERE / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tool or a crumb: where it leads, what it says, and its language where that differs."""

    href: str
    label: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wizard:
    """The form around a guide's questions: the address that answers, what was typed, and what was wrong."""

    action: str
    swap: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a guide. `root` leads to the shared files of a site; None: all in one file.

    `code` is the text of the QR code; `forms` gives the address of each form that can be fetched; `parts`
    keeps what was rendered already of this guide with the same wizard.
    """

    root: str | None = None
    home: str = "#main"
    center: str = ""
    phone: str = "12345"
    large: bool = False
    script: str = ""
    code: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    tools: Sequence[Link] = ()
    crumbs: Sequence[Link] = ()
    wizard: Wizard | None = None
    parts: Parts | None = None


def to_html(guide: Guide, frame: Frame | None = None) -> str:
    """Give the whole page."""
    return environment().get_template("guide.html").render(values_of(guide, frame or Frame()))


def checklist(guide: Guide, frame: Frame | None = None) -> str:
    """Give only what the answers change, as a fragment of a page."""
    return environment().get_template("checklist.html").render(values_of(guide, frame or Frame()))


def sheet(guide: Guide, frame: Frame | None = None) -> str:
    """Give the one-page sheet for A4, in one file."""
    values = values_of(guide, frame or Frame())
    return environment().get_template("sheet.html").render(values, sheet_style=_style("sheet.css"))


def values_of(guide: Guide, frame: Frame) -> dict[str, Any]:
    """Give the values that the templates of a guide need."""
    return {
        **frame_values(frame, guide.lang),
        "guide": guide,
        "bring_title": bring_title(guide),
        "code": svg(frame.code, say("code_label", guide.lang)) if frame.code else "",
        "forms": frame.forms,
        "crumbs": frame.crumbs,
        "wizard": frame.wizard,
        "parts": frame.parts,
    }


def frame_values(frame: Frame, lang: Lang) -> dict[str, Any]:
    """Give the values that every page needs."""
    return {
        "guide_lang": lang,
        "w": speaker(lang),
        "style": _style("yici.css") if frame.root is None else "",
        "root": frame.root or "",
        "home": frame.home,
        "center": frame.center,
        "phone": frame.phone,
        "large": frame.large,
        "script": frame.script,
        "tools": frame.tools,
    }


def bring_title(guide: Guide) -> str:
    """Say how many things to bring; a group of alternatives is one thing."""
    lines = guide.to_bring
    count = len({line.one_of or line.id for line in lines})
    if any(line.state == "if" for line in lines):
        return say("up_to_n", guide.lang, count=count)
    return say(f"bring_{count}" if count < 2 else "bring_n", guide.lang, count=count)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the templates of the guide."""
    return quicken(
        Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )


@lru_cache(maxsize=2)
def _style(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
