"""A correction as its applicant answers it: line by line what to bring or fill in, with files, at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.case.store.upload_kinds import name_wrong
from engine.rules.model import Rulebook
from web.case.files import keep
from web.case.opened import Opened, to_answer, told
from web.route import Form, Visit
from web.sheet.cells import Cell, cells_of
from web.sheet.flat import blank, posted, taken
from web.words import say

__all__ = ["Point", "points_of", "supplied", "unanswered", "with_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of a correction as the applicant answers it: bring `material` anew, or fill the `cells`.

    `brought` and `kept` (hash and name of a file) are what a page that was not taken held already.
    """

    id: str
    says: str
    remedy: str
    basis: str
    must: tuple[str, ...]
    material: str
    cells: tuple[Cell, ...]
    brought: bool = False
    kept: tuple[tuple[str, str], ...] = ()


def points_of(visit: Visit, mine: Opened) -> tuple[Point, ...]:
    """Give the lines of the correction that waits for an answer, as they were told."""
    applied_on = mine.state.applied_on
    edition = mine.office.edition(mine.state.terms.edition_hash)
    if mine.state.correction is None or applied_on is None or edition is None:
        return ()
    book = edition.rulebook
    facts = mine.office.submission(mine.case, mine.actor, visit.now, "supply")["facts"]
    cells = {cell.name: cell for cell in cells_of(book, facts, applied_on, visit.lang, scenario=False)}
    kept = _kept(visit, mine)
    return tuple(
        Point(
            id=each.id,
            says=each.says,
            remedy=each.remedy,
            basis=each.basis,
            must=tuple(must.says for must in each.must),
            material=each.material or "",
            cells=() if each.material else tuple(_fields(visit.form, each.facts, cells)),
            brought=visit.form.one(f"bring:{each.material or ''}") == "1",
            kept=tuple(kept.get(each.material or "", {}).items()),
        )
        for each in to_answer(told(mine, visit.now, visit.lang))
    )


def _fields(form: Form, facts: tuple[str, ...], cells: dict[str, Cell]) -> list[Cell]:
    """Give the fields that a line asks for, as they were typed just now or as they stand."""
    found = [cells[name] for path in facts if (name := f"fact:{path}") in cells]
    return [replace(cell, value=form.one(cell.name, cell.value)) for cell in found]


def _kept(visit: Visit, mine: Opened) -> dict[str, dict[str, str]]:
    """Give the files that earlier tries of this page have brought already: by material, names by hash."""
    made: dict[str, dict[str, str]] = {}
    for field, lines in visit.form.texts.items():
        material = field.removeprefix("kept:")
        for line in lines if material != field else ():
            hash, _, name = line.partition(" ")
            if name_wrong(name) is None and mine.office.store.upload(mine.case, hash) is not None:
                made.setdefault(material, {})[hash] = name
    return made


def with_files(visit: Visit, mine: Opened) -> tuple[Visit, tuple[str, ...]]:
    """Keep the files that a page sent, and go on as if their hashes had been sent; gives what was refused."""
    texts, refused_ = dict(visit.form.texts), tuple[str, ...]()
    for field, files in visit.form.files.items():
        names, refusals = keep(visit, mine, files)
        refused_ += refusals
        material = field.removeprefix("file:")
        lines = tuple(f"{hash} {name}" for hash, name in names.items())
        if lines and material != field:
            texts[f"kept:{material}"] = (*texts.get(f"kept:{material}", ()), *lines)
    return replace(visit, form=Form(texts=texts)), refused_


def unanswered(visit: Visit, points: tuple[Point, ...]) -> tuple[str, ...]:
    """Name every line that is not answered yet: a correction is answered once, too."""
    return tuple(
        say("progress_unanswered", visit.lang, says=point.says)
        for point in points
        if not (
            (point.brought or bool(point.kept))
            if point.material or not point.cells
            else any(visit.form.one(cell.name).strip() for cell in point.cells)
        )
    )


def supplied(mine: Opened, form: Form, points: tuple[Point, ...]) -> dict[str, object]:
    """Give what is handed in: materials to be looked at anew, with their files, and answers of the form."""
    edition = mine.office.edition(mine.state.terms.edition_hash)
    assert edition is not None, "the lines of the correction came from it"
    book: Rulebook = edition.rulebook
    brought = {
        name: None for name, value in form.below("bring:").items() if value == "1" and name in book.member
    }
    files = {point.material: dict(point.kept) for point in points if point.material and point.kept}
    typed = {n: value for n, value in posted(book, form).items() if value and n.startswith("fact:")}
    facts = taken(book, typed, blank(book)).get("facts")
    looks = {name: _look(files.get(name, {})) for name in brought | dict.fromkeys(files)}
    names = {hash: name for some in files.values() for hash, name in some.items()}
    made = {"materials": looks, "facts": facts, "names": names}
    return {name: value for name, value in made.items() if value}


def _look(files: dict[str, str]) -> dict[str, object]:
    """Give a material that came: as files, or on paper; nobody has looked at it yet."""
    return {"state": "unseen", "form": "electronic", "files": [*files]} if files else {"state": "unseen"}
