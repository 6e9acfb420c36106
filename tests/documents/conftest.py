"""The office of the tests about cases, for papers that are kept in a real store."""

from __future__ import annotations

from tests.case.conftest import desk, founded_office, office_folder

__all__ = ["desk", "founded_office", "office_folder"]
