"""Definitions that a hand slipped in: each mutant of the catalogue compiles or has a fault, none raises."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.catalog.diagnose import diagnose
from engine.cli.report import render
from engine.item.fix import apply, cures_of
from engine.item.load import load
from engine.item.model import Item

CATALOG = Path(__file__).parents[1] / "catalog"
FILES = sorted(CATALOG.rglob("*.yaml"))
# What a slip puts in: words of the language, names of everywhere, signs of the input method, nothing.
STRANGE = (
    *(
        "且",
        "或",
        "非",
        "是",
        "不是",
        "属于",
        "若",
        "则",
        "否则",
        "≥",
        "<",
        "=",
        "+",
        "||",
        "-",
        ",",
        "：",
        "，",
    ),
    *(
        "1",
        "0",
        "9999999999999999",
        "2026-02-30",
        "2026-03-02",
        "3 个月",
        "2 天",
        "5 个工作日",
        "“文字”",
        '"',
    ),
    *(
        "申请日期",
        "申请人",
        "申请人.名称",
        "序号",
        "答复",
        "答复.甲",
        "没有的名字",
        "份数",
        "null",
        "[",
        "{",
        "}",
        "(",
        ")",
    ),
    *(
        "企业",
        "合格",
        "是否",
        "数字",
        "日期",
        "T1",
        "R1",
        "SC-0201",
        "𠮷",
        "a.b",
        "",
        " ",
        "\t",
        "#",
        "*甲",
        "&甲",
    ),
)
WORD = re.compile(r"\w+|[^\w\s]+")


def lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def replace_word(lines: list[str], rng: random.Random) -> None:
    """Put something strange, or a word from elsewhere in the file, in the place of a word."""
    at = rng.randrange(len(lines))
    words = list(WORD.finditer(lines[at]))
    if not words:
        return
    word = rng.choice(words)
    others = WORD.findall(rng.choice(lines)) or [""]
    new = rng.choice(STRANGE) if rng.random() < 0.5 else rng.choice(others)
    lines[at] = lines[at][: word.start()] + new + lines[at][word.end() :]


def delete_lines(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    del lines[at : at + rng.choice((1, 1, 1, 2, 5))]


def copy_block(lines: list[str], rng: random.Random) -> None:
    """Write a block a second time, there or elsewhere."""
    at = rng.randrange(len(lines))
    block = lines[at : at + rng.randrange(1, 9)]
    to = at if rng.random() < 0.5 else rng.randrange(len(lines))
    lines[to:to] = block


def move_in(lines: list[str], rng: random.Random) -> None:
    """Begin a line farther right or left."""
    at = rng.randrange(len(lines))
    lines[at] = rng.choice(("  ", " ", "\t", "- ", "　")) + lines[at] if rng.random() < 0.6 else lines[at][2:]


def cut(lines: list[str], rng: random.Random) -> None:
    """Stop in the middle of a line."""
    at = rng.randrange(len(lines))
    lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]


SLIPS: tuple[Callable[[list[str], random.Random], None], ...] = (
    replace_word,
    replace_word,
    replace_word,
    delete_lines,
    copy_block,
    move_in,
    cut,
)


def mutant(seed: int) -> tuple[str, str]:
    """Give the path of a catalogue file and its text with one to three slips."""
    rng = random.Random(seed)
    file = rng.choice(FILES)
    lines = lines_of(file)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if lines:
            rng.choice(SLIPS)(lines, rng)
    return file.name, "\n".join(lines)


def parts() -> dict[str, Item]:
    items = (load(file.read_bytes(), file.name).item for file in FILES)
    return {str(item.code): item for item in items if item is not None}


def survives(seed: int, known: dict[str, Item]) -> None:
    """Look at a mutant as `lint --fix` does."""
    path, text = mutant(seed)
    seen = diagnose(text.encode(), path, lambda code, item: known.get(code))
    faulty = any(fault.kind.level == "fault" for fault in seen.faults)
    assert seen.rulebook is not None or faulty, f"mutant {seed}: no rulebook and no fault"
    if seen.faults:
        assert render(seen.faults, form="concise")
        apply(text, cures_of(seen.faults, path))


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_mutant_compiles_or_has_a_fault(start: int) -> None:
    known = parts()
    for seed in range(start, start + 50):
        survives(seed, known)


@pytest.mark.long
@pytest.mark.parametrize("start", range(1000, 11000, 500))
def test_many_mutants_compile_or_have_a_fault(start: int) -> None:
    known = parts()
    for seed in range(start, start + 500):
        survives(seed, known)
