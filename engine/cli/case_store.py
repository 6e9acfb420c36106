"""How a command comes to the case store: the options that name it, and opening it, with words if it fails."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.case.store import (
    CannotOpen,
    Place,
    Store,
    Unavailable,
    Witness,
    found_store,
    open_store,
    read_export,
    witness,
)
from engine.case.store.keys import read_keys
from engine.center.store_options import store_options as add_store_options
from engine.center.store_options import store_place
from engine.cli.arguments import Parser
from engine.cli.desk import Desk
from engine.cli.output import Wrong

__all__ = ["opened", "speaking", "store_options", "store_place", "witnesses"]


def store_options(parser: Parser) -> None:
    """Add the options that name a store."""
    add_store_options(parser, chinese=parser.say("zh", "en") == "zh")


@contextmanager
def opened(desk: Desk, args: Namespace, *, found: bool = False) -> Iterator[Store]:
    """Open the store for one command; with `found`, make an empty one where there is none."""
    named = store_place(args)
    with speaking():
        if found:
            found_store(named, desk.now)
        with open_store(named) as store:
            yield store


def witnesses(given: str | None, named: Place) -> tuple[Witness, ...]:
    """Read anchors that were kept elsewhere: a file of them, or one as it stands on a receipt."""
    if given is None:
        return ()
    try:
        if not os.path.exists(given) and given.count(".") == 2:
            return (witness(given),)
        return read_export(Path(given).read_text(encoding="utf-8").splitlines(), read_keys(named.keys))
    except ValueError as error:
        raise Wrong(
            f"{given} 不是锚点，或者不是这套数据签的。",
            f"{given} is no anchor, or this installation did not sign it.",
        ) from error


@contextmanager
def speaking() -> Iterator[None]:
    """Turn what stands against the store into words."""
    try:
        yield
    except BrokenPipeError:
        # Whoever read our output has left: nothing stands against the store.
        raise
    except (CannotOpen, Unavailable) as error:
        raise Wrong(error.zh, error.en) from error
    except OSError as error:
        reason = error.strerror or str(error)
        where = error.filename or ""
        raise Wrong(f"{where} 读写不了：{reason}", f"Cannot read or write {where}: {reason}") from error
