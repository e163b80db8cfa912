"""What every test may use: packs; and what every test is kept from: home folder and clipboard."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack, read_pack
from ccgbrief.pack_editing import adding, new_pack
from ccgbrief.papers.article import ReadingOptions
from ccgbrief.papers.paper import Source, Tell
from ccgbrief.papers.worker import Reading, make
from ccgbrief.paths import shipped_pack, tour_file
from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder
from ccgbrief.state import end_tour
from tests import small_pack
from tests.packs import write_pack

LONG = 20 if os.environ.get("CCGBRIEF_LONG") else 1
"""How many times as many examples are made up when there is a night for it."""

# No deadline: other tests run beside, and an example may have to wait for them.
settings.register_profile("ccgbrief", deadline=None, max_examples=100 * LONG)
settings.load_profile("ccgbrief")


COUNTED = ("minutes", "notebook", "pack", "pack_editing", "papers", "search", "tui")
"""The rooms of which cover is asked; counting it takes half as long again in Python 3.11."""

NOT_COUNTED = ("test_slips.py", "test_snapshots.py", "test_themes.py")
"""Tests that lead the app in many ways and looks to what others of its room reach too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count cover only by tests of those rooms, and not by examples that are made up by chance."""
    for item in items:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        by_chance = isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)
        if by_chance or room not in COUNTED or item.path.name in NOT_COUNTED:
            item.add_marker("no_cover")


HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
}
"""The variables that say where a person's files are, and where they are in a test."""


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, first_home: bytes
) -> Path:
    """Return a home folder in which only the tour is over.

    Programs started by the test have it too.
    """
    folder = tmp_path_factory.mktemp("home")
    _live_in(folder, monkeypatch)
    tour_file().parent.mkdir(parents=True)
    tour_file().write_bytes(first_home)  # half the time of a test, were it synced each time
    return folder


@pytest.fixture(scope="session", autouse=True)
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """Let what is made once for several tests write into no real home either.

    Yields what is in the file that says that the tour is over.
    """
    with pytest.MonkeyPatch.context() as patch:
        _live_in(tmp_path_factory.mktemp("first-home"), patch)
        end_tour(tour_file())
        yield tour_file().read_bytes()


def _live_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    for variable, name in HOMES.items():
        patch.setenv(variable, str(folder / name))


@pytest.fixture
def two_article_pack(tmp_path: Path) -> Path:
    """Return a folder with a pack of two articles, in which nothing is wrong."""
    return write_pack(tmp_path / "pack")


FullDisk = Callable[[], AbstractContextManager[None]]


@contextmanager
def _full_disk() -> Iterator[None]:
    if sys.platform == "win32":
        pytest.skip("no limit to the size of files there")
    import resource  # noqa: PLC0415 - is not there on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def full_disk() -> FullDisk:
    """Return a context in which every file ends after its first byte."""
    return _full_disk


CLIPBOARDS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TMUX")
"""Variables that lead to a clipboard of the person who runs the tests."""


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test copies from the clipboard of whoever runs it."""
    for variable in CLIPBOARDS:
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(autouse=True)
def deliberate_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys for deliberate ones, however fast a test presses them."""
    monkeypatch.setattr("ccgbrief.view.typed_words.BURST_SECONDS", 0.0)
    monkeypatch.setattr("ccgbrief.view.typed_words.WORD_SECONDS", 0.0)
    monkeypatch.setattr("ccgbrief.view.typed_words.LONE_WORDS", 0)


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small pack; not to be written in."""
    return small_pack.write_pack(tmp_path_factory.mktemp("packs") / "small")


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
    return small_pack.empty_notebook()


@pytest.fixture
def finder(small: Pack) -> Iterator[Finder]:
    """A finder over the small pack."""
    opened = open_finder(small)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a pack that has only its first page."""
    new_pack(tmp_path / "pack", "The board")
    return tmp_path / "pack"


class Here:
    """Reads papers in this process, for the tests that are not about reading apart."""

    def close(self) -> None:
        """End nothing."""

    def read(self, source: Source, options: ReadingOptions, tell: Tell) -> Iterator[Reading]:
        """Yield the papers that a file holds."""
        return make(source, options, tell)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read papers in this process: it spares each test the start of another."""
    monkeypatch.setattr(adding, "Worker", Here)
