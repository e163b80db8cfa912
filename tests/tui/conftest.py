"""Packs that several journeys read."""

from pathlib import Path

import pytest

from tests.tui.report import write_report


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pack with a report of 180 pages; not to be written in."""
    return write_report(tmp_path_factory.mktemp("packs") / "report")
