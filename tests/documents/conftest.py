"""What the tests of papers share: reading one, and a pack to add to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ccgbrief.documents import new_pack
from ccgbrief.documents.formats import read_paper
from ccgbrief.documents.paper import Paper, Source

Read = Callable[..., Paper]


@pytest.fixture
def read() -> Read:
    """Read a paper in this process."""

    def read_it(name: str, data: str | bytes, *, keep_all: bool = False) -> Paper:
        content = data.encode() if isinstance(data, str) else data
        return read_paper(Source(name, content, keep_all), lambda _page, _count: None)

    return read_it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a pack that has only its first page."""
    new_pack(tmp_path / "pack", "The board")
    return tmp_path / "pack"
