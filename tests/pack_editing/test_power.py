"""Power cuts: whatever a cut leaves, the pack opens as it was or as it was to be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ccgbrief.pack import read_pack
from ccgbrief.pack_editing import Options, add_papers, new_pack, recover, remove_article
from ccgbrief.paths import made_file
from tests.conftest import LONG
from tests.pack_editing.test_adding import put
from tests.pack_editing.test_near_duplicates import text
from tests.power import State, record, state_of, write_state

pytestmark = pytest.mark.usefixtures("here")

Work = Callable[[Path], object]


def _poor(seed: int) -> str:
    return text(seed).lower().replace(".", "")


def _add(inbox: Path, *seeds: int) -> Work:
    """Return what adds papers, in a pack that may have poor copies of them."""
    files = [put(inbox, f"{seed}.txt", f"Paper {seed}\n\n{text(seed)}") for seed in seeds]
    return lambda folder: add_papers(files, folder, Options())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def _of_pack(state: State) -> State:
    """Leave out what is no part of a pack: what is hidden, and folders with nothing in them."""
    return {n: d for n, d in state.items() if d is not None and not n.startswith(".")}


def _articles(state: State) -> dict[str, bytes]:
    return {n: d for n, d in state.items() if d is not None and n.startswith("articles/")}


def _check_cuts(folder: Path, work: Work) -> int:
    """Cut the power after each step; return in how many states that may leave the pack."""
    before = state_of(folder)
    disk = record(folder.parent, lambda: work(folder))
    after = state_of(folder)
    assert _of_pack(before) != _of_pack(after)
    whole = {old for state in (before, after) for old in _articles(state).items()}
    cut = folder.parent / "cut"
    for found in disk.states:
        write_state(dict(found), cut)
        pack = cut / folder.name
        now = state_of(pack)
        titles = [article.id for article in read_pack(pack).articles]
        listed = {f"articles/{name}.md" for name in titles}
        assert {item for item in _articles(now).items() if item[0] in listed} <= whole
        recover(pack)
        assert _of_pack(state_of(pack)) in (_of_pack(before), _of_pack(after))
        read_pack(pack)
    write_state(disk.last(), cut)
    recover(cut / folder.name)
    assert _of_pack(state_of(cut / folder.name)) == _of_pack(after)
    return len(disk.states)


def test_a_cut_while_papers_are_added_leaves_the_pack_old_or_new(folder: Path, inbox: Path) -> None:
    assert _check_cuts(folder, _add(inbox, 1, 2)) > 20


def test_a_cut_while_a_cut_is_being_mended_leaves_the_pack_old_or_new(
    folder: Path, inbox: Path
) -> None:
    add_papers([put(inbox, "poor.txt", _poor(1))], folder, Options())
    before = state_of(folder)
    disk = record(folder.parent, lambda: _add(inbox, 1, 2)(folder))
    after = state_of(folder)
    again = folder.parent.parent / "again"
    count = 0
    journalled = [f for f in disk.states if any(n.endswith("/journal.json") for n, _ in f)]
    for found in journalled[:: 1 if LONG > 1 else 6]:
        write_state(dict(found), again)
        mending = record(again, lambda: recover(again / folder.name))
        for half in mending.states:
            write_state(dict(half), again)
            recover(again / folder.name)
            assert _of_pack(state_of(again / folder.name)) in (_of_pack(before), _of_pack(after))
            count += 1
    assert count > 50


@pytest.mark.parametrize("seeds", [(1,), (1, 2), (1, 2, 3)])
def test_a_cut_while_better_copies_are_added_leaves_the_pack_old_or_new(
    folder: Path, inbox: Path, seeds: tuple[int, ...]
) -> None:
    """Of the last, one is new and two take the place of others."""
    poor = [put(inbox, f"poor {seed}.txt", _poor(seed)) for seed in seeds[:2]]
    add_papers(poor, folder, Options())
    assert _check_cuts(folder, _add(inbox, *seeds)) > 20


def test_a_cut_while_an_article_is_removed_leaves_the_pack_old_or_new(
    folder: Path, inbox: Path
) -> None:
    _add(inbox, 1, 2)(folder)
    assert _check_cuts(folder, lambda pack: remove_article(pack, "paper-1")) > 10


def test_a_cut_while_a_pack_is_made_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    folder = tmp_path / "disk" / "pack"
    disk = record(folder.parent, lambda: new_pack(folder, "The board"))
    whole = _of_pack(state_of(folder))
    for found in disk.states:
        write_state(dict(found), tmp_path / "cut")
        pack = tmp_path / "cut" / "pack"
        recover(pack)
        assert _of_pack(state_of(pack)) in ({}, whole)
        if not _of_pack(state_of(pack)):
            made_file("the-board").unlink()  # the first pack is on another disk
            new_pack(pack, "The board")  # what was begun is in nobody's way
        assert _of_pack(state_of(pack)) == whole
        assert read_pack(pack).title == "The board"
    assert {f"pack/{n}": d for n, d in whole.items()}.items() <= disk.last().items()
