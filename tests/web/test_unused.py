"""Nothing of the web lies about unused: every word is said somewhere, every class and template has its page.

What a template puts together from two parts stands below with what the second part can be, so that a word
that is lacking is found here too and not by the visitor whose page it would break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from engine.ask.model import NeedState
from engine.case.events.table import EVENTS
from engine.guide.to_html import TEMPLATES as GUIDE
from engine.guide.words import WORDS as GUIDE_WORDS
from web.apply.steps import STEPS as PAGES
from web.apply.who import KINDS
from web.board.chart import LAMPS
from web.case.applied import PURPOSES
from web.case.line import MARKS
from web.counter.pages import CONFIRMED
from web.page import REFUSALS
from web.rating import GRADES
from web.studio.desk import TABS, VIEWS
from web.studio.form import PARTS
from web.studio.model import DraftState
from web.studio.steps import STEPS
from web.words import TABLES, WORDS

WEB = Path(__file__).parents[2] / "web"
NAME = re.compile(r"[A-Za-z0-9_]+")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
MADE_OF: Mapping[str, Iterable[str]] = {
    "admin_{}": (
        *("people", "steps", "windows", "calendars", "plugins", "audit", "disable", "enable"),
        *("official", "projected", "own", "isolated", "resting"),
    ),
    "apply_how_{}": ("file", "paper", "absent"),
    "apply_id_{}": KINDS,
    "apply_role_{}": ("applicant", "agent"),
    "apply_step_{}": PAGES,
    "board_{}": LAMPS,
    "choice_{}": {
        each
        for row in EVENTS.values()
        for datum in row.takes
        if datum.kind == "word"
        for each in datum.choose
    },
    "changed_{}": ("added", "changed", "password", "disabled", "enabled", "signed_out"),
    "changed_step_{}": ("set", "codes", "removed", "reset", "required"),
    "counter_{}": ("original", "copy", "receive", "accept", "tell", "decline"),
    "counter_will_{}": CONFIRMED,
    "counter_will_{}_until": ("accept", "tell"),
    "grade_{}": map(str, GRADES),
    "mark_{}": MARKS,
    "not_opened_{}": ("infected", "unscanned"),
    "precheck_how_{}": ("paper", "absent", "unsaid"),
    "purpose_{}": (
        *("look", "supply", "answer", "print", "delivery", "show", "files", "open", "questions", "mandate"),
        *("personal_read", "upload_read", "personal_erased", *PURPOSES),
    ),
    "studio_{}": (
        *(row.verb for row in STEPS),
        *("begin", "met", "unmet", "handed", "not_handed", "added", "removed"),
    ),
    "studio_faults_{}": ("0", "1"),
    "studio_form_add_{}": ("scenario", "form", "materials", "conditions", "checks"),
    "studio_matrix_{}": ("always", "never"),
    "studio_need_{}": get_args(NeedState),
    "studio_part_{}": PARTS,
    "studio_state_{}": get_args(DraftState),
    "studio_tab_{}": TABS,
    "studio_view_{}": VIEWS,
    "unready_{}": ("catalog", "chains", "failing", "gone", "queue", "slow", "space"),
    "{}_how": {*REFUSALS.values(), "our_fault", "no_pdf"},
}
"""Words whose name is put together: its form, and what stands in the hole."""
DRAWN: Mapping[str, Iterable[str]] = {
    "m-{}": ("sound", "flawed", "absent", "unseen"),
    "n-{}": get_args(NeedState),
    "p-{}": (*LAMPS, "told", "act"),
}
"""Classes whose name is put together."""


def made(families: Mapping[str, Iterable[str]]) -> set[str]:
    return {form.format(part) for form, parts in families.items() for part in parts}


def pages() -> str:
    """Give everything that says words or names classes: templates, pages, scripts."""
    found = [*WEB.rglob("*.html"), *GUIDE.rglob("*.html"), *WEB.glob("static/*.js"), *WEB.rglob("*.py")]
    return "\n".join(path.read_text() for path in found if path.parent.name != "words")


def test_every_word_is_said_somewhere() -> None:
    said = {*NAME.findall(pages())} | made(MADE_OF)
    own = {key for table in TABLES if table is not GUIDE_WORDS for key in table}
    assert "\n".join(sorted(own - said)) == ""


def test_every_word_that_is_put_together_is_there() -> None:
    assert sorted(made(MADE_OF) - WORDS.keys()) == []


def test_every_class_is_on_a_page() -> None:
    drawn = " ".join(re.findall(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', pages()))
    scripts = "\n".join(path.read_text() for path in WEB.glob("static/*.js"))
    named = {*re.findall(r"[\w-]+", drawn + scripts)} | made(DRAWN)
    for sheet in sorted(WEB.glob("static/*.css")):
        selectors = re.sub(r"\{[^{}]*\}", " ", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))
        # The editor's own classes come with it.
        own = {each for each in CLASS.findall(selectors) if not each.startswith("cm-")}
        assert (sheet.name, sorted(own - named)) == (sheet.name, [])


def test_every_template_is_rendered_or_included() -> None:
    shown = made({"apply/{}.html": PAGES, "studio/{}.html": VIEWS, "studio/tab_{}.html": TABS})
    files = [path.relative_to(WEB / "templates").as_posix() for path in (WEB / "templates").rglob("*.html")]
    assert [each for each in files if each not in pages() and each not in shown] == []
