"""Changing several files of a pack at once: where the system refuses, and what is said then."""

import errno
import os
import stat
from pathlib import Path

import pytest
from filelock import FileLock

from ccgbrief import files
from ccgbrief.pack_editing import Options, PaperError, add_papers, recover, transaction
from ccgbrief.pack_editing.transaction import STAGING, changing
from ccgbrief.paths import PACK_LOCK
from tests.pack_editing.test_adding import needs_posix, put, state
from tests.pack_editing.test_near_duplicates import text

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def two(folder: Path) -> Path:
    """Return a pack with two more files."""
    for name in ("a", "b"):
        put(folder, f"{name}.txt", f"old {name}")
    return folder


def change_both(folder: Path) -> None:
    with changing(folder) as change:
        change.put("pack.toml", (folder / "pack.toml").read_bytes())  # which changes nothing
        for name in ("a", "b"):
            change.copy(f"{name}.txt", f"kept/{name}.txt")
            change.put(f"{name}.txt", f"new {name}".encode())
        change.commit()


@pytest.mark.parametrize("has_links", [True, False])
def test_a_change_is_made_and_undone_with_and_without_hard_links(
    two: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    if not has_links:
        refused = OSError(errno.EPERM, "Operation not permitted")
        monkeypatch.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(refused))
    before = state(two)
    with monkeypatch.context() as killed:
        killed.setattr(transaction, "_finish", lambda _: False)
        killed.setattr(transaction, "_settle", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            change_both(two)
    put(two, "a.txt", "old a")  # as if the last of it had not been done
    recover(two)
    assert state(two) == before
    change_both(two)
    kept = {f"kept/{name}.txt": f"old {name}".encode() for name in ("a", "b")}
    assert state(two) == before | kept | {"a.txt": b"new a", "b.txt": b"new b"}


def change_one(folder: Path) -> list[str]:
    with changing(folder) as change:
        change.put("pack.toml", b"new")
        return change.commit()


@needs_posix
def test_a_file_of_a_pack_keeps_its_rights_and_what_is_prepared_is_no_wider(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: also where its folder is open to others."""
    manifest, prepared, real = folder / "pack.toml", [], files.make_alike

    def noting(path: Path, like: Path) -> list[str]:
        if like == manifest:
            prepared.append(stat.S_IMODE(path.stat().st_mode))
        return [*real(path, like), "the file's group could not be kept"]

    manifest.chmod(0o640)
    monkeypatch.setattr(transaction, "make_alike", noting)
    assert change_one(folder) == ["pack.toml: the file's group could not be kept"]
    assert manifest.read_bytes() == b"new"
    assert stat.S_IMODE(manifest.stat().st_mode) == 0o640
    assert prepared == [0o600]


@needs_posix
def test_whoever_may_write_to_a_pack_may_wait_for_its_lock_and_undo_what_was_killed(
    folder: Path,
) -> None:
    """P7: a member of its group was refused, and for good once another one had been killed."""
    folder.chmod(0o770)
    with changing(folder):
        made = [stat.S_IMODE((folder / name).stat().st_mode) for name in (PACK_LOCK, STAGING)]
    assert made == [0o770, 0o770]


@needs_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_a_file_of_a_pack_stays_its_owners_whoever_changes_it(folder: Path) -> None:
    """P3: its owner could no longer open the pack after somebody else had added a paper."""
    manifest = folder / "pack.toml"
    os.chown(manifest, 3001, 4000)
    manifest.chmod(0o600)
    assert change_one(folder) == []
    found = manifest.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (3001, 4000, 0o600)


@needs_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_a_change_that_is_undone_without_hard_links_gives_the_old_file_back_to_its_owner(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3."""
    refused = OSError(errno.EPERM, "Operation not permitted")
    monkeypatch.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(refused))
    os.chown(two / "a.txt", 3001, 4000)
    real = files.move_file

    def full(path: Path, target: Path) -> None:
        if target == two / "b.txt":
            raise FULL
        real(path, target)

    monkeypatch.setattr(transaction, "move_file", full)
    with pytest.raises(PaperError, match="the pack is as it was"):
        change_both(two)
    assert (two / "a.txt").read_bytes() == b"old a"
    assert ((two / "a.txt").stat().st_uid, (two / "a.txt").stat().st_gid) == (3001, 4000)


def test_a_change_that_cannot_even_be_undone_is_undone_by_the_next_one(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(two)
    real = files.move_file

    def full(path: Path, target: Path) -> None:
        if target == two / "b.txt" or path.name.startswith("back"):
            raise FULL
        real(path, target)

    with monkeypatch.context() as filled:
        filled.setattr(transaction, "move_file", full)
        with pytest.raises(PaperError, match="no space left on device; make room; the next"):
            change_both(two)
        assert (two / "a.txt").read_bytes() == b"new a"
    with changing(two):
        assert {n: d for n, d in state(two).items() if not n.startswith(".")} == before


def test_a_file_that_is_changed_while_the_journal_is_written_stays(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write_file

    def write(path: Path, data: bytes) -> list[str]:
        put(two, "b.txt", "mine")
        return real(path, data)

    monkeypatch.setattr(transaction, "write_file", write)
    with pytest.raises(PaperError, match=r"b\.txt was changed by another program; try again"):
        change_both(two)
    assert (two / "a.txt").read_bytes() == b"old a"
    assert (two / "b.txt").read_bytes() == b"mine"


def test_a_file_in_the_place_of_the_staging_folder_is_one_line(folder: Path) -> None:
    put(folder, STAGING, "mine")
    with pytest.raises(
        PaperError, match="file exists; make room or allow writing there, or name another folder"
    ):
        change_both(folder)
    assert (folder / STAGING).read_text("utf-8") == "mine"


def test_a_folder_that_another_process_takes_away_while_we_wait_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = FileLock.acquire, []

    def acquire(lock: FileLock, timeout: float | None = None) -> object:
        calls.append(lock)
        if len(calls) == 1:
            (tmp_path / "own").rmdir()
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return real(lock, timeout)

    monkeypatch.setattr(FileLock, "acquire", acquire)
    with changing(tmp_path / "own") as change:
        change.put("a.txt", b"a")
        change.commit()
    assert state(tmp_path / "own") == {"a.txt": b"a"}


@pytest.mark.usefixtures("here")
def test_a_folder_that_is_not_a_pack_is_not_written_to(tmp_path: Path) -> None:
    paper = put(tmp_path, "a.txt", text(1))
    (tmp_path / "no pack").mkdir()
    with pytest.raises(PaperError, match=r"it has no pack\.toml, so it is not a pack"):
        add_papers([paper], tmp_path / "no pack", Options())
    with pytest.raises(PaperError, match=r"it has no pack\.toml, so it is not a pack"):
        add_papers([paper], tmp_path / "nothing", Options())
    assert not (tmp_path / "nothing").exists()


@pytest.mark.usefixtures("here")
def test_a_broken_table_of_the_pack_is_named_before_papers_are_added(
    folder: Path, tmp_path: Path
) -> None:
    paper = put(tmp_path, "a.txt", text(1))
    put(folder, "duties.toml", "[[duty")
    before = state(folder)
    with pytest.raises(
        PaperError, match=r"duties\.toml: .*; ccgbrief check .* lists what is wrong"
    ):
        add_papers([paper], folder, Options())
    assert state(folder) == before
