"""Guangxi: the holidays of the autonomous region."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.hookspecs import hookimpl

__all__ = ["holidays"]


@hookimpl
def holidays() -> Sequence[Path]:
    """Give the days of the autonomous region."""
    return [Path(__file__).with_name("holidays.yaml")]
