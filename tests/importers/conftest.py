"""What the tests of papers share: reading one, and a pack to add to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from ccgbrief.importers import Options, adding, new_pack
from ccgbrief.importers.formats import read_paper
from ccgbrief.importers.paper import Paper, Source, Tell
from ccgbrief.importers.worker import Reading, make

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


class Here:
    """Reads papers in this process, for the tests that are not about reading apart."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """End nothing."""

    def read(self, source: Source, options: Options, tell: Tell) -> Iterator[Reading]:
        """Yield the papers that a file holds."""
        return make(source, options, tell)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read papers in this process: it spares each test the start of another."""
    monkeypatch.setattr(adding, "ReadingRoom", Here)
