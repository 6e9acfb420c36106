"""Files are looked into before they are kept: the worst that is said counts, and silence is not clean."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.store import Store, Upload, open_store
from engine.case.store.uploads import INCOMING
from engine.center import Center
from engine.center.contract import HOOKS
from engine.center.intake import INFECTED, UNSCANNED, Looked, Sent, looked_into
from engine.center.office import Office
from engine.center.open import open_office
from engine.center.scanning import Scan, Scanning
from tests.case.bench import MARCH, who
from tests.case.conftest import founded_office, office_folder
from tests.case.office import Desk, catalog_in, place_in
from tests.case.store.uploads import FINE
from tests.center.plugin_files import center_with

__all__ = ["founded_office", "office_folder"]

LARGE = b"%PDF-" + bytes(300_000)
HOOK = "@hookimpl\ndef scan_upload(upload):\n    "
READS = HOOK + "assert len(upload.path.read_bytes()) == upload.size\n    "
CLEAN = READS + "return Scanned()"
FINDS = READS + "return Scanned(found='Eicar')"
SILENT = HOOK + "return None"
BLIND = HOOK + "return Scanned()"
HALF = HOOK + "with open(upload.path, 'rb') as file: file.read(70_000)\n    return Scanned()"
RAISES = HOOK + "raise OSError('down')"
HANGS = "import time\n" + READS + "time.sleep(0.5)\n    return Scanned()"


def look(folder: Path, plugins: Mapping[str, str], content: bytes = LARGE) -> Scan:
    folder.joinpath("plugins").mkdir()
    scanning = Scanning(center_with(folder / "plugins", **plugins), folder / "pipes")
    return scanning.look(lambda: [content[:100], content[100:]], "application/pdf", len(content))


@pytest.mark.parametrize(
    ("plugins", "outcome", "by"),
    [
        ({}, "none", ""),
        ({"a": CLEAN}, "clean", "a"),
        ({"a": SILENT}, "unknown", ""),
        ({"a": SILENT, "b": CLEAN}, "clean", "b"),
        ({"a": CLEAN, "b": FINDS}, "infected", "b"),
        ({"a": RAISES, "b": FINDS}, "infected", "b"),
        ({"a": RAISES}, "unknown", "a"),
        ({"a": CLEAN, "b": RAISES}, "unknown", "b"),
        ({"a": BLIND}, "unknown", "a"),
        ({"a": HALF}, "unknown", "a"),
    ],
)
def test_the_worst_that_is_said_counts(
    tmp_path: Path, plugins: dict[str, str], outcome: str, by: str
) -> None:
    scan = look(tmp_path, plugins)
    assert (scan.outcome, scan.by) == (outcome, by)
    assert scan.found == ("Eicar" if outcome == "infected" else "")


def test_a_scanner_has_only_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HOOKS, "scan_upload", replace(HOOKS["scan_upload"], seconds=0.1))
    assert look(tmp_path, {"a": HANGS}) == Scan(outcome="unknown", by="a")


def test_whoever_reads_too_slowly_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HOOKS, "scan_upload", replace(HOOKS["scan_upload"], seconds=0.1))
    slow = HOOK + "with open(upload.path, 'rb', buffering=0) as file:\n        while file.read(1): pass"
    assert look(tmp_path, {"a": slow}, bytes(10_000_000)) == Scan(outcome="unknown", by="a")
    for thread in threading.enumerate():
        if thread.name == "yici-plugin":
            thread.join(60)
            assert not thread.is_alive()


def test_no_pipe_is_left_and_nothing_of_a_file_lies_open_while_it_is_looked_at(tmp_path: Path) -> None:
    seen = "import stat\n" + READS.replace(
        "assert",
        "assert stat.S_ISFIFO(upload.path.stat().st_mode) and upload.path.stat().st_mode & 0o77 == 0 and",
    )
    assert look(tmp_path, {"a": seen + "return Scanned()"}).outcome == "clean"
    assert not list((tmp_path / "pipes").iterdir())


def test_where_no_pipe_can_be_made_nobody_has_looked(tmp_path: Path) -> None:
    (tmp_path / "pipes").write_bytes(b"")
    assert look(tmp_path, {"a": CLEAN}).outcome == "unknown"


def test_our_own_failure_to_read_a_file_is_not_hidden(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"%PDF-"
        raise ValueError("no such key")

    tmp_path.joinpath("plugins").mkdir()
    scanning = Scanning(center_with(tmp_path / "plugins", a=CLEAN), tmp_path / "pipes")
    with pytest.raises(ValueError, match="no such key"):
        scanning.look(broken, "application/pdf", 10)


@contextmanager
def office_with(folder: Path, *, keep: bool = False, **plugins: str) -> Iterator[Office]:
    (folder / "plugins").mkdir()
    if keep:
        (place_in(folder).data / "center.yaml").write_text("查不了毒也收: 是\n", encoding="utf-8")
    center = center_with(folder / "plugins", **plugins) if plugins else Center(installed=False)
    with open_store(place_in(folder)) as store:
        yield open_office(store, catalog_in(folder), MARCH, center=center)


def sent(content: bytes = FINE) -> Sent:
    return Sent(pieces=lambda: [content], hash="sha256:f", media_type="application/pdf", size=len(content))


def noted(store: Store) -> list[tuple[str, object, object]]:
    return [
        (each.kind, each.data["found"], each.data["taken"])
        for each in store.events(".journal")
        if each.kind in (INFECTED, UNSCANNED)
    ]


def test_what_is_found_is_refused_in_words_and_stands_in_the_journal(office_folder: Path) -> None:
    with office_with(office_folder, keep=True, a=FINDS) as office:
        looked = looked_into(office, sent(), who("clerk"), MARCH)
        assert looked.refused is not None and looked.refused.code == "infected"
        assert "病毒" in looked.refused.zh and "virus" in looked.refused.en
        assert noted(office.store) == [(INFECTED, "Eicar", False)]
        (event,) = (each for each in office.store.events(".journal") if each.kind == INFECTED)
        assert (event.data["by"], event.data["hash"]) == (who("clerk").id, "sha256:f")


@pytest.mark.parametrize(("keep", "refused"), [(False, "unscanned"), (True, None)])
def test_what_nobody_could_look_into_is_refused_or_marked_as_the_centre_has_settled(
    office_folder: Path, keep: bool, refused: str | None
) -> None:
    with office_with(office_folder, keep=keep, a=RAISES) as office:
        looked = looked_into(office, sent(), who("clerk"), MARCH)
        assert (looked.refused.code if looked.refused else None) == refused
        assert looked.mark == ("unknown" if keep else "")
        assert noted(office.store) == [(UNSCANNED, "", keep)]


def test_without_a_scanner_a_file_is_taken_as_nobody_has_looked_into_it(office_folder: Path) -> None:
    with office_with(office_folder) as office:
        assert looked_into(office, sent(), who("clerk"), MARCH) == Looked()
        assert noted(office.store) == []
        assert list(office.store.place.uploads.glob(f"{INCOMING}/*")) == []


def test_a_mark_is_kept_with_its_file_and_clean_stays_clean(office_folder: Path) -> None:
    with office_with(office_folder, a=CLEAN) as office:
        desk = Desk(office, office_folder).receive()
        store, case = office.store, desk.case

        def keep(mark: str) -> Upload:
            kept = store.keep_upload(
                case,
                [FINE],
                name="a.pdf",
                declared="application/pdf",
                at=MARCH,
                scan=mark,  # type: ignore[arg-type]  # every mark in turn
            )
            assert isinstance(kept, Upload)
            found = store.upload(case, kept.hash)
            assert found is not None
            return found

        assert [keep(mark).scan for mark in ("", "unknown", "clean", "unknown")] == [
            "",
            "unknown",
            "clean",
            "clean",
        ]
