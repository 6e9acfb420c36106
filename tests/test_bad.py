"""One small wrong definition per fault, and the exact report beside it: `pytest --record` rewrites them.

What only several definitions show together stands in a folder of the fault's name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from engine.catalog import lint
from engine.cli.kinds import all_kinds
from engine.cli.report import FORMS, Files, in_order, render, verdict
from engine.fault import Fault
from engine.item.fix import apply, cures_of
from engine.item.lint import find_all
from engine.item.load import load
from engine.rules.rulebook import compile_item

BAD = Path(__file__).parent / "bad"
FILES = sorted(BAD.glob("*.yaml"))
FOLDERS = sorted(path for path in BAD.iterdir() if path.is_dir())
# Kinds that need more than one small file to show, with the place of their test.
ELSEWHERE = {
    "source/too-large": "tests/item: a file of 300 KiB",
    "feel/too-long": "tests/feel: an expression of more than 16 384 characters",
    "item/pause-without-basis": "tests/item/lint: a pause of another name",
    "item/conflicting-field": "tests/rules: needs the parts of a package",
}


@cache
def faults_of(data: bytes, path: str) -> tuple[tuple[Fault, ...], str]:
    """Give all faults of a definition, and its name."""
    loaded = load(data, path)
    if loaded.item is None:
        return loaded.faults, ""
    compiled = compile_item(loaded.item, {})
    found = find_all(loaded.item, compiled.uses)
    return in_order([*loaded.faults, *compiled.faults, *found]), loaded.item.name


@cache
def faults_together(folder: Path) -> tuple[tuple[Fault, ...], Files]:
    """Give all faults of the definitions of a folder, each by itself and all side by side."""
    texts = {path.name: text_of(path) for path in sorted(folder.glob("*.yaml"))}
    loaded = {name: load(text.encode(), name) for name, text in texts.items()}
    items = {name: each.item for name, each in loaded.items() if each.item is not None}
    codes = {str(item.code): item for item in items.values()}
    found = [fault for each in loaded.values() for fault in each.faults]
    for item in items.values():
        compiled = compile_item(item, codes if item.parts else {})
        found += [*compiled.faults, *find_all(item, compiled.uses)]
    found += lint.find_all([lint.outline(item) for item in items.values()])
    names = {name: str(item.name) for name, item in items.items()}
    return in_order(found), Files(texts=texts, names=names)


def code_of(file: Path) -> str:
    """Give the code a file is named after: `item-no-basis.yaml` shows `item/no-basis`."""
    return file.stem.replace("-", "/", 1)


def text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_report_is_exactly_this(
    file: Path, recorded: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YICI_AMBIGUOUS", raising=False)
    faults, name = faults_of(file.read_bytes(), file.name)
    files = Files(texts={file.name: text_of(file)}, names={file.name: name})
    assert code_of(file) in {fault.code for fault in faults}
    report = render(faults, form="full", lang="zh", files=files)
    recorded(file.with_suffix(".txt"), f"{report}\n\n{verdict(faults, items=1)}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.stem)
def test_report_of_a_catalogue_is_exactly_this(
    folder: Path, recorded: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YICI_AMBIGUOUS", raising=False)
    faults, files = faults_together(folder)
    assert code_of(folder) in {fault.code for fault in faults}
    report = render(faults, form="full", lang="zh", files=files)
    recorded(folder.with_suffix(".txt"), f"{report}\n\n{verdict(faults, items=len(files.names))}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.stem)
def test_faults_of_a_catalogue_speak_both_languages_in_every_form(folder: Path) -> None:
    faults, files = faults_together(folder)
    for form in FORMS:
        for lang in ("zh", "en"):
            assert render(faults, form=form, lang=lang, files=files)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_fault_speaks_both_languages_in_every_form(file: Path) -> None:
    faults, _ = faults_of(file.read_bytes(), file.name)
    for form in FORMS:
        for lang in ("zh", "en"):
            assert render(faults, form=form, lang=lang, files=Files(texts={file.name: text_of(file)}))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cure_removes_its_fault(file: Path) -> None:
    faults, _ = faults_of(file.read_bytes(), file.name)
    cures = cures_of(faults, file.name)
    fixed = apply(text_of(file), cures)
    after, _ = faults_of(fixed.text.encode(), file.name)
    assert len(after) < len(faults) or not cures


def test_every_kind_has_its_bad_file() -> None:
    shown = {code_of(path) for path in (*FILES, *FOLDERS)} | set(ELSEWHERE)
    families = ("source", "item", "feel", "rule")
    codes = {kind.code for kind in all_kinds() if kind.code.startswith(families)}
    assert sorted(codes - shown) == []
    assert sorted(shown - codes) == []
