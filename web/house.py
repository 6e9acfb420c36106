"""Everything that pages work with: catalogue, centre, cases, people, templates, words, clock; built once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from engine.case.setting import Practice
from engine.center import Center
from engine.center.office import Office
from engine.guide.template import quicken
from engine.guide.to_html import TEMPLATES as GUIDE_TEMPLATES
from engine.vocabulary import Lang
from web.board.tally import Tally
from web.limits import Limits
from web.metrics import Meter
from web.people.second_step import SecondSteps
from web.people.store import People
from web.shelf import Shelf
from web.studio.store import Drafts
from web.worded import Worded

__all__ = ["CHINA", "HERE", "House", "now", "templates"]

HERE: Final = Path(__file__).parent
# The whole of China keeps one time.
CHINA: Final = timezone(timedelta(hours=8))


def now() -> datetime:
    """Give this moment: the one place where the web asks the clock."""
    return datetime.now(CHINA)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One running centre. `office` is None where only guides are shown, `drafts` where nobody writes."""

    shelf: Shelf
    center: Center
    people: People
    office: Office | None = None
    drafts: Drafts | None = None
    tally: Tally | None = None
    name: str = ""
    phone: str = "12345"
    demo: bool = False
    now: Callable[[], datetime] = now
    limits: Limits = field(default_factory=Limits)
    meter: Meter = field(default_factory=Meter)

    @property
    def second_steps(self) -> SecondSteps | None:
        """The second steps of signing in; nothing without the keys of a store to seal them with."""
        return None if self.office is None else SecondSteps(self.people, self.office.store.ledger.keys)

    @property
    def practice(self) -> Practice:
        """What the centre has settled for itself."""
        return Practice() if self.office is None else self.office.practice


@lru_cache(maxsize=2)
def templates(lang: Lang) -> Environment:
    """Give the templates in one language: ours, then those of the guide, which a page may include."""
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(GUIDE_TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # They are part of the program; a file that changed is read when it starts again.
        auto_reload=False,
        cache_size=-1,
        extensions=[Worded],
    )
    made.extend(spoken=lang)
    return quicken(made)
