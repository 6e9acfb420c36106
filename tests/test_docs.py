"""What the docs show is true: every YAML block lints as it says, every command block runs.

A YAML block is a whole item and lints clean. Before a block may stand, as a comment on a line of its own:

    <!-- wrong: rule/unknown-option -->   exactly this fault is reported (several: separated by spaces)
    <!-- file: submission.json -->        the block is also saved under this name, whatever its language

The blocks of a page are taken in order, in one empty folder, so that a command finds the files shown before.
A `text` block directly under a `console` block is what its last command prints.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)\s*$")
MARK = re.compile(r"^\s*<!--\s*(?P<key>wrong|file):\s*(?P<value>.*?)\s*-->\s*$")
WAITING = {"serve", "lsp"}
"""Commands that run until they are stopped."""


@dataclass(frozen=True)
class Block:
    """One fenced block of a page with the marks before it."""

    page: str
    line: int
    language: str
    text: str
    wrong: tuple[str, ...] = ()
    file: str | None = None
    follows: bool = False

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str, text: str) -> Iterator[Block]:
    """Give the fenced blocks of a page in order."""
    lines = iter(enumerate(text.splitlines(), start=1))
    marks: dict[str, str] = {}
    follows = False
    for number, line in lines:
        mark, fence = MARK.match(line), FENCE.match(line)
        if mark is not None:
            marks[mark["key"]] = mark["value"]
        elif fence is not None:
            body = list(fenced(lines, len(fence["indent"])))
            wrong = tuple(marks.get("wrong", "").split())
            yield Block(page, number, fence["language"], "".join(body), wrong, marks.get("file"), follows)
            marks, follows = {}, fence["language"] == "console"
        elif line.strip():
            marks, follows = {}, False


def fenced(lines: Iterator[tuple[int, str]], indent: int) -> Iterator[str]:
    for _, line in lines:
        if line.strip() == "```":
            return
        yield (line[indent:] if not line[:indent].strip() else line) + "\n"


def commands(block: Block) -> list[list[str]]:
    """Give the arguments of every `$ yici …` line; one that ends in a backslash goes on."""
    text = block.text.replace("\\\n", " ")
    lines = [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ yici")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def yici(arguments: list[str]) -> int:
    """Run the command line in this process and give its exit code."""
    from engine.cli import main

    try:
        code = main(arguments)
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else 0 if code is None else 2


def lint_codes(path: Path, catalog: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Give the codes of all faults of an item file; what it includes are the files of its page."""
    capsys.readouterr()
    code = yici(["lint", str(path), "--format", "json", "--catalog", str(catalog)])
    said = capsys.readouterr()
    assert code in (0, 1), f"yici lint ends with {code}: {said.err}"
    found = json.loads(said.out)["faults"]
    return sorted({fault["code"] for fault in found if fault["level"] == "fault"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_is_true(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    wrong: list[str] = []
    printed = ""
    for block in blocks(page.name, page.read_text(encoding="utf-8")):
        if block.file is not None:
            place = tmp_path / block.file
            assert place.resolve().is_relative_to(tmp_path.resolve()), f"{block}: outside the folder"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(block.text, encoding="utf-8")
        if block.language == "yaml":
            wrong += lints_as_said(block, tmp_path, capsys)
        elif block.language == "console":
            printed = runs(block, capsys, wrong)
        elif (
            block.language == "text" and block.follows and without_times(block.text) != without_times(printed)
        ):
            wrong.append(f"{block}: it prints\n{printed}")
    assert wrong == []


def lints_as_said(block: Block, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    name = block.file or f"{Path(block.page).stem}-{block.line}.yaml"
    path = folder.with_name(f"{folder.name}-blocks") / Path(name).name
    path.parent.mkdir(exist_ok=True)
    path.write_text(block.text, encoding="utf-8")
    found = lint_codes(path, folder, capsys)
    if found == sorted(block.wrong):
        return []
    return [f"{block}: lint reports {found or 'nothing'}, the page says {list(block.wrong) or 'clean'}"]


def runs(block: Block, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> str:
    """Run the commands of a block, note those that fail, and give what the last one printed."""
    printed = ""
    for arguments in commands(block):
        if arguments and (arguments[0] in WAITING or "--watch" in arguments):
            continue
        capsys.readouterr()
        code = yici(arguments)
        said = capsys.readouterr()
        printed = said.out + said.err
        if code not in (0, 1):
            wrong.append(f"{block}: yici {shlex.join(arguments)} ends with {code}: {said.err}")
    return printed


def without_times(text: str) -> str:
    """Take the seconds a command needed out of what it printed."""
    return re.sub(r"\d+\.\d+( ?秒| ?s\b)", r"…\1", text).strip()


def test_blocks_are_read_with_their_marks() -> None:
    text = (
        "text\n\n<!-- file: a/b.json -->\n```json\n{}\n```\n<!-- wrong: x/y z/w -->\n\n"
        "```yaml\na: b\n```\n<!-- file: lost.txt -->\nwords between\n\n  ```console\n  $ yici lint \\\n"
        "    a.yaml  # all of it\n  fine\n  $ ls\n  ```\n"
    )
    first, second, third = blocks("p.md", text)
    assert (first.file, first.text, first.wrong) == ("a/b.json", "{}\n", ())
    assert (second.file, second.wrong, second.line) == (None, ("x/y", "z/w"), 9)
    assert (third.file, third.wrong, commands(third)) == (None, (), [["lint", "a.yaml"]])


def test_an_output_stands_directly_under_its_command() -> None:
    text = "```console\n$ yici a\n```\n\n```text\nb 0.2 秒\n```\n```text\nc\n```\n"
    assert [block.follows for block in blocks("p.md", text)] == [False, True, False]
    assert without_times("b 0.2 秒") == without_times("b 11.34 秒")
