"""Words stand in a template once it is compiled; a sentence with values says what it says elsewhere."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import escape

from web.route import Lang
from web.worded import Worded
from web.words import WORDS, say, speaker


def rendered(lang: Lang, text: str, **values: object) -> str:
    made = Environment(
        loader=DictLoader({"page": text}), autoescape=True, undefined=StrictUndefined, extensions=[Worded]
    )
    made.extend(spoken=lang)
    return made.get_template("page").render(w=speaker(lang), **values)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("w('by', department=name)", ("by", {"department": "<市>"})),
        ("w('by', department=name|upper)", ("by", {"department": "<市>"})),
        ("w('by', department=w('seal'))", ("by", {"department": "一次"})),
        ("w('by', department=many[0] if many else w('by', department='x'))", ("by", {"department": "A, b"})),
        ("w('at_most', long=dict(a=2, b=3)['a'], short=1)", ("at_most", {"short": 1, "long": 2})),
        ("w('by', department='a') ~ ''", ("by", {"department": "a"})),
        ("w('by', department=none)", ("by", {"department": None})),
        ("w('skip', unused=1)", ("skip", {})),
    ],
)
def test_a_sentence_with_values_is_what_say_says(
    lang: Lang, call: str, said: tuple[str, dict[str, object]]
) -> None:
    key, values = said
    page = rendered(lang, f"a {{{{ {call} }}}} b", name="<市>", many=["A, b"])
    assert page == f"a {escape(say(key, lang, **values))} b"


def test_a_forgotten_value_is_still_a_mistake() -> None:
    with pytest.raises(KeyError):
        rendered("zh", "{{ w('at_most', short=1) }}")


def test_every_sentence_with_holes_can_stand_in_a_template() -> None:
    langs: tuple[Lang, Lang] = ("zh", "en")
    for key, pair in WORDS.items():
        for lang, text in zip(langs, pair, strict=True):
            holes = [part.split("}")[0] for part in text.split("{")[1:]]
            call = ", ".join([f"'{key}'", *(f"{hole}='<{hole}>'" for hole in holes)])
            wanted = say(key, lang, **{hole: f"<{hole}>" for hole in holes})
            assert rendered(lang, f"{{{{ w({call}) }}}}") == escape(wanted), key
