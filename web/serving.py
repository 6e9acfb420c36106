"""`yici serve`: opens the house, listens, and closes everything again when it is stopped.

Without a certificate it listens on this machine only: what people type would else go over the network in the
clear (guarantees D12).
"""

from __future__ import annotations

import argparse
import ipaddress
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn

import uvicorn

from engine.case.store import Place
from engine.center.store_options import store_options, store_place
from web.app import build_app
from web.demo.catalog import own_catalog
from web.demo.seed import demonstration, said, seed
from web.house import House
from web.opening import Desk, opened_house, working
from web.spoken import Console, Wrong

__all__ = ["arguments", "run"]

_IDLE_SECONDS: Final = 15
_LAST_PORT: Final = 65535
_ENDING_SECONDS: Final = 10


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Add what the command takes."""
    chinese = lang == "zh"

    def add(name: str, zh: str, en: str, **kept: Any) -> None:
        parser.add_argument(name, help=zh if chinese else en, **kept)

    store_options(parser, chinese=chinese)
    add("--host", "监听的地址", "address to listen on", default="127.0.0.1")
    add("--port", "端口", "port", type=int, default=8000)
    add("--certificate", "TLS 证书", "a TLS certificate", metavar="FILE")
    add("--private-key", "证书的私钥", "the private key of the certificate", metavar="FILE")
    add("--proxy", "信任的反向代理的地址", "address of a reverse proxy to be trusted", metavar="ADDRESS")
    add("--demo", "带上演示用的账号和办件", "with accounts and cases to try out", action="store_true")


def run(desk: Desk, args: argparse.Namespace) -> int:
    """Serve until stopped."""
    console: Console = desk.console
    _check(args)
    with ExitStack() as opened:
        listener = opened.enter_context(_listening(args.host, args.port))
        place = opened.enter_context(demonstration(args)) if args.demo else store_place(args)
        house = opened.enter_context(opened_house(own_catalog(desk, place) if args.demo else desk, place))
        if args.demo:
            seed(house, place)
            house = replace(house, demo=True)
        secure = "s" if args.certificate else ""
        address = f"http{secure}://{_spelt(args.host)}:{listener.getsockname()[1]}"
        for line in (
            *_told(console, house, place, address),
            *(said(console, house, address) if args.demo else ()),
        ):
            console.err.write(line + "\n")
        console.err.flush()
        opened.enter_context(working(house))
        _serve(house, args, listener)
    console.err.write(console.say("停好了，都存下了。\n", "Stopped; everything is saved.\n"))
    return 0


def _check(args: argparse.Namespace) -> None:
    """Refuse what would send passwords and cases over the network in the clear."""
    if bool(args.certificate) != bool(args.private_key):
        raise Wrong(
            "--certificate 和 --private-key 要一起写。", "--certificate and --private-key go together."
        )
    if not args.certificate and not _here(args.host):
        raise Wrong(
            f"没有 TLS 证书，只能给本机用，不能监听 {args.host}。"
            "写上 --certificate 和 --private-key，或者在本机前面放一个带 TLS 的反向代理。",
            f"Without a TLS certificate only this machine is served, not {args.host}. Give --certificate and"
            " --private-key, or put a reverse proxy with TLS before it on this machine.",
        )


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _spelt(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        if not 0 <= port <= _LAST_PORT:
            raise OSError(f"0-{_LAST_PORT}")
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise Wrong(
            f"用不了 {host}:{port}（{error}）。换一个端口：--port 8001",
            f"Cannot use {host}:{port} ({error}). Try another port: --port 8001",
        ) from error
    with listener:
        yield listener


def _told(console: Console, house: House, place: Place, address: str) -> Iterator[str]:
    """Say where it is, where its cases lie, and what to do next."""
    say, office = console.say, house.office
    yield say(f"打开 {address}   停止：Ctrl+C", f"Open {address}   Stop: Ctrl+C")
    yield say(f"办件数据：{place.name}", f"Cases: {place.name}")
    if office is not None and office.waiting is not None:
        yield say(
            "工作日历有新的，还没启用。启用：yici case calendar --why 理由",
            "There is a new calendar that is not in force yet: yici case calendar --why REASON",
        )
    if not house.people.all():
        where = "" if place.data == Path("yici-data") else f" --data {place.data}"
        yield say(
            f"还没有账号。另开一个终端：yici people add NAME --role operator --name 姓名{where}",
            "There are no accounts yet. In another terminal:"
            f" yici people add LOGIN --role operator --name NAME{where}",
        )


def _serve(house: House, args: argparse.Namespace, listener: socket.socket) -> None:
    """Answer requests until the process is told to stop; requests under way are answered first."""
    config = uvicorn.Config(
        build_app(house),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_ENDING_SECONDS,
        proxy_headers=bool(args.proxy),
        forwarded_allow_ips=args.proxy,
        ssl_certfile=args.certificate,
        ssl_keyfile=args.private_key,
    )
    # The server passes the signal on once it has ended, and that must not cut short what is left to close.
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt
