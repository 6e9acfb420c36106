"""Names the machine that numbers come from; a number without one says nothing."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

__all__ = ["installed", "machine"]


def installed(bytecode: Path) -> dict[str, str]:
    """Give the surroundings in which this tree runs as an installed program does.

    An installed program has its bytecode; a checkout may be forbidden to write any. It gets a folder of its
    own, filled by the first run.
    """
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONPYCACHEPREFIX": str(bytecode)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def machine() -> str:
    """Name the machine the numbers come from."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")
        ]
        cpu = names[0].partition(":")[2].strip() if names else cpu
    system = f"{platform.system()} {platform.release()}"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{cpu}, {os.cpu_count()} cores, {system}, {platform.python_implementation()} "
        f"{platform.python_version()}; load average before the run {load:.1f}; {date.today().isoformat()}"
    )
