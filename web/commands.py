"""The commands that the web adds through the same hook as any plug-in: `yici serve` and `yici people`.

What they lean on is brought in only when they run: a server takes half a second to load.
"""

from __future__ import annotations

import argparse
from typing import Any

from engine.hookspecs import Command, hookimpl

__all__ = ["commands"]


@hookimpl
def commands() -> dict[str, Command]:
    """Give `serve` and `people`."""
    return {
        "serve": Command(
            zh="在浏览器里用：指南、窗口、部门、管理",
            en="in the browser: guides, counter, departments, administration",
            arguments=_serve_arguments,
            run=_serve,
        ),
        "people": Command(
            zh="账号：加人、停用、改密码",
            en="accounts: add somebody, disable, change a password",
            arguments=_people_arguments,
            run=_people,
        ),
    }


def _serve_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    from web.serving import arguments

    arguments(parser, lang)


def _people_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    from web.people.command import arguments

    arguments(parser, lang)


def _serve(desk: Any, args: argparse.Namespace) -> int:
    from web.serving import run
    from web.spoken import spoken

    return spoken(desk.console, lambda: run(desk, args))


def _people(desk: Any, args: argparse.Namespace) -> int:
    from web.people.command import run
    from web.spoken import spoken

    return spoken(desk.console, lambda: run(desk, args))
