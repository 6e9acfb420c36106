"""A catalogue opened a second time reads only what has changed, and never gives what is out of date."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.catalog import Catalog, NoEdition, NoItem, Row, TwoEditions, open_catalog, open_file
from engine.catalog.build import Built, make
from engine.catalog.store import open_store
from engine.catalog.walk import walk
from engine.item.template import new_item

DAY = date(2026, 3, 2)
CATALOG = Path(__file__).parent.parent.parent / "catalog"


class Counting:
    """The ordinary compiler, counting what it was given."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, data: bytes, path: str) -> Built:
        self.paths.append(Path(path).name)
        return make(data, path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two items in two departments."""
    made = tmp_path / "catalog"
    put(made / "a" / "one.yaml", "T-0001")
    put(made / "b" / "two.yaml", "T-0002")
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "cache"
    yield made
    if made.exists():
        made.chmod(0o700)


def put(path: Path, code: str, **changes: str) -> None:
    """Write an item, with an old time, as if it had stood there for long."""
    text = new_item("示例", code)
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(10**18, 10**18 + int(code[2:])))


def reopen(folder: Path, cache: Path | None) -> tuple[Catalog, list[str]]:
    counting = Counting()
    return open_catalog(folder, cache=cache, maker=counting), counting.paths


def rulebook_name(catalog: Catalog, code: str, on: date = DAY) -> str:
    row = catalog.choose(code, on)
    assert isinstance(row, Row), row
    rulebook = catalog.rulebook(row, on)
    assert rulebook is not None
    return f"{rulebook.item} {rulebook.edition}"


def test_the_second_opening_reads_nothing(folder: Path, cache: Path) -> None:
    first, read = reopen(folder, cache)
    assert read == ["one.yaml", "two.yaml"]
    assert first.codes() == ("T-0001", "T-0002")
    second, read = reopen(folder, cache)
    assert read == []
    assert second.rows() == first.rows()
    assert rulebook_name(second, "T-0002") == "T-0002 2026-01-01"


def test_only_what_changed_is_read(folder: Path, cache: Path) -> None:
    reopen(folder, cache)
    put(folder / "b" / "two.yaml", "T-0022")
    catalog, read = reopen(folder, cache)
    assert read == ["two.yaml"]
    assert catalog.codes() == ("T-0001", "T-0022")


def test_a_change_that_keeps_size_and_time_is_seen_by_its_inode(folder: Path, cache: Path) -> None:
    reopen(folder, cache)
    path = folder / "b" / "two.yaml"
    kept = path.stat()
    other = path.with_name(".new")
    other.write_text(path.read_text(encoding="utf-8").replace("T-0002", "T-0009"), encoding="utf-8")
    os.utime(other, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == kept.st_size
    assert reopen(folder, cache)[0].codes() == ("T-0001", "T-0009")


def test_a_file_written_a_moment_ago_is_read_again(folder: Path, cache: Path) -> None:
    path = folder / "a" / "one.yaml"
    # A little ahead, so that a slow machine still opens the catalogue within the same moment.
    soon = time.time() + 60
    os.utime(path, (soon, soon))
    reopen(folder, cache)
    kept = path.stat()
    path.write_bytes(path.read_bytes().replace(b"T-0001", b"T-0007"))
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert reopen(folder, cache)[0].codes() == ("T-0002", "T-0007")


def test_a_moved_file_is_not_compiled_again(folder: Path, cache: Path) -> None:
    reopen(folder, cache)
    (folder / "a" / "one.yaml").rename(folder / "b" / "moved.yaml")
    catalog, read = reopen(folder, cache)
    assert read == []
    assert [row.path for row in catalog.rows()] == ["b/moved.yaml", "b/two.yaml"]


def test_a_removed_file_is_gone(folder: Path, cache: Path) -> None:
    reopen(folder, cache)
    (folder / "a" / "one.yaml").unlink()
    catalog, read = reopen(folder, cache)
    assert (catalog.codes(), read) == (("T-0002",), [])
    assert catalog.choose("T-0001", DAY) == NoItem(code="T-0001")


def test_hidden_files_and_other_files_are_left_out(folder: Path) -> None:
    put(folder / ".git" / "x.yaml", "T-0003")
    put(folder / "a" / ".x.yaml", "T-0004")
    (folder / "a" / "notes.txt").write_text("x", encoding="utf-8")
    assert sorted(walk(str(folder))) == ["a/one.yaml", "b/two.yaml"]


def test_editions_are_chosen_by_date(folder: Path, cache: Path) -> None:
    until = ("  自: 2026-01-01\n", "  自: 2026-01-01\n  至: 2026-06-30\n")
    put(folder / "a" / "one.yaml", "T-0001", until=until)
    put(
        folder / "a" / "later.yaml",
        "T-0001",
        edition=("实施版本: 2026-01-01", "实施版本: 2026-09-01"),
        begin=("  自: 2026-01-01", "  自: 2026-09-01"),
    )
    catalog, _ = reopen(folder, cache)
    assert rulebook_name(catalog, "T-0001", date(2026, 6, 30)) == "T-0001 2026-01-01"
    assert rulebook_name(catalog, "T-0001", date(2026, 9, 1)) == "T-0001 2026-09-01"
    for day in (date(2025, 12, 31), date(2026, 7, 1), date(2026, 8, 31)):
        gap = catalog.choose("T-0001", day)
        assert isinstance(gap, NoEdition)
        assert [row.edition for row in gap.editions] == ["2026-01-01", "2026-09-01"]


def test_two_editions_on_one_day_are_no_choice(folder: Path, cache: Path) -> None:
    put(folder / "a" / "again.yaml", "T-0001", edition=("实施版本: 2026-01-01", "实施版本: 2026-02-01"))
    assert isinstance(reopen(folder, cache)[0].choose("T-0001", DAY), TwoEditions)


def test_a_faulty_item_is_known_but_has_no_rulebook(folder: Path, cache: Path) -> None:
    put(folder / "a" / "one.yaml", "T-0001", fault=("身份证.有效期至 ≥ 申请日期", "驾照.有效期至 ≥ 申请日期"))
    (folder / "a" / "broken.yaml").write_text("：\n", encoding="utf-8")
    catalog, _ = reopen(folder, cache)
    row = catalog.choose("T-0001", DAY)
    assert isinstance(row, Row)
    assert row.record.faults
    assert catalog.rulebook(row, DAY) is None
    assert [each.code for each in catalog.rows()] == ["", "T-0001", "T-0002"]


@pytest.mark.parametrize("damage", [b"", b"this is no database", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_a_broken_index_is_made_anew(folder: Path, cache: Path, damage: bytes) -> None:
    path = reopen(folder, cache)[0].store.path
    assert path is not None
    Path(path).write_bytes(damage)
    catalog, read = reopen(folder, cache)
    assert (catalog.codes(), len(read)) == (("T-0001", "T-0002"), 2)
    assert reopen(folder, cache)[1] == []


def test_a_damaged_rulebook_is_compiled_again(folder: Path, cache: Path) -> None:
    path = reopen(folder, cache)[0].store.path
    assert path is not None
    with sqlite3.connect(path) as index:
        index.execute("update book set blob = x'00'")
    assert rulebook_name(reopen(folder, cache)[0], "T-0001") == "T-0001 2026-01-01"


def test_a_torn_page_in_the_middle_is_survived(folder: Path, cache: Path) -> None:
    path = reopen(folder, cache)[0].store.path
    assert path is not None
    data = bytearray(Path(path).read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    Path(path).write_bytes(bytes(data))
    catalog, _ = reopen(folder, cache)
    assert rulebook_name(catalog, "T-0001") == "T-0001 2026-01-01"


def test_no_cache_folder_is_no_reason_to_stop(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for cache in (None, tmp_path / "file", tmp_path / "file" / "below"):
        catalog, _ = reopen(folder, cache)
        assert catalog.store.path is None
        assert rulebook_name(catalog, "T-0001") == "T-0001 2026-01-01"


def test_a_folder_that_others_may_write_to_is_not_trusted(folder: Path, cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    assert reopen(folder, cache)[0].store.path is None
    assert list(cache.iterdir()) == []


def test_a_locked_index_is_read_and_not_waited_for_long(folder: Path, cache: Path) -> None:
    path = reopen(folder, cache)[0].store.path
    assert path is not None
    put(folder / "a" / "three.yaml", "T-0003")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    catalog, read = reopen(folder, cache)
    assert (catalog.codes(), read) == (("T-0001", "T-0002", "T-0003"), ["three.yaml"])
    other.execute("rollback")
    other.close()


def test_one_index_serves_several_folders(folder: Path, cache: Path, tmp_path: Path) -> None:
    put(tmp_path / "other" / "x.yaml", "T-0100")
    reopen(folder, cache)
    assert reopen(tmp_path / "other", cache)[0].codes() == ("T-0100",)
    assert reopen(folder, cache)[1] == []


def test_a_missing_folder_is_an_error(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_catalog(tmp_path / "none", cache=cache)


def test_a_package_follows_its_parts(tmp_path: Path, cache: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(CATALOG, folder)
    before = package(folder, cache)
    assert package(folder, cache) == before
    part = folder / "city" / "signboard.yaml"
    text = part.read_text(encoding="utf-8")
    changed = text.replace("一句话说明: ", "一句话说明: 新的", 1)
    assert changed != text
    part.write_text(changed, encoding="utf-8")
    assert package(folder, cache) != before


def package(folder: Path, cache: Path) -> str:
    catalog, _ = reopen(folder, cache)
    row = next(row for row in catalog.rows() if "CG-0101" in row.record.parts)
    rulebook = catalog.rulebook(row, date(2026, 6, 1))
    assert rulebook is not None
    return rulebook.edition_hash


def test_many_files_are_compiled_in_several_processes(tmp_path: Path, cache: Path) -> None:
    folder = tmp_path / "many"
    for number in range(50):
        put(folder / f"{number}.yaml", f"T-{number:04}")
    steps: list[tuple[int, int]] = []
    catalog = open_catalog(folder, cache=cache, progress=lambda done, total: steps.append((done, total)))
    assert len(catalog.codes()) == 50
    assert steps == [(done, 50) for done in range(1, 51)]
    assert rulebook_name(catalog, "T-0042") == "T-0042 2026-01-01"


def test_a_file_by_its_path_is_remembered(folder: Path, cache: Path) -> None:
    path = str(folder / "a" / "one.yaml")
    first = open_file(path, open_store(cache), DAY)
    again = open_file(path, open_store(cache), DAY)
    assert first.rulebook is not None and again.rulebook is not None
    assert first.rulebook.edition_hash == again.rulebook.edition_hash
    assert again.row.code == "T-0001"


def test_parts_are_found_beside_a_package_first(tmp_path: Path, cache: Path) -> None:
    sketches = Path(__file__).parent.parent / "sketches"
    for name in ("open-restaurant", "food-permit", "signboard", "fire-check"):
        shutil.copy(sketches / f"{name}.yaml", tmp_path)
    store = open_store(cache)
    loose = open_file(str(tmp_path / "open-restaurant.yaml"), store, DAY)
    assert loose.rulebook is not None
    (tmp_path / "signboard.yaml").unlink()
    assert open_file(str(tmp_path / "open-restaurant.yaml"), store, DAY).rulebook is None


def test_an_opened_catalogue_loads_no_parser(folder: Path, cache: Path) -> None:
    reopen(folder, cache)
    program = (
        "import sys, datetime, pathlib\n"
        "from engine.catalog import open_catalog\n"
        f"c = open_catalog({str(folder)!r}, cache=pathlib.Path({str(cache)!r}))\n"
        "row = c.choose('T-0001', datetime.date(2026, 3, 2))\n"
        "assert c.rulebook(row, datetime.date(2026, 3, 2)).item == 'T-0001'\n"
        "print(sorted({'lark', 'engine.item.load', 'engine.feel.parse'} & set(sys.modules)))\n"
    )
    got = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert got.stdout.strip() == "[]"
