"""Measures the server on one core, beside a bare framework: guides rendered and kept, checks by HTTP.

    python benchmarks/web_speed.py [--rounds 5] [--seconds 3] [--write]

The server has one core, `wrk` (Debian: apt install wrk) another. The bare framework is Starlette under the
same uvicorn: it renders the same template with values made beforehand, sends bytes made beforehand, reads a
body and gives an answer made beforehand. Rounds alternate; what is told is the median, and what one second
of the server's own processor time is good for, which a busy machine disturbs less.

A guide is measured three times. For one situation everything is made for each request: the guide is built
and all of it rendered. For every situation the page is rendered for each request, but its two large parts,
which depend on nothing but item, day and language, are rendered once. Kept: the whole page is sent again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, table, tell

CODE = "SC-0202"
GUIDE = f"/items/{CODE}"
ANSWERED = f"{GUIDE}?{urllib.parse.urlencode({'组成形式': '个人经营'})}"
BODY = ROOT / "engine" / "exchange" / "examples" / f"{CODE}.json"
SMALL = {"item": CODE, "applied_on": "2026-03-02", "facts": {"组成形式": "个人经营"}}
KINDS = ("whole", "rendering", "bare")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is asked of which server, and how many a second there should be."""

    name: str
    server: str
    path: str
    body: bytes = b""
    bar: int = 0
    beside: str = ""


LOADS = (
    Load(name="guide, rendered", server="rendering", path=GUIDE, bar=2000, beside="bare: same template"),
    Load(name="bare: same template", server="bare", path="/rendered"),
    Load(name="guide for one situation", server="rendering", path=ANSWERED, beside="bare: its template"),
    Load(name="bare: its template", server="bare", path="/rendered-whole"),
    Load(name="guide, kept", server="whole", path=GUIDE, bar=12_000, beside="bare: same bytes"),
    Load(name="bare: same bytes", server="bare", path="/kept"),
    Load(
        name="check, small",
        server="whole",
        path="/api/v1/check",
        body=json.dumps(SMALL, ensure_ascii=False).encode(),
        bar=5000,
        beside="bare: body in, answer out",
    ),
    Load(
        name="check, whole example",
        server="whole",
        path="/api/v1/check",
        body=BODY.read_bytes(),
        beside="bare: body in, answer out",
    ),
    Load(name="bare: body in, answer out", server="bare", path="/check", body=BODY.read_bytes()),
)


def serve(kind: str, port: int) -> None:
    """Serve one of the three applications on this core until stopped."""
    import uvicorn

    app = bare() if kind == "bare" else ours(keep=kind == "whole")
    uvicorn.run(
        app, port=port, log_level="warning", access_log=False, server_header=False, proxy_headers=False
    )


def ours(*, keep: bool) -> object:
    """Give the application over the packaged catalogue."""
    from engine.center import Center
    from web.app import build_app
    from web.house import House
    from web.limits import Limits
    from web.people.store import People
    from web.shelf import Shelf

    cache = Path(os.environ["YICI_BENCH_CACHE"])
    # Everything comes from one address here; calls are counted all the same, for that is part of their cost.
    house = House(
        shelf=Shelf(ROOT / "catalog", cache),
        center=Center(installed=False),
        people=People(),
        limits=Limits({"open-call": "1000000000/minute"}),
    )
    return build_app(house, keep=keep)


