"""Viruses in uploads: looked for by the clamd of this machine, as the settings of the centre say."""

from __future__ import annotations

import os

from engine.hookspecs import Incoming, Scanned, hookimpl
from yici_clamav.line import ask

__all__ = ["scan_upload"]


@hookimpl
def scan_upload(upload: Incoming) -> Scanned | None:
    """Hand the file to clamd, if it is set up."""
    where = os.environ.get("YICI_CLAMAV_SOCKET")
    if not where:
        return None
    with open(upload.path, "rb", buffering=0) as file:
        return Scanned(found=ask(where, file))
