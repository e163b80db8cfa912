"""What the tests of papers share: reading one, and its texts."""

from collections.abc import Callable

import pytest

from ccgbrief.papers.formats import read_paper
from ccgbrief.papers.paper import Block, Paper, Source

Read = Callable[..., Paper]


@pytest.fixture
def read() -> Read:
    """Read a paper in this process."""

    def read_it(name: str, data: str | bytes, *, keep_all: bool = False) -> Paper:
        content = data.encode() if isinstance(data, str) else data
        return read_paper(Source(name, content, keep_all), lambda _page, _count: None)

    return read_it


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]
