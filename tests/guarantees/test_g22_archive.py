"""G22: an archived case passes the four-property check on a machine without the database.

One sound package; for each check, packages that fail exactly it, made by somebody who holds the centre's own
key; and packages full of rubbish, which are refused in words.
"""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.archive.check import CHECKS, check_package, whole
from engine.archive.collect import Asked, CannotArchive
from engine.archive.package import MANIFEST, VALUES, NoPackage, open_package
from engine.archive.write import write_package
from engine.case.model import Refusal
from engine.case.store import open_store
from engine.case.store.keys import new_keys
from engine.case.store.sealed import Altered
from engine.cli import main
from tests.case.bench import who
from tests.case.office import Desk, copied, office_in, place_in
from tests.guarantees.broken_packages import BROKEN
from tests.guarantees.packages import Files, Sealed, archived, finished, office_of, packed


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with one archived case, and its package in `out`."""
    folder = tmp_path_factory.mktemp("archive") / "office"
    with office_of(folder) as desk:
        packed(archived(desk), folder / "out")
        (folder / "case").write_text(desk.case)
    return folder


@pytest.fixture(scope="module")
def sealed(closed: Path) -> Sealed:
    with open_store(place_in(closed)) as store:
        return Sealed(open_package(closed / "out" / "20260302-0001"), store.ledger.keys)


def key_of(sealed: Sealed) -> str:
    return sealed.keys.newest("anchor").signer.public_key().public_bytes_raw().hex()


def failing(files: Files, key: str | None = None) -> list[str]:
    return [line.check.key for line in check_package(files, key) if line.standing == "failed"]


def test_a_sound_package_passes_every_check_but_that_of_a_scanner_nobody_attached(sealed: Sealed) -> None:
    lines = check_package(sealed.files, key_of(sealed))
    standing = {line.check.key: line.standing for line in lines}
    assert standing.pop("scanned") == "not_applicable"
    assert {*standing.values()} == {"passed"}


@pytest.mark.parametrize(("key", "what", "change"), BROKEN, ids=[f"{key}: {what}" for key, what, _ in BROKEN])
def test_a_package_fails_exactly_the_check_for_what_was_done_to_it(
    sealed: Sealed, key: str, what: str, change: Callable[[Sealed], Files]
) -> None:
    assert failing(change(sealed)) == [key]


def test_every_check_has_a_package_that_fails_it() -> None:
    assert {key for key, _, _ in BROKEN} == {check.key for check in CHECKS}


def test_who_signs_with_a_key_of_their_own_is_found_by_the_key_the_centre_is_known_by(sealed: Sealed) -> None:
    forger = Sealed(sealed.files, new_keys())
    forged = forger.with_manifest(dict(sealed.files), made_at="2020-01-01")
    assert failing(forged) == []
    assert failing(forged, key_of(sealed)) == ["signer"]
    assert failing(dict(sealed.files), key_of(sealed)) == []


RUBBISH = (
    b"",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"{}",
    b'{"files": 3, "keys": 4, "values": 5}',
    b"[" * 9000,
    b'"\\ud800"',
)


def test_whatever_stands_in_a_package_a_check_answers_in_lines(sealed: Sealed) -> None:
    small = sealed.without("papers/00", "papers/010", "papers/012", "cover.en")
    for name in small:
        for rubbish in RUBBISH:
            assert len(check_package({**small, name: rubbish})) == len(CHECKS) + 1


def test_no_byte_of_a_package_can_be_changed_unnoticed(sealed: Sealed) -> None:
    chance = random.Random(22)
    for _ in range(15):
        name = chance.choice([*sealed.files])
        content = bytearray(sealed.files[name])
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        assert failing({**sealed.files, name: bytes(content)}) != [], name


def test_without_typst_the_papers_are_pages_and_the_check_says_so(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.documents.to_pdf.find_spec", lambda name: None)
    with office_in(closed) as desk:
        desk.case = (closed / "case").read_text()
        made = packed(desk, tmp_path / "out")
    assert made.no_pdf is not None and not [
        name for name in made.files if name.startswith("papers/") and name.endswith("pdf")
    ]
    lines = {line.check.key: line for line in check_package(made.files)}
    assert whole(tuple(lines.values()))
    assert {lines[key].standing for key in ("pdf_a", "fonts", "text")} == {"not_applicable"}
    assert "没有装 typst" in lines["pdf_a"].says[0][0]


def test_a_zip_is_checked_as_a_folder_is(closed: Path, tmp_path: Path) -> None:
    with office_in(closed) as desk:
        asked = Asked(case=(closed / "case").read_text(), actor=who("archivist"), at=desk.now)
        made = write_package(desk.office, asked, tmp_path, packed=True)
    assert made.path.name == "20260302-0001.zip" and made.path.stat().st_mode & 0o077 == 0
    assert failing(open_package(made.path)) == []


def test_what_is_no_package_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.zip").write_bytes(b"PK")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(MANIFEST, bytes(1 << 22))
    monkeypatch.setattr("engine.archive.package._MOST_BYTES", 1 << 20)
    for name, said in (
        ("empty", "没有 manifest.json"),
        ("file.zip", "打不开"),
        ("bomb.zip", "太大"),
        ("none", "读不了"),
    ):
        with pytest.raises(NoPackage) as refused:
            open_package(tmp_path / name)
        assert said in refused.value.zh and str(tmp_path) in refused.value.en


def test_a_case_that_is_not_closed_or_not_kept_for_any_time_has_no_package(tmp_path: Path) -> None:
    with office_of(tmp_path / "office") as desk:
        finished(desk)
        with pytest.raises(CannotArchive, match="First: yici case archive"):
            packed(desk, tmp_path / "out")
        desk.do("archive", "archivist")
        with pytest.raises(CannotArchive, match="--keep-for"):
            packed(desk, tmp_path / "out")
        assert not (tmp_path / "out").exists()
        made = packed(desk, tmp_path / "out", keep_for="永久")
        with pytest.raises(CannotArchive, match="is there already"):
            packed(desk, tmp_path / "out", keep_for="永久")
    assert [path.name for path in made.path.parent.iterdir()] == ["20260302-0001"]


def test_a_file_is_closed_only_with_its_obligatory_papers(tmp_path: Path) -> None:
    with office_of(tmp_path / "office") as desk:
        desk.office._render = None
        finished(desk)
        refused = desk.ask("archive", "archivist")
        assert isinstance(refused, Refusal) and refused.code == "case/papers-missing"


def test_who_archived_is_on_record_and_an_erased_person_is_said_to_be(closed: Path, tmp_path: Path) -> None:
    with office_in(copied(closed, tmp_path / "office")) as desk:
        desk.case = (closed / "case").read_text()
        desk.office.store.erase(desk.case, "applicant", who("operator"), "期满", desk.now)
        made = packed(desk, tmp_path / "out", pages=None)
        last = desk.office.store.accesses(desk.case)[-1]
        assert (last.by.id, last.data["purpose"]) == (who("archivist").id, "archive")
    assert failing(made.files) == ["pages"]
    values = json.loads(made.files[VALUES])
    assert values["values"] == {} and len(values["erased"]) > 3
    assert not any("示例小吃店".encode() in each for each in made.files.values())


def test_a_material_that_was_altered_on_disk_is_not_archived(closed: Path, tmp_path: Path) -> None:
    with office_in(copied(closed, tmp_path / "office")) as desk:
        desk.case = (closed / "case").read_text()
        (upload,) = (path for path in desk.office.store.place.uploads.glob("*/*") if path.is_file())
        upload.write_bytes(upload.read_bytes()[:-1] + b"x")
        with pytest.raises(CannotArchive) as refused:
            packed(desk, tmp_path / "out")
        assert isinstance(refused.value.__cause__, Altered)


def test_the_commands_write_and_check_a_package(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = copied(closed, tmp_path / "office")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    store = [
        "--data",
        str(office / "data"),
        "--keys",
        str(office / "keys"),
        "--catalog",
        str(office / "catalog"),
    ]
    write = ["archive", "write", "20260302-0001", "--out", "out", "--as", "archivist:wu", *store]
    assert main([*write, "--papers", str(office / "papers")]) == 0
    assert "20260302-0001：" in capsys.readouterr().out
    assert main([*write, "--papers", str(office / "papers")]) == 1
    assert "已经有了" in capsys.readouterr().out
    shutil.rmtree(office)
    assert main(["archive", "check", "out/20260302-0001"]) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if not line.startswith(" ")] == [
        *("真实性", "完整性", "可用性", "安全性"),
        "25 项通过，0 项不通过，2 项不适用。",
    ]
    (tmp_path / "out" / "20260302-0001" / "papers" / "009-decision.pdf").unlink()
    assert main(["archive", "check", "out/20260302-0001", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [each["check"] for each in said["checks"] if each["standing"] == "failed"] == ["files"]
    assert main(["archive", "check", "nowhere"]) == 2


def closed_somehow(desk: Desk, chance: random.Random, number: int) -> Desk:
    """Take a case to one of its ends, on days of its own, and close its file."""
    desk.on(f"2026-03-{2 + number % 25:02}", f"{9 + number % 7:02}:{chance.randrange(60):02}")
    kept: dict[str, Any] = {
        "facts": {
            "申请人": {"名称": f"示例小吃店{number}"},
            "场所来源": "自有",
            "从业人数": chance.randrange(1, 9),
        }
    }
    if chance.random() < 0.2:
        desk.receive(**kept).do("withdraw", "clerk", signed=True, reason="不办了")
        desk.office.keep_papers(desk.case, desk.now)
        return desk.do("archive", "archivist", keep_for="10年")
    return archived(
        desk, upload=chance.random() < 0.5, result=chance.choice(["granted", "granted", "refused"]), **kept
    )


@pytest.mark.long
def test_a_thousand_archived_cases_are_carried_over_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(22)
    with office_of(tmp_path / "office") as desk:
        for number in range(1000):
            if number == 50:
                # A PDF of every paper takes most of the time; what follows has pages.
                monkeypatch.setattr("engine.documents.to_pdf.find_spec", lambda name: None)
            closed_somehow(desk, chance, number)
            made = packed(desk, tmp_path / "out")
            there = tmp_path / "elsewhere" / made.path.name
            shutil.move(made.path, there)
            files = open_package(there)
            assert failing(files) == [], (number, desk.case)
            name = chance.choice([*files])
            assert failing({**files, name: files[name] + b" x"}) != []
            shutil.rmtree(there)
