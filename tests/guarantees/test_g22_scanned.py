"""G22: a package says what a scanner said of its files when they came, or that there was none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.archive.check import check_package
from engine.archive.package import KEEPING
from engine.case.store import Upload
from engine.case.store.uploads import ScanMark
from tests.case.store.test_uploads import FINE
from tests.guarantees.packages import Files, finished, office_of, packed


def with_files(folder: Path, *marks: ScanMark) -> Files:
    """Give the package of a case with one file for each mark."""
    with office_of(folder) as desk:
        finished(desk)
        for number, mark in enumerate(marks):
            kept = desk.office.store.keep_upload(
                desk.case,
                [FINE + b"\n" * number],
                name=f"{number}.pdf",
                declared="application/pdf",
                at=desk.now,
                scan=mark,
            )
            assert isinstance(kept, Upload)
        desk.do("archive", "archivist", keep_for="30年")
        return dict(packed(desk, folder / "out").files)


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        (("clean", "clean"), "passed"),
        (("clean", "unknown"), "failed"),
        (("clean", ""), "failed"),
        (("", ""), "not_applicable"),
        ((), "not_applicable"),
    ],
)
def test_what_the_scanner_said_goes_along(tmp_path: Path, marks: tuple[ScanMark, ...], standing: str) -> None:
    files = with_files(tmp_path / "office", *marks)
    (line,) = [each for each in check_package(files) if each.check.key == "scanned"]
    assert line.standing == standing
    said = json.loads(files[KEEPING])["scanned"]
    assert said is None if standing == "not_applicable" else said.keys() <= files.keys()
    if standing == "failed":
        assert line.says[0][1].startswith("no scanner has looked into materials/")
