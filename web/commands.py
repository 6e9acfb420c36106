"""The command `yici serve`, which the web adds through the same hook as any plug-in."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path
from typing import Protocol, TextIO

from engine.center import Center
from engine.hookspecs import Command, hookimpl

__all__ = ["commands"]


class _Console(Protocol):
    lang: str
    err: TextIO

    def say(self, zh: str, en: str) -> str: ...


class _Desk(Protocol):
    console: _Console
    catalog_path: Path
    cache_path: Path | None
    center: Center


@hookimpl
def commands() -> dict[str, Command]:
    """Give `serve`."""
    return {
        "serve": Command(
            zh="在浏览器里用：办事指南和审查接口",
            en="in the browser: pages and the API",
            arguments=arguments,
            run=run,
        )
    }


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Add what the command takes."""
    chinese = lang == "zh"
    parser.add_argument(
        "--host", default="127.0.0.1", help="监听的地址" if chinese else "address to listen on"
    )
    parser.add_argument("--port", type=int, default=8000, help="端口" if chinese else "port")
    parser.add_argument(
        "--demo", action="store_true", help="带上演示" if chinese else "with the demonstration"
    )


def run(desk: _Desk, args: argparse.Namespace) -> int:
    """Serve until stopped; 2 if the address cannot be used."""
    console = desk.console
    try:
        listener = socket.create_server((args.host, args.port), reuse_port=False)
    except (OSError, OverflowError) as error:
        console.err.write(
            "yici: "
            + console.say(
                f"用不了 {args.host}:{args.port}（{error}）。换一个端口：--port 8001\n",
                f"Cannot use {args.host}:{args.port} ({error}). Try another port: --port 8001\n",
            )
        )
        return 2
    import uvicorn  # half a second that only a server needs

    from web.app import build_app  # brings starlette with it
    from web.house import House
    from web.people.store import People
    from web.shelf import Shelf

    house = House(
        shelf=Shelf(desk.catalog_path, desk.cache_path),
        center=desk.center,
        people=People(),
        demo=args.demo,
    )
    app = build_app(house)
    address = f"http://{args.host}:{listener.getsockname()[1]}"
    console.err.write(console.say(f"打开 {address}   停止：Ctrl+C\n", f"Open {address}   Stop: Ctrl+C\n"))
    console.err.flush()
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=15)
    )
    server.run(sockets=[listener])
    return 0
