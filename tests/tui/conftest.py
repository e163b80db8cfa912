"""Packs to show: the small one, and the one that ships."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack, read_pack
from ccgbrief.paths import shipped_pack
from ccgbrief.search import Finder, open_finder
from tests.tui.packs import empty_notebook, write_pack

CLIPBOARDS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TMUX")
"""Variables that lead to a clipboard of the person who runs the tests."""


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test copies from the clipboard of whoever runs it."""
    for variable in CLIPBOARDS:
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small pack; not to be written in."""
    return write_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture(scope="session")
def small(small_folder: Path) -> Pack:
    """The small pack."""
    return read_pack(small_folder)


@pytest.fixture(scope="session")
def shipped() -> Pack:
    """The pack that ships with the program."""
    return read_pack(shipped_pack())


@pytest.fixture(params=["small", "shipped"])
def pack(request: pytest.FixtureRequest) -> Pack:
    """One pack after the other."""
    chosen: Pack = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def notebook() -> Notebook:
    """An empty notebook."""
    return empty_notebook()


@pytest.fixture
def finder(small: Pack) -> Iterator[Finder]:
    """A finder over the small pack."""
    opened = open_finder(small)
    yield opened
    opened.close()
