"""What docs/at-the-window.md says is so: its keys are the counter's, its addresses are there."""

from __future__ import annotations

import re
from pathlib import Path

from engine import vocabulary
from web.counter.pages import KEYS
from web.routes import ROUTES
from web.words import WORDS, say

PAGE = (Path(__file__).parents[2] / "docs" / "at-the-window.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_that_of_the_counter() -> None:
    rows = re.findall(r"^\| (`.*?`) \| (.*?) \|$", PAGE, re.MULTILINE)
    assert [tuple(re.findall(r"`(.*?)`", signs)) for signs, _ in rows] == [signs for signs, _ in KEYS]
    said = [says.replace("`", "") for _, says in rows]
    assert said == [say(word, "en") for _, word in KEYS]


def test_every_address_it_names_is_one_of_ours() -> None:
    named = set(re.findall(r"`(/[a-z/]+)`", PAGE))
    assert named and named <= {route.path for route in ROUTES}


def test_every_button_it_names_is_said_somewhere() -> None:
    events = {word.zh for word in vocabulary.words("event")}
    for button in re.findall(r"“([^”]+)”", PAGE):
        assert button in events or button in {zh for zh, _ in WORDS.values()}, button
