"""Post: parcels handed over, waybills, how far they are; a page for clerks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial

from engine.hookspecs import Carried, Page, Parcel, hookimpl
from yici_ems import service
from yici_ems.page import show

__all__ = ["carry", "pages"]


@hookimpl
def carry(parcel: Parcel) -> Carried | None:
    """Take a parcel over, or say how far it is."""
    url, token = os.environ.get("YICI_EMS_URL"), os.environ.get("YICI_EMS_TOKEN", "")
    if not url:
        return None
    return (
        service.track(url, token, parcel.waybill) if parcel.waybill else service.hand_over(url, token, parcel)
    )


@hookimpl
def pages() -> Mapping[str, Page]:
    """Give the page for clerks."""
    return {
        "ems/track": Page(
            zh="邮件到哪里了",
            en="Where a parcel is",
            show=partial(show, _track),
            roles=("clerk", "issuer", "runner"),
        )
    }


def _track(waybill: str) -> Carried | None:
    url = os.environ.get("YICI_EMS_URL")
    return service.track(url, os.environ.get("YICI_EMS_TOKEN", ""), waybill) if url else None
