"""The office of the tests about cases, here with what a centre plugs into it."""

from __future__ import annotations

from tests.case.conftest import desk, founded_office, office_folder

__all__ = ["desk", "founded_office", "office_folder"]
