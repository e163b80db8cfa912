"""How a file is replaced: P1 (on the disk), P2 (whole), P3 (mode bits, links), P4 (.bak)."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ccgbrief.notebook.atomic_write import ChangedError, replace_file
from ccgbrief.notebook.disk import make_folder, write_new

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and pipes of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.toml"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_file_is_replaced_and_nothing_else_is_left(file: Path) -> None:
    assert replace_file(file, b"new") == []
    assert file.read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml"}


def test_a_file_that_was_not_there_is_made_for_its_owner_only(tmp_path: Path) -> None:
    replace_file(tmp_path / "a", b"new", old_data=b"what was there before it was deleted")
    assert (tmp_path / "a").read_bytes() == b"new"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@posix
def test_the_disk_has_the_text_before_the_name_and_the_name_before_it_is_called_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1: a file replaced before its text is on the disk may be empty after a power cut."""
    done: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        original = getattr(os, name)

        def call(*args: Any) -> Any:
            result = original(*args)
            folder = name == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)
            done.append("fsync of the folder" if folder else name)
            return result

        return call

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name))
    replace_file(file, b"new")
    assert done == ["write", "fsync", "replace", "fsync of the folder"]


def test_the_copy_before_the_last_is_kept_as_bak(file: Path) -> None:
    """P4."""
    replace_file(file, b"new", old_data=b"old")
    replace_file(file, b"newer", old_data=b"new")
    assert file.read_bytes() == b"newer"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_bak_is_kept_where_files_cannot_have_two_names(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P4: FAT, and many network folders, know no hard links."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert replace_file(file, b"new", old_data=b"old") == []
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_a_save_that_fails_leaves_the_backup_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: two failures in a row must not put what is in the file over what was before it."""
    (file.parent / "notes.toml.bak").write_bytes(b"older")

    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == file:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        replace_file(file, b"new", old_data=b"old")
    assert file.read_bytes() == b"old"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"older"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_a_file_that_somebody_just_reads_is_replaced_a_moment_later(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: on Windows the other copy's look at the file would now and then make a save fail."""
    replace, busy = os.replace, [True, True]

    def refuse_twice(*args: Any) -> None:
        if busy:
            busy.pop()
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        replace(*args)

    monkeypatch.setattr(os, "replace", refuse_twice)
    monkeypatch.setattr("ccgbrief.notebook.atomic_write.PAUSE", 0.0)
    monkeypatch.setattr("ccgbrief.notebook.atomic_write.TRIES", 2)
    with pytest.raises(PermissionError):
        replace_file(file, b"new")
    busy.append(True)
    assert replace_file(file, b"new") == []
    assert file.read_bytes() == b"new"


@posix
def test_a_bak_that_is_the_file_itself_leaves_nothing_behind(file: Path) -> None:
    """People make such things with `ln`; a rename onto the same file does nothing at all."""
    (file.parent / "notes.toml.bak").hardlink_to(file)
    replace_file(file, b"new", old_data=b"old")
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_a_save_goes_on_without_a_backup_and_says_so(file: Path) -> None:
    (file.parent / "notes.toml.bak").mkdir()
    (doubt,) = replace_file(file, b"new", old_data=b"old")
    assert doubt.startswith("notes.toml.bak could not be kept (")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o777, 0o600])
def test_mode_bits_survive(file: Path, mode: int) -> None:
    """P3."""
    file.chmod(mode)
    replace_file(file, b"new", old_data=b"old")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_the_owner_survives_where_that_is_permitted(file: Path) -> None:
    """P3."""
    os.chown(file, 12345, 54321)
    replace_file(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 54321)


@posix
def test_rights_that_cannot_be_kept_are_told_and_the_text_is_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: some file systems give all files the same rights, and refuse any others."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    file.chmod(0o644)
    monkeypatch.setattr(os, "chmod", refuse)
    monkeypatch.setattr(os, "chown", refuse)
    assert replace_file(file, b"new") == [
        "the file's access rights could not be kept (operation not permitted)"
    ]
    assert file.read_bytes() == b"new"