def bare() -> object:
    """Give the same page, bytes and answer without anything of ours behind them."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, JSONResponse, Response
    from starlette.routing import Route

    import web.citizen.guide
    from web.page import page
    from web.route import Visit

    seen: list[tuple[Visit, str, dict[str, object]]] = []

    def noted(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response:
        seen.append((visit, template, values))
        return page(visit, template, status=status, **values)

    from starlette.testclient import TestClient

    web.citizen.guide.page = noted  # type: ignore[attr-defined]  # what the guide renders is looked at
    client = TestClient(ours(keep=False))  # type: ignore[arg-type]  # an application
    kept = client.get(GUIDE).content
    client.get(ANSWERED)
    answer = client.post(
        "/api/v1/check", content=BODY.read_bytes(), headers={"Content-Type": "application/json"}
    )
    told = answer.json()
    from web.house import templates
    from web.page import frame

    def rendering(
        visit: Visit, template: str, values: dict[str, object]
    ) -> Callable[[Request], Awaitable[Response]]:
        made = templates(visit.lang).get_template(template)
        framed = {**frame(visit), **values}

        async def rendered(request: Request) -> Response:
            return HTMLResponse(made.render(framed))

        return rendered

    async def bytes_only(request: Request) -> Response:
        return HTMLResponse(kept)

    async def checked(request: Request) -> Response:
        json.loads(await request.body())
        return JSONResponse(told)

    return Starlette(
        routes=[
            Route("/rendered", rendering(*seen[0])),
            Route("/rendered-whole", rendering(*seen[1])),
            Route("/kept", bytes_only),
            Route("/check", checked, methods=["POST"]),
        ]
    )


@contextmanager
def server(kind: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Start a server on the first core; give its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["taskset", "-c", "0", sys.executable, __file__, "--serve", kind, "--port", str(port)]
    env = {**os.environ, "YICI_BENCH_CACHE": str(folder), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=env)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def measured(load: Load, port: int, pid: int, seconds: float, folder: Path) -> tuple[float, float]:
    """Give the answers a second, and those a second of the server's processor time."""
    script = folder / "load.lua"
    headers = 'wrk.headers["Content-Type"] = "application/json"\n'
    quoted = "".join(f"\\{byte:03d}" for byte in load.body)
    post = f'wrk.method = "POST"\n{headers}wrk.body = "{quoted}"\n' if load.body else ""
    # An answer that is none would be quick: whatever is not 200 ends the measurement.
    script.write_text(post, encoding="utf-8")
    url = f"http://127.0.0.1:{port}{load.path}"
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{seconds:.0f}s", "-s", str(script), url]
    before = _spent(pid)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = _spent(pid) - before
    count = int(re.findall(r"(\d+) requests in", said)[0])
    assert "Non-2xx" not in said, said
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0]), count / spent


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


FACTS = (
    "load: `wrk`, 16 connections kept alive, on another core; median of the rounds, slowest to fastest",
    "for one situation: the guide is built and all of the page rendered for each request; rendered: the page"
    " is rendered for each request, from all that depends on the request and two large parts that are"
    " rendered once for an item, a day and a language; kept: the page is sent again",
    "check, small: an item of which one fact is known; whole example: one with its papers and four mistakes",
)


def figures(found: dict[str, list[tuple[float, float]]]) -> list[str]:
    """Lay out the rates, beside those of the bare framework."""
    rows: list[tuple[str, ...]] = []
    middle = {name: statistics.median(own for _, own in rounds) for name, rounds in found.items()}
    for load in LOADS:
        rates = [rate for rate, _ in found[load.name]]
        ratio = f"{middle[load.name] / middle[load.beside]:.2f}" if load.beside else ""
        spread = f"{statistics.median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"
        rows.append(
            (load.name, spread, f"{middle[load.name]:,.0f}", ratio, f"{load.bar:,}" if load.bar else "")
        )
    heads = ("what", "answers a second", "a second of processor time", "of the bare framework", "bar")
    return table(heads, rows)


def main() -> None:
    """Measure, and say or write it."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--serve", choices=KINDS)
    parser.add_argument("--port", type=int)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve, args.port)
        return
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt install wrk")
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ExitStack() as stack:
            servers = {kind: stack.enter_context(server(kind, folder)) for kind in KINDS}
            for turn in range(args.rounds + 1):
                for load in LOADS:
                    port, pid = servers[load.server]
                    measure = measured(load, port, pid, args.seconds if turn else 1, folder)
                    # The first round only warms up.
                    if turn:
                        found[load.name].append(measure)
    tell("web_speed", "The server on one core", args, FACTS, figures(found))


if __name__ == "__main__":
    main()
