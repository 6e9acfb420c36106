"""Everything that can stand against working with a store, looked at and told at once.

A place goes in, one `Check` for each thing that was looked at comes out, with what to do about it. What the
store does not know itself, such as the working calendar, is asked of the caller.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.store.answers import CannotOpen, Unavailable
from engine.case.store.canonical import CHINA, from_micros
from engine.case.store.chain import JOURNAL
from engine.case.store.journal import last_backup_of
from engine.case.store.open import open_store
from engine.case.store.place import Place
from engine.case.store.sheet import read_events
from engine.case.store.store import Store
from engine.case.store.tables import chains
from engine.case.store.verify import verify_chains

__all__ = ["FREE", "Check", "HasYear", "examine", "tail"]

HasYear: TypeAlias = Callable[[int], bool]
"""Whether there is a working calendar for a year."""

FREE: Final = 1 << 30
_BACKUP_AGE: Final = timedelta(days=7)
_TAIL: Final = 1000
_NETWORK: Final = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs")
# From this month on, what is received may fall due in the next year.
_NEXT_YEAR_FROM: Final = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at; `zh` and `en` say what is the matter, and the cures what to do."""

    name: str
    passed: bool
    zh: str
    en: str
    cure_zh: str = ""
    cure_en: str = ""


def examine(place: Place, now: datetime, has_year: HasYear) -> tuple[Check, ...]:
    """Look at everything; one thing that is wrong keeps nothing else from being looked at."""
    checks = [_calendar(now, has_year), _patterns()]
    if place.data.is_dir():
        checks += [_space(place), _modes(place), _file_system(place), _keys_apart(place)]
    try:
        with open_store(place) as store:
            checks.append(_fine("settings", "数据库设置、结构、密钥", "settings, schema and keys"))
            checks += _of_store(store, now)
    except (CannotOpen, Unavailable) as error:
        checks.append(Check(name="settings", passed=False, zh=error.zh, en=error.en))
    return tuple(checks)


def _fine(name: str, zh: str, en: str) -> Check:
    return Check(name=name, passed=True, zh=zh, en=en)


def _calendar(now: datetime, has_year: HasYear) -> Check:
    today = now.astimezone(CHINA)
    wanted = [today.year] + ([today.year + 1] if today.month >= _NEXT_YEAR_FROM else [])
    for year in wanted:
        if not has_year(year):
            return Check(
                name="calendar",
                passed=False,
                zh=f"{year} 年的工作日历还没有放进来，有的办件算不出到期日",
                en=f"there is no working calendar for {year}: some due dates cannot be counted",
                cure_zh=f"把日历放进 calendars/{year}.yaml",
                cure_en=f"put the calendar into calendars/{year}.yaml",
            )
    return _fine("calendar", "工作日历", "the working calendar")


def _patterns() -> Check:
    if importlib.util.find_spec("re2") is None:
        return Check(
            name="patterns",
            passed=False,
            zh="没有装 RE2，格式检查用不了",
            en="RE2 is missing, and no pattern can be checked without it",
            cure_zh="pip install google-re2",
            cure_en="pip install google-re2",
        )
    return _fine("patterns", "RE2", "RE2")


def _space(place: Place) -> Check:
    free = shutil.disk_usage(place.data).free
    if free < FREE:
        return Check(
            name="space",
            passed=False,
            zh=f"磁盘只剩 {free >> 20} MB",
            en=f"only {free >> 20} MB are free on the disk",
            cure_zh="清出至少 1 GB",
            cure_en="free at least 1 GB",
        )
    return _fine("space", "磁盘空间", "free space")


def _modes(place: Place) -> Check:
    """Look at who may read the data folder; on systems without modes their owner sees to it."""
    if os.name == "posix" and stat.S_IMODE(place.data.stat().st_mode) & 0o077:
        return Check(
            name="modes",
            passed=False,
            zh=f"别人也能进数据文件夹 {place.data}",
            en=f"others can enter the data folder {place.data}",
            cure_zh=f"chmod 700 {place.data}",
            cure_en=f"chmod 700 {place.data}",
        )
    return _fine("modes", "数据文件夹的权限", "rights of the data folder")


def _file_system(place: Place) -> Check:
    kind = _mounted(place.data)
    if place.url is None and kind.startswith(_NETWORK):
        return Check(
            name="file_system",
            passed=False,
            zh=f"数据文件夹在网络盘上（{kind}），锁不住，会写坏",
            en=f"the data folder is on a network share ({kind}), where locks do not hold",
            cure_zh="放到本机的磁盘上，或者用 PostgreSQL（--store）",
            cure_en="move it to a local disk, or use PostgreSQL (--store)",
        )
    return _fine("file_system", "文件系统", "file system")


def _mounted(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Give the kind of file system a folder lies on; nothing where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    path, best, kind = folder.resolve(), Path(), ""
    for _, point, found, *_ in (line.split(" ") for line in lines):
        at = Path(point.replace("\\040", " "))
        if path.is_relative_to(at) and len(at.parts) >= len(best.parts):
            best, kind = at, found
    return kind


def _keys_apart(place: Place) -> Check:
    if place.keys.resolve().is_relative_to(place.data.resolve()):
        return Check(
            name="keys_apart",
            passed=False,
            zh="密钥文件放在数据文件夹里，谁拿到数据谁就拿到密钥",
            en="the key file lies in the data folder: who takes one takes both",
            cure_zh="移到别处，用 --keys 指定",
            cure_en="move it elsewhere and name it with --keys",
        )
    return _fine("keys_apart", "密钥和数据分开", "keys apart from the store")


def _of_store(store: Store, now: datetime) -> Iterator[Check]:
    with store.reading() as db:
        yield _file(db)
        yield _clock(db, now)
        yield tail(db, store)
        yield _backup(db, now)


def _file(db: Connection) -> Check:
    if db.dialect.name == "sqlite" and db.exec_driver_sql("pragma quick_check").scalar() != "ok":
        return Check(
            name="file",
            passed=False,
            zh="数据库文件坏了",
            en="the database file is damaged",
            cure_zh="停掉服务，用最近的备份恢复：yici restore",
            cure_en="stop the service and restore the latest backup: yici restore",
        )
    return _fine("file", "数据库文件", "database file")


def _clock(db: Connection, now: datetime) -> Check:
    last = db.execute(sa.select(sa.func.max(chains.c.at))).scalar()
    if last is not None and from_micros(last) > now:
        said = from_micros(last).isoformat(sep=" ", timespec="minutes")
        return Check(
            name="clock",
            passed=False,
            zh=f"电脑的时间比最后一个事件（{said}）还早",
            en=f"the clock stands before the last event ({said})",
            cure_zh="校准时间",
            cure_en="set the clock",
        )
    return _fine("clock", "时间", "clock")


def tail(db: Connection, store: Store, most: int = _TAIL) -> Check:
    """Look at the chains that grew since the last anchor: what a crash or a hand could have touched last."""
    grew = sa.select(chains.c.id).where(chains.c.sequence > chains.c.anchored)
    ids = list(db.scalars(grew.order_by(chains.c.at.desc()).limit(most)))
    report = verify_chains(db, store.ledger.keys, sorted(ids))
    if not report.whole:
        first = report.broken[0]
        return Check(
            name="chains",
            passed=False,
            zh=f"最近的记录和封印对不上：{first.says('zh')}",
            en=f"recent events do not agree with their seals: {first.says('en')}",
            cure_zh="yici case verify 看全部",
            cure_en="yici case verify shows everything",
        )
    return _fine("chains", f"{report.events} 个最近的事件", f"{report.events} recent events")


def _backup(db: Connection, now: datetime) -> Check:
    if db.execute(sa.select(chains.c.id).where(~chains.c.id.contains(".")).limit(1)).first() is None:
        return _fine("backup", "还没有办件，不用备份", "no cases yet, nothing to back up")
    last = last_backup_of(read_events(db, [JOURNAL])[JOURNAL])
    age = None if last is None else now - last
    if age is None or age > _BACKUP_AGE:
        return Check(
            name="backup",
            passed=False,
            zh="从来没有备份过" if age is None else f"离上一次备份已经 {age.days} 天",
            en="there was never a backup" if age is None else f"the last backup is {age.days} days old",
            cure_zh="yici backup 备份文件夹",
            cure_en="yici backup DIR",
        )
    return _fine("backup", "备份", "backup")