@posix
@pytest.mark.parametrize("relative", [True, False])
def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(
    file: Path, tmp_path: Path, relative: bool
) -> None:
    """P3: people keep the real file in a folder of their own."""
    (tmp_path / "here").mkdir()
    link = tmp_path / "here" / "link"
    link.symlink_to(Path("../notes.toml") if relative else file)
    replace_file(link, b"new", old_data=b"old")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert (tmp_path / "notes.toml.bak").read_bytes() == b"old"
    assert names(tmp_path / "here") == {"link"}


@posix
def test_a_link_that_leads_nowhere_is_filled(tmp_path: Path) -> None:
    """P3."""
    (tmp_path / "link").symlink_to("later.toml")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later.toml").read_bytes() == b"new"


@posix
def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to("round")
    before = names(tmp_path)
    for name in ("pipe", "folder"):
        with pytest.raises(ValueError, match="no plain file"):
            replace_file(tmp_path / name, b"new")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        replace_file(tmp_path / "round", b"new")
    with pytest.raises(ValueError, match="no plain file"):
        replace_file(Path("/dev/null"), b"new")
    assert names(tmp_path) == before
    assert (tmp_path / "pipe").is_fifo()


@posix
def test_a_file_marked_as_read_only_is_not_replaced_behind_its_owners_back(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="marked as read-only"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_short_write_is_gone_on_with(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:2]))
    replace_file(file, b"longer than two")
    assert file.read_bytes() == b"longer than two"


def test_a_disk_that_only_says_it_wrote_is_found_out(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P2: without the look at the size, the old text would be replaced by half the new one."""
    write = os.write

    def lie(handle: int, data: bytes) -> int:
        write(handle, bytes(data)[:2])
        return len(data)

    monkeypatch.setattr(os, "write", lie)
    with pytest.raises(OSError, match="did not keep"):
        replace_file(file, b"new text", old_data=b"old")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml"}


@posix
def test_a_folder_that_cannot_be_synced_leaves_a_doubt_and_no_failure(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1: the new text is there; to call it a failure would be wrong, to say nothing too."""
    fsync = os.fsync

    def fail_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    assert replace_file(file, b"new") == [
        "saved, but not confirmed by the disk (input/output error)"
    ]
    assert file.read_bytes() == b"new"


def test_a_name_as_long_as_names_may_be_can_be_saved_without_a_backup(tmp_path: Path) -> None:
    """The name of the half-written file is short for this; .bak would be too long."""
    file = tmp_path / ("n" * 250 + ".toml")
    replace_file(file, b"old")
    (doubt,) = replace_file(file, b"new", old_data=b"old")
    assert "could not be kept" in doubt
    assert names(tmp_path) == {file.name}
    assert file.read_bytes() == b"new"


def test_only_what_a_killed_process_left_long_ago_is_swept(file: Path) -> None:
    stale = file.parent / ".ccgbrief-0badcafe.tmp"
    busy = file.parent / ".ccgbrief-deadbeef.tmp"
    other = file.parent / ".other.tmp"
    for path in (stale, busy, other):
        path.touch()
    now = file.stat().st_mtime
    for path in (stale, other):
        os.utime(path, (now - 3600, now - 3600))
    replace_file(file, b"new")
    assert names(file.parent) == {"notes.toml", busy.name, other.name}


def test_what_somebody_wrote_since_the_last_look_is_not_replaced(file: Path) -> None:
    """P7: an editor may save in the moment that we do."""
    for now in (b"by hand", b"new"):
        file.write_bytes(now)
        with pytest.raises(ChangedError):
            replace_file(file, b"newer", old_data=b"old")
        assert file.read_bytes() == now
        assert names(file.parent) == {"notes.toml"}
    assert replace_file(file, b"newer", old_data=b"new") == []


def test_a_new_file_is_never_written_over_another(file: Path) -> None:
    """P9."""
    with pytest.raises(FileExistsError):
        write_new(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_folder_is_made_with_those_above_it_for_its_owner_only(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
