"""Templates that were quickened make the pages they made before; a part is rendered once where it is kept."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from engine.guide.template import Parts, quicken
from engine.guide.to_html import Frame, to_html
from engine.guide.words import Lang
from tests.guide.catalogue import guide

PAGES = {
    "base": "<p>\n{% block main %}{% endblock %}\n</p>\n",
    "page": '{% extends "base" %}{% block main %}\n  {% include "list" %}\n'
    'end{% include "word" %}\n{% endblock %}',
    "list": "{# A comment. #}\n{% for one in many %}\n{% include 'word' %}{% include \"word\" %}\n\n"
    '{% include "word" %}\n{% endfor %}\n<b>{% include "line" %}</b>\n',
    "word": "{% set said = one|default('nothing') %}\n<i>{{ said }}</i>\n",
    "line": "{{ '<' ~ many[0] }}{{ none }}{{ safe }}{{ 3 }}",
}
VALUES = {"many": ["a", "<b>", "\"'&"], "safe": Markup("<hr>"), "none": None}


def environment(pages: dict[str, str]) -> Environment:
    return Environment(
        loader=DictLoader(pages),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def test_a_quickened_template_makes_the_same_page() -> None:
    plain, quick = environment(PAGES), quicken(environment(PAGES))
    made = quick.get_template("page").render(VALUES)
    assert made == plain.get_template("page").render(VALUES)
    assert "&lt;b&gt;" in made and "&#34;&#39;&amp;" in made and "None<hr>3" in made


@pytest.mark.parametrize("value", ["<", ">", "&", '"', "'", "plain", "中文", 7, None, Markup("<b>"), ["<"]])
def test_every_value_is_spelt_as_before(value: object) -> None:
    page = {"page": "{{ value }}|{{ value ~ '<' }}|{% set x %}{{ value }}{% endset %}{{ x }}"}
    plain, quick = environment(page), quicken(environment(page))
    assert quick.get_template("page").render(value=value) == plain.get_template("page").render(value=value)


def test_a_part_is_rendered_once_where_it_is_kept() -> None:
    page = {"page": '{% kept "one" %}{{ value }}{% endkept %}{{ value }}'}
    made = quicken(environment(page)).get_template("page")
    parts: Parts = {}
    assert [made.render(value=each, parts=parts) for each in ("<", "b")] == ["&lt;&lt;", "&lt;b"]
    assert [made.render(value=each, parts=None) for each in ("<", "b")] == ["&lt;&lt;", "bb"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_guide_of_kept_parts_is_the_guide(lang: Lang) -> None:
    told = guide("SC-0202", lang=lang)
    kept: Parts = {}
    first, again = (to_html(told, Frame(parts=kept)) for _ in range(2))
    assert first == again == to_html(told) and {*kept} == {"list", "steps"}
