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
from engine.archive.package import (
    ACCESS,
    EVENTS,
    KEEPING,
    MANIFEST,
    MATERIALS,
    VALUES,
    NoPackage,
    open_package,
)
from engine.archive.write import write_package
from engine.case.model import Refusal
from engine.case.store import open_store
from engine.case.store.keys import new_keys
from engine.case.store.sealed import Altered
from engine.cli import main
from tests.case.bench import who
from tests.case.office import Desk, copied, office_in, place_in
from tests.guarantees.packages import Files, Sealed, archived, finished, office_of, packed

DECISION = "papers/009-decision"
COVER = "cover.zh.html"


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


def event(number: int, **changes: Any) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Make a change of what one event says."""

    def change(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
        body = json.loads(links[number - 1]["body"]) | changes
        links[number - 1]["body"] = json.dumps(
            body, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return links

    return change


def edited(sealed: Sealed) -> Files:
    """One event says something else, and its hash is the old one."""
    links = event(2, kind="urged")([json.loads(line) for line in sealed.files[EVENTS].splitlines()])
    return sealed.changed(EVENTS, lambda _: b"".join(json.dumps(link).encode() + b"\n" for link in links))


def timeless(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the time zone from every moment."""
    for number in range(1, len(links) + 1):
        links = event(number, at=json.loads(links[number - 1]["body"])["at"][:19])(links)
    return links


def put(content: bytes, name: str, sealed: Sealed) -> Files:
    return sealed.signed({**sealed.files, name: content})


def swap(name: str, old: bytes, new: bytes) -> Callable[[Sealed], Files]:
    def change(sealed: Sealed) -> Files:
        assert old in sealed.files[name]
        return sealed.changed(name, lambda content: content.replace(old, new))

    return change


def without_key(name: str, key: str) -> Callable[[Sealed], Files]:
    return lambda sealed: sealed.said(name, lambda said: {k: v for k, v in said.items() if k != key})


def less(said: Any) -> Any:
    """Take one value away."""
    values = dict(said["values"])
    values.pop(next(iter(values)))
    return {**said, "values": values}


def other(said: Any) -> Any:
    """Say something else in one value."""
    id, one = next(iter(said["values"].items()))
    return {**said, "values": {**said["values"], id: {**one, "value": "别人"}}}


def unclassed(sealed: Sealed) -> Files:
    files = json.loads(sealed.files[MANIFEST])["files"]
    files[COVER].pop("class")
    return sealed.with_manifest(dict(sealed.files), files=files)


BROKEN: tuple[tuple[str, str, Callable[[Sealed], Files]], ...] = (
    # the check that finds it, what was done, how
    (
        "signature",
        "manifest edited",
        lambda s: {
            **s.files,
            MANIFEST: s.files[MANIFEST].replace(b"clerk", b"klerk").replace(b"archivist", b"anybody"),
        },
    ),
    ("signature", "no signature", lambda s: {**s.files, "signatures.json": b'{"signatures": []}'}),
    ("signature", "another format", lambda s: s.with_manifest(dict(s.files), format="yici archive 9")),
    ("chain", "an event edited", edited),
    ("anchors", "an event edited and re-hashed", lambda s: s.retold(event(2, kind="urged"), anchored=False)),
    ("anchors", "no anchor", lambda s: s.changed("anchors.jsonl", lambda _: b"")),
    (
        "anchors",
        "an anchor of somebody else",
        lambda s: s.changed("anchors.jsonl", lambda _: Sealed(s.files, new_keys()).anchor("x", 1, bytes(32))),
    ),
    ("people", "nobody acted", lambda s: s.retold(event(2, by={"id": "", "role": "clerk"}), anchored=True)),
    ("people", "at no known time", lambda s: s.retold(timeless, anchored=True)),
    (
        "edition",
        "another text of the item",
        swap("edition/item.yaml", "10 个工作日".encode(), "20 个工作日".encode()),
    ),
    ("edition", "no text of the item", lambda s: s.without("edition/")),
    ("values", "another name", lambda s: s.said(VALUES, other)),
    ("pages", "a page edited", swap(f"{DECISION}.html", b"</main>", b"<p>x</p></main>")),
    ("files", "a file nobody listed", lambda s: {**s.files, "stray.json": b"{}"}),
    ("files", "a file edited", lambda s: {**s.files, COVER: s.files[COVER] + b"\n"}),
    ("files", "a file lost", lambda s: {name: each for name, each in s.files.items() if name != ACCESS}),
    ("sequence", "an event lost", lambda s: s.retold(lambda links: links[:1] + links[2:], anchored=True)),
    ("sequence", "fewer than were signed for", lambda s: s.with_manifest(dict(s.files), version=99)),
    ("closed", "never closed", lambda s: s.retold(lambda links: links[:-1], anchored=True)),
    ("papers", "one voucher missing", lambda s: s.without(DECISION)),
    (
        "materials",
        "a material not listed",
        lambda s: s.said(MATERIALS, lambda said: {**said, "handed_in": []}),
    ),
    ("materials", "a file of a material lost", lambda s: s.without("materials/")),
    ("held_values", "a value lost", lambda s: s.said(VALUES, less)),
    ("formats", "a format of one program", lambda s: put(b"PK", "note.docx", s)),
    ("formats", "no picture at all", lambda s: put(b"GIF89a", "note.png", s)),
    ("readable", "letters nobody can read", lambda s: s.changed(ACCESS, lambda _: "经办".encode("gb18030"))),
    ("encrypted", "an encrypted PDF", swap(f"{DECISION}.pdf", b"trailer\n<<", b"trailer\n<</Encrypt 9 0 R")),
    ("pdf_a", "a plain PDF", swap(f"{DECISION}.pdf", b"pdfaid:part", b"pdfxxx:part")),
    ("fonts", "fonts by name only", swap(f"{DECISION}.pdf", b"/FontFile3", b"/XontFile3")),
    ("text", "a picture of letters", swap(f"{DECISION}.pdf", b"/ToUnicode", b"/XoUnicode")),
    (
        "alone",
        "a picture from outside",
        swap(COVER, b"</main>", b'<img src="https://example.org/a.png" alt=""></main>'),
    ),
    ("active", "a script in a PDF", swap(f"{DECISION}.pdf", b"trailer\n<<", b"trailer\n<</JavaScript 9 0 R")),
    ("active", "a script in a page", swap(COVER, b"</main>", b"<script>1</script></main>")),
    ("active", "a page that acts when it is touched", swap(COVER, b"<main>", b'<main onclick="1">')),
    (
        "carried",
        "a file inside a PDF",
        swap(f"{DECISION}.pdf", b"trailer\n<<", b"trailer\n<</EmbeddedFiles 9 0 R"),
    ),
    ("scanned", "a virus", lambda s: s.said(KEEPING, lambda said: {**said, "scanned": {"a.pdf": "EICAR"}})),
    ("classes", "a file without a class", unclassed),
    ("retention", "for a while", lambda s: s.said(KEEPING, lambda said: {**said, "keep_for": "一阵子"})),
    ("retention", "not said how long", without_key(KEEPING, "keep_for")),
    ("access", "for nobody", lambda s: s.said(KEEPING, lambda said: {**said, "access": []})),
    (
        "access",
        "for somebody we do not know",
        lambda s: s.said(KEEPING, lambda said: {**said, "access": [{"role": "friend"}]}),
    ),
)


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
