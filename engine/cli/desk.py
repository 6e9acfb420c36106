"""What every command works with: catalogue, centre, day, console; each made only when asked for."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Final

import engine
from engine.catalog.catalog import Catalog, Choice, NoEdition, NoItem, TwoEditions, open_catalog
from engine.catalog.loose import open_file
from engine.catalog.store import Row, Store, cache_folder, open_store
from engine.cli.output import Bar, Console, Wrong
from engine.dataclass import dataclass
from engine.distributions import offered
from engine.rules.model import Rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from engine.center import Center

__all__ = ["OWN_PLUGINS", "Chosen", "Desk", "day", "item_files", "read_file"]

OWN_PLUGINS: Final = ("engine.center.own", "web.commands")
# The whole of China keeps one time.
_CHINA: Final = timezone(timedelta(hours=8))
_SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The edition a command works on, with its rulebook."""

    row: Row
    rulebook: Rulebook
    path: str


class Desk:
    """The place a command works at."""

    def __init__(self, console: Console, args: Namespace) -> None:
        self.console = console
        self._args = args
        self._told = 0

    @cached_property
    def on(self) -> date:
        """The date of application: --on, else today; with `now` the only place that asks the clock."""
        given: date | None = getattr(self._args, "on", None)
        return given or datetime.now(_CHINA).date()

    @property
    def now(self) -> datetime:
        """This moment, for what is recorded: the other place that asks the clock."""
        return datetime.now(_CHINA)

    @property
    def on_given(self) -> date | None:
        """The date named by --on."""
        given: date | None = getattr(self._args, "on", None)
        return given

    @property
    def cache_path(self) -> Path | None:
        """The folder of the index: --cache, else the user's; None if there is no such place."""
        from pathlib import Path  # a check gets by without paths, which take long to load

        folder = self._cache_folder
        return None if folder is None else Path(folder)

    @property
    def _cache_folder(self) -> str | None:
        return cache_folder(getattr(self._args, "cache", None))

    @cached_property
    def store(self) -> Store:
        """The index, shared by the catalogue and single files."""
        return open_store(self._cache_folder)

    @cached_property
    def catalog_path(self) -> Path:
        """The catalogue's folder: --catalog, else ./catalog, else the packaged one."""
        from pathlib import Path  # a check gets by without paths, which take long to load

        return Path(self._catalog_folder)

    @cached_property
    def _catalog_folder(self) -> str:
        given: str | None = getattr(self._args, "catalog", None)
        if given is not None:
            if not os.path.isdir(given):
                raise Wrong(f"没有这个文件夹：{given}", f"No such folder: {given}")
            return given
        home = os.path.dirname(engine.__file__)
        for path in ("catalog", os.path.join(home, "_data", "catalog"), os.path.join(home, "..", "catalog")):
            if os.path.isdir(path):
                return os.path.normpath(path)
        raise Wrong("找不到事项目录，请用 --catalog 指定。", "No catalogue found; name one with --catalog.")

    @cached_property
    def catalog(self) -> Catalog:
        """The catalogue, opened; with the items of plug-ins, should anybody ask for more than it has."""
        return self.open(self._catalog_folder)

    def contributed(self) -> tuple[Path, ...]:
        """Give the folders with items that plug-ins contribute; without plug-ins nobody is asked."""
        return self.center.catalogs() if self.plugged else ()

    @cached_property
    def center(self) -> Center:
        """The centre with its plug-ins; building it costs, so only commands that need it ask."""
        from pathlib import Path

        from engine.center import Center  # pluggy and the scan of distributions

        folder = getattr(self._args, "plugins_dir", None)
        if folder is not None and not Path(folder).is_dir():
            raise Wrong(f"没有这个文件夹：{folder}", f"No such folder: {folder}")
        made = Center(
            own=OWN_PLUGINS,
            files=None if folder is None else Path(folder),
            isolated=getattr(self._args, "isolate", None) or (),
            trail=self.cache_path,
        )
        self._say(made)
        return made

    def tell_faults(self) -> None:
        """Say what was refused since it was last said."""
        self._say(self.center)

    def _say(self, center: Center) -> None:
        for fault in center.faults[self._told :]:
            self.console.err.write(f"yici: {fault.says(self.console.lang)}\n")
        self._told = len(center.faults)

    @cached_property
    def plugged(self) -> bool:
        """Tell whether anybody but ourselves may be plugged in, without building the centre."""
        return getattr(self._args, "plugins_dir", None) is not None or bool(offered())

    def open(self, folder: Path | str) -> Catalog:
        """Open a catalogue folder, with a bar if it takes long."""
        bar = Bar(self.console, "读事项", "Reading items")
        try:
            return open_catalog(folder, store=self.store, progress=bar, further=self.contributed)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Wrong(f"读不了 {folder}：{reason}", f"Cannot read {folder}: {reason}") from error
        finally:
            bar.clear()

    def choose(self, item: str, on: date, edition: str | None = None) -> Chosen:
        """Find an item by its code or its path, in the edition of a day or the one named."""
        if _is_path(item):
            return self._file(item, on)
        catalog = self.catalog
        choice = _pick(catalog, item, on, edition)
        if not isinstance(choice, Row):
            raise _not_chosen(choice, self._codes())
        rulebook = catalog.rulebook(choice, on)
        path = os.path.relpath(catalog.place(choice).path)
        if rulebook is None:
            raise _faulty(item, path)
        return Chosen(row=choice, rulebook=rulebook, path=path)

    def _file(self, item: str, on: date) -> Chosen:
        if os.path.isdir(item):
            raise Wrong(f"{item} 是文件夹，这里要一个事项。", f"{item} is a folder; one item is needed.")
        try:
            loose = open_file(item, self.store, on, None)
            if loose.rulebook is None and loose.row.record.parts:
                loose = open_file(item, self.store, on, self.catalog)
        except OSError as error:
            raise _unreadable(item, error) from error
        if loose.rulebook is None:
            raise _faulty(item, item)
        if not loose.row.covers(on.isoformat()):
            raise _not_chosen(NoEdition(code=loose.row.code, on=on, editions=(loose.row,)), ())
        return Chosen(row=loose.row, rulebook=loose.rulebook, path=item)

    def _codes(self) -> Sequence[str]:
        return self.catalog.codes()


