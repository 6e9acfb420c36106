"""The one-shot correction (一次性告知书) as a page to print.

Answer in, HTML out: one self-contained page with its own style and no script, for A4 (ux 7). It stands apart
from the text form so that a check in a terminal loads no templates.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.check.answer import Answer
from engine.documents.correction import groups_of, verdict_line

__all__ = ["to_html"]

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(
    answer: Answer, lang: str = "zh", *, applicant: str = "", number: str = "", template: str | None = None
) -> str:
    """Give the 一次性告知书 as one self-contained page that prints on A4.

    `template` is the text of another template, which may extend ours.
    """
    ours = _templates()
    page = ours.get_template("correction.html") if template is None else ours.from_string(template)
    return page.render(
        answer=answer,
        groups=groups_of(answer, lang),
        verdict=verdict_line(answer, lang),
        english=lang == "en",
        applicant=applicant,
        number=number,
    )
