"""A search reads no pack that has not changed, and never answers from one that has."""

import os
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from ccgbrief import fingerprints, session
from ccgbrief.commands.opening import open_to_search
from ccgbrief.notebook import NotebookStore
from ccgbrief.pack import PackError, read_pack

Search = Callable[[str], list[str]]


@pytest.fixture
def folder(two_article_pack: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack whose files have long been as they are."""
    monkeypatch.setattr(fingerprints, "COARSEST_CLOCK", -3_600_000_000_000)
    return two_article_pack


@pytest.fixture
def search(folder: Path, tmp_path: Path) -> Search:
    def texts(typed: str) -> list[str]:
        finder = open_to_search(
            Namespace(
                pack=folder,
                notes=tmp_path / "notes" / "mine.toml",
                private=False,
                json=False,
                words=[],
            )
        )
        try:
            return [hit.entry.text for hit in finder.find(typed).hits]
        finally:
            finder.close()

    return texts


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Which packs are read."""
    read: list[Path] = []

    def watched(folder: Path) -> object:
        read.append(folder)
        return read_pack(folder)

    monkeypatch.setattr(session, "read_pack", watched)
    return read


@pytest.mark.usefixtures("home")
def test_a_pack_that_has_not_changed_is_not_read_again(search: Search, reads: list[Path]) -> None:
    first = search("receptionists")
    assert first
    assert len(reads) == 1
    assert search("receptionists") == first
    assert search("in:late heat eleven rooms")
    assert len(reads) == 1


@pytest.mark.usefixtures("home")
def test_a_change_of_the_same_length_and_time_is_seen(folder: Path, search: Search) -> None:
    assert search("receptionists")
    file = folder / "articles" / "early-doors.md"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("receptionists", "ventriloquist"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert search("ventriloquist")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["pack.toml", "articles/early-doors.md", "glossary.toml"])
def test_a_file_that_goes_or_comes_is_seen(
    name: str, folder: Path, search: Search, reads: list[Path]
) -> None:
    search("receptionists")
    file = folder / name
    if file.exists():
        file.rename(folder / "aside")
    else:
        file.write_text("", "utf-8")
    with pytest.raises(PackError) if name != "glossary.toml" else nullcontext():
        search("receptionists")
    assert len(reads) == 2


@pytest.mark.usefixtures("home")
def test_files_changed_a_moment_ago_prove_nothing(
    search: Search, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "COARSEST_CLOCK", 2_000_000_000)
    search("receptionists")
    search("receptionists")
    assert len(reads) == 2


@pytest.mark.usefixtures("home")
def test_another_folder_with_the_same_pack_is_not_taken_for_it(
    folder: Path, search: Search, reads: list[Path], tmp_path: Path
) -> None:
    search("receptionists")
    other = tmp_path / "other"
    folder.rename(other)
    finder = open_to_search(Namespace(pack=other, notes=None, private=False, json=False, words=[]))
    finder.close()
    assert reads == [folder, other]


@pytest.mark.usefixtures("home")
def test_notes_are_found_though_the_pack_is_not_read(
    search: Search, reads: list[Path], tmp_path: Path
) -> None:
    search("receptionists")
    file = NotebookStore.open(tmp_path / "notes" / "mine.toml", "surgery-hours", tmp_path / "s")
    file.notebook.add_note("Ask the ventriloquist")
    file.save()
    assert search("ventriloquist") == ["Ask the ventriloquist"]
    assert len(reads) == 1