def day(text: str) -> date:
    """Read a date as the command line takes it."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(
        f"日期要写成 2026-03-02 这样，不是「{text}」。", f"Write a date such as 2026-03-02, not 「{text}」."
    )


def item_files(paths: Sequence[str], default: Callable[[], Sequence[Path]]) -> list[str]:
    """Give the item files named: files as they are, folders with everything below them."""
    from engine.catalog.walk import walk

    made: list[str] = []
    for path in paths or [os.path.relpath(folder) for folder in default()]:
        if os.path.isdir(path):
            made += [os.path.join(path, each) for each in sorted(walk(path))]
        elif os.path.exists(path):
            made.append(path)
        else:
            raise Wrong(f"没有这个文件：{path}", f"No such file: {path}")
    # A file that is named twice, once as ./a.yaml, is one file.
    once = {os.path.abspath(path): path for path in reversed(made)}
    return list(reversed(once.values()))


def _is_path(item: str) -> bool:
    return item.endswith(_SUFFIXES) or os.sep in item or (os.altsep or os.sep) in item


def _pick(catalog: Catalog, code: str, on: date, edition: str | None) -> Choice:
    if edition is None:
        return catalog.choose(code, on)
    named = tuple(
        row for row in catalog.editions(code) if row.edition == edition and row.covers(on.isoformat())
    )
    return (
        named[0]
        if len(named) == 1
        else catalog.choose(code, on)
        if not named
        else TwoEditions(code=code, on=on, editions=named)
    )


def _not_chosen(choice: NoItem | NoEdition | TwoEditions, codes: Sequence[str]) -> Wrong:
    if isinstance(choice, NoItem):
        return _unknown(choice.code, codes)
    editions = "；".join(_span(row, "至今", "至") for row in choice.editions)
    english = "; ".join(_span(row, "open end", "to") for row in choice.editions)
    if isinstance(choice, NoEdition):
        return Wrong(
            f"{choice.code} 没有在 {choice.on} 有效的实施版本。现有：{editions}。用 --on 换一个日期。",
            f"{choice.code} has no edition in force on {choice.on}. There are: {english}. Use --on.",
        )
    return Wrong(
        f"{choice.code} 在 {choice.on} 有几个实施版本同时有效：{editions}。请改好有效期。",
        f"{choice.code} has several editions in force on {choice.on}: {english}. Mend their periods.",
    )


def _span(row: Row, open_end: str, to: str) -> str:
    return f"{row.edition}（{row.record.valid_from} {to} {row.record.valid_until or open_end}，{row.path}）"


def _unknown(code: str, codes: Sequence[str]) -> Wrong:
    from difflib import get_close_matches  # only for a code that was mistyped

    near = get_close_matches(code.upper(), codes, n=3, cutoff=0.5)
    if os.path.exists(code):
        return Wrong(f"事项文件要以 .yaml 结尾：{code}", f"An item file must end in .yaml: {code}")
    zh, en = f"没有编码是「{code}」的事项。", f"There is no item with the code 「{code}」."
    if near:
        zh += "您是不是要找" + "、".join(f"「{each}」" for each in near) + "？"
        en += " Did you mean " + " or ".join(f"「{each}」" for each in near) + "?"
    else:
        zh += "也可以写事项文件的路径。"
        en += " You may also give the path of an item file."
    return Wrong(zh, en)


def _faulty(item: str, path: str) -> Wrong:
    return Wrong(
        f"{item} 的定义有错误，不能用。请先看：yici lint {path}",
        f"The definition of {item} has faults and cannot be used. See: yici lint {path}",
    )


def _unreadable(path: str, error: OSError) -> Wrong:
    if isinstance(error, FileNotFoundError):
        return Wrong(f"没有这个文件：{path}", f"No such file: {path}")
    reason = error.strerror or str(error)
    return Wrong(f"读不了 {path}：{reason}", f"Cannot read {path}: {reason}")


def read_file(path: str, limit: int) -> bytes:
    """Read a file up to one byte more than its limit; `-` is standard input."""

    try:
        if path == "-":
            return sys.stdin.buffer.read(limit + 1)
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
