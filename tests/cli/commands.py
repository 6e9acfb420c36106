"""What tests of commands share: where the project lies, its submissions, and a copy of a sketch."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from engine.exchange.examples import examples

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
SUBMISSIONS = {path.stem: str(path) for path, _ in examples()}


def sketch(name: str) -> Path:
    """Copy a sketch of an item into the folder at hand."""
    return Path(shutil.copy(ROOT / "tests" / "sketches" / f"{name}.yaml", Path.cwd()))
